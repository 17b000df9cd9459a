"""Expressions for the words of grammar, which the lexicon of each language tells under `syntax`."""

from __future__ import annotations

import re
from functools import cache

from tradegraph.ontology.lexicon import load_lexicon


@cache
def expression_of(name: str, lang: str) -> re.Pattern[str]:
    """Return the expression of an entry as it is told: it says itself where its words begin and end."""
    return re.compile(load_lexicon(lang)["syntax"][name])


@cache
def words_of(name: str, lang: str) -> re.Pattern[str]:
    """Return an expression for whole words: those of an entry."""
    return re.compile(rf"(?<!\w)(?:{load_lexicon(lang)['syntax'][name]})(?!\w)")


@cache
def words_before(name: str, lang: str) -> re.Pattern[str]:
    """Return an expression for the words of an entry that end a text."""
    return re.compile(rf"(?<!\w)(?:{load_lexicon(lang)['syntax'][name]}) ?\Z")
