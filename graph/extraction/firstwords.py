"""Which cues a text may hold, told by its words alone, before any expression is tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tradegraph.extraction.expressions import is_optional, split_choices, split_group

_WORDS: Final = re.compile(r"\w+")
_FIRST: Final = re.compile(r"(?P<word>\w+)(?P<next>\W?)")
#: Groups that look around and read nothing.
_LOOKS: Final = {"(?=", "(?!", "(?<=", "(?<!"}
#: How many words are remembered with their cues.
_REMEMBERED: Final = 100_000
#: What may follow a word that is thereby complete; anything else may be part of the word.
_COMPLETE: Final = {"", " ", ",", "-", "'", ")"}


class FirstWords:
    """The words with which cues begin; each cue is one bit of a number.

    >>> first = FirstWords()
    >>> rise, fall = first.add(["rose", "increas(?:e|ed)"]), first.add(["fell", "drop(?:ped)?"])
    >>> first.flags("imports dropped in june") == fall
    True
    """

    def __init__(self) -> None:
        self._complete: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._bits: dict[tuple[str, ...], int] = {}
        self._remembered: dict[str, int] = {}

    def add(self, alternatives: Iterable[str]) -> int:
        """Return the bit of a cue, any of some expressions; 0 where one of these may begin with any word."""
        key = tuple(alternatives)
        if key not in self._bits:
            firsts = [first for alternative in key for first in _first_words(alternative)]
            self._bits[key] = self._enter(firsts) if all(word for word, _ in firsts) else 0
        return self._bits[key]

    def _enter(self, firsts: Iterable[tuple[str, bool]]) -> int:
        bit = 1 << len(self._bits)
        for word, complete in firsts:
            table = self._complete if complete else self._begun
            table[word] = table.get(word, 0) | bit
        self._remembered.clear()
        return bit

    def flags(self, text: str) -> int:
        """Return the bits of the cues of which `text` has a first word."""
        flags, remembered = 0, self._remembered
        for word in _WORDS.findall(text):
            bits = remembered.get(word)
            flags |= self._look_up(word) if bits is None else bits
        return flags

    def _look_up(self, word: str) -> int:
        """Return the bits of one word, and remember them: texts say the same words over and over."""
        bits = self._complete.get(word, 0)
        for length in range(1, len(word) + 1):
            bits |= self._begun.get(word[:length], 0)
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[word] = bits
        return bits


def _first_words(expression: str) -> Iterator[tuple[str, bool]]:
    """Yield the words that an expression may begin with, and whether each is complete; "" for any word."""
    choices = split_choices(expression)
    if len(choices) > 1:
        for choice in choices:
            yield from _first_words(choice)
    elif expression.startswith("("):
        yield from _first_of_group(expression)
    elif expression.startswith(r"\b"):
        yield from _first_words(expression[2:])
    elif first := _FIRST.match(expression):
        sure = not is_optional(expression[first.end("word") :])
        yield first["word"] if sure else first["word"][:-1], sure and first["next"] in _COMPLETE
    else:
        yield "", False


def _first_of_group(expression: str) -> Iterator[tuple[str, bool]]:
    """Yield the words that an expression opened by a group may begin with; "" for any word."""
    opening, inside, after = split_group(expression)
    rest = after.lstrip("?*").lstrip()
    if opening in _LOOKS:
        yield from _first_words(rest)
        return
    choices = split_choices(inside)
    for choice in filter(None, choices):
        for word, complete in _first_words(choice):
            yield word, complete and after[:1] in _COMPLETE
    if is_optional(after) or "" in choices:
        yield from _first_words(rest)
