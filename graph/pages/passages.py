"""Passages: statements that the same words make, to be shown with these words once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tradegraph.pages.statements import Quote, Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """Statements that the same `quotes` make, those of the first statement's claims."""

    statements: tuple[Statement, ...]
    quotes: tuple[Quote, ...]


def group_passages(statements: Iterable[Statement]) -> tuple[Passage, ...]:
    """Return statements by the words that make them, in the order in which these come first."""
    found: dict[tuple[tuple[str, str], ...], list[Statement]] = {}
    for statement in statements:
        words = tuple((quote.words.value, quote.source.path) for quote in statement.quotes)
        found.setdefault(words, []).append(statement)
    return tuple(Passage(tuple(group), group[0].quotes) for group in found.values())
