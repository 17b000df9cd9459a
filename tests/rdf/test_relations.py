"""The table of relations against the ontology and the record's own list."""

from __future__ import annotations

import pytest
from claims import plain
from tradegraph.model import RELATIONS as RECORD_RELATIONS
from tradegraph.ontology.graphs import load_graph
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.relations import LINKS, RELATIONS, find_relation, relation_of_class


@pytest.fixture(scope="module")
def terms() -> set[str]:
    return {plain(quad.subject).removeprefix(ONTOLOGY) for quad in load_graph("ontology")}


def test_every_relation_of_the_record_has_a_row() -> None:
    assert set(RELATIONS) == set(RECORD_RELATIONS)


@pytest.mark.parametrize("name", RECORD_RELATIONS)
@pytest.mark.parametrize("flow", [None, "exports", "total", "balance"])
def test_the_ontology_declares_what_a_row_names(terms: set[str], name: str, flow: str | None) -> None:
    row = find_relation(name, flow)
    named = {row.class_, row.subject, row.object, row.link, row.measure} - {None}
    assert named <= terms
    assert relation_of_class(row.class_) == name


def test_only_trade_figures_depend_on_the_flow() -> None:
    changed = {name for name in RELATIONS if find_relation(name, "total") != find_relation(name)}
    assert changed == {"trade_value", "trade_growth"}


def test_links_are_declared_and_tell_symmetric_ones(terms: set[str]) -> None:
    assert {link.name for link in LINKS} <= terms
    assert {link.name for link in LINKS if link.symmetric} == {"metWith", "tradesWith"}
