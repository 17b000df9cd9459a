"""Ties: which actors share relationships, and which articles tell of them."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import RdfFormat
from tradegraph.deriving.ties import derive_ties, derive_topics
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES
from tradegraph.rdf.store import Store

GRAPH = """
<r/1> tg:involves <utah>, <mexico> . <r/2> tg:involves <mexico>, <utah> .
<r/3> tg:involves <utah>, <kia>, <mexico> .
<c/1> tg:states <r/1> ; prov:wasQuotedFrom <a/1> . <c/2> tg:states <r/3> ; prov:wasQuotedFrom <a/2> .
<c/3> tg:states <r/2> ; prov:wasQuotedFrom <a/1> .
"""


def graph() -> Store:
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    text = f"{prefixes} BASE <{DEFAULT_BASE}> {GRAPH}"
    return Store.in_memory(pyoxigraph.parse(text, format=RdfFormat.TURTLE))


def test_two_that_share_relationships_have_one_tie() -> None:
    store = graph()
    store.load(pyoxigraph.Quad(*triple) for triple in derive_ties(store))
    rows = store.rows("""
        SELECT ?one ?other ?number ?example (COUNT(?relationship) AS ?n) {
          ?tie tg:tieOf ?one, ?other ; tg:relationshipCount ?number ; tg:tieExample ?example ;
            tg:tiedBy ?relationship .
          FILTER (STR(?one) < STR(?other))
        } GROUP BY ?one ?other ?number ?example ORDER BY ?one ?other""")
    assert [tuple(value.removeprefix(DEFAULT_BASE) for value in row.values()) for row in rows] == [
        ("kia", "mexico", "1", "r/3", "1"),
        ("kia", "utah", "1", "r/3", "1"),
        ("mexico", "utah", "3", "r/1", "3"),
    ]


def test_an_article_tells_of_the_ends_of_what_it_states() -> None:
    found = {
        tuple(str(term)[1:-1].removeprefix(DEFAULT_BASE) for term in (triple.subject, triple.object))
        for triple in derive_topics(graph())
    }
    assert found == {("a/1", "utah"), ("a/1", "mexico"), ("a/2", "utah"), ("a/2", "kia"), ("a/2", "mexico")}
