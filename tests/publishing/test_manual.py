"""The manual of the vocabulary: each term and each shape is there, in both languages, where its IRI leads."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from pages.graphs import parse_html, to_text
from pyoxigraph import NamedNode, RdfFormat, parse
from tradegraph.ontology.graphs import load_graph
from tradegraph.publishing.vocabulary import (
    INDIVIDUALS,
    KINDS,
    load_constraints,
    load_groups,
    load_terms,
    read_shapes,
)
from tradegraph.rdf.iris import ONTOLOGY, PREFIXES
from tradegraph.rdf.relations import RELATIONS

TERMS = {term.name: term for term in load_terms()}
SHAPES = {shape.name: shape for shape in load_constraints()}


@pytest.fixture(scope="module")
def ontology(site: Path) -> dict[str, Element]:
    return by_anchor(site / "ontology.html")


@pytest.fixture(scope="module")
def shapes(site: Path) -> dict[str, Element]:
    return by_anchor(site / "shapes.html")


def by_anchor(page: Path) -> dict[str, Element]:
    """Return the part of a page that each of its anchors stands in."""
    parts: dict[str, Element] = {}
    for part in parse_html(page.read_text("utf-8")).iter():
        if part.tag in ("article", "li"):
            parts |= {name: part for element in part.iter() if (name := element.get("id"))}
    return parts


def test_every_iri_of_the_ontology_has_its_place(ontology: dict[str, Element]) -> None:
    subjects = {quad.subject.value for quad in load_graph("ontology") if isinstance(quad.subject, NamedNode)}
    own = {iri.removeprefix(ONTOLOGY) for iri in subjects if iri.startswith(ONTOLOGY)}
    assert own == TERMS.keys()
    assert own <= ontology.keys()
    assert len(own) > 150


def test_every_iri_of_the_shapes_has_its_place(shapes: dict[str, Element]) -> None:
    space = PREFIXES["tgsh"]
    subjects = {triple.subject.value for triple in read_shapes() if isinstance(triple.subject, NamedNode)}
    own = {iri.removeprefix(space) for iri in subjects if iri.startswith(space)}
    assert own == SHAPES.keys() | load_groups().keys()
    assert own <= shapes.keys()


@pytest.mark.parametrize("name", TERMS)
def test_a_term_tells_its_labels_its_definition_and_its_example(
    name: str, ontology: dict[str, Element]
) -> None:
    term, text = TERMS[name], to_text(ontology[name])
    assert term.labels.keys() == {"en", "es"}
    told = (*term.labels.values(), term.definition, *term.examples)
    assert [words for words in told if " ".join(words.split()) not in text] == []


def test_classes_tell_their_place_among_others(ontology: dict[str, Element]) -> None:
    text = to_text(ontology["Country"])
    assert "Kind of tg:Actor, tg:Place" in text
    assert "https://schema.org/Country" in text
    assert "https://www.omg.org/spec/LCC/Countries/CountryRepresentation/Country" in text
    assert "tg:City" in to_text(ontology["Place"])
    assert "Roles tg:visitor, tg:place" in to_text(ontology["Visit"])


def test_properties_tell_from_what_to_what(ontology: dict[str, Element]) -> None:
    assert "From tg:Relationship" in to_text(ontology["involves"])
    assert "To tg:Flow" in to_text(ontology["flow"])
    assert "Kind of tg:involves" in to_text(ontology["exporter"])
    assert "Used by" in to_text(ontology["Flow"])


def test_terms_tell_the_shapes_that_constrain_them(ontology: dict[str, Element]) -> None:
    message = SHAPES["TradeValue-flow"].messages["en"]
    assert all(message in to_text(ontology[name]) for name in ("TradeValue", "flow"))


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_tells_its_message_in_both_languages(name: str, shapes: dict[str, Element]) -> None:
    text = to_text(shapes[name])
    assert SHAPES[name].messages.keys() == {"en", "es"}
    assert [words for words in SHAPES[name].messages.values() if words not in text] == []
    assert SHAPES[name].severity.lower() in text


def test_paths_put_together_are_followed() -> None:
    assert SHAPES["TradeValue-firstSide"].paths == ("exporter", "tradePartner", "balanceOf")
    assert SHAPES["check-rival-figures-select"].severity == "Warning"


def test_relations_of_the_graph_have_an_example_of_it(ontology: dict[str, Element]) -> None:
    classes = {relation.class_ for relation in RELATIONS.values()}
    shown = {name for name in classes if "In this graph" in to_text(ontology[name])}
    assert {"TradeValue", "AgreementParty", "Visit"} <= shown


def test_terms_come_by_kind() -> None:
    kinds = [term.kind for term in load_terms()]
    assert list(dict.fromkeys(kinds)) == [*KINDS, INDIVIDUALS]


def test_the_turtle_is_the_ontology(site: Path) -> None:
    triples = {quad.triple for quad in parse(path=str(site / "ontology.ttl"), format=RdfFormat.TURTLE)}
    assert len(triples) == len({quad.triple for quad in load_graph("ontology")})
    assert "# The tradegraph ontology" in (site / "ontology.ttl").read_text("utf-8")
