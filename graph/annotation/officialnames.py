"""Countries by their official name, in a form that no list has: "República Socialista de Vietnam"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.model import Article, Mention
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: No form of a state with its link is longer, in characters ("República Islámica Federal de la").
_LONGEST: Final = 60


def grow_states(article: Article, names: Iterable[Mention]) -> Iterator[Mention]:
    """Yield `names`, given in order, with what a state calls itself before the country's own name.

    The gazetteer has the official names as the United Nations write them; papers write others, above all
    where the country's name has another spelling.
    """
    lang = grammar_language(article.lang)
    forms = {"Country": _form("state_forms", lang), "Region": _form("region_forms", lang)}
    reached = 0
    for name in names:
        start = name.start
        if name.type in forms and not name.adjective:
            before = forms[name.type].search(article.text, max(reached, start - _LONGEST), start)
            start = before.start() if before else start
        reached = name.end
        yield replace(name, start=start) if start < name.start else name


@cache
def _form(kind: str, lang: str) -> re.Pattern[str]:
    """Return an expression for the words of an official name up to the country's or region's own."""
    return re.compile(rf"\b(?:{load_lexicon(lang)['names'][kind]}) \Z")
