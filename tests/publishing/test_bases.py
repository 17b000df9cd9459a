"""A store under another base."""

from __future__ import annotations

from claims import to_article, to_claims
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.publishing.bases import rebased_store
from tradegraph.rdf.iris import DEFAULT_BASE, named_graph, to_iri
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

NEW = "https://kg.example/trade/"
NOTE = Quad(
    NamedNode(f"{DEFAULT_BASE}country/MX"),
    to_iri("rdfs:comment"),
    Literal(f"see {DEFAULT_BASE}country/US"),
    named_graph("notes"),
)
QUADS = [*to_quads(to_article(), to_claims()), NOTE]


def test_a_copy_of_the_store_answers_under_the_new_base() -> None:
    with Store.in_memory(QUADS) as store, rebased_store(store, NEW) as copy:
        assert copy.base == NEW
        assert len(copy) == len(store)
        assert next(copy.pairs("rdfs:comment")) == (f"{NEW}country/MX", f"see {DEFAULT_BASE}country/US")


def test_its_own_base_needs_no_copy() -> None:
    with Store.in_memory(QUADS) as store, rebased_store(store, DEFAULT_BASE) as same:
        assert same is store
