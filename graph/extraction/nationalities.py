"""Of which country a text says that a company is: "Finland's Metsa", "Carthage Foods, a Danish brewer"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from tradegraph.annotation.matches import PLACES
from tradegraph.extraction.masking import Item
from tradegraph.extraction.seats import firm_behind, is_seat
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: What may be a company.
_FIRMS: Final = {"Company", "Name"}


def told_nations(items: Sequence[Item], text: str, lang: str) -> Iterator[tuple[str, Entity]]:
    """Yield the names of the companies among a sentence's items and the places that they are said to be of.

    `text` is the article's as patterns see it.
    """
    for first, second in pairwise(items):
        between = text[first.end : second.start]
        if second.type in _FIRMS and _is_place(first) and _opens(lang).fullmatch(between):
            if first.type == "Demonym" or between != " ":  # "in Finland Metsa makes" tells of no origin
                yield second.entities[0].name, first.entities[0]
        elif first.type in _FIRMS and _is_place(second) and _follows(lang).fullmatch(between):
            is_told = is_seat(second, text, lang) or (
                second.type == "Demonym" and (lang != "en" or firm_behind(lang).match(text, second.end))
            )
            if is_told:
                yield first.entities[0].name, second.entities[0]


def _is_place(item: Item) -> bool:
    return item.type == "Demonym" or item.type in PLACES


@cache
def _opens(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between a place and the company that is of it."""
    return re.compile(load_lexicon(lang)["syntax"]["nation_before"])


@cache
def _follows(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between a company and the place that it is said to be of."""
    return re.compile(load_lexicon(lang)["syntax"]["nation_behind"])
