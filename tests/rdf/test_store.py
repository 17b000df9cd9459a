"""The store: opening, asking, replacing, and what it says when it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from claims import to_article, to_claims
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Variable
from tradegraph._exceptions import GraphError, QueryError
from tradegraph.rdf.archive import write_archive
from tradegraph.rdf.iris import DEFAULT_BASE, article_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store, write_note

FIRST, SECOND = to_article(slug="first"), to_article(slug="second")
COUNT = "SELECT (COUNT(DISTINCT ?claim) AS ?claims) WHERE { ?claim a tg:Claim }"


def count_claims(store: Store) -> int:
    return int(next(store.rows(COUNT))["claims"])


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store", write=True) as store:
        store.load(to_quads(FIRST, to_claims()))
    return tmp_path / "store"


def test_a_query_sees_the_union_of_all_graphs() -> None:
    quads = [*to_quads(FIRST, to_claims()), *to_quads(SECOND, to_claims()[:2])]
    with Store.in_memory(quads) as store:
        assert count_claims(store) == 7


def test_an_article_is_replaced_and_removed_without_touching_others() -> None:
    with Store.in_memory([*to_quads(FIRST, to_claims()), *to_quads(SECOND, to_claims())]) as store:
        store.replace_graph(article_graph("first"), to_quads(FIRST, to_claims()[:1]))
        assert count_claims(store) == 6
        store.replace_graph(article_graph("second"), ())
        assert count_claims(store) == 1


def test_a_store_on_disk_keeps_what_was_written(on_disk: Path) -> None:
    with Store.open(on_disk) as store:
        assert count_claims(store) == 5


def test_a_store_of_archive_files(tmp_path: Path) -> None:
    write_archive(tmp_path / "first.nq", to_quads(FIRST, to_claims()))
    write_archive(tmp_path / "second.nq", to_quads(SECOND, to_claims()))
    with Store.from_archive(sorted(tmp_path.glob("*.nq"))) as store:
        assert count_claims(store) == 10


def test_parameters_are_bound_and_never_part_of_the_text() -> None:
    with Store.in_memory(to_quads(FIRST, to_claims())) as store:
        query = "SELECT ?exporter ?importer WHERE { ?trade tg:exporter ?exporter ; tg:importer ?importer }"
        utah = NamedNode(f"{DEFAULT_BASE}region/US-UT")
        answers = store.query(query, substitutions={Variable("exporter"): utah})
        assert isinstance(answers, QuerySolutions)
        assert {row["importer"].value for row in answers} == {f"{DEFAULT_BASE}country/MX"}


def test_values_come_with_their_language() -> None:
    with Store.in_memory(to_quads(to_article(lang="es"), to_claims())) as store:
        entity = NamedNode(f"{DEFAULT_BASE}company/harbour-lines")
        assert store.values(entity, "skos:prefLabel") == [("Harbour Lines", "es")]


def test_malformed_sparql_is_a_query_error() -> None:
    with Store.in_memory() as store, pytest.raises(QueryError, match="not SPARQL"):
        store.query("SELECT WHERE")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="tradegraph build"):
        Store.open(tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_damaged_store_says_how_to_restore_it(on_disk: Path) -> None:
    os.truncate(on_disk / "CURRENT", 0)
    with pytest.raises(GraphError, match="delete the folder and build again"):
        Store.open(on_disk)


def test_a_closed_store_cannot_be_asked(on_disk: Path) -> None:
    store = Store.open(on_disk)
    store.close()
    with pytest.raises(GraphError, match="closed"):
        store.query("ASK {}")


def test_a_second_writer_is_told_to_wait_while_readers_go_on(on_disk: Path) -> None:
    code = (
        "import sys, tradegraph\n"
        "from tradegraph.rdf.store import Store\n"
        "store = Store.open(sys.argv[1], write=True)\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(on_disk)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(GraphError, match="another process writes to this store"):
            Store.open(on_disk, write=True)
        with Store.open(on_disk) as store:
            assert count_claims(store) == 5
        writer.communicate("")


def test_a_store_remembers_its_base(on_disk: Path) -> None:
    write_note(on_disk, {"base": "https://data.example/"})
    with Store.open(on_disk) as store:
        assert store.base == "https://data.example/"


def test_a_damaged_archive_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text("<a> <b>")
    with pytest.raises(GraphError, match=r"a\.nq"):
        Store.from_archive([tmp_path / "a.nq"])


def test_a_graph_is_replaced() -> None:
    graph, node = NamedNode("https://data.example/g"), NamedNode("https://data.example/n")
    old, new = (Quad(node, node, Literal(text), graph) for text in ("old", "new"))
    with Store.in_memory([old]) as store:
        store.replace_graph(graph, [new])
        assert list(store.graph(graph)) == [new]
        assert [row["text"] for row in store.rows("SELECT ?text { ?s ?p ?text }")] == ["new"]


def test_what_many_articles_state_is_there_once() -> None:
    articles = [to_article(slug=f"article-{number}") for number in range(5)]
    with Store.in_memory(quad for article in articles for quad in to_quads(article, to_claims())) as store:
        query = "SELECT ?trade { ?trade a tg:TradeValue ; tg:value ?value ; tg:unit ?unit }"
        assert len(list(store.rows(query))) == 2
        for number in range(4):
            store.replace_graph(article_graph(f"article-{number}"), ())
            assert len(list(store.rows(query))) == 2
        store.replace_graph(article_graph("article-4"), ())
        assert list(store.rows("SELECT * { ?s ?p ?o }")) == []


def test_a_store_filled_by_others_is_asked_as_a_union() -> None:
    quads = pyoxigraph.Store()
    quads.extend(to_quads(FIRST, to_claims()))
    store = Store(quads)
    assert store.is_split
    assert count_claims(store) == 5


def test_a_reader_keeps_the_files_that_it_reads(on_disk: Path) -> None:
    with Store.open(on_disk) as store:
        shutil.rmtree(on_disk)
        assert count_claims(store) == 5
        assert store.files != on_disk
    assert not list(on_disk.parent.glob(".reading.*"))


def test_what_killed_readers_held_is_swept_away_while_others_go_on(on_disk: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from tradegraph.rdf.store import Store\n"
        "store = Store.open(sys.argv[1])\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    with Store.open(on_disk) as store:
        subprocess.run([sys.executable, "-c", code, str(on_disk)], check=False)
        assert len(list(on_disk.parent.glob(".reading.*"))) == 2
        with Store.open(on_disk):
            assert len(list(on_disk.parent.glob(".reading.*"))) == 2
            assert count_claims(store) == 5


def test_a_store_that_cannot_be_linked_is_read_where_it_is(
    on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Store.open(on_disk) as store:
        assert store.files == on_disk
        assert count_claims(store) == 5
    assert not list(on_disk.parent.glob(".reading.*"))
