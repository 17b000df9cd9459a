"""Deriving: what follows from the whole of a graph, in graphs of its own, made anew at each build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, QueryTriples, Triple
from tradegraph.deriving.brokers import derive_brokers
from tradegraph.deriving.counts import derive_counts, derive_measures
from tradegraph.deriving.estimates import derive_estimates
from tradegraph.deriving.sequels import derive_measured, derive_sequels
from tradegraph.deriving.support import derive_support
from tradegraph.deriving.tallies import derive_attention, derive_coverage, derive_profiles
from tradegraph.deriving.ties import derive_ties, derive_topics
from tradegraph.deriving.versions import derivations
from tradegraph.rdf.iris import named_graph
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import in_graph


def derive_graphs(store: Store) -> None:
    """Put what follows from all that the store holds now into graphs of its own, one a kind."""
    reader = _Reader(store.quads, base=store.base)
    for name, derive in DERIVED.items():
        graph = named_graph(name, base=store.base)
        store.replace_graph(graph, in_graph(derive(reader), graph))


class _Reader(Store):
    """A store that reads each property once: most of what is derived rests on the same few.

    What one derivation reads must not be derived by a later one.
    """

    def __init__(self, quads: pyoxigraph.Store, *, base: str) -> None:
        super().__init__(quads, base=base, writable=False)
        self._read: dict[tuple[str, NamedNode | None], list[tuple[str, str]]] = {}

    def pairs(self, name: str, object_: NamedNode | None = None) -> Iterator[tuple[str, str]]:
        key = name, object_
        if key not in self._read:
            self._read[key] = list(super().pairs(name, object_))
        return iter(self._read[key])


def derive_links(store: Store) -> Iterator[Triple]:
    """Yield the direct links between actors that relationships give."""
    for query in derivations():
        triples = store.query(query)
        assert isinstance(triples, QueryTriples)
        yield from triples


#: What derives each derived graph, by the graph's name, in an order in which one may rest on those before.
DERIVED: Final[Mapping[str, Callable[[Store], Iterable[Triple]]]] = {
    "direct": derive_links,
    "support": derive_support,
    "estimates": derive_estimates,
    "brokers": derive_brokers,
    "counts": derive_counts,
    "measures": derive_measures,
    "sequels": derive_sequels,
    "measured": derive_measured,
    "ties": derive_ties,
    "topics": derive_topics,
    "profiles": derive_profiles,
    "attention": derive_attention,
    "coverage": derive_coverage,
}
#: Derived graphs that sum up the whole, left out of exports of a part.
SUMMARIES: Final = tuple(name for name in DERIVED if name not in ("direct", "support", "estimates"))
