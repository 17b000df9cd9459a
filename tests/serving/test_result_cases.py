"""The W3C's cases of result formats and of the service description, over HTTP."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat, parse_query_results
from rdflib.namespace import RDF

from .servers import Server, make_kg, running
from .test_protocol_cases import MF, ROOT, list_items

FOLDER: Final = ROOT.parent / "shared" / "standards" / "sparql11"
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
SD: Final = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
TYPES: Final = {
    ".csv": ("text/csv", QueryResultsFormat.CSV),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
}


def read_cases() -> Iterator[tuple[str, Path, Path, Path]]:
    """Yield the name, data, query and result of each case."""
    for folder in (FOLDER / "csv-tsv-res", FOLDER / "json-res"):
        if not folder.is_dir():
            continue
        graph = rdflib.Graph().parse(folder / "manifest.ttl", publicID=folder.as_uri() + "/")
        for entry in list_items(graph, graph.value(graph.value(None, RDF.type, MF.Manifest), MF.entries)):
            action = graph.value(entry, MF.action)
            files = (
                graph.value(action, QT.data),
                graph.value(action, QT.query),
                graph.value(entry, MF.result),
            )
            data, query, result = (Path(str(file).removeprefix("file://")) for file in files)
            yield str(entry).rpartition("#")[2], data, query, result


CASES: Final = list(read_cases())
NOWHERE: Final = [("the W3C's cases in ../shared/standards", Path(), Path(), Path())]


@pytest.fixture(scope="module")
def endpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Server]]:
    """A server of each file of data."""
    folder = tmp_path_factory.mktemp("results")
    found: dict[Path, Server] = {}
    contexts = []
    for number, data in enumerate(sorted({case[1] for case in CASES})):
        quads = pyoxigraph.parse(path=str(data), format=RdfFormat.TURTLE)
        context = running(make_kg(folder / str(number), quads), "--workers", "2", folder=folder)
        found[data] = context.__enter__()
        contexts.append(context)
    yield found
    for context in contexts:
        context.__exit__(None, None, None)


def test_no_case_is_left_out(shared: Path) -> None:  # noqa: ARG001  (skips where the cases are absent)
    assert len(CASES) == 10


@pytest.mark.parametrize(
    ("name", "data", "query", "result"), CASES or NOWHERE, ids=lambda value: str(value)[-24:]
)
def test_result_case(
    name: str, data: Path, query: Path, result: Path, shared: Path, endpoints: dict[Path, Server]
) -> None:
    assert shared.is_dir(), name
    type_, form = TYPES[result.suffix]
    response = endpoints[data].ask(query.read_text("utf-8"), Accept=type_)
    assert (response.status, response.type) == (200, type_)
    if form is QueryResultsFormat.CSV:
        assert read_csv(response.body) == read_csv(result.read_bytes())
    else:
        assert read_results(response.body, form) == read_results(result.read_bytes(), form)


def read_csv(body: bytes) -> list[dict[str, Any]]:
    """Return the rows; CSV has no types, so numbers are compared by value and blank nodes by being one."""
    rows = csv.DictReader(io.StringIO(body.decode()))
    return [{name: to_comparable(text) for name, text in row.items()} for row in rows]


def to_comparable(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return "_:" if text.startswith("_:") else text


def read_results(body: bytes, form: QueryResultsFormat) -> Any:
    """Return the rows as terms by variable; blank nodes have any names, numbers any lexical form."""
    parsed = parse_query_results(body, format=form)
    if isinstance(parsed, pyoxigraph.QueryBoolean):
        return bool(parsed)
    names = [variable.value for variable in parsed.variables]
    return [{name: to_value(row[name]) for name in names} for row in parsed]


def to_value(term: Any) -> Any:
    """Return what a term means: a store keeps the values of numbers, not their types within integers."""
    if isinstance(term, pyoxigraph.BlankNode):
        return "_:"
    if isinstance(term, pyoxigraph.Literal):
        type_ = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=type_).toPython()
    return term


@pytest.fixture(scope="module")
def description(server: Server) -> rdflib.Graph:
    response = server.request("/sparql", Accept="text/turtle")
    assert response.status == 200
    return rdflib.Graph().parse(data=response.text, format="turtle")


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("*/*", "turtle"),
    ],
)
def test_returns_rdf(server: Server, accept: str, form: str) -> None:
    response = server.request("/sparql", Accept=accept)
    assert response.status == 200
    assert rdflib.Graph().parse(data=response.text, format=form)


def test_has_endpoint_triple(server: Server, description: rdflib.Graph) -> None:
    assert list(description.objects(None, SD.endpoint)) == [rdflib.URIRef(f"{server.url}/sparql")]


def test_conforms_to_schema(description: rdflib.Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    assert (service, SD.feature, SD.UnionDefaultGraph) in description
    assert len(list(description.objects(service, SD.resultFormat))) == 8
    (dataset,) = description.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in description
    for graph in description.objects(dataset, SD.namedGraph):
        assert isinstance(description.value(graph, SD.name), rdflib.URIRef)
    terms = {
        *("Service", "endpoint", "supportedLanguage", "SPARQL11Query", "feature", "UnionDefaultGraph"),
        *("resultFormat", "extensionFunction", "Function", "defaultDataset", "Dataset", "defaultGraph"),
        *("Graph", "namedGraph", "NamedGraph", "name"),
    }
    used = {term for triple in description for term in triple if str(term).startswith(SD)}
    assert {str(term).removeprefix(SD) for term in used} == terms


def test_the_functions_it_names_are_there(server: Server, description: rdflib.Graph) -> None:
    for function in description.objects(None, SD.extensionFunction):
        response = server.ask(f"SELECT (<{function}>() AS ?x) {{}}")
        assert "not supported" not in response.text


def test_the_graphs_it_names_can_be_asked(server: Server, description: rdflib.Graph) -> None:
    names = set(description.objects(None, SD.name))
    found = server.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"]
    assert {str(name) for name in names} == {row["g"]["value"] for row in found}
