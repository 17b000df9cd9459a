"""Asides: what stands between a name and what is said of it, taken out for a second reading.

"Fiji, which joined the bloc in 2023, bought salmon worth $2 million" says what "Fiji bought salmon worth $2
million" says. The aside is read too, but nothing goes on from within it to what follows it: it is not the
bloc that bought salmon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Edit, Masked
from tradegraph.extraction.patterns import Grammar, lacks

#: The article's offsets of an aside.
Aside = tuple[int, int]


def fold_asides(masked: Masked, grammar: Grammar) -> tuple[tuple[Masked, ...], tuple[Aside, ...]]:
    """Return a sentence without its asides, then with more and more of them, and the asides.

    The sentence as it stands is not among the readings.
    """
    readings: list[Masked] = []
    asides: list[Aside] = []
    latest = masked
    present = grammar.codes.present(masked.text)
    for pattern in grammar.folds_for(masked.text):
        if lacks(pattern.needs, present):
            continue
        if found := list(pattern.regex.finditer(latest.text)):
            asides += [latest.span(match.end("head"), match.end()) for match in found]
            folded = replace(latest, items=list(latest.items), marks=list(latest.marks))
            folded.replace([_fold(match, latest) for match in found])
            readings.append(folded)
            latest, present = folded, grammar.codes.present(folded.text)
    return tuple(reversed(readings)), tuple(asides)


def _fold(match: re.Match[str], masked: Masked) -> Edit:
    """Return the name that an aside stands behind, in the place of both."""
    begin, end = match.start("head"), match.end()
    (head,) = masked.items_in(*match.span("head"))
    words = head.words or (head.start, head.end)
    item = replace(head, end=masked.span(begin, end)[1], words=words)
    return begin, end, match["head"], item


def staying(masked: Masked, found: Iterable[Found], asides: tuple[Aside, ...]) -> Iterator[Found]:
    """Yield the matches in a reading of a sentence that do not go on from within an aside to behind it."""
    for match in found:
        start, end = masked.span(match.begin, match.end)
        if not any(first <= start < last < end for first, last in asides):
            yield match
