"""Pushing to real servers: what arrives, what a second push does, what a broken one leaves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from click.testing import Result
from programs import oxigraph_server
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from tradegraph._exceptions import EndpointError, GraphError
from tradegraph.rdf.iris import named_graph
from tradegraph.rdf.store import Store
from tradegraph.remote.clients import Client
from tradegraph.remote.connections import Connection
from tradegraph.remote.endpoints import Endpoint, find_writable
from tradegraph.remote.loads import load_graph
from tradegraph.remote.pushing import push
from tradegraph.remote.states import read_state
from tradegraph.remote.writers import GraphStoreWriter, UpdateWriter, choose_writer

from .conftest import Misbehaving

QUICK = Connection(timeout=20, pauses=(0.01, 0.01, 0.01), wait=lambda _: None)
PREDICATE = NamedNode("https://data.example/p")
BASE = "https://data.example/"


def small_store(*graphs: str, shared: bool = True) -> Store:
    """A store of a few graphs, of which some state the same triple."""
    quads = [
        Quad(NamedNode(f"{BASE}thing/{name}"), PREDICATE, Literal(name), named_graph(name, base=BASE))
        for name in graphs
    ]
    if shared:
        quads += [
            Quad(
                NamedNode(f"{BASE}thing/shared"),
                PREDICATE,
                Literal("told twice"),
                named_graph(name, base=BASE),
            )
            for name in graphs
        ]
    return Store.in_memory(quads, base=BASE)


def client_of(root: str) -> Client:
    return Client(Endpoint(f"{root}/query", f"{root}/update", f"{root}/store"), QUICK)


def rows(client: Client, query: str) -> list[tuple[str, ...]]:
    return [tuple(cell.value for cell in row) for row in client.select(query)]


def default_graph(root: str) -> list[tuple[str, ...]]:
    return rows(client_of(root), "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?o")


def test_a_pushed_graph_is_there_and_the_next_push_sends_nothing(
    oxigraph: str, sample_kg: Path, run: Callable[..., Result]
) -> None:
    first = run("push", "--endpoint", oxigraph, "--kg", sample_kg)
    assert first.exit_code == 0, first.output
    assert "; 0 unchanged" in first.stdout
    with Store.open(sample_kg / "store") as store:
        quads = sum(1 for graph in store.graphs() for _ in store.graph(graph))
        union = len(store) - quads
    assert f"{quads:,} triples" in first.stdout
    assert rows(client_of(oxigraph), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [(str(union),)]
    second = run("push", "--endpoint", f"{oxigraph}/query", "--kg", sample_kg)
    assert second.exit_code == 0, second.output
    assert second.stdout.startswith("Sent 0 graphs, 0 triples")


def test_only_what_changed_is_sent_and_what_is_gone_is_dropped(oxigraph: str) -> None:
    push(small_store("a", "b", "c"), oxigraph, connection=QUICK)
    changed = small_store("a", "b")
    changed.replace_graph(
        named_graph("b", base=BASE),
        [Quad(NamedNode(f"{BASE}thing/b"), PREDICATE, Literal("new"), named_graph("b", base=BASE))],
    )
    pushed = push(changed, oxigraph, connection=QUICK)
    assert pushed.sent == (f"{BASE}graph/b",)
    assert pushed.dropped == (f"{BASE}graph/c",)
    assert pushed.unchanged == 1
    assert [(row[0].rpartition("/")[2], row[2]) for row in default_graph(oxigraph)] == [
        ("a", "a"), ("b", "new"), ("shared", "told twice"),
    ]  # fmt: skip
    assert read_state(client_of(oxigraph), BASE).parts == {f"{BASE}graph/a", f"{BASE}graph/b"}


def test_what_two_graphs_lose_at_once_leaves_the_union(oxigraph: str) -> None:
    push(small_store("a", "b"), oxigraph, connection=QUICK)
    push(small_store("a", "b", shared=False), oxigraph, connection=QUICK)
    assert [row[2] for row in default_graph(oxigraph)] == ["a", "b"]


def test_graphs_of_others_are_left_alone(oxigraph: str) -> None:
    client, foreign = client_of(oxigraph), NamedNode(f"{BASE}graph/of-somebody-else")
    client.update(f"INSERT DATA {{ GRAPH {foreign} {{ {foreign} {PREDICATE} 1 }} }}")
    client.update(f"INSERT DATA {{ {foreign} {PREDICATE} 2 }}")
    pushed = push(small_store("a", "b"), oxigraph, connection=QUICK)
    assert not pushed.has_union
    push(small_store("a"), oxigraph, connection=QUICK)
    assert rows(client, f"SELECT ?o {{ GRAPH {foreign} {{ ?s ?p ?o }} }}") == [("1",)]
    assert [row[2] for row in default_graph(oxigraph)] == ["2"]


def test_a_server_that_shows_all_graphs_as_one_needs_no_union(
    program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with oxigraph_server(program, tmp_path_factory, "--union-default-graph") as url:
        pushed = push(small_store("a", "b"), url, connection=QUICK)
        assert not pushed.has_union
        assert not pushed.differing


@pytest.mark.parametrize("way", ["updates", "whole graphs"])
def test_both_ways_of_writing_bring_the_same(oxigraph: str, way: str, sample_kg: Path) -> None:
    client = client_of(oxigraph)
    writer = UpdateWriter(client) if way == "updates" else GraphStoreWriter(client)
    with Store.open(sample_kg / "store") as store:
        graph = named_graph("ontology", base=store.base)
        load = load_graph(store, graph)
        assert load.blanks > 0
        writer.replace([load])
        writer.replace([load])
        found = client.construct(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        assert len(found) == len(load)
        blanks = {term for triple in found for term in (triple.subject, triple.object)}
        assert sum(isinstance(term, BlankNode) for term in blanks) == count_blanks(store, graph)


def count_blanks(store: Store, graph: NamedNode) -> int:
    terms = {term for quad in store.graph(graph) for term in (quad.subject, quad.object)}
    return sum(isinstance(term, BlankNode) for term in terms)


def test_a_graph_goes_in_pieces_with_its_blank_nodes_in_one() -> None:
    graph, blank = named_graph("a", base=BASE), BlankNode("b0")
    quads = [Quad(NamedNode(f"{BASE}{i}"), PREDICATE, Literal("x" * 50), graph) for i in range(100)]
    quads += [Quad(blank, PREDICATE, Literal(str(i)), graph) for i in range(10)]
    load = load_graph(Store.in_memory(quads, base=BASE), graph)
    pieces = list(load.pieces(1000))
    assert len(pieces) > 5
    assert b"".join(pieces) == b"".join(load.lines)
    assert [b"_:b0" in piece for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    assert all(len(piece) <= 1000 for piece in pieces)


@pytest.mark.parametrize("status", [502, 503, 504, 0], ids=["502", "503", "504", "dropped"])
def test_what_may_pass_is_tried_again(proxy: Misbehaving, status: int) -> None:
    proxy.plan = lambda n, *_: status if n % 2 else None
    pushed = push(small_store("a", "b"), proxy.url, connection=QUICK)
    assert len(pushed.sent) == 2
    assert not pushed.differing


def test_a_push_that_was_cut_off_goes_on_where_it_stopped(
    proxy: Misbehaving, sample_kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each graph goes alone, and the server dies in the middle.
    monkeypatch.setattr("tradegraph.remote.pushing.REQUEST", 1)
    puts = count()
    proxy.plan = lambda _, path, __: 500 if path.startswith("/store?") and next(puts) > 12 else None
    with Store.open(sample_kg / "store") as store:
        with pytest.raises(EndpointError, match="answers 500"):
            push(store, proxy.url, connection=QUICK)
        proxy.plan = lambda *_: None
        pushed = push(store, proxy.url, connection=QUICK)
        assert pushed.unchanged >= 10
        assert len(pushed.sent) == len(store.graphs()) - pushed.unchanged
        assert not pushed.differing
        union = len(store) - sum(1 for graph in store.graphs() for _ in store.graph(graph))
        assert rows(client_of(proxy.url), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [(str(union),)]


def test_a_graph_that_somebody_changed_on_the_server_is_told_and_mended(
    oxigraph: str, sample_kg: Path, run: Callable[..., Result]
) -> None:
    run("push", "--endpoint", oxigraph, "--kg", sample_kg)
    graph = named_graph("direct")
    client_of(oxigraph).update(f"DROP GRAPH {graph}")
    told = run("push", "--endpoint", oxigraph, "--kg", sample_kg)
    assert told.exit_code == 1
    assert f"{graph.value}:" in told.stderr
    assert "triples here, 0 on the server" in told.stderr
    assert run("push", "--endpoint", oxigraph, "--kg", sample_kg).exit_code == 0


def test_updates_are_used_where_no_graph_store_is(proxy: Misbehaving) -> None:
    proxy.plan = lambda _, path, __: 404 if path.startswith("/store") else None
    pushed = push(small_store("a", "b"), proxy.url, connection=QUICK)
    assert not pushed.differing
    assert all(method != "PUT" for method, _, _ in proxy.seen)


def test_the_graph_store_protocol_is_used_where_it_is_offered(oxigraph: str) -> None:
    clients = [Client(endpoint, QUICK) for endpoint in find_writable(oxigraph, QUICK)]
    clients[0].update(f"INSERT DATA {{ GRAPH <{BASE}graph/pushed> {{ <a:a> <a:b> 1 }} }}")
    assert isinstance(choose_writer(clients, BASE), GraphStoreWriter)


def test_an_empty_store_is_not_pushed(oxigraph: str) -> None:
    with pytest.raises(GraphError, match="nothing to push"):
        push(Store.in_memory(base=BASE), oxigraph, connection=QUICK)


def test_virtuoso_takes_a_graph(
    virtuoso: str, sample_kg: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run("push", "--endpoint", virtuoso, "--kg", sample_kg)
    assert refused.exit_code == 3
    assert "TRADEGRAPH_USER" in refused.stderr
    monkeypatch.setenv("TRADEGRAPH_USER", "dba")
    monkeypatch.setenv("TRADEGRAPH_PASSWORD", "dba")
    first = run("push", "--endpoint", virtuoso, "--kg", sample_kg)
    assert first.exit_code == 0, first.output
    again = run("push", "--endpoint", virtuoso, "--kg", sample_kg)
    assert again.stdout.startswith("Sent 0 graphs")
