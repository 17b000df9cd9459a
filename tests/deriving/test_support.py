"""Support: independent sources are publishers, not articles and not reprints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from claims import plain, to_article, to_claims
from pyoxigraph import NamedNode, Quad
from tradegraph.deriving.support import count_sources, derive_support
from tradegraph.rdf.iris import DEFAULT_BASE, to_iri
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

ARTICLES: Mapping[str, Mapping[str, str]] = {
    "ledger-1": {"publisher": "The Ledger"},
    "ledger-2": {"publisher": "the ledger"},
    "herald-1": {"publisher": "The Herald"},
    "herald-copy": {"publisher": "The Herald", "original": "ledger-1"},
    "post-copy": {"publisher": "Post", "original": "ledger-1"},
    "nobody-1": {},
    "nobody-2": {},
}

STORIES = [
    ("first", "The Ledger", date(2024, 5, 1)),
    ("copy", "The Herald", date(2024, 5, 2)),
    ("other", "Post", date(2024, 6, 1)),
]


@pytest.mark.parametrize(
    ("told", "sources"),
    [
        (["ledger-1"], 1),
        (["ledger-1", "ledger-1"], 1),
        (["ledger-1", "ledger-2"], 1),
        (["ledger-1", "herald-1"], 2),
        (["ledger-1", "post-copy"], 1),
        (["post-copy", "herald-copy"], 1),
        (["ledger-2", "post-copy"], 2),
        (["nobody-1", "nobody-2"], 2),
        (["nobody-1", "ledger-1", "herald-1", "post-copy"], 3),
    ],
)
def test_articles_of_one_publisher_and_copies_are_one_source(told: list[str], sources: int) -> None:
    assert count_sources(told, ARTICLES) == sources


def test_relationships_carry_counts_and_dates() -> None:
    stories = [
        to_article(id=name, slug=f"{name}-1", source=source, published=day) for name, source, day in STORIES
    ]
    quads = [quad for story in stories for quad in to_quads(story, to_claims())]
    copy, original = (NamedNode(f"{DEFAULT_BASE}article/{name}-1") for name in ("copy", "first"))
    quads.append(Quad(copy, to_iri("tg:reprintOf"), original, NamedNode(f"{DEFAULT_BASE}graph/identity")))
    with Store.in_memory(quads) as store:
        found: dict[str, set[str]] = {}
        for triple in derive_support(store):
            found.setdefault(triple.predicate.value.rpartition("#")[2], set()).add(plain(triple.object))
    assert found == {
        "claimCount": {"3"},
        "sourceCount": {"2"},
        "firstReported": {"2024-05-01"},
        "lastReported": {"2024-06-01"},
    }
