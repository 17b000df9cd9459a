"""The company that is spoken of where a sentence names none, as lists of projects and later sentences do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tradegraph.annotation.matches import BODIES, PLACES, STATES, find_places
from tradegraph.extraction.masking import Item, Masked, follows_town, to_carried
from tradegraph.model import Claim, Entity

#: Who may own plants and offices.
_OWNERS: Final = BODIES | {"Name"}


@dataclass
class Firms:
    """What an article's companies are known by so far.

    `entry` is the head of the block that is read ("Baltica Holding – Tunis. A plant is going up."), `heading`
    the company that the section's heading begins with, `told` the one that a claim was last made of.
    """

    entry: Item | None = None
    heading: Item | None = None
    told: Item | None = None
    _block: int = -1

    def enter(self, block: int) -> None:
        """Note which block is read: an entry ends with its block."""
        if block != self._block:
            self._block, self.entry = block, None

    def head(self, items: Iterable[Item], *, is_title: bool) -> None:
        """Note the company that a heading begins with; a title's is merely the first one to be told of."""
        first = next(iter(items), None)
        firm = first if first is not None and first.type == "Company" else None
        if is_title:
            self.told = firm
        else:
            self.heading = firm

    def note(self, masked: Masked) -> None:
        """Note the entry that a sentence opens, if a pattern has found its head."""
        if masked.items and masked.items[0].type == "Entry" and not _is_speaker(masked):
            self.entry = masked.items[0]

    def tell(self, claim: Claim) -> None:
        """Remember the company that a claim is made of."""
        for ref in claim.references:
            if ref.end_of == "subject" and ref.entity.type == "Company":
                self.told = to_carried(ref)

    def spoken_of(self, sentence: Sequence[Item], previous: Iterable[Item], position: int) -> Item | None:
        """Return who is spoken of at `position`, where the words name none.

        `sentence` are the items of its sentence, `previous` those of the one before.
        """
        firms = (
            _first(item for item in sentence if item.end <= position),
            self.entry,
            self.heading,
            _first(previous),
            self.told,
        )
        found = next((firm for firm in firms if firm is not None), None)
        return replace(found, kind="carried") if found is not None else None

    def owner(self, sentence: Sequence[Item], previous: Iterable[Item], position: int) -> tuple[Item, ...]:
        """Return whose plant or office "its" at `position` tells: the last body named before it.

        Where its sentence names nothing else before, the company that is spoken of.
        """
        before = [item for item in sentence if item.end <= position]
        owner = next((item for item in reversed(before) if item.type in _OWNERS), None)
        if owner is None and all(item.type == "Period" for item in before):
            bodies = (item for item in previous if item.type in _OWNERS)
            owner = self.entry or next(bodies, None) or self.spoken_of(sentence, previous, 0)
        return (replace(owner, kind="anaphor"),) if owner is not None else ()

    def site(self, previous: Sequence[Item]) -> tuple[Item, ...]:
        """Return where an entry stands: the place in its head, else the last town or region named in it."""
        if self.entry is None:
            return ()
        places: tuple[Item, ...] = self.entry.fields.get("place", ())
        named = [item for kind in ("City", "Region") for item in reversed(previous) if item.type == kind]
        return tuple(replace(place, kind="carried") for place in (*places, *named)[:1])


def office_owner(office: Item) -> tuple[Item, ...]:
    """Return whose office abroad is named: Chile, of "Trade Office of Chile in Nairobi"."""
    named = find_places(f"{office.entities[0].name} ", types=STATES) if office.entities else []
    owners = (replace(office, type=each.type, entities=each.entities, kind="carried") for each in named[:1])
    return tuple(owners)


def _first(items: Iterable[Item]) -> Item | None:
    return next((item for item in items if item.type == "Company"), None)


def last_site(items: Sequence[Item], entry: Item | None) -> tuple[Item, ...]:
    """Return the place told last in `items`, that of a plant or one by itself.

    Of "Sfax, Tunisia" it is the town; where a firm is based, or that of a list's `entry` comes from, is none.
    """
    seats = {seat.start for item in items for seat in item.fields.get("seat", ())}
    for before, item in zip([None, *items][-2::-1], reversed(items), strict=True):
        place = item.fields.get("place", (item,))[-1]
        is_site = place.type in PLACES and place.entities and _is_on_a_map(place.entities[0])
        if not is_site or place.start in seats or _is_inside(item, items):
            continue
        if not (_lies_in(before, item) or _is_origin(item, entry)):
            return (replace(place, kind="carried"),)
    return ()


def _lies_in(town: Item | None, around: Item) -> bool:
    """Tell whether a place is only that in which the town before it lies: "Sfax, Tunisia"."""
    return around.type in ("Country", "Region") and follows_town(around, town)


def _is_inside(place: Item, items: Iterable[Item]) -> bool:
    """Tell whether a place stands within the words for a plant: "a mill in Sfax, near Tunis"."""
    return any(item.start < place.start and place.end <= item.end for item in items)


def _is_speaker(masked: Masked) -> bool:
    """Tell whether a sentence opens with who speaks, as in transcripts: "REPORTER: Good morning."""
    return masked.text[1:2] == ":" and all(
        entity.name.isupper() and not entity.known for entity in masked.items[0].entities
    )


def _is_origin(item: Item, entry: Item | None) -> bool:
    """Tell whether a country stands behind the name that heads an entry: "Baltica Holding (Latvia):"."""
    return entry is not None and entry.start <= item.start < entry.end and not entry.fields.get("place")


def _is_on_a_map(place: Entity) -> bool:
    """Tell whether jobs may be told of `place`: a town, a country or a region of one, no world region."""
    return place.type in PLACES and (place.type != "Region" or place.code is not None)
