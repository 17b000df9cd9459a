from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.pages.nodes import Nodes, Text
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

THING = NamedNode("https://w3id.org/tradegraph/organization/x")


def to_nodes(*names: Literal) -> Nodes:
    return Nodes(Store.in_memory(Quad(THING, to_iri("skos:prefLabel"), name) for name in names))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((Literal("Uno", language="es"), Literal("One", language="en")), Text("One", "en")),
        ((Literal("Uno", language="es"), Literal("Eins", language="de")), Text("Eins", "de")),
        ((Literal("Plain"),), Text("Plain")),
        ((), Text("x")),
    ],
)
def test_a_thing_has_its_english_name_or_any(names: tuple[Literal, ...], expected: Text) -> None:
    assert to_nodes(*names).thing(THING.value).name == expected


@pytest.mark.parametrize(
    ("path", "has_page"),
    [("country/MX", True), ("city/mexico-city-mx", True), ("country/TV", False), ("extractor/rules", False)],
)
def test_what_no_claim_speaks_of_and_nothing_leads_to_has_no_page(
    path: str, has_page: bool, nodes: Nodes
) -> None:
    assert (nodes.thing(nodes.store.base + path).path is not None) is has_page


def test_terms_are_called_by_the_ontology_in_both_languages(nodes: Nodes) -> None:
    assert (nodes.term("exporter"), nodes.term("exporter", "es")) == ("exporter", "exportador")
    assert nodes.term("NoSuchTerm") == "no such term"
