"""The pattern language: from an entry's `pattern` to a regular expression over masked sentences.

In a pattern a word stands for itself; `{place:subject}` is an item of the class `place` that fills the slot
`subject`; `{place+:subject}` a list of such items ("A, B and C"); `{Flow:+}` an item whose own fields are
taken over; `<reach>` one of the lexicon's cues of that name; `~` a few other words, `~~` more of them, items
included. Groups, alternatives and `?` are those of regular expressions; a space is optional space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.gates import Gate, Way, read_gate, read_ways
from tradegraph.extraction.masking import Codes

_SYNTAX: Final = re.compile(
    r"\{(?P<kind>[\w|]+)(?P<many>\+)?(?::(?P<slot>\+|\w+))?\}|<(?P<cue>[\w-]+)>|(?P<gap>~+)|(?P<space>\s+)"
    r"|(?P<word>\w[\w'&-]*)"
    r"|(?P<raw>\\.|\[[^\]]*\]|\{\d+(?:,\d*)?\}|\(\?P<\w+>|\(\?[:=!]|\(\?<[=!]|.)"
)
#: What opens a group with a name: `_span`, `_head`, or a slot that a stretch of several items fills.
_NAMED: Final = re.compile(r"\(\?P<\w+>")
#: What may be repeated not at all.
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")
#: What any word is, up to its end, "\\w+" or "[\\w-]+". It is made possessive: since a space is optional, a
#: list of words could else be read in as many ways as its letters can be parted.
_ANY_WORD: Final = re.compile(r"(?:\\w|\[\\w[^\]]*\])[+*]\Z")
#: Ranges that the gaps may cross, in characters of the masked sentence.
_SHORT_GAP: Final = "(?:[^\ue000-\uf8ff.;:!?|]|[{period}{its}]){{0,45}}?"
_LONG_GAP: Final = "[^.;!?|]{0,90}?"
#: How many more items a list may have.
_MORE_ITEMS: Final = 19


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern as a regular expression, and what a sentence must hold for it to match.

    `needs` are sets of item codes, as bits, of each of which the sentence must hold one; `ways` are the gates
    that its words must pass one after another, in one of several ways.
    """

    text: str
    needs: tuple[int, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Compiler:
    """Compiles the patterns of a language: its cues and classes, what joins the items of a list.

    `fillers` tell what a list of a class may hold beside its items, `modifiers` what words may stand before
    an item that is not its first, and behind one that is not its last.
    """

    cues: Mapping[str, Sequence[str]]
    classes: Mapping[str, Sequence[str]]
    joiners: str
    fillers: Mapping[str, str]
    codes: Codes
    modifiers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def compile(self, source: str, *, is_chunk: bool = False) -> Expression:
        """Return `source` as an expression; raise KeyError for an unknown cue, re.error for a bad slot.

        The gates of a chunk pattern (`is_chunk`) are of words alone: its items may yet be built.
        """
        needs: list[int] = []
        text = "".join(self._translate(source, needs))
        ways = read_ways(source, self._cue_gates, None if is_chunk else self._codes)
        return Expression(text, tuple(dict.fromkeys(needs)), ways)

    @cached_property
    def _cue_gates(self) -> dict[str, Gate]:
        return {
            name: read_gate("|".join(f"(?:{each})" for each in words), {})
            for name, words in self.cues.items()
        }

    def cue(self, name: str) -> str:
        """Return the expression of a cue."""
        return self._cue_expressions[name]

    @cached_property
    def _cue_expressions(self) -> dict[str, str]:
        return {name: rf"\b{to_alternation(words)}(?!\w)" for name, words in self.cues.items()}

    def bits(self, kinds: str) -> int:
        """Return the item codes of `kinds`, classes and types parted by "|", as bits."""
        return self.codes.to_bits(self._codes(kinds))

    def _translate(self, source: str, needs: list[int]) -> Iterator[str]:
        """Yield the expression piece by piece; note what every match must hold (outside groups)."""
        groups = [_has_choice(source)]  # for each open group, whether a match may do without it
        glued = [False]  # and whether it goes on with the word before it
        back = [False]  # and whether it looks back
        tokens = list(_SYNTAX.finditer(source))
        stems = frozenset(_stems(tokens))
        for index, token in enumerate(tokens):
            text = token.group()
            if token["kind"]:
                if not any(groups) and not _OPTIONAL.match(source, token.end()):
                    needs.append(self.bits(token["kind"]))
                yield self._slot(token["kind"], token["slot"], bool(token["many"]), index)
            elif token["cue"]:
                yield self.cue(token["cue"])
            elif token["gap"]:
                yield (
                    _SHORT_GAP.format(period=self.codes["Period"], its=self.codes["Its"])
                    if len(text) == 1
                    else _LONG_GAP
                )
            elif token["space"]:
                yield " " if back[-1] else " ?"  # what is looked back at has a fixed width
            elif token["word"]:
                after = r"\w" if index in stems else source[token.end() :]
                yield _bounded(text, source[: token.start()], after, glued=glued[-1])
            elif text == "{":
                raise re.error(f"malformed slot at {source[token.start() : token.start() + 20]!r}")
            else:
                if text.startswith("("):
                    groups.append(not _NAMED.match(text))
                    glued.append(not _is_word_start(source[: token.start()]))
                    back.append(text.startswith("(?<"))
                elif text == ")":
                    groups.pop()
                    glued.pop()
                    back.pop()
                yield "(?:" if text == "(" else text
                if source[token.end() :][:1] in (" ", "|", ")") and _ANY_WORD.search(source[: token.end()]):
                    yield "+"

    def _codes(self, kinds: str) -> str:
        names = [name for kind in kinds.split("|") for name in self.classes.get(kind, [kind])]
        return "".join(dict.fromkeys(self.codes[name] for name in names))

    def _slot(self, kinds: str, slot: str | None, many: bool, index: int) -> str:
        item = f"[{self._codes(kinds)}]"
        lead = ""
        if many:
            joiners = rf"(?:{self._fill(self.joiners)}) ?"
            filler = self._fill(self.fillers.get(kinds, ""))
            lead = rf"(?:(?:{filler}){joiners}){{0,2}}" if filler else ""
            before, behind = map(self._fill, self.modifiers.get(kinds, ("", "")))
            item = rf"{item}(?:{behind}{joiners}{lead}{before}{item}){{0,{_MORE_ITEMS}}}"
        if slot is None:
            return f"(?:{lead}{item})"
        return f"{lead}(?P<{f'merge{index}' if slot == '+' else slot}>{item})"

    def _fill(self, expression: str) -> str:
        """Return an expression of the lexicon with the codes of its items."""
        return re.sub(r"\{(\w+)\}", lambda kind: self.codes[kind[1]], expression)


def _has_choice(source: str) -> bool:
    """Tell whether a pattern has alternatives outside groups and slots.

    >>> _has_choice("in {place|Owner}(?:at|on)[|)]"), _has_choice("in|on")
    (False, True)
    """
    depth = 0
    for token in _SYNTAX.finditer(source):
        depth += token.group().startswith("(") - (token.group() == ")")
        if token.group() == "|" and not depth:
            return True
    return False


def _stems(tokens: Sequence[re.Match[str]]) -> Iterator[int]:
    r"""Yield which tokens are words that end an alternative of a group with a suffix: "(?:sign|seal)[\w]+".

    >>> list(_stems(list(_SYNTAX.finditer(r"(?:sign|seal)[\w]+ (?:in|at) it"))))
    [1, 3]
    """
    groups: list[list[int]] = [[]]  # for each open group, the words that end its alternatives
    for index, token in enumerate(tokens):
        text = token.group()
        if text in ("|", ")") and index and tokens[index - 1]["word"]:
            groups[-1].append(index - 1)
        if token["raw"] and text.startswith("("):
            groups.append([])
        elif text == ")" and len(groups) > 1:
            ends = groups.pop()
            suffix = tokens[index + 1].group() if index + 1 < len(tokens) else ""
            if suffix.startswith("[") or suffix == r"\w":
                yield from ends


def _is_word_start(before: str) -> bool:
    """Tell whether what stands behind `before` in a pattern begins a word of the text.

    >>> [_is_word_start(before) for before in ("", "in ", "(?:the )?", "travell?", "prioriti[sz]")]
    [True, True, True, False, False]
    """
    end = before[:-1] if before.endswith("?") and not before.endswith(")?") else before
    return not end.endswith((")", "]")) and not end[-1:].isalnum()


def _bounded(word: str, before: str, after: str, *, glued: bool) -> str:
    r"""Return `word` with word boundaries, but not where the pattern goes on with a group or a suffix.

    A word that opens a choice of a group which is `glued` to the word before it is a suffix.

    >>> print(_bounded("firm", "", r"\w+ en", glued=False), _bounded("firm", "", " en", glued=False))
    \bfirm \bfirm\b
    """
    is_suffix = glued and before.endswith(("(", "(?:", "|"))
    left = r"\b" if _is_word_start(before) and not is_suffix else ""
    right = "" if after.startswith(("(", "[", "?", "*", r"\w")) else r"\b"
    return left + re.escape(word).replace(r"\-", "-") + right
