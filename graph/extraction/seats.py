"""Which places are only the seats of companies, told by the way, and which is the site told last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tradegraph.annotation.matches import PLACES
from tradegraph.annotation.names import mint
from tradegraph.extraction.masking import Item, follows_town
from tradegraph.extraction.syntax import expression_of, words_before
from tradegraph.model import Entity

#: How far before a place its seat's words may begin ("headquartered right here in"), in characters.
_SEAT_REACH: Final = 50


def is_seat(place: Item, text: str, lang: str) -> bool:
    """Tell whether a place only says where a company comes from: "the Riga brewer", "a maker based in Riga".

    `text` is the article's as patterns see it. What a sentence tells by itself ("it is based in Riga") is no
    aside, and counts for a place.
    """
    before = text[max(0, place.start - _SEAT_REACH) : place.start]
    if words_before("seat_before", lang).search(before):
        return True
    behind = expression_of("seat_behind", lang).match(text, place.end)
    is_placed = words_before("placing", lang).search(before) is not None  # "in Riga brewers are hiring"
    return behind is not None and (behind[0].startswith("-") or not is_placed)


def last_site(items: Sequence[Item], entry: Item | None, is_seat: Callable[[Item], bool]) -> tuple[Item, ...]:
    """Return the place told last in `items`, that of a plant or one by itself.

    Of "Sfax, Tunisia" it is the town; where a firm is based, or that of a list's `entry` comes from, is none.
    """
    seats = _seats(items, is_seat)
    for before, item in zip([None, *items][-2::-1], reversed(items), strict=True):
        place = _town_of(item)
        is_site = place.type in PLACES and place.entities and _is_on_a_map(place.entities[0])
        if not is_site or place.start in seats or _is_inside(item, items):
            continue
        if not (_lies_in(before, item) or _is_origin(item, entry)):
            return (place,)
    return ()


def _town_of(item: Item) -> Item:
    """Return where an item is: a plant where its words tell, which need be no town that we know."""
    place: Item = item.fields.get("place", (item,))[-1]
    if place is not item and place.type == "Name" and place.entities:
        return replace(place, type="City", entities=(mint(place.entities[0].name, "City"),))
    return place


def _seats(items: Sequence[Item], is_seat: Callable[[Item], bool]) -> set[int]:
    """Return where in the text the seats among `items` stand, and the countries told behind them."""
    seats: set[int] = set()
    before: Item | None = None
    for item in items:
        seats |= {seat.start for seat in item.fields.get("seat", ())}
        if item.type in PLACES:
            follows = before is not None and before.start in seats and follows_town(item, before)
            if follows or is_seat(item):
                seats.add(item.start)
        before = item
    return seats


def without_seats(items: Sequence[Item], is_seat: Callable[[Item], bool]) -> Iterator[Item]:
    """Yield the items but for the places that tell only where a company comes from."""
    seats = _seats(items, is_seat)
    return (item for item in items if item.start not in seats)


def _lies_in(town: Item | None, around: Item) -> bool:
    """Tell whether a place is only that in which the town before it lies: "Sfax, Tunisia"."""
    return around.type in ("Country", "Region") and follows_town(around, town)


def _is_inside(place: Item, items: Iterable[Item]) -> bool:
    """Tell whether a place stands within the words for a plant: "a mill in Sfax, near Tunis"."""
    around = (item for item in items if item.start < place.start and place.end <= item.end)
    return any(item.fields.get("place", (item,))[-1].type != "Name" for item in around)


def _is_origin(item: Item, entry: Item | None) -> bool:
    """Tell whether a country stands behind the name that heads an entry: "Baltica Holding (Latvia):"."""
    return entry is not None and entry.start <= item.start < entry.end and not entry.fields.get("place")


def _is_on_a_map(place: Entity) -> bool:
    """Tell whether jobs may be told of `place`: a town, a country or a region of one, no world region."""
    return place.type in PLACES and (place.type != "Region" or place.code is not None)
