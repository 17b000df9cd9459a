"""The network of actors, and the GEXF that Gephi reads."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import networkx
import pytest
from claims import KOREA, MEXICO, UTAH, plain, to_article, to_claims
from lxml import etree  # type: ignore[import-untyped]
from pyoxigraph import NamedNode
from tradegraph._exceptions import GraphError
from tradegraph.deriving import derive_graphs
from tradegraph.gexf import to_gexf, write_gexf
from tradegraph.networks import to_networkx
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY, named_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

TRADE, TOTAL, MEETING, SALE, PARTY = to_claims()
FIRST = to_article(slug="first")
COPY = to_article(slug="copy")
OTHER = to_article(slug="other", source="The Harbour Gazette")
LATER = replace(TRADE, period="2023", value=Decimal(5))


def iri(entity_id: str) -> str:
    return DEFAULT_BASE + entity_id


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    quads = [
        *load_reference_quads(),
        *to_quads(FIRST, to_claims()),
        *to_quads(COPY, [TRADE]),
        *to_quads(OTHER, [TRADE, LATER]),
    ]
    with Store.in_memory(quads) as store:
        derive_graphs(store)
        yield store


@pytest.fixture(scope="module")
def network(store: Store) -> networkx.MultiDiGraph:
    return to_networkx(store)


def test_an_edge_counts_relationships_claims_articles_and_sources(network: networkx.MultiDiGraph) -> None:
    data = network.edges[iri(UTAH.id), iri(MEXICO.id), "exportsTo"]
    assert data == {
        "relation": "exportsTo",
        "label": "exports to",
        "weight": 3,  # the figures of 2022 and 2023, and the sale of barley
        "claims": 5,
        "articles": 3,
        "sources": 2,
        "symmetric": False,
        "year": 2023,
        "spells": "2022-01-01/2022-12-31 2023-01-01/2023-12-31",
        "usd": 1_100_000_000,  # the largest amount, not the sum over the years
    }


def test_a_node_says_what_it_is(network: networkx.MultiDiGraph) -> None:
    assert network.nodes[iri("region/US-UT")] == {
        "label": "Utah",
        "type": "Region",
        "code": "US-UT",
        "country": "US",
        "color": "#6baed6",
        "claims": 5,
    }
    assert network.nodes[iri("company/harbour-lines")]["label"] == "Harbour Lines"


def test_a_symmetric_link_is_one_edge(network: networkx.MultiDiGraph) -> None:
    between = [key for *_, key in network.edges(iri(KOREA.id), keys=True)]
    assert between == ["tradesWith"]
    assert network.number_of_edges(iri(MEXICO.id), iri(KOREA.id)) == 0


def test_plans_are_left_out_unless_asked_for(store: Store, network: networkx.MultiDiGraph) -> None:
    pact = iri("agreement/saltlake-pact")
    assert pact not in network
    assert list(to_networkx(store, statuses=["target"]).edges(keys=True)) == [
        (iri(MEXICO.id), pact, "partyTo")
    ]


def test_doubtful_claims_are_left_out_where_asked(store: Store) -> None:
    sure = to_networkx(store, min_confidence=0.86)
    assert [key for *_, key in sure.edges(keys=True)] == ["tradesWith"]


def test_the_derived_links_are_the_edges(store: Store, network: networkx.MultiDiGraph) -> None:
    links = {
        (plain(quad.subject), plain(quad.object), quad.predicate.value.removeprefix(ONTOLOGY))
        for quad in store.graph(named_graph("direct"))
    }
    edges = set()
    for source, target, key, symmetric in network.edges(keys=True, data="symmetric"):
        edges |= {(source, target, key)} | ({(target, source, key)} if symmetric else set())
    assert links == edges
    assert {key for *_, key in links} == {"exportsTo", "exportsProduct", "tradesWith", "metWith"}


def test_the_file_follows_the_schema(network: networkx.MultiDiGraph, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "gexf-1.3" / "gexf.xsd"))
    document = etree.fromstring(to_gexf(network))
    assert schema.validate(document), schema.error_log


def test_the_file_says_who_made_it_and_when_the_news_ends(network: networkx.MultiDiGraph) -> None:
    root = etree.fromstring(to_gexf(network))
    meta = root.find("{*}meta")
    assert meta is not None
    assert meta.get("lastmodifieddate") == "2024-05-01"
    assert [element.text for element in meta] == [
        "tradegraph",
        "Cross-border economic relationships claimed by 3 articles",
    ]


def test_a_dated_edge_has_spells_and_a_year(network: networkx.MultiDiGraph) -> None:
    root = etree.fromstring(to_gexf(network))
    (edge,) = root.findall(".//{*}edge[@kind='exportsTo']")
    spells = [(spell.get("start"), spell.get("end")) for spell in edge.iter("{*}spell")]
    assert spells == [("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31")]
    years = [value.get("value") for value in edge.iter("{*}attvalue") if value.get("for") == "year"]
    assert years == ["2023"]


def test_networkx_reads_it(network: networkx.MultiDiGraph, tmp_path: Path) -> None:
    write_gexf(network, tmp_path / "network.gexf")
    back = networkx.read_gexf(tmp_path / "network.gexf")
    assert set(back.nodes) == set(network.nodes)
    triples = {(source, target, data["relation"]) for source, target, data in back.edges(data=True)}
    assert triples == set(network.edges(keys=True))


def test_graphology_reads_it(
    network: networkx.MultiDiGraph,
    tmp_path: Path,
    program: Callable[[str], str],
    lack: Callable[[str], NoReturn],
) -> None:
    write_gexf(network, tmp_path / "network.gexf")
    node = program("node")
    result = subprocess.run(
        [node, "-e", READ, str(tmp_path / "network.gexf")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_PATH": find_graphology(program, tmp_path, lack)},
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {
        "nodes": len(network),
        "edges": network.number_of_edges(),
        "kinds": sorted({key for *_, key in network.edges(keys=True)}),
        "color": "rgb(107,174,214)",
    }


READ = """
const graph = require('graphology-gexf').parse(
  require('graphology'), require('fs').readFileSync(process.argv[1], 'utf8'),
  {allowUndeclaredAttributes: false});
const kinds = [...new Set(graph.mapEdges((edge, attributes) => attributes.kind))].sort();
const color = graph.getNodeAttribute('https://w3id.org/tradegraph/region/US-UT', 'color');
console.log(JSON.stringify({nodes: graph.order, edges: graph.size, kinds, color}));
"""


def find_graphology(program: Callable[[str], str], folder: Path, lack: Callable[[str], NoReturn]) -> str:
    """Return a NODE_PATH with graphology-gexf: the one given, else one installed for this test."""
    command = [program("node"), "-e", "require('graphology-gexf')"]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return os.environ.get("NODE_PATH", "")
    packages = ["graphology", "graphology-gexf", "@xmldom/xmldom"]
    install = [program("npm"), "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder)]
    try:
        subprocess.run([*install, *packages], capture_output=True, check=True, timeout=120)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        lack("the npm packages graphology and graphology-gexf")
    return str(folder / "node_modules")


def to_graph(**data: Any) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label="A & <B>\x0b", **data)
    graph.add_node("b", note=1)
    graph.add_edge("a", "b", weight=2, **data)
    return graph


@pytest.mark.parametrize(
    "value", [None, Decimal("1.5"), True, 3, "x\x00y", NamedNode("https://data.example/")]
)
def test_any_value_is_written_so_that_readers_take_it(value: object, tmp_path: Path, shared: Path) -> None:
    write_gexf(to_graph(note=value), tmp_path / "any.gexf")
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "gexf-1.3" / "gexf.xsd"))
    assert schema.validate(etree.parse(tmp_path / "any.gexf")), schema.error_log
    assert networkx.read_gexf(tmp_path / "any.gexf").nodes["a"]["label"] == "A & <B>"


def test_two_edges_of_one_kind_are_refused() -> None:
    graph = networkx.MultiDiGraph([("a", "b", {"relation": "visited"}), ("a", "b", {"relation": "visited"})])
    with pytest.raises(GraphError, match="two edges 'visited' from a to b"):
        to_gexf(graph)


def test_the_same_network_gives_the_same_bytes(store: Store, network: networkx.MultiDiGraph) -> None:
    assert to_gexf(network) == to_gexf(to_networkx(store))


def test_an_empty_network_is_a_file_too(shared: Path) -> None:
    with Store.in_memory() as store:
        content = to_gexf(to_networkx(store))
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "gexf-1.3" / "gexf.xsd"))
    assert schema.validate(etree.fromstring(content)), schema.error_log
