"""An export in a real SPARQL server, asked over HTTP by an ordinary client."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from programs import oxigraph_server
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from tradegraph import Store, run_query
from tradegraph.queries.catalogue import find_question

CLAIMS = """
PREFIX tg: <https://w3id.org/tradegraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?claim ?quote WHERE {
  ?claim a tg:Claim ; tg:evidence/oa:hasSelector/oa:exact ?quote .
} ORDER BY ?claim
"""


@pytest.fixture(scope="module")
def server(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server of its own, with an empty store."""
    with oxigraph_server(program, tmp_path_factory, "--union-default-graph") as url:
        yield url


@pytest.fixture(scope="module")
def endpoint(
    server: str, sample_kg: Path, run: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The server's query endpoint, with the sample graph's N-Quads loaded into it."""
    export = tmp_path_factory.mktemp("export") / "samples.nq"
    result = run("export", "--kg", sample_kg, "--format", "nq", "--graph", "all", "-o", export)
    assert result.exit_code == 0, result.output
    request = urllib.request.Request(
        f"{server}/store",
        data=export.read_bytes(),
        headers={"Content-Type": "application/n-quads"},
        method="POST",
    )
    with urllib.request.urlopen(request) as response:
        assert response.status in (200, 201, 204)
    return f"{server}/query"


def ask(endpoint: str, query: str) -> list[dict[str, str]]:
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(query)
    client.setMethod(POST)
    answer = client.queryAndConvert()
    assert isinstance(answer, dict)
    return to_values(answer)


def to_values(answer: dict[str, Any]) -> list[dict[str, str]]:
    bindings = answer["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.mark.parametrize(
    ("query", "at_least"),
    [
        (CLAIMS, 40),
        (find_question("trade-partners").text, 3),
        (find_question("timeline-of-pair").text, 3),
        (find_question("products-traded").text, 3),
    ],
    ids=["claims", "trade-partners", "timeline-of-pair", "products-traded"],
)
def test_the_server_and_the_local_store_answer_alike(
    endpoint: str, sample_kg: Path, query: str, at_least: int
) -> None:
    with Store.open(sample_kg / "store") as store:
        local = to_values(json.loads(run_query(store, query).to_json()))
    assert len(local) >= at_least
    assert ask(endpoint, query) == local
