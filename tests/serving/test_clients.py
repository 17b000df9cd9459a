"""Ordinary clients of SPARQL endpoints and of linked data, as they are: each gets what it asks for."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from .servers import Server

BASE = "https://w3id.org/tradegraph/"
SELECT = "SELECT ?label { <https://w3id.org/tradegraph/country/MX> skos:prefLabel ?label } ORDER BY ?label"
CONSTRUCT = f"CONSTRUCT {{ ?s skos:prefLabel ?o }} {{ BIND (<{BASE}country/MX> AS ?s) ?s skos:prefLabel ?o }}"
#: Runs a query by Comunica over the endpoint, prints the bindings.
COMUNICA = """
const { QueryEngine } = require('@comunica/query-sparql');
(async () => {
  const sources = [{ type: 'sparql', value: process.argv[1] }];
  const stream = await new QueryEngine().queryBindings(process.argv[2], { sources });
  console.log(JSON.stringify((await stream.toArray()).map(row => row.get('label').value)));
})().catch(error => { console.error(error); process.exit(1); });
"""


def ask(server: Server, query: str, form: str, method: str) -> Any:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    client.setQuery(query)
    client.setMethod(method)
    return client.query().convert()


def prefixed(query: str) -> str:
    return f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}"


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_tables(server: Server, form: str, method: str) -> None:
    found = ask(server, prefixed(SELECT), form, method)
    text = (
        found.toxml()
        if form == XML
        else json.dumps(found, ensure_ascii=False)
        if form == JSON
        else found.decode()
    )
    assert "Mexico" in text
    assert "México" in text


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_reads_graphs(server: Server, form: str, method: str) -> None:
    found = ask(server, prefixed(CONSTRUCT), form, method)
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert {str(label) for label in graph.objects()} == {"Mexico", "México"}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_the_endpoint_for_a_store(server: Server, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method, returnFormat="json"))
    assert [str(row[0]) for row in graph.query(prefixed(SELECT))] == ["Mexico", "México"]  # type: ignore[index]
    assert (rdflib.URIRef(f"{BASE}country/MX"), None, None) in graph


@pytest.mark.parametrize(
    ("accept", "type_", "form"),
    [
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/ld+json;q=0.9, text/html;q=0.5", "application/ld+json", RdfFormat.JSON_LD),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("text/html", "text/html", None),
        ("*/*", "text/html", None),
    ],
)
def test_curl_follows_a_thing_to_its_document(
    server: Server, program: Callable[[str], str], accept: str, type_: str, form: RdfFormat | None
) -> None:
    command = [
        program("curl"),
        "-sL",
        "-H",
        f"Accept: {accept}",
        "-w",
        "\n%{http_code} %{num_redirects} %{content_type}",
    ]
    result = subprocess.run(
        [*command, f"{server.url}/country/MX"], capture_output=True, text=True, check=True
    )
    body, _, told = result.stdout.rpartition("\n")
    assert told.split(";")[0] == f"200 1 {type_}"
    if form:
        assert NamedNode(f"{BASE}country/MX") in {quad.subject for quad in parse(body, format=form)}
    else:
        assert "<h1" in body


def test_a_thing_is_not_a_document(server: Server) -> None:
    response = server.request("/country/MX", Accept="text/turtle")
    assert (response.status, response.headers["location"]) == (303, "MX.ttl")
    assert "Accept" in response.headers["vary"]
    assert server.request("/country/XX").status == 404
    assert server.request("/country/MX", Accept="image/png").status == 406


@pytest.mark.parametrize("path", ["actors", "actors/country", "relations", "articles", "questions"])
def test_a_list_without_its_extension_leads_to_its_page(server: Server, path: str) -> None:
    response = server.request(f"/{path}", Accept="text/html,*/*;q=0.5")
    for _ in range(9):  # a machine that is busy may be too slow for its first list, and says so
        if response.status != 503:
            break
        response = server.request(f"/{path}", Accept="text/html,*/*;q=0.5")
    assert (response.status, response.headers["location"]) == (303, f"{path.rpartition('/')[2]}.html")
    assert server.request(f"/{path}.html").status == 200


@pytest.mark.parametrize("path", ["ontology", "shapes"])
def test_the_vocabulary_is_there(server: Server, path: str) -> None:
    assert server.request(f"/{path}", Accept="text/turtle").headers["location"] == f"{path}.ttl"
    assert len(rdflib.Graph().parse(data=server.request(f"/{path}.ttl").text)) > 100
    assert "<h1" in server.request(f"/{path}.html").text


def test_comunica_asks_the_endpoint(
    server: Server, program: Callable[[str], str], lack: Callable[[str], NoReturn]
) -> None:
    node = program("node")
    if subprocess.run(
        [node, "-e", "require('@comunica/query-sparql')"], capture_output=True, check=False
    ).returncode:
        lack("the npm package @comunica/query-sparql on NODE_PATH")
    command = [node, "-e", COMUNICA, f"{server.url}/sparql", prefixed(SELECT)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ, timeout=120)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == ["Mexico", "México"]
