"""The places of tables: which country, state or bloc a code or a name in either language means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer, fold
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.statistics.forms import Words

#: The types of entity that report trade, or are traded with.
TYPES: Final = ("Country", "Region", "Bloc")
#: The whole world, an individual of the ontology.
WORLD: Final = "tg:World"


class UnknownPlaceError(Exception):
    """A code or name that means no place, or several; the message says what to write."""


@dataclass(frozen=True)
class Places:
    """Finds places by what a table calls them; each name is looked up once."""

    gazetteer: Gazetteer
    words: Words
    _found: dict[str, str | None] = field(default_factory=dict)
    _problems: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """Return the id of the place that `text` means, such as "country/MX"; None for what is no place.

        The whole world is `WORLD`. Raises `UnknownPlaceError` for an unknown or ambiguous name.
        """
        if text not in self._found and text not in self._problems:
            try:
                self._found[text] = self._find(text)
            except UnknownPlaceError as error:
                self._problems[text] = str(error)
        if text in self._problems:
            raise UnknownPlaceError(self._problems[text])
        return self._found[text]

    def _find(self, text: str) -> str | None:
        folded = fold(text)
        if folded in self.words.world:
            return WORLD
        candidates = self._candidates(text, folded)
        if len(candidates) == 1:
            return candidates[0].id
        if candidates:
            choices = " or ".join(f"{entity.code or entity.name} ({entity.id})" for entity in candidates)
            raise UnknownPlaceError(f"{text!r} is ambiguous; write {choices}")
        if self.words.no_place.fullmatch(folded):
            return None
        near = [name for name in self.gazetteer.near_names(text, n=9) if self._entities(name)]
        hint = f"did you mean {near[0]}?" if near else "write a name in English or Spanish, or an ISO code"
        raise UnknownPlaceError(f"no place is called {text!r}; {hint}")

    def _entities(self, text: str) -> list[Entity]:
        return [entity for entity in self.gazetteer.find_entities(text) if entity.type in TYPES]

    def _codes(self, entity: Entity) -> set[str]:
        longer = self.gazetteer.descriptions[entity.id].get(f"{ONTOLOGY}isoAlpha3", ())
        return {fold(code) for code in (entity.code or "", *(value for value, _ in longer))}

    def _candidates(self, text: str, folded: str) -> list[Entity]:
        """Return the places with this code, else of this name: all of them, unless some need no context."""
        found = self._entities(text)
        if len(found) < 2:
            return found
        if coded := [entity for entity in found if folded in self._codes(entity)]:
            return coded
        plain = {name.entity for name in self.gazetteer if not name.ambiguous and fold(name.form) == folded}
        return [entity for entity in found if entity in plain] or found
