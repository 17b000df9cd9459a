"""Screening: SERVICE in every disguise is refused, its letters elsewhere are not."""

from __future__ import annotations

import pytest
from pyoxigraph import Store as Quads
from rdflib.plugins.sparql import prepareQuery
from tradegraph._exceptions import QueryError
from tradegraph.queries.catalogue import run_query
from tradegraph.queries.screening import screen_query
from tradegraph.rdf.store import Store

#: Nothing listens there.
ELSEWHERE = "<http://127.0.0.1:9/>"

DISGUISES = [
    f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"ASK {{ FILTER EXISTS {{ SeRvIcE{ELSEWHERE} {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ SERVICESILENT{ELSEWHERE}{{ ?s ?p ?o }} }}",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p true.SERVICE:x { ?s ?p ?o } }",
    f"PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s ?p :a.b.SERVICE{ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1e5SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#>\n:x{ ?s ?p ?o } }",
    f"SELECT * {{ \\u0053ERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p "\\u0022" SERVICE {ELSEWHERE} {{ ?s ?p ?o }} #"""\n}}',
    f"SELECT * {{ ?s ?p ?a, ?b FILTER(?a<?b#>'''\n) SERVICE {ELSEWHERE} {{ ?s ?p ?o }} #'''\n}}",
    f'SELECT * {{ ?s ?p ?a, ?b {{ SELECT * {{ FILTER(?a<?b#>"""\n)SERVICE {ELSEWHERE} {{ }} #"""\n}} }} }}',
    f"SELECT * {{ # comment\r SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
]

HARMLESS = [
    'SELECT ?service { ?service ?p \'SERVICE\', """SERVICE <x> {}""" } # SERVICE',
    "SELECT * { ?s <https://example.org/service> <https://example.org/services(all)> }",
    "PREFIX ex: <https://example.org/> SELECT * { ?s ex:providesService ex:service, 'x'@en-service }",
    "SELECT * { ?s ?p 'it\\'s a SERVICE', \"\\\"SERVICE\" }",
    "SELECT * { ?s ?p 'LOAD' . # INSERT\n ?p ?load ?delete }",
]


@pytest.mark.parametrize("query", DISGUISES)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE is refused: ask the other server itself"):
        screen_query(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_its_letters_elsewhere_do_no_harm(query: str, store: Store) -> None:
    assert "ServiceGraphPattern" not in str(prepareQuery(query).algebra)
    run_query(store, query)


def test_the_engine_would_read_a_keyword_without_a_space() -> None:
    # The reason for refusing names such as SERVICE:x, which the grammar does not take for the keyword.
    with pytest.raises(OSError, match="HTTP"):
        list(Quads().query("PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }",
        "load <http://127.0.0.1:9/>",
        "BASE <a:> CLEAR ALL",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_updates_are_refused_with_the_reason(update: str, store: Store) -> None:
    with pytest.raises(QueryError, match="is refused: the graph changes only by what articles say"):
        run_query(store, update)


def test_an_update_behind_a_query_is_malformed(store: Store) -> None:
    n = len(store)
    with pytest.raises(QueryError, match="line 1"):
        run_query(store, "SELECT * { ?s ?p ?o } ; DROP ALL")
    assert len(store) == n


@pytest.mark.parametrize(
    ("query", "place", "pointed"),
    [
        ("SELECT * WHERE {\n  ?s ?p\n}", "line 3, column 2: not understood", "}"),
        ("SELEKT *", "line 1, column 9: not understood", "SELEKT *"),
        ("SELECT * {\n\t?s nowhere:x ?o }", "Prefix not found", "?s nowhere:x ?o }"),
        ("", "line 1, column 1", ""),
    ],
)
def test_a_syntax_error_names_line_and_column_and_points_there(
    store: Store, query: str, place: str, pointed: str
) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(store, query)
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)
    line, caret = caught.value.__notes__[0].split("\n")
    assert line.strip() == pointed
    assert caret.strip() == "^"
