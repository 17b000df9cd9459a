"""Gates: the words that a text must hold for an expression to match, told before any expression is tried.

Most patterns fit few sentences. Each part that a match cannot do without gives a gate, a set of words of
which the text must hold one; for which patterns all gates are open is found in one pass over the text's
words, with no look at the others. An item, which is one character in a masked sentence, counts as a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

#: A word of a gate, and whether it stands there whole; else it is what a word of the text begins with.
Word = tuple[str, bool]
#: The words of which a text must hold one; None where any text will do.
Gate = frozenset[Word] | None

_TOKENS: Final = re.compile(
    r"\\(?P<escaped>.)|(?P<class>\[\^?\]?[^\]]*\])|\{(?P<slot>[A-Za-z][^}]*)\}|(?P<count>\{\d*,?\d*\})"
    r"|<(?P<cue>[\w-]+)>|(?P<open>\((?:\?(?::|P<\w+>|<?[=!]))?)|(?P<close>\))|(?P<bar>\|)|(?P<word>\w+)"
    r"|(?P<quantity>[?*+])|(?P<other>.)",
    re.DOTALL,
)
_WORDS: Final = re.compile(r"\w+|[\ue000-\uf8ff]")
#: What a slot names of its items: "{state|City+:subject}".
_KINDS: Final = re.compile(r"[\w|]+")
#: Groups that look around and read nothing.
_LOOKS: Final = {"(?=", "(?!", "(?<=", "(?<!"}
#: What ends a word that stands before it.
_ENDS: Final = {" ", ",", "-", "'", ";", "."}
#: How many words of texts are remembered with what they open.
_REMEMBERED: Final = 50_000


@dataclass(slots=True)
class _Part:
    """A part of an expression that a match cannot do without: its gate, and whether its words may go on."""

    gate: Gate
    open_end: bool = False


@dataclass(slots=True)
class _Sequence:
    """One alternative of an expression, read from left to right."""

    parts: list[_Part] = field(default_factory=list)
    word_starts: bool = True
    empty: bool = True


@dataclass(slots=True)
class _Reader:
    """Reads an expression's parts; `cues` are the gates of the cues, `codes` the characters of the items."""

    tokens: list[re.Match[str]]
    cues: Mapping[str, Gate]
    codes: Callable[[str], str] | None = None
    position: int = 0

    def read(self) -> list[_Sequence]:
        """Return the alternatives up to the end of the group."""
        choices = [_Sequence()]
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token["close"]:
                break
            if token["bar"]:
                choices.append(_Sequence())
            else:
                self._read_token(token, choices[-1])
        return choices

    def _read_token(self, token: re.Match[str], into: _Sequence) -> None:
        if token["open"]:
            self._read_group(token["open"], into)
            return
        into.empty = False
        if token["word"]:
            self._read_word(token["word"], into)
        elif token["cue"]:
            if not self._skip_quantity():
                into.parts.append(_Part(self.cues[token["cue"]]))
            into.word_starts = True
        elif token["slot"]:
            kinds = _KINDS.match(token["slot"])
            if not self._skip_quantity() and kinds and self.codes:
                into.parts.append(_Part(frozenset((code, True) for code in self.codes(kinds.group()))))
            into.word_starts = True
        elif token["escaped"]:
            into.word_starts = token["escaped"] == "b" or not token["escaped"].isalnum()
        elif not token["quantity"] and not token["count"]:
            into.word_starts = not token["class"]

    def _read_word(self, word: str, into: _Sequence) -> None:
        starts, into.word_starts = into.word_starts, False
        following = self._following()
        if following is not None and (following["quantity"] or following["count"]) and self._skip_quantity():
            word, whole = word[:-1], False
        else:
            whole = (
                following is None or following.group() in _ENDS or bool(following["slot"] or following["cue"])
            )
        open_end = following is not None and bool(following["close"] or following["bar"])
        if starts and word:
            into.parts.append(_Part(frozenset([(word, whole or open_end)]), open_end))

    def _read_group(self, opening: str, into: _Sequence) -> None:
        starts = into.word_starts
        choices = self.read()
        if opening in _LOOKS:
            return
        into.empty = False
        optional = self._skip_quantity()
        following = self._following()
        closed = (
            following is None or following.group() in _ENDS or bool(following["slot"] or following["cue"])
        )
        open_end = following is not None and bool(following["close"] or following["bar"])
        into.word_starts = all(choice.word_starts for choice in choices) and (starts or not optional)
        if not optional and starts:
            into.parts += _merge(choices, whole=closed or open_end, open_end=open_end)

    def _following(self) -> re.Match[str] | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def _skip_quantity(self) -> bool:
        """Pass over a quantifier, and tell whether it lets what stands before it be left out."""
        optional = False
        while (token := self._following()) and (token["quantity"] or token["count"]):
            optional = optional or token.group() in "?*" or token.group().startswith(("{0,", "{,"))
            self.position += 1
        return optional


def _merge(choices: list[_Sequence], *, whole: bool, open_end: bool) -> list[_Part]:
    """Return the parts of a group: those of its one alternative, or one part for several."""
    for choice in choices:
        if choice.parts and choice.parts[-1].open_end:
            last = choice.parts[-1]
            assert last.gate is not None
            last.gate = frozenset((word, known and whole) for word, known in last.gate)
            last.open_end = open_end
    if len(choices) == 1:
        return choices[0].parts
    gates = [choose([part.gate for part in choice.parts]) for choice in choices]
    if any(gate is None for gate in gates):
        return []
    return [_Part(frozenset(word for gate in gates if gate for word in gate), open_end)]


def read_gates(
    expression: str, cues: Mapping[str, Gate], codes: Callable[[str], str] | None = None
) -> list[frozenset[Word]]:
    """Return the gates of an expression's parts, all of which a text must pass.

    `cues` are the gates of its cues; `codes` returns the characters that stand for items of some kinds, which
    count for nothing without it.

    >>> [sorted(gate) for gate in read_gates("(?:is |was )?to (?:visit|see)s? {City}", {}, lambda kinds: "@")]
    [[('to', True)], [('see', False), ('visit', False)], [('@', True)]]
    """
    choices = _Reader(list(_TOKENS.finditer(expression)), cues, codes).read()
    return [part.gate for part in _merge(choices, whole=True, open_end=False) if part.gate]


class Sieve:
    """Tells which of many expressions a text may match, by the gates of each.

    A number holds a bit for each gate of each expression, those that are first of their expression in its
    lowest bits, then those that are second, and so on. Each word of a text adds the bits that it opens; laid
    over one another, the first, second and further bits leave the expressions whose gates are all open.

    >>> sieve = Sieve([[frozenset([("rose", True)])], [frozenset([("drop", False)])], []])
    >>> sieve.let_through("imports dropped in june")
    [1, 2]
    """

    def __init__(self, gates: Sequence[Sequence[frozenset[Word]]]) -> None:
        self._count, self._depth = len(gates), max(map(len, gates), default=0)
        self._always = 0
        opens: dict[frozenset[Word], int] = {}
        for place, own in enumerate(gates):
            for level, gate in enumerate(own):
                opens[gate] = opens.get(gate, 0) | 1 << level * self._count + place
            for level in range(len(own), self._depth):
                self._always |= 1 << level * self._count + place
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._begun: defaultdict[str, list[int]] = defaultdict(list)
        for gate, bits in opens.items():
            for word, whole in gate:
                (self._whole if whole else self._begun)[word].append(bits)
        self._remembered: dict[str, int] = {}

    def let_through(self, text: str) -> list[int]:
        """Return which expressions `text` may match, by their places and in their order."""
        opened, remembered = self._always, self._remembered
        for word in set(_WORDS.findall(text)):
            bits = remembered.get(word)
            opened |= self._look_up(word) if bits is None else bits
        passed = (1 << self._count) - 1
        for level in range(self._depth):
            passed &= opened >> level * self._count
        return list(_places(passed))

    def _look_up(self, word: str) -> int:
        """Return the bits that a word opens, and remember them: texts say the same words over and over."""
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


def _places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set in a number, from the lowest.

    >>> list(_places(0b1011))
    [0, 1, 3]
    """
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def choose(gates: Iterable[Gate]) -> Gate:
    """Return the gate that lets the fewest texts through: that with the longest words, which are rare."""
    known = [gate for gate in gates if gate]
    return max(known, key=lambda gate: min(len(word) for word, _ in gate), default=None)
