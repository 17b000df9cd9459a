"""A store under another base."""

from __future__ import annotations

from bases import NEW, QUADS
from tradegraph.publishing.bases import rebased_store
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store


def test_a_copy_of_the_store_answers_under_the_new_base() -> None:
    with Store.in_memory(QUADS) as store, rebased_store(store, NEW) as copy:
        assert copy.base == NEW
        assert len(copy) == len(store)
        assert next(copy.pairs("rdfs:comment")) == (f"{NEW}country/MX", f"see {DEFAULT_BASE}country/US")


def test_its_own_base_needs_no_copy() -> None:
    with Store.in_memory(QUADS) as store, rebased_store(store, DEFAULT_BASE) as same:
        assert same is store
