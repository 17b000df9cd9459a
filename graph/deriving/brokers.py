"""Brokers: how much of what connects the actors of a graph goes by way of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.rdf.iris import named_graph, to_iri
from tradegraph.rdf.relations import LINKS
from tradegraph.rdf.store import Store

if TYPE_CHECKING:
    import networkx

#: Links to things that are no actors: products and sectors would tie all who trade or name them.
_NO_TIES: Final = ("exportsProduct", "targetsSector")
#: Steps along an edge that the measure may take, some 2 s of one core: a larger network is sampled.
_STEPS: Final = 200_000
#: How many actors are told, those with the highest values.
_TOLD: Final = 1_000


def derive_brokers(store: Store) -> Iterator[Triple]:
    """Yield the betweenness of the 1,000 actors of the direct links where it is highest, and not zero.

    Betweenness is the share, 0 to 1, of the shortest paths between two others that go through an actor
    (Freeman 1977); in a network of more than some hundred links it is estimated from the paths of some actors
    (Brandes and Pich 2007), the same ones each time.
    """
    import networkx  # slow to load: whoever asks a store does not derive

    network = read_ties(store)
    pivots = min(len(network), max(10, _STEPS // (network.number_of_edges() + 1)))
    scores = networkx.betweenness_centrality(network, k=pivots or None, seed=0)
    for iri, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_TOLD]:
        if rounded := round(score, 6):
            value = Literal(format(rounded, "f"), datatype=to_iri("xsd:decimal"))
            yield Triple(NamedNode(iri), to_iri("tg:betweenness"), value)


def read_ties(store: Store) -> networkx.Graph:
    """Return the direct links between actors, whatever their kind and way, as a network of IRIs."""
    import networkx

    kinds = {to_iri(f"tg:{link.name}") for link in LINKS if link.name not in _NO_TIES}
    ties = {
        tuple(sorted((quad.subject.value, quad.object.value)))
        for quad in store.graph(named_graph("direct", base=store.base))
        if quad.predicate in kinds
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    # In one order, so that the same actors are sampled whatever the order of the store.
    return networkx.Graph(sorted(tie for tie in ties if tie[0] != tie[1]))
