"""Dumps: sorted on disk as in memory, and described as they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from claims import to_article, to_claims
from pyoxigraph import Literal
from tradegraph.publishing import dumps
from tradegraph.publishing.counts import Counts
from tradegraph.publishing.datasets import describe_dataset
from tradegraph.publishing.dumps import find_graphs, sort_nquads, write_nquads
from tradegraph.publishing.editions import Edition
from tradegraph.rdf.archive import to_nquads
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

QUADS = [*to_quads(to_article(), to_claims()), *to_quads(to_article(slug="second"), to_claims())]


@pytest.mark.parametrize("batch", [1, 7, 10_000])
def test_lines_are_sorted_and_each_is_there_once(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(dumps, "_BATCH", batch)
    assert b"".join(sort_nquads([*QUADS[:50], *reversed(QUADS[:50])])) == to_nquads(QUADS[:50])


def test_the_same_lines_give_the_same_gzip_file(tmp_path: Path) -> None:
    lines = list(sort_nquads(QUADS))
    for name in ("one", "two"):
        write_nquads(lines, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert gzip.decompress((tmp_path / "one").read_bytes()) == to_nquads(QUADS)


def test_counting_lets_all_lines_by_and_counts_a_triple_of_two_graphs_once() -> None:
    counts = Counts()
    lines = list(sort_nquads(QUADS))
    assert list(counts.watch(lines)) == lines
    triples = {quad.triple for quad in QUADS}
    assert counts.triples == len(triples) < len(QUADS)
    assert counts.subjects == len({triple.subject for triple in triples})
    assert counts.days == {"2024-05-01"}


def test_a_text_with_quotes_and_blanks_is_counted_as_one() -> None:
    counts = Counts()
    hostile = '" <https://x.example/> "@en . \\'
    quads = [
        type(quad)(quad.subject, quad.predicate, Literal(hostile), quad.graph_name) for quad in QUADS[:9]
    ]
    list(counts.watch(sort_nquads(quads)))
    assert counts.triples == len({quad.triple for quad in quads})


def test_graphs_come_in_the_order_of_their_names() -> None:
    with Store.in_memory(QUADS) as store:
        names = [str(next(iter(read())).graph_name) for read in find_graphs(store)]
    assert names == sorted(names)
    assert len(names) == 2


def test_an_endpoint_is_described_where_one_is_given() -> None:
    edition = Edition.of("https://data.example/", endpoint="https://data.example/sparql")
    triples = describe_dataset(edition, Counts(), ())
    assert {str(t.object) for t in triples if t.predicate.value.endswith("#sparqlEndpoint")} == {
        "<https://data.example/sparql>"
    }
    without = describe_dataset(Edition.of("https://data.example/"), Counts(), ())
    assert not any("sparql" in str(triple).lower() for triple in without)
