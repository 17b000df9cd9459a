"""Parameters: what they accept, what they refuse, and that nothing gets out of a term."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from tradegraph._exceptions import ParameterError
from tradegraph.queries.catalogue import answer_query, run_query
from tradegraph.queries.parameters import bind_terms
from tradegraph.rdf.store import Store

ECHO = "SELECT ?text ?other { VALUES ?text { UNDEF } VALUES ?other { 1 } }"
HOSTILE = [
    '" } ?s ?p ?o . { "',
    "' } UNION { ?s ?p ?o } #",
    "line\nbreak\r\n and \t tab",
    '"""',
    "\\",
    '\\" } DROP ALL ; #',
    "} VALUES ?other { 2",
    "VALUES ?text { 'x' }",
    r"\1 \g<1> \u0022",
    "{{}}",
    "\x00\x07\x7f",
    "ñ 日本 🜚",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_stays_a_value(text: str) -> None:
    results = run_query(Store.in_memory(), ECHO, text=text)
    if text.strip() == text:
        assert results.rows == ((text, 1),)
    else:
        assert results.rows == ((text.strip(), 1),)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    bound = bind_terms(ECHO, {"text": [Literal(text)]})
    assert answer_query(Store.in_memory(), bound).rows == ((text, 1),)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_word_finds_nothing_and_harms_nothing(store: Store, text: str) -> None:
    n = len(store)
    assert run_query(store, "positions", actor="Mexico", word=text).n == 0
    with pytest.raises(ParameterError, match="nothing here is called"):
        run_query(store, "positions", actor=text)
    assert len(store) == n


@pytest.mark.parametrize("iri", ["http://x/> } DROP ALL", "http://x/ y", "http://x/{}", 'http://x/"'])
def test_a_hostile_iri_is_no_iri(store: Store, iri: str) -> None:
    with pytest.raises(ParameterError, match="is not an IRI"):
        run_query(store, "positions", actor=iri)
    with pytest.raises(ParameterError, match="is not an IRI"):
        run_query(store, "evidence", statement=iri)


@pytest.mark.parametrize(
    ("question", "values", "message"),
    [
        ("trade-partners", {}, r"country is missing \(Country, region or bloc\); say .*country='Mexico'"),
        ("trade-partners", {"country": " "}, r"country is empty; say for example 'Mexico'"),
        ("trade-partners", {"country": "MX", "year": "20x3"}, "year: '20x3' is not a year of four digits"),
        (
            "trade-partners",
            {"country": "MX", "yaer": "2023"},
            "no parameter is called 'yaer'; there are country, year",
        ),
        ("investments", {"actor": "Kia", "minimum": "much"}, "minimum: 'much' is not a number; .*'1000000'"),
        ("investments", {"actor": "Kia", "minimum": "inf"}, "minimum: 'inf' is not a number"),
        ("evidence", {"statement": "no iri"}, "statement: 'no iri' is not an IRI"),
    ],
)
def test_a_wrong_value_is_named_with_the_way_out(
    store: Store, question: str, values: dict[str, str], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        run_query(store, question, **values)


def test_free_sparql_takes_parameters_in_its_blocks(store: Store) -> None:
    query = (
        "SELECT ?unit { VALUES ?least { UNDEF } ?r tg:value ?value ; tg:unit ?unit FILTER (?value > ?least) }"
    )
    assert {row[0] for row in run_query(store, query, least=10**11).rows} == {"USD"}
    country = NamedNode("https://w3id.org/tradegraph/country/MX")
    assert run_query(store, "ASK { VALUES ?who { UNDEF } ?r tg:exporter ?who }", who=country).boolean
    with pytest.raises(ParameterError, match=re.escape("no block `VALUES ?who { … }`")):
        run_query(store, "ASK { ?r tg:exporter ?who }", who=country)


def test_a_number_is_written_out(store: Store) -> None:
    assert run_query(store, ECHO, text=1e-7).to_csv() == "text,other\n0.0000001,1\n"
