"""Support: independent sources are publishers, not articles and not reprints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from claims import plain, to_article, to_claims
from pyoxigraph import NamedNode, Quad
from tradegraph.deriving.support import count_sources, derive_support, to_review_order, to_support_order
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
    assert found.pop("supportOrder")
    assert len(found.pop("firstClaim")) == len(to_claims())
    assert found == {
        "claimCount": {"3"},
        "sourceCount": {"2"},
        "firstReported": {"2024-05-01"},
        "lastReported": {"2024-06-01"},
    }


def test_what_one_source_tells_is_reviewed_in_the_order_of_doubt() -> None:
    order = [
        to_review_order(name, Decimal(confidence), day)
        for name, confidence, day in (
            ("a", "0.4", "2020-01-01"),
            ("b", "0.41", "2024-02-01"),
            ("c", "0.41", "2024-01-31"),
            ("d", "0.41", None),
            ("e", "1", "2024-02-01"),
        )
    ]
    assert order == sorted(order)
    assert all(0 <= number < 2**63 for number in order)
    assert to_review_order("a", Decimal(1), None) != to_review_order("b", Decimal(1), None)


def test_what_many_sources_tell_comes_first() -> None:
    order = [to_support_order("r", *counts) for counts in ((99, 99), (3, 4), (3, 3), (2, 50), (2, 2))]
    assert order == sorted(order)


def test_only_what_one_source_tells_is_to_be_reviewed() -> None:
    with Store.in_memory(to_quads(to_article(), to_claims())) as store:
        names = {triple.predicate for triple in derive_support(store)}
    assert to_iri("tg:reviewOrder") in names
    assert to_iri("tg:supportOrder") not in names


@pytest.mark.parametrize("days", [(2, 1, 3), (3, None, 1), (None, 1, 1)], ids=str)
def test_the_first_claim_is_that_of_the_earliest_article(days: tuple[int | None, ...]) -> None:
    stories = [
        to_article(id=str(n), slug=f"s-{n}", published=date(2024, 5, day) if day else None)
        for n, day in enumerate(days)
    ]
    with Store.in_memory(quad for story in stories for quad in to_quads(story, to_claims()[:1])) as store:
        (first,) = (t.object for t in derive_support(store) if t.predicate == to_iri("tg:firstClaim"))
        assert isinstance(first, NamedNode)
        ((article, _),) = store.values(first, "prov:wasQuotedFrom")
    assert int(article[-1]) in {n for n, day in enumerate(days) if day == 1}
