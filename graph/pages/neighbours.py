"""The neighbourhood of an entity: whom it has the most relationships with, and what ties those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from math import cos, pi, sin
from typing import Final

from pyoxigraph import NamedNode
from tradegraph.pages.nodes import Nodes, Thing
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.relations import LINKS

#: How many neighbours are shown; with more, the names on the ring would meet.
SHOWN: Final = 12
WIDTH: Final = 720
HEIGHT: Final = 340
_RADII: Final = (165, 125)
_TIES: Final = """
SELECT ?tie ?n WHERE {{ ?tie tg:tieOf {entity} ; tg:relationshipCount ?n }}"""
_LINKS: Final = frozenset(to_iri(f"tg:{link.name}") for link in LINKS)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity beside another: `n` relationships tie them; `x` and `y` are its place on the ring."""

    thing: Thing
    n: int
    x: float
    y: float

    @property
    def label_x(self) -> float:
        """Where its name begins, or to the left of the entity ends."""
        return self.x + (-10 if self.is_left else 10)

    def stroke(self, most: int) -> float:
        """Return the width of its tie, where `most` relationships make the widest."""
        return round(1 + 4 * (self.n - 1) / max(most - 1, 1), 1)

    @property
    def is_left(self) -> bool:
        """Tell whether its name is written to the left of its place."""
        return self.x < WIDTH / 2


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An entity's neighbours, those with the most relationships first, and which of them are tied."""

    neighbours: tuple[Neighbour, ...]
    edges: tuple[tuple[Neighbour, Neighbour], ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def most(self) -> int:
        """The most relationships that tie one of them to the entity."""
        return max((neighbour.n for neighbour in self.neighbours), default=1)


def read_neighbourhood(nodes: Nodes, iri: str) -> Neighbourhood:
    """Return the neighbourhood of an entity; the same graph gives the same places."""
    counts = dict(_read_counts(nodes, iri))
    pairs = {pair for pair in combinations(sorted(counts), 2) if _are_linked(nodes, *pair)}
    places = _place(_arrange(list(counts), pairs))
    found = {other: Neighbour(nodes.thing(other), n, *places[other]) for other, n in counts.items()}
    return Neighbourhood(
        tuple(found.values()), tuple((found[first], found[second]) for first, second in sorted(pairs))
    )


def _read_counts(nodes: Nodes, iri: str) -> Iterator[tuple[str, int]]:
    rows = nodes.select(_TIES.format(entity=NamedNode(iri)))
    # Ordered here: the engine would start from all ties, and took five times as long at 10,000 articles.
    ties = nsmallest(SHOWN, ((-int(n.value), tie.value) for tie, n in rows))
    for n, tie in ties:
        yield from ((other, -n) for other in nodes.read(tie).values("tg:tieOf") if other != iri)


def _are_linked(nodes: Nodes, first: str, second: str) -> bool:
    """Tell whether a direct link leads from one to the other, either way."""
    ways = ((NamedNode(first), NamedNode(second)), (NamedNode(second), NamedNode(first)))
    return any(
        quad.predicate in _LINKS
        for subject, object_ in ways
        for quad in nodes.store.match(subject, None, object_)
    )


def _arrange(iris: Sequence[str], pairs: set[tuple[str, str]]) -> list[str]:
    """Return neighbours in the order of the ring: each beside the one that it shares the most links with."""
    tied = {iri: {other for pair in pairs if iri in pair for other in pair} - {iri} for iri in iris}
    left = list(iris)
    ring: list[str] = []
    while left:
        last = ring[-1] if ring else left[0]
        best = max(left, key=lambda iri: (iri in tied[last], len(tied[iri] & tied[last]), -iris.index(iri)))
        ring.append(best)
        left.remove(best)
    return ring


def _place(ring: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return places on an ellipse, the first one to the right of the top."""
    across, down = _RADII
    angles = (2 * pi * (index + 0.5) / len(ring) - pi / 2 for index in range(len(ring)))
    return {
        iri: (round(WIDTH / 2 + across * cos(angle), 1), round(HEIGHT / 2 + down * sin(angle), 1))
        for iri, angle in zip(ring, angles, strict=True)
    }
