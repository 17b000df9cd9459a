"""Masked sentences: every mention is one character, so that a pattern sees its type and not its words.

"Exports from Utah to Mexico totaled USD1.1 billion" becomes "exports from R to C totaled M", where R, C and M are
characters of the private use area. A regular expression then works on the sentence's shape at the speed of C.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tradegraph.annotation.text import fold_case, fold_variants
from tradegraph.model import Entity

#: First character of the private use area, which no text that passed reading contains.
_FIRST_CODE: Final = 0xE000


_CODES: Final = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Item:
    """What one masked character stands for: a mention, or a chunk that a pattern built from several.

    `fields` holds what a chunk's pattern has found, by slot.
    """

    type: str
    start: int
    end: int
    entities: tuple[Entity, ...] = ()
    value: Any = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "named"
    source: tuple[int, int] | None = None


class Codes:
    """One private character a type, given out in the order of asking; sets of them as bits of a number."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._bits: dict[str, int] = {}

    def __getitem__(self, kind: str) -> str:
        if kind not in self._codes:
            code = chr(_FIRST_CODE + len(self._codes))
            self._bits[code] = 1 << len(self._codes)
            self._codes[kind] = code
        return self._codes[kind]

    def to_bits(self, codes: str) -> int:
        """Return the set of the characters `codes`, all given out before."""
        return sum({self._bits[code] for code in codes})

    def present(self, text: str) -> int:
        """Return the set of the codes that a masked text holds."""
        return sum(self._bits[char] for char in set(_CODES.findall(text)))


@dataclass(slots=True)
class Masked:
    """A masked sentence: its text, and for each character its item (or None) and its offsets in the article."""

    text: str
    items: list[Item | None]
    starts: list[int]
    ends: list[int]

    def replace(self, begin: int, end: int, code: str, item: Item) -> None:
        """Put one masked character in the place of `text[begin:end]`."""
        self.text = self.text[:begin] + code + self.text[end:]
        self.items[begin:end] = [item]
        self.starts[begin:end] = [item.start]
        self.ends[begin:end] = [item.end]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the article's offsets of `text[begin:end]`, which is not empty."""
        return self.starts[begin], self.ends[end - 1]

    def items_in(self, begin: int, end: int) -> list[Item]:
        """Return the items of `text[begin:end]` in order."""
        return [item for item in self.items[begin:end] if item is not None]


def mask(
    text: str, start: int, end: int, items: Sequence[Item], codes: Codes, articles: re.Pattern[str]
) -> Masked:
    """Return `text[start:end]` masked: folded, each of `items` one character, articles before an item dropped.

    `articles` matches what is dropped at the end of the words before an item ("the ", "el ").
    """
    masked = Masked("", [], [], [])
    position = start
    for item in items:
        _append_words(masked, text, position, item.start, articles)
        masked.text += codes[item.type]
        masked.items.append(item)
        masked.starts.append(item.start)
        masked.ends.append(item.end)
        position = item.end
    _append_words(masked, text, position, end, None)
    return masked


def _append_words(masked: Masked, text: str, start: int, end: int, articles: re.Pattern[str] | None) -> None:
    words = fold_case(fold_variants(text[start:end])).replace("\n", " ")
    if articles is not None and (found := articles.search(words)):
        words = words[: found.start()]
    masked.text += words
    masked.items += [None] * len(words)
    masked.starts += range(start, start + len(words))
    masked.ends += range(start + 1, start + len(words) + 1)


def rename(items: Iterable[Item], kind: str) -> tuple[Item, ...]:
    """Return `items` with another type."""
    return tuple(replace(item, type=kind) for item in items)
