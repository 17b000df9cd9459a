"""Masked sentences: every mention is one character, so that a pattern sees its type and not its words.

"Salmon from Norway to Fiji fetched $90 million" becomes "P from C to C fetched M", where P, C and M are
characters of the private use area. A regular expression then works on the sentence's shape at the speed of C.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tradegraph.annotation.text import fold_case, fold_variants
from tradegraph.model import Entity, Reference, Sentence

#: First character of the private use area; `fold` leaves none of its characters in a text.
_FIRST_CODE: Final = 0xE000
_CODES: Final = re.compile("[\ue000-\uf8ff]")
#: What masked text has no use for: line breaks, and characters that would stand for items.
_FOREIGN: Final = re.compile("[\n\ue000-\uf8ff]")
#: How far before an item an article such as "the people's republic of" may begin, in characters.
_ARTICLE_REACH: Final = 80


@dataclass(frozen=True, slots=True)
class Item:
    """What one masked character stands for: a mention, or a chunk that a pattern built from several.

    `fields` holds what a chunk's pattern has found, by slot. `kind` tells how the words refer to the
    entities: "named", "anaphor" or "carried". `words` are the offsets of the words that name them, where
    these are not all of the item's.
    """

    type: str
    start: int
    end: int
    entities: tuple[Entity, ...] = ()
    value: Any = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "named"
    words: tuple[int, int] | None = None


def follows_town(item: Item, before: Item | None) -> bool:
    """Tell whether only a comma parts an item from the town or county before it: "Sfax, Tunisia".

    A county is a region that no gazetteer has ("Kent County, Ohio").
    """
    if before is None or item.start - before.end != len(", "):
        return False
    is_county = before.type == "Region" and not any(place.known for place in before.entities)
    return before.type == "City" or (is_county and any(place.known for place in item.entities))


def to_carried(reference: Reference) -> Item:
    """Return the end of an earlier claim as an item that is carried over."""
    return Item(reference.entity.type, reference.start, reference.stop, (reference.entity,), kind="carried")


#: A stretch of masked text, `text[begin:end]`, the character to put there, and what this stands for.
Edit = tuple[int, int, str, Item]


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
        present = 0
        for code in _CODES.findall(text):
            present |= self._bits[code]
        return present


@dataclass(slots=True)
class Masked:
    """A masked sentence: its text, its start in the article, its items and the character of each.

    `is_title` where it is the article's headline. Of a list's item the text begins with `lead` characters of
    what leads in to it, which stand elsewhere.
    """

    text: str
    start: int
    items: list[Item]
    marks: list[int]
    is_title: bool = False
    lead: int = 0

    def replace(self, edits: Iterable[Edit]) -> None:
        """Put one masked character in the place of each of several stretches, given in order."""
        pieces: list[str] = []
        items: list[Item] = []
        marks: list[int] = []
        reached = shift = 0
        for begin, end, code, item in edits:
            first, last = bisect_left(self.marks, reached), bisect_left(self.marks, begin)
            items += [*self.items[first:last], item]
            marks += [*(mark + shift for mark in self.marks[first:last]), begin + shift]
            pieces += [self.text[reached:begin], code]
            reached, shift = end, shift + 1 - (end - begin)
        first = bisect_left(self.marks, reached)
        self.items = items + self.items[first:]
        self.marks = marks + [mark + shift for mark in self.marks[first:]]
        self.text = "".join((*pieces, self.text[reached:]))

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the article's offsets of `text[begin:end]`, which is not empty."""
        return self._offsets(begin)[0], self._offsets(end - 1)[1]

    def _offsets(self, index: int) -> tuple[int, int]:
        """Return the article's offsets of one character; words go on where the item before them ends."""
        nearest = bisect_right(self.marks, index) - 1
        if nearest < 0 or self.marks[nearest] < self.lead:
            place = self.start + max(0, index - self.lead)
            return place, place + (index >= self.lead)
        item, mark = self.items[nearest], self.marks[nearest]
        return (
            (item.start, item.end)
            if mark == index
            else (item.end + index - mark - 1, item.end + index - mark)
        )

    def items_in(self, begin: int, end: int) -> list[Item]:
        """Return the items of `text[begin:end]` in order."""
        return self.items[bisect_left(self.marks, begin) : bisect_left(self.marks, end)]


def fold(text: str) -> str:
    """Return `text` as patterns see it, each character in its place: lower case, plain quotes, one line."""
    return _FOREIGN.sub(" ", fold_case(fold_variants(text)))


def mask(
    folded: str, sentence: Sentence, items: Sequence[Item], codes: Codes, articles: re.Pattern[str]
) -> Masked:
    """Return a sentence masked: each of `items` is one character, and articles before items are dropped.

    `folded` is the article's text as `fold` returns it. `articles` matches what is dropped at the end of the
    words before an item ("the ", "el ").
    """
    pieces: list[str] = []
    marks: list[int] = []
    position, length = sentence.start, 0
    for item in items:
        words = _words_before(folded, position, item.start, articles)
        pieces += [words, codes[item.type]]
        marks.append(length + len(words))
        length += len(words) + 1
        position = item.end
    return Masked("".join([*pieces, folded[position : sentence.end]]), sentence.start, list(items), marks)


def _words_before(folded: str, start: int, end: int, articles: re.Pattern[str]) -> str:
    if folded[end - 1 : end] != " ":
        return folded[start:end]
    found = articles.search(folded, max(start, end - _ARTICLE_REACH), end)
    return folded[start : found.start() if found else end]
