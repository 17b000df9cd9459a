"""Stretches of text, and which of several mentions stay."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some
from stories import to_article
from tradegraph.annotation.spans import Spans, find_headlines, without_overlaps
from tradegraph.model import Mention

MENTIONS = some.lists(some.tuples(some.integers(0, 30), some.integers(1, 5)), max_size=12)


def to_mentions(spans: list[tuple[int, int]], kind: str) -> list[Mention]:
    return [Mention(start, start + length, kind) for start, length in spans]


@given(MENTIONS, MENTIONS)
def test_what_stays_is_in_order_and_disjoint(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    layers = to_mentions(first, "Name"), to_mentions(second, "Role")
    kept = without_overlaps(*layers)
    assert all(left.end <= right.start for left, right in pairwise(kept))
    assert [m for m in kept if m.type == "Name"] == without_overlaps(layers[0])
    for mention in (*layers[0], *layers[1]):
        assert any(mention.start < other.end and other.start < mention.end for other in kept)


def test_headlines_cover_titles_and_headings() -> None:
    article = to_article("= Wool\nFiji sells wool.\n# Fish\nAnd fish.")
    headlines = find_headlines(article)
    covered = [article.text.index(word) for word in ("Wool", "Fish")]
    assert all(headlines.cover(position) for position in covered)
    assert not headlines.cover(article.text.index("Fiji"))
    assert not Spans([], []).cover(0)
