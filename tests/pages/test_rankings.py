from __future__ import annotations

from tradegraph.pages.nodes import Nodes
from tradegraph.pages.rankings import Rankings
from tradegraph.rdf.relations import RELATIONS


def test_entities_are_ranked_by_their_claims(nodes: Nodes) -> None:
    rankings = Rankings(nodes)
    entries = rankings.rank(["Country", "Person"], n=10)
    assert [entry.claims for entry in entries] == sorted((entry.claims for entry in entries), reverse=True)
    assert rankings.rank(["Country", "Person"], n=5, start=5) == entries[5:]
    assert {entry.thing.kind for entry in entries} <= {"Country", "Person"}


def test_relationships_of_the_most_sources_come_first(written: Nodes) -> None:
    rankings, row = Rankings(written), RELATIONS["trade_value"]
    best = rankings.rank_relationships(row, n=100)
    assert len(best) == rankings.count_relationships(row) == 5
    claims = [int(written.read(iri).value("tg:claimCount") or 0) for iri in best]
    assert claims == sorted(claims, reverse=True)
