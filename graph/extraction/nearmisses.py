"""Near misses: which patterns all but matched a sentence, and where they stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.extraction.masking import Masked
from tradegraph.extraction.patterns import Grammar, Pattern

#: A part of a pattern: what stands between two spaces that no bracket encloses.
_BRACKETS: Final = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pattern that matched a sentence up to a point.

    `read` is the part of the pattern that matched `words` of the sentence, `wanted` the part that should have
    come next, None where the whole pattern matched and what it found made no claim.
    """

    pattern: str
    read: str
    words: str
    wanted: str | None
    share: float


def find_near_misses(
    masked: Masked, grammar: Grammar, text: str, relation: str, *, number: int = 3
) -> tuple[NearMiss, ...]:
    """Return the patterns of a relation that came nearest to a masked sentence, the nearest first.

    `text` is the article's, from which the sentence was masked.
    """
    patterns = (pattern for pattern in grammar.claims if pattern.relation == relation)
    misses = [miss for pattern in patterns for miss in _read(pattern, masked, grammar, text)]
    misses.sort(key=lambda miss: (-miss.share, -len(miss.words), miss.pattern))
    return tuple(misses[:number])


def _read(pattern: Pattern, masked: Masked, grammar: Grammar, text: str) -> Iterator[NearMiss]:
    """Yield how far a pattern gets; nothing where that is items and gaps only, as in any text."""
    parts = split_parts(pattern.source)
    found, number = None, 0
    # what goes on from a beginning that is not there is not there either: most patterns end at once
    for reached in range(1, len(parts) + 1):
        further = _search(" ".join(parts[:reached]), masked.text, grammar)
        if further is None:
            break
        found, number = further, reached
    source = " ".join(parts[:number])
    if found and re.search(r"\w", re.sub(r"\{[^}]*\}", "", source)):
        words = text[slice(*masked.span(*found.span()))] if found.group() else ""
        wanted = parts[number] if number < len(parts) else None
        yield NearMiss(pattern.name, source, words, wanted, number / len(parts))


def _search(source: str, text: str, grammar: Grammar) -> re.Match[str] | None:
    try:
        return _compile(grammar.compiler.compile(source).text).search(text)
    except re.error:  # a part may refer to what is not read yet
        return None


@cache  # beginnings are few and shared, while `re` forgets all but the last hundreds
def _compile(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def split_parts(source: str) -> list[str]:
    """Return the parts of a pattern, what stands between spaces outside brackets.

    >>> split_parts("{state} (sold|shipped off) {Product:product} to {state:object}")
    ['{state}', '(sold|shipped off)', '{Product:product}', 'to', '{state:object}']
    """
    parts, depth = [""], 0
    for character in source:
        depth += _BRACKETS.get(character, 0)
        if character == " " and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]
