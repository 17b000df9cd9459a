"""Of which country a text says that a company is: "Finland's Metsa", "Carthage Foods, a Danish brewer"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tradegraph.annotation.matches import PLACES
from tradegraph.extraction.firms import FIRMS
from tradegraph.extraction.masking import Item
from tradegraph.extraction.seats import is_seat
from tradegraph.extraction.syntax import expression_of
from tradegraph.model import Entity


def told_nations(items: Sequence[Item], text: str, lang: str) -> Iterator[tuple[str, Entity]]:
    """Yield the names of the companies among a sentence's items and the places that they are said to be of.

    `text` is the article's as patterns see it.
    """
    opens, follows = expression_of("nation_before", lang), expression_of("nation_behind", lang)
    for first, second in pairwise(items):
        between = text[first.end : second.start]
        if second.type in FIRMS and _is_place(first) and opens.fullmatch(between):
            if first.type == "Demonym" or between != " ":  # "in Finland Metsa makes" tells of no origin
                yield second.entities[0].name, first.entities[0]
        elif first.type in FIRMS and _is_place(second) and follows.fullmatch(between):
            is_told = is_seat(second, text, lang) or (
                second.type == "Demonym" and expression_of("firm_behind", lang).match(text, second.end)
            )
            if is_told:
                yield first.entities[0].name, second.entities[0]


def _is_place(item: Item) -> bool:
    return item.type == "Demonym" or item.type in PLACES
