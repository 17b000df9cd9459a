"""What an agreement is called: a name of its own, common nouns, or a short form that many share."""

from __future__ import annotations

import re
from typing import Final

from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: What follows the head of a description: its topic, or its sides.
TOPIC: Final = re.compile(r" (?:on|for|with|between|sobre|para|con|entre) ")


def is_name(agreement: Entity) -> bool:
    """Tell whether an agreement is called by a name, not by common nouns."""
    return agreement.known or agreement.name[:1].isupper()


def is_short_form(name: str, lang: str) -> bool:
    """Tell whether a name is a common short form that names no agreement by itself: "the EPA"."""
    return name in load_lexicon(lang)["names"].get("agreement_short_forms", ())


def is_plain(name: str, lang: str) -> bool:
    """Tell whether a name consists of words of which all names of agreements do: "Letter of Intent"."""
    common = load_lexicon(lang)["names"]["common_words"]
    return all(word.lower() in common for word in name.split())
