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


def fold_asides(masked: Masked, grammar: Grammar) -> tuple[Masked, tuple[tuple[int, int], ...]]:
    """Return a sentence without its asides, and the article's offsets of these.

    Where there is none, it is the sentence itself.
    """
    folded = replace(masked, items=list(masked.items), marks=list(masked.marks))
    asides: list[tuple[int, int]] = []
    for pattern in grammar.folds:
        opened = not pattern.words & ~grammar.gates.flags(folded.text)
        if opened and not lacks(pattern.needs, grammar.codes.present(folded.text)):
            found = list(pattern.regex.finditer(folded.text))
            asides += [folded.span(match.end("head"), match.end()) for match in found]
            folded.replace([_fold(match, folded) for match in found])
    return (folded, tuple(asides)) if asides else (masked, ())


def _fold(match: re.Match[str], masked: Masked) -> Edit:
    """Return the name that an aside stands behind, in the place of both."""
    begin, end = match.start("head"), match.end()
    (head,) = masked.items_in(*match.span("head"))
    words = head.words or (head.start, head.end)
    item = replace(head, end=masked.span(begin, end)[1], words=words)
    return begin, end, match["head"], item


def staying(masked: Masked, found: Iterable[Found], asides: tuple[tuple[int, int], ...]) -> Iterator[Found]:
    """Yield the matches in a sentence as it stands that do not go on from within an aside to behind it."""
    for match in found:
        start, end = masked.span(match.begin, match.end)
        if not any(first <= start < last < end for first, last in asides):
            yield match
