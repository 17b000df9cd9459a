"""Gates: the words that a text must hold for an expression to match, told before any expression is tried.

Most patterns fit few sentences. Each part that a match cannot do without gives a gate, a set of words of
which the text must hold one, behind a word for the gate before it. An expression with alternatives may be
read in several ways, each with gates of its own. An item, which is one character in a masked sentence, counts
as a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

#: A word of a gate, and whether it stands there whole; else it is what a word of the text begins with.
Word = tuple[str, bool]
#: The words of which a text must hold one; None where any text will do.
Gate = frozenset[Word] | None
#: The gates that a text must pass one after another; none where any text will do.
Way = tuple[frozenset[Word], ...]

_TOKENS: Final = re.compile(
    r"\\(?P<escaped>.)|(?P<class>\[\^?\]?[^\]]*\])|\{(?P<slot>[A-Za-z][^}]*)\}|(?P<count>\{\d*,?\d*\})"
    r"|<(?P<cue>[\w-]+)>|(?P<open>\((?:\?(?::|P<\w+>|<?[=!]))?)|(?P<close>\))|(?P<bar>\|)|(?P<word>\w+)"
    r"|(?P<quantity>[?*+])|(?P<other>.)",
    re.DOTALL,
)
#: What a slot names of its items: "{state|City+:subject}".
_KINDS: Final = re.compile(r"[\w|]+")
#: Groups that look around and read nothing.
_LOOKS: Final = {"(?=", "(?!", "(?<=", "(?<!"}
#: What ends a word that stands before it.
_ENDS: Final = {" ", ",", "-", "'", ";", "."}
#: In how many ways an expression is read at the most; of one with more, alternatives are read as one.
_WAYS: Final = 8


@dataclass(slots=True)
class _Part:
    """A part of an expression that a match cannot do without: its gate, and whether its words may go on."""

    gate: frozenset[Word]
    open_end: bool = False


@dataclass(slots=True)
class _Sequence:
    """One alternative of an expression, read from left to right, in one way or more."""

    ways: list[list[_Part]] = field(default_factory=lambda: [[]])
    word_starts: bool = True

    def add(self, gate: Gate, *, open_end: bool = False) -> None:
        """Go on with a part that has a gate."""
        if gate:
            self.go_on([[_Part(gate, open_end)]])

    def go_on(self, choices: list[list[_Part]]) -> None:
        """Go on in each of several ways."""
        if len(self.ways) * len(choices) > _WAYS:
            choices = _as_one(choices)
        self.ways = [way + choice for way in self.ways for choice in choices]


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
        if token["word"]:
            self._read_word(token["word"], into)
        elif token["cue"]:
            if not self._skip_quantity():
                into.add(self.cues[token["cue"]])
            into.word_starts = True
        elif token["slot"]:
            kinds = _KINDS.match(token["slot"])
            if not self._skip_quantity() and kinds and self.codes:
                into.add(frozenset((code, True) for code in self.codes(kinds.group())))
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
            into.add(frozenset([(word, whole or open_end)]), open_end=open_end)

    def _read_group(self, opening: str, into: _Sequence) -> None:
        starts = into.word_starts
        choices = self.read()
        if opening in _LOOKS:
            return
        optional = self._skip_quantity()
        following = self._following()
        closed = (
            following is None or following.group() in _ENDS or bool(following["slot"] or following["cue"])
        )
        open_end = following is not None and bool(following["close"] or following["bar"])
        into.word_starts = all(choice.word_starts for choice in choices) and (starts or not optional)
        if not optional and starts:
            into.go_on(_merge(choices, whole=closed or open_end, open_end=open_end))

    def _following(self) -> re.Match[str] | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def _skip_quantity(self) -> bool:
        """Pass over a quantifier, and tell whether it lets what stands before it be left out."""
        optional = False
        while (token := self._following()) and (token["quantity"] or token["count"]):
            optional = optional or token.group() in "?*" or token.group().startswith(("{0,", "{,"))
            self.position += 1
        return optional


def _merge(choices: list[_Sequence], *, whole: bool, open_end: bool) -> list[list[_Part]]:
    """Return the ways in which a group may be read; those of one part are read as one."""
    ways = [way for choice in choices for way in choice.ways]
    for way in ways:
        if way and way[-1].open_end:
            last = way[-1]
            last.gate = frozenset((word, known and whole) for word, known in last.gate)
            last.open_end = open_end
    if not all(ways):
        return [[]]
    longer = [way for way in ways if len(way) > 1]
    single = [way for way in ways if len(way) == 1]
    merged = longer + (_as_one(single) if single else [])
    return merged if len(merged) <= _WAYS else _as_one(merged)


def _as_one(ways: list[list[_Part]]) -> list[list[_Part]]:
    """Return one way for several, with the one part that each of them has at least."""
    chosen = [max(way, key=lambda part: _rarity(part.gate)) if way else None for way in ways]
    if not all(chosen):
        return [[]]
    gate = frozenset(word for part in chosen if part for word in part.gate)
    return [[_Part(gate, any(part.open_end for part in chosen if part))]]


def read_ways(
    expression: str, cues: Mapping[str, Gate], codes: Callable[[str], str] | None = None
) -> tuple[Way, ...]:
    """Return the ways in which an expression may be read, one of which a text must pass.

    `cues` are the gates of its cues; `codes` returns the characters that stand for items of some kinds, which
    count for nothing without it.

    >>> [[sorted(gate) for gate in way] for way in read_ways("(?:is |was )?to (?:visit|see)s? {City}", {})]
    [[[('to', True)], [('see', False), ('visit', False)]]]
    >>> [[sorted(gate) for gate in way] for way in read_ways("to {City}|away", {}, lambda kinds: "@")]
    [[[('to', True)], [('@', True)]], [[('away', True)]]]
    """
    choices = _Reader(list(_TOKENS.finditer(expression)), cues, codes).read()
    ways = _merge(choices, whole=True, open_end=False)
    return tuple(dict.fromkeys(tuple(part.gate for part in way) for way in ways))


def read_gate(expression: str, cues: Mapping[str, Gate]) -> Gate:
    """Return the one gate that lets the fewest texts through which an expression may match."""
    gates = [max(way, key=_rarity, default=None) for way in read_ways(expression, cues)]
    return None if None in gates else frozenset(word for gate in gates if gate for word in gate)


def _rarity(gate: frozenset[Word]) -> int:
    """Return how rare the words of a gate are: long ones are."""
    return min(len(word) for word, _ in gate)
