"""The W3C's cases for the query operation of the SPARQL 1.1 Protocol; those about updates are refused.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from .servers import Response, Server, make_kg, running

ROOT = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT.parent / "shared" / "standards" / "sparql11" / "protocol"
MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
UT: Final = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
#: The media types that each expected format may come in.
TYPES: Final = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}


def list_items(graph: rdflib.Graph, head: Node | None) -> list[Node]:
    return list(Collection(graph, head)) if head is not None else []


@dataclass(frozen=True, slots=True)
class Case:
    """A request of a case and what is expected of its response."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    statuses: frozenset[str]
    format: str | None
    boolean: str | None


class Manifest:
    """The cases of the manifest."""

    def __init__(self, folder: Path) -> None:
        self.graph = rdflib.Graph().parse(folder / "manifest.ttl", publicID=folder.as_uri() + "/")
        entries = self.graph.value(self.graph.value(None, RDF.type, MF.Manifest), MF.entries)
        self.entries = {str(entry).rpartition("#")[2]: entry for entry in list_items(self.graph, entries)}

    def quads(self) -> Iterator[Quad]:
        """Yield the data of all cases, each file in the graph that its label names."""
        seen = {
            (str(self.graph.value(data, UT.graph)), str(self.graph.value(data, RDFS.label)))
            for data in self.graph.objects(None, UT.graphData)
        }
        for file, name in seen:
            for quad in pyoxigraph.parse(path=file.removeprefix("file://"), format=RdfFormat.N_TRIPLES):
                yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(name))

    def cases(self, name: str) -> Iterator[Case]:
        """Yield the requests of a case in their order."""
        requests = self.graph.value(self.graph.value(self.entries[name], MF.action), HT.requests)
        yield from map(self._read, list_items(self.graph, requests))

    def _read(self, request: Node) -> Case:
        text = {key: self._text(request, key) for key in (HT.methodName, HT.absolutePath)}
        response, body = self.graph.value(request, HT.resp), self.graph.value(request, HT.body)
        headers = self.graph.value(request, HT.headers)
        found = list_items(self.graph, headers)
        return Case(
            method=text[HT.methodName],
            path=text[HT.absolutePath].replace("/sparql/", "/sparql", 1),
            body=self._text(body, CNT.chars).encode(self._text(body, CNT.characterEncoding))
            if body
            else None,
            headers={self._text(h, HT.fieldName): self._text(h, HT.fieldValue) for h in found},
            statuses=frozenset(str(s)[-3] for s in self.graph.objects(response, MF.expectedStatus)),
            format=self._text(response, MF.expectedFormat) or None,
            boolean=self._text(response, MF.expectedBoolean) or None,
        )

    def _text(self, subject: Node | None, key: rdflib.URIRef) -> str:
        return str(self.graph.value(subject, key) or "")


MANIFEST = Manifest(FOLDER) if FOLDER.is_dir() else None
NAMES = list(MANIFEST.entries) if MANIFEST else ["the W3C's cases in ../shared/standards"]
UPDATES = [name for name in NAMES if "update" in name]
QUERIES = [name for name in NAMES if "update" not in name]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    if MANIFEST is None:
        pytest.skip("no ../shared/standards beside the repository")
    return MANIFEST


@pytest.fixture(scope="module")
def endpoint(manifest: Manifest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("protocol")
    with running(make_kg(folder / "kg", manifest.quads()), folder=folder) as server:
        yield server


def send(case: Case, endpoint: Server) -> Response:
    return endpoint.send(case.method, case.path, case.body, case.headers)


def test_no_case_is_left_out(manifest: Manifest) -> None:
    assert len(manifest.entries) == len(QUERIES) + len(UPDATES) == 34
    assert len(UPDATES) == 14


@pytest.mark.parametrize("name", QUERIES)
def test_query_case(name: str, manifest: Manifest, endpoint: Server) -> None:
    for case in manifest.cases(name):
        response = send(case, endpoint)
        assert str(response.status)[0] in case.statuses, response.text
        if case.format:
            assert response.type in TYPES[case.format]
        if case.boolean:
            assert str(response.json()["boolean"]).lower() == case.boolean
        if response.status >= 400:
            assert response.type == "text/plain"
            assert len(response.text) > 20


@pytest.mark.parametrize("name", UPDATES)
def test_update_case_is_refused(name: str, manifest: Manifest, endpoint: Server) -> None:
    case = next(manifest.cases(name))  # what follows asks for what the update would have done
    response = send(case, endpoint)
    assert response.status in (400, 403, 415)
    assert "updates are refused" in response.text or "Content-Type" in response.text
