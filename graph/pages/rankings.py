"""Rankings: the entities that the most claims tell of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tradegraph.pages.nodes import Nodes, Thing

_COUNTS: Final = """
SELECT ?entity ?n WHERE {{ ?entity a tg:{kind} ; tg:claimCount|tg:spokenCount ?n }}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: how many claims tell of the thing, or are spoken by it."""

    thing: Thing
    claims: int


class Rankings:
    """Ranks the entities of a graph; those of a kind are counted once."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self._counts: dict[str, dict[str, int]] = {}

    def count(self, kind: str) -> dict[str, int]:
        """Return the numbers of claims of the entities of a kind, by IRI."""
        if kind not in self._counts:
            counts: dict[str, int] = {}
            for entity, number in self.nodes.select(_COUNTS.format(kind=kind)):
                counts[entity.value] = max(counts.get(entity.value, 0), int(number.value))
            self._counts[kind] = counts
        return self._counts[kind]

    def rank(self, kinds: Iterable[str], *, n: int | None = None, start: int = 0) -> list[Entry]:
        """Return `n` entities of some kinds from place `start` on, those with the most claims first."""
        counts = {iri: number for kind in kinds for iri, number in self.count(kind).items()}
        ranked = sorted(counts, key=lambda iri: (-counts[iri], iri))
        part = ranked[start : None if n is None else start + n]
        return [Entry(self.nodes.thing(iri), counts[iri]) for iri in part]
