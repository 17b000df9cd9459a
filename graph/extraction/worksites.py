"""Where jobs and plants are that a sentence tells without a place: the last site named, no company's seat."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final

from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.memory import Memory
from tradegraph.extraction.nationalities import told_nations
from tradegraph.extraction.seats import is_seat, last_site, without_seats
from tradegraph.model import Entity

#: So many places of a type are looked back to for "there".
_PLACES_BEHIND: Final = 6
#: What a town lies in, and what stands between the two: a comma, or one with a word like "in".
_WIDER: Final = frozenset({"Region", "Country"})
_WHERE: Final = re.compile(r"(?:,| \() ?(?:\w\w )?")


@dataclass
class Worksites(Memory):
    """Finds in an article's memory where a sentence is that names no place itself.

    `described` are the places that words like "the state" stand for, each with its sentence's number.
    """

    described: list[tuple[int, Item]] = field(default_factory=list)

    def describe(self, item: Item) -> None:
        """Remember a place that is described and not named: "there" may mean it."""
        self.described.append((self._sentences, item))

    def _around(self) -> list[Item]:
        """Return what this sentence and the one before name, and the places that they describe, in order."""
        near = (item for number, item in self.described if self._sentences - number <= 1)
        return sorted([*self.previous, *self.sentence, *near], key=lambda item: item.start)

    def note_chunks(self, masked: Masked) -> None:
        """Remember what patterns have put together, and of which countries companies are said to be."""
        super().note_chunks(masked)
        for name, place in told_nations(self.sentence, self.text, self.agreements.lang):
            nation = place if place.type == "Country" else self.gazetteer.country_of(place.id)
            if nation is not None:
                self.firms.nations.setdefault(name, nation)

    def last_place(self, types: Collection[str]) -> tuple[Entity, ...]:
        """Return the place named last in this sentence or the one before, else anywhere, but for seats.

        "First US mill" names none.
        """
        named = [item for kind in types for _, item in self.noted[kind][-_PLACES_BEHIND:]]
        earlier = sorted(named, key=lambda item: item.start)
        for items in (self._around(), earlier):
            places = [item for item in items if item.type != "Demonym"]
            told = [
                item
                for item, before in zip(places, [None, *places], strict=False)
                if not self._wider(item, before)
            ]
            fits = (item for item in without_seats(told, self._is_seat) if item.entities)
            found = [item.entities[0] for item in fits if item.entities[0].type in types]
            if found:
                return (found[-1],)
        return ()

    def _wider(self, place: Item, before: Item | None) -> bool:
        """Tell whether a place only tells where the town before it is: "en Sfax, en Túnez"."""
        if before is None or before.type != "City" or place.type not in _WIDER:
            return False
        return _WHERE.fullmatch(self.text, before.end, place.start) is not None

    def _is_seat(self, place: Item) -> bool:
        return is_seat(place, self.text, self.agreements.lang)

    def site_told(self, position: int) -> tuple[Item, ...]:
        """Return the place told last before `position`, that of a plant or one by itself.

        An entry headed by a place is about it, unless its sentence or the one before names a town.
        """
        entry = self.firms.entry
        told = (item for item in (*self.previous, *self.sentence) if item.end <= position)
        within = [item for item in told if entry is None or item.start >= entry.start]
        site = last_site(within, entry, self._is_seat)
        headed = self.firms.headed_place()
        if headed and not any(item.type == "City" for item in site):
            site = headed
        return tuple(replace(place, kind="carried") for place in site)

    def firm_spoken_of(self, position: int) -> Item | None:
        """Return the company that is spoken of at `position`, where the words name none."""
        return self.firms.spoken_of(self.sentence, self.previous, position)

    def project_site(self, position: int) -> tuple[Item, ...]:
        """Return where the company spoken of at `position` was last said to invest: its project is there.

        "The enlargement" is there, whatever other places of its have been named since.
        """
        firm = self.firm_spoken_of(position)
        site = self.firms.projects.get(firm.entities[0]) if firm is not None else None
        return (site,) if site is not None else ()
