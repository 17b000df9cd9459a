"""Which way goods go by the compass: "Salmon goes south, ginger comes north" tells who of two buys it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from tradegraph.extraction.masking import Item
from tradegraph.extraction.syntax import words_of
from tradegraph.model import Entity
from tradegraph.ontology import ontology_file
from tradegraph.ontology.gazetteer import load_gazetteer

#: Where countries lie, roughly: the middle of each in whole degrees.
FILE: Final = "reference/positions.csv"
#: The words of a direction in the lexicon, which degree it goes along, and whether this rises.
_DIRECTIONS: Final = {
    "northward": (0, True),
    "southward": (0, False),
    "eastward": (1, True),
    "westward": (1, False),
}
#: Places nearer to each other than so many degrees are not told apart by the compass.
_APART: Final = (3, 6)
_ROUND: Final = 360

Sides = Mapping[str, tuple[Item, ...]]


def aimed(sides: Sides, words: str, lang: str) -> Sides | None:
    """Return the sides of a trade as goods go whose direction some words tell; None where they do not."""
    seller, buyer = (sides[name][0] if sides[name] else None for name in ("subject", "object"))
    if seller is None or buyer is None:
        return None
    gap = _gap(_position(seller.entities[0]), _position(buyer.entities[0]))
    told = max(_told(words, lang), default=None)
    if gap is None or told is None or abs(gap[told[1]]) < _APART[told[1]]:
        return None
    is_turned = (gap[told[1]] > 0) != told[2]
    return {"subject": sides["object"], "object": sides["subject"]} if is_turned else sides


def comes(words: str, lang: str) -> bool:
    """Tell whether words say that goods come, or go the other way than those told before in them."""
    turns = {told[1:] for told in _told(words, lang)}
    return len(turns) > 1 or words_of("inward", lang).search(words) is not None


def _told(words: str, lang: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the words tell a direction, which degree it goes along, and whether this rises."""
    for name, (axis, rises) in _DIRECTIONS.items():
        yield from ((found.start(), axis, rises) for found in words_of(name, lang).finditer(words))


def _gap(start: Sequence[int] | None, end: Sequence[int] | None) -> tuple[int, int] | None:
    """Return how far north and how far east of one position another lies, the short way round."""
    if start is None or end is None:
        return None
    east = (end[1] - start[1] + _ROUND // 2) % _ROUND - _ROUND // 2
    return end[0] - start[0], east


def _position(place: Entity) -> tuple[int, int] | None:
    """Return where a country lies, or the one that a region or a city is in."""
    around = load_gazetteer().country_of(place.id)
    return _positions().get(str(around.code if around else place.code))


@cache
def _positions() -> Mapping[str, tuple[int, int]]:
    rows = csv.DictReader(io.StringIO(ontology_file(FILE).read_text(encoding="utf-8")))
    return {row["country"]: (int(row["latitude"]), int(row["longitude"])) for row in rows}
