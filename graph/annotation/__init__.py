"""Annotation: from an article's text to its sentences and the mentions in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tradegraph.annotation.aliases import resolve_aliases
from tradegraph.annotation.figures import find_figures
from tradegraph.annotation.known import find_known
from tradegraph.annotation.names import find_names
from tradegraph.annotation.roles import find_roles
from tradegraph.annotation.sentences import split_sentences
from tradegraph.model import Article, Document, Mention

__all__ = ["annotate"]

#: A figure (#) that is part of a name, by what stands around it.
_NAME_AROUND: Final = re.compile(r"[A-Z]\w\w+ # [A-Z]|(?:Vision|Agenda|Plan|Horizon) #")


def annotate(article: Article) -> Document:
    """Return `article` with its sentences and mentions, both in order of their start.

    Mentions do not overlap. Names are looked up in the gazetteers and grown by grammar; amounts, percentages,
    ranks, periods and posts by grammar alone.
    """
    sentences = tuple(split_sentences(article))
    figures = find_figures(article)
    taken = without_overlaps(find_roles(article), _outside_names(article, figures), find_known(article))
    names = find_names(article, taken)
    mentions = without_overlaps(names, taken)
    return Document(article, sentences, tuple(resolve_aliases(article, mentions, sentences)))


def _outside_names(article: Article, figures: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the figures that are no part of a name, as the number in "Free Trade Area 3.0 Upgrade Protocol" is."""
    for figure in figures:
        around = f"{article.text[max(0, figure.start - 20) : figure.start]}#{article.text[figure.end : figure.end + 3]}"
        bare = figure.type in ("Number", "Rank") and article.text[figure.start].isdigit()
        if not (bare and _NAME_AROUND.search(around)):
            yield figure


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
        while index < len(first) and first[index].start < mention.end:
            merged.append(first[index])
            reached = max(reached, first[index].end)
            index += 1
        if mention.start >= reached:
            merged.append(mention)
            reached = mention.end
    merged += first[index:]
    return merged
