"""Rankings: the entities that the most claims tell of, the relationships that the most sources do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from tradegraph.pages.nodes import Nodes, Thing
from tradegraph.rdf.relations import Relation

_COUNTS: Final = """
SELECT ?entity ?n WHERE {{ ?entity a tg:{kind} ; tg:claimCount|tg:spokenCount ?n }}"""

_SUPPORT: Final = """
SELECT ?relationship ?sources ?claims WHERE {{
  ?relationship a tg:{class_} ; tg:sourceCount ?sources ; tg:claimCount ?claims .
}}"""
_TOTAL: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ ?it a tg:{class_} }}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: how many claims tell of the thing, or are spoken by it."""

    thing: Thing
    claims: int


class Rankings:
    """Ranks what a graph tells of; all of one kind are counted once."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self._counts: dict[str, dict[str, int]] = {}
        self._totals: dict[str, int] = {}
        self._best: dict[tuple[str, int], list[str]] = {}

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

    def count_relationships(self, row: Relation) -> int:
        """Return the number of relationships of a relation."""
        if row.class_ not in self._totals:
            (total,) = self.nodes.store.rows(_TOTAL.format(class_=row.class_))
            self._totals[row.class_] = int(total["n"])
        return self._totals[row.class_]

    def rank_relationships(self, row: Relation, *, n: int) -> list[str]:
        """Return the IRIs of a relation's `n` relationships that the most sources, then claims, state."""
        if (row.class_, n) not in self._best:
            support = self.nodes.select(_SUPPORT.format(class_=row.class_))
            # Ordered here: to compare IRIs costs the engine a look-up each.
            ranked = (
                (-int(sources.value), -int(claims.value), iri.value) for iri, sources, claims in support
            )
            self._best[row.class_, n] = [iri for *_, iri in nsmallest(n, ranked)]
        return self._best[row.class_, n]
