"""Stretches of text: which of several mentions stay, and what lies in a title or heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tradegraph.model import Article, Mention

#: Where a report was filed from, in capitals at its head: "LAURENS COUNTY, Ga. (AP) — The firm …".
_DATELINE: Final = re.compile(
    r"(?=[A-ZÀ-Þ]{2})[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:, [A-Z][\w. ]{1,20}?)?(?: ?[(/][^()\n]{2,40}[)/])?"
    r"\.? ?(?:[—–]|--?) ?(?=[\"“'‘]?[A-ZÀ-Þ])"
)
#: In which of the first blocks it stands.
_FIRST_BLOCKS: Final = 4


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of a text that do not overlap, in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def cover(self, position: int) -> bool:
        """Tell whether `position` lies in one of the stretches.

        >>> Spans([0, 10], [4, 12]).cover(11)
        True
        """
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def find_headlines(article: Article) -> Spans:
    """Return the title and the headings of `article`, where every word may be capitalised."""
    blocks = [block for block in article.blocks if block.kind in ("title", "heading")]
    return Spans([block.start for block in blocks], [block.end for block in blocks])


def find_datelines(article: Article) -> Spans:
    """Return the datelines at the head of an article: a town there that nobody knows names no company."""
    heads = (block for block in article.blocks[:_FIRST_BLOCKS] if block.kind == "paragraph")
    found = [line for block in heads if (line := _DATELINE.match(article.text, block.start, block.end))]
    return Spans([line.start() for line in found], [line.end() for line in found])


def without_overlaps(*layers: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of all layers in order; where two overlap, the one of the earlier layer stays.

    >>> kept = without_overlaps([Mention(0, 4, "Name")], [Mention(2, 6, "Role"), Mention(7, 9, "Role")])
    >>> [(mention.start, mention.type) for mention in kept]
    [(0, 'Name'), (7, 'Role')]
    """
    kept: list[Mention] = []
    for layer in layers:
        kept = _merge(kept, sorted(layer, key=lambda mention: (mention.start, -mention.end)))
    return kept


def _merge(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    merged: list[Mention] = []
    index, reached = 0, 0
    for mention in second:
        while index < len(first) and first[index].end <= mention.start:
            merged.append(first[index])
            index += 1
        is_free = index == len(first) or mention.end <= first[index].start
        if is_free and mention.start >= reached:
            merged.append(mention)
            reached = mention.end
    return [*merged, *first[index:]]
