"""The sieve: which of many expressions a text may match, told from its words in one pass over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from tradegraph.extraction.gates import Way

_WORDS: Final = re.compile(r"\w+|[\ue000-\uf8ff]")
#: How many words of texts are remembered with what they open, each in some 3 kB.
_REMEMBERED: Final = 20_000
#: Bytes in which a bit is set.
_SET: Final = re.compile(rb"[^\0]", re.DOTALL)
#: Which bits are set in a byte.
_BITS: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


class Sieve:
    """Tells which of many expressions a text may match, by the ways in which each may be read.

    A number holds a bit for each gate of each way, in their order. It tells which gates the words read so far
    have opened: a word opens a gate that is the first of its way, or that stands behind one which is open.
    The expressions of which a way's last gate is open are those that are left.

    >>> sieve = Sieve([[(frozenset([("rose", True)]), frozenset([("by", True)]))], [()]])
    >>> sieve.let_through("it rose by far"), sieve.let_through("by far it rose")
    ([0, 1], [1])
    """

    def __init__(self, expressions: Sequence[Sequence[Way]]) -> None:
        self._always = [place for place, ways in enumerate(expressions) if () in ways]
        self._ends: dict[int, int] = {}
        opens: defaultdict[frozenset[tuple[str, bool]], int] = defaultdict(int)
        self._first = self._last = bit = 0
        for place, ways in enumerate(expressions):
            for way in () if () in ways else ways:
                self._first |= 1 << bit
                for gate in way:
                    opens[gate] |= 1 << bit
                    bit += 1
                self._last |= 1 << bit - 1
                self._ends[bit - 1] = place
        self._bytes = bit // 8 + 1
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._begun: defaultdict[str, list[int]] = defaultdict(list)
        for gate, bits in opens.items():
            for word, whole in gate:
                (self._whole if whole else self._begun)[word].append(bits)
        self._remembered: dict[str, int] = {}

    def let_through(self, text: str) -> list[int]:
        """Return which expressions `text` may match, by their places and in their order."""
        opened, first, remembered = 0, self._first, self._remembered
        for word in _WORDS.findall(text):
            bits = remembered.get(word)
            if bits is None:
                bits = self._look_up(word)
            if bits:
                opened |= bits & (opened << 1 | first)
        ends = self._ends
        passed = {ends[bit] for bit in _places(opened & self._last, self._bytes)}
        return sorted(passed.union(self._always))

    def _look_up(self, word: str) -> int:
        """Return the gates that a word opens, and remember them: texts say the same words over and over."""
        bits = 0
        for own in self._whole.get(word, ()):
            bits |= own
        for length in range(1, len(word) + 1):
            for own in self._begun.get(word[:length], ()):
                bits |= own
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[word] = bits
        return bits


def _places(bits: int, length: int) -> list[int]:
    """Return the places of the bits that are set in a number of so many bytes, from the lowest.

    >>> _places(0b1_0000_1011, 2)
    [0, 1, 3, 8]
    """
    data = bits.to_bytes(length, "little")
    places = [found.start() for found in _SET.finditer(data)]
    return [8 * place + bit for place in places for bit in _BITS[data[place]]]
