"""Fields of business that a sentence tells as something built: "three data centres in Kenya"."""

from __future__ import annotations

from tradegraph.annotation.matches import CONCEPTS
from tradegraph.extraction.syntax import expression_of
from tradegraph.model import Mention


def is_built(mention: Mention, folded: str, lang: str) -> bool:
    """Tell whether a good or field is a site, or the building of one, by the words around it."""
    if mention.type not in CONCEPTS:
        return False
    found = expression_of("built", lang).match(folded, mention.start)
    return found is not None and found.end() == mention.end
