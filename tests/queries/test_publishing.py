"""The catalogue as linked data: every question is there, and its text answers as the question does."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from click.testing import Result
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from tradegraph.queries.catalogue import Question, load_questions, run_query
from tradegraph.queries.parameters import bind_terms, collect_terms
from tradegraph.queries.publishing import load_question_quads
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store

from .conftest import PARAMETERS

SH = Namespace("http://www.w3.org/ns/shacl#")
QUESTIONS = load_questions()


@pytest.fixture(scope="module")
def catalogue() -> Graph:
    return Graph().parse(data=to_rdf(load_question_quads(), "ttl"), format="turtle")


def test_every_question_is_published_once(catalogue: Graph) -> None:
    published = set(catalogue.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert published == {URIRef(f"{DEFAULT_BASE}question/{question.name}") for question in QUESTIONS}
    assert len(QUESTIONS) == 58


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_published_question_is_the_question(catalogue: Graph, question: Question, store: Store) -> None:
    node = URIRef(f"{DEFAULT_BASE}question/{question.name}")
    labels = {label.language: str(label) for label in catalogue.objects(node, RDFS.label)}  # type: ignore[attr-defined]
    assert labels == dict(question.summaries)
    text = str(catalogue.value(node, SH.select))
    assert "#+" not in text
    terms = collect_terms(question.parameters, PARAMETERS[question.name], store)
    if question.compute is None:
        answer = run_query(store, question.name, **PARAMETERS[question.name])
        assert run_query(store, bind_terms(text, terms)).to_csv() == answer.to_csv()
    parameters = {
        catalogue.value(parameter, SH.name): parameter for parameter in catalogue.objects(node, SH.parameter)
    }
    assert {str(name) for name in parameters} == {parameter.name for parameter in question.parameters}
    for parameter in question.parameters:
        optional = catalogue.value(parameters[Literal(parameter.name)], SH.optional)
        assert optional == Literal(not parameter.required)


def test_terms_of_shacl_exist(catalogue: Graph, shacl: Graph) -> None:
    used = {term for triple in catalogue for term in triple if isinstance(term, URIRef) and term in SH}
    assert len(used) > 15
    assert {term for term in used if (term, None, None) not in shacl} == set()


@pytest.fixture(scope="module")
def shacl() -> Graph:
    """The vocabulary of SHACL, as pyshacl carries it."""
    return Graph().parse(
        data=files("pyshacl").joinpath("assets/shacl.ttl").read_text("utf-8"), format="turtle"
    )


def test_the_examples_lie_under_the_base_of_a_graph() -> None:
    quads = load_question_quads("https://example.org/kg/")
    texts = [quad.object.value for quad in quads if quad.predicate.value == str(SH.select)]  # type: ignore[union-attr]
    assert all(f"<{DEFAULT_BASE}country" not in text for text in texts)
    assert any("<https://example.org/kg/country/MX>" in text for text in texts)
    assert all("PREFIX tg:" not in text or f"{DEFAULT_BASE}ontology#" in text for text in texts)


def test_a_computed_question_says_so(catalogue: Graph) -> None:
    computed = set(catalogue.subject_objects(URIRef(f"{DEFAULT_BASE}ontology#compute")))
    assert computed == {(URIRef(f"{DEFAULT_BASE}question/shortest-path"), Literal("shortest-path"))}


def test_the_command_writes_turtle(run: Callable[..., Result]) -> None:
    assert len(list(parse(run("questions", "--format", "ttl").stdout, format=RdfFormat.TURTLE))) > 1000
    one = run("questions", "visits", "--format", "ttl").stdout
    assert one.count("sh:select") == 1
