"""Results: Python values, and the formats of SPARQL."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from tradegraph._exceptions import QueryError
from tradegraph.queries.catalogue import run_query
from tradegraph.queries.results import GRAPH_FORMATS, TABLE_FORMATS
from tradegraph.rdf.store import Store

VALUES = """SELECT * { VALUES (?a ?b ?c ?d ?e ?f ?g) {
    (<https://example.org/x> "text"@es 7 1.50 "2024-02-29"^^xsd:date true UNDEF)
    ("a, \\"b\\"\\nc" 'x'^^xsd:integer 1e3 "2019"^^xsd:gYear "2024-99-99"^^xsd:date false "p"^^<https://example.org/t>)
} }"""


def test_rows_are_python_values() -> None:
    results = run_query(Store.in_memory(), VALUES)
    assert results.columns == tuple("abcdefg")
    assert results.n == 2
    assert results.rows == (
        ("https://example.org/x", "text", 7, Decimal("1.50"), date(2024, 2, 29), True, None),
        ('a, "b"\nc', "x", 1000.0, 2019, "2024-99-99", False, "p"),
    )


def test_csv_is_that_of_the_standard_but_for_line_ends() -> None:
    results = run_query(Store.in_memory(), VALUES)
    assert results.to_csv().splitlines()[1].startswith("https://example.org/x,text,7,1.5")
    assert '"a, ""b""\nc",x,' in results.to_csv()


def test_json_is_that_of_the_standard() -> None:
    results = run_query(Store.in_memory(), VALUES)
    parsed = parse_query_results(results.to_json(), format=QueryResultsFormat.JSON)
    assert isinstance(parsed, pyoxigraph.QuerySolutions)
    assert [tuple(solution) for solution in parsed] == list(results.terms)


def test_the_terms_survive_every_format_that_keeps_them() -> None:
    results = run_query(Store.in_memory(), VALUES)
    for form, syntax in (("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)):
        parsed = parse_query_results(results.serialize(form), format=syntax)
        assert isinstance(parsed, pyoxigraph.QuerySolutions)
        assert [tuple(solution) for solution in parsed] == list(results.terms)


@pytest.mark.parametrize("case", ["jsonres01", "jsonres02", "jsonres03", "jsonres04"])
def test_json_is_what_the_w3c_tests_expect(shared: Path, case: str) -> None:
    folder = shared / "standards" / "sparql11" / "json-res"
    quads = pyoxigraph.Store()
    quads.load(path=str(folder / "data.ttl"), format=RdfFormat.TURTLE)
    answer = json.loads(run_query(quads, (folder / f"{case}.rq").read_text("utf-8")).to_json())
    expected = json.loads((folder / f"{case}.srj").read_text("utf-8"))
    assert answer.get("boolean") == expected.get("boolean")
    if "results" in expected:
        assert set(answer["head"]["vars"]) == set(expected["head"]["vars"])
        found, wanted = (document["results"]["bindings"] for document in (answer, expected))
        assert len(found) == len(wanted)
        assert all(_plain(row) in [_plain(other) for other in found] for row in wanted)


def _plain(row: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return a row without the names of blank nodes, which are free."""
    return {name: "_" if term["type"] == "bnode" else str(sorted(term.items())) for name, term in row.items()}


def test_an_ask_is_yes_or_no() -> None:
    results = run_query(Store.in_memory(), "ASK { ?s ?p ?o }")
    assert (results.boolean, results.n, results.rows) == (False, 0, ())
    assert json.loads(results.to_json()) == {"head": {}, "boolean": False}
    assert results.to_csv() == "boolean\nfalse\n"
    assert results.serialize("tsv") == "?boolean\nfalse\n"
    assert "<boolean>false</boolean>" in results.serialize("xml")


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_triples_are_each_once_and_in_order(store: Store, form: str) -> None:
    query = "CONSTRUCT { ?a tg:tradesWith ?b } WHERE { ?r tg:exporter ?a ; tg:importer ?b }"
    results = run_query(store, query)
    assert results.triples
    assert results.n == len(set(results.triples)) > 3
    syntax = {"nt": RdfFormat.N_TRIPLES, "ttl": RdfFormat.TURTLE}[form]
    text = results.serialize(form)
    assert {quad.triple for quad in parse(text, format=syntax)} == set(results.triples)
    assert run_query(store, query).serialize(form) == text


def test_a_format_must_fit_the_answer(store: Store) -> None:
    with pytest.raises(QueryError, match="the answer is rows, which 'ttl' cannot hold; use csv or json"):
        run_query(store, "SELECT * { ?s ?p ?o } LIMIT 1").serialize("ttl")
    with pytest.raises(QueryError, match="the answer is triples, which 'csv' cannot hold; use nt or ttl"):
        run_query(store, "DESCRIBE <a:a>").serialize("csv")
    assert set(TABLE_FORMATS).isdisjoint(GRAPH_FORMATS)


def test_a_data_frame_has_the_columns_and_rows(store: Store, lack: Callable[[str], NoReturn]) -> None:
    if find_spec("pandas") is None:
        lack("pandas")
    results = run_query(store, "trade-partners", country="Mexico")
    frame = results.to_dataframe()
    assert tuple(frame.columns) == results.columns
    assert len(frame) == results.n
    assert frame["value"].sum() > 10**11


def test_without_pandas_a_data_frame_says_how_to_get_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match=r"needs pandas: pip install 'tradegraph\[dataframes\]'"):
        run_query(store, "trade-partners", country="Mexico").to_dataframe()
