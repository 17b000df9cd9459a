"""The pattern language: from an entry's `pattern` to a regular expression over masked sentences.

In a pattern a word stands for itself; `{place:subject}` is an item of the class `place` that fills the slot
`subject`; `{place+:subject}` a list of such items ("A, B and C"); `{Flow:+}` an item whose own fields are
taken over; `<reach>` one of the lexicon's cues of that name; `~` a few other words, `~~` more of them, items
included. Groups, alternatives and `?` are those of regular expressions; a space is optional space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.expressions import is_optional, split_choices, split_group
from tradegraph.extraction.firstwords import FirstWords
from tradegraph.extraction.masking import Codes

_SYNTAX: Final = re.compile(
    r"\{(?P<kind>[\w|]+)(?P<many>\+)?(?::(?P<slot>\+|\w+))?\}|<(?P<cue>[\w-]+)>|(?P<gap>~+)|(?P<space>\s+)"
    r"|(?P<word>\w[\w'&-]*)"
    r"|(?P<raw>\\.|\[[^\]]*\]|\{\d+(?:,\d*)?\}|\(\?P<\w+>|\(\?[:=!]|\(\?<[=!]|.)"
)
#: What opens a group with a name: `_span`, `_head`, or a slot that a stretch of several items fills.
_NAMED: Final = re.compile(r"\(\?P<\w+>")
#: What any word is, up to its end, "\\w+" or "[\\w-]+". It is made possessive: since a space is optional, a list
#: of words could else be read in as many ways as its letters can be parted.
_ANY_WORD: Final = re.compile(r"(?:\\w|\[\\w[^\]]*\])[+*]\Z")
#: Ranges that the gaps may cross, in characters of the masked sentence.
_SHORT_GAP: Final = "(?:[^\ue000-\uf8ff.;:!?|]|{period}){{0,45}}?"
_LONG_GAP: Final = "[^.;!?|]{0,90}?"
#: How many more items a list may have.
_MORE_ITEMS: Final = 11


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled pattern: its expression, and what a sentence must hold for it to match.

    `needs` are sets of item codes, as bits, of each of which the sentence must hold one; `words` the bits of
    cues that must begin in it.
    """

    regex: re.Pattern[str]
    needs: tuple[int, ...]
    words: int


@dataclass(frozen=True)
class Compiler:
    """Compiles the patterns of a language: its cues and classes, and what joins the items of a list."""

    cues: Mapping[str, Sequence[str]]
    classes: Mapping[str, Sequence[str]]
    joiners: str
    codes: Codes
    first_words: FirstWords

    def compile(self, source: str) -> Expression:
        """Return `source` compiled; raise KeyError for an unknown cue, re.error where it is malformed."""
        needs: list[int] = []
        regex = re.compile("".join(self._translate(source, needs)))
        words = 0
        for beginnings in self._beginnings(source):
            words |= self.first_words.add(beginnings)
        return Expression(regex, tuple(dict.fromkeys(needs)), words)

    def cue(self, name: str) -> str:
        """Return the expression of a cue."""
        return rf"\b{to_alternation(self.cues[name])}(?!\w)"

    def bits(self, kinds: str) -> int:
        """Return the item codes of `kinds`, classes and types parted by "|", as bits."""
        return self.codes.to_bits(self._codes(kinds))

    def _translate(self, source: str, needs: list[int]) -> Iterator[str]:
        """Yield the expression piece by piece; note what every match must hold (outside groups)."""
        groups: list[bool] = [
            len(split_choices(source)) > 1
        ]  # for each open group, whether a match may do without it
        glued = [False]  # and whether it goes on with the word before it
        for index, token in enumerate(_SYNTAX.finditer(source)):
            text = token.group()
            if token["kind"]:
                if not any(groups) and not is_optional(source[token.end() :]):
                    needs.append(self.bits(token["kind"]))
                yield self._slot(token["kind"], token["slot"], bool(token["many"]), index)
            elif token["cue"]:
                yield self.cue(token["cue"])
            elif token["gap"]:
                yield _SHORT_GAP.format(period=self.codes["Period"]) if len(text) == 1 else _LONG_GAP
            elif token["space"]:
                yield " ?"
            elif token["word"]:
                yield _bounded(text, source[: token.start()], source[token.end() :], glued=glued[-1])
            elif text == "{":
                raise re.error(f"malformed slot at {source[token.start() : token.start() + 20]!r}")
            else:
                if text.startswith("("):
                    groups.append(not _NAMED.match(text))
                    glued.append(not _is_word_start(source[: token.start()]))
                elif text == ")":
                    groups.pop()
                    glued.pop()
                yield "(?:" if text == "(" else text
                if source[token.end() :][:1] in (" ", "|", ")") and _ANY_WORD.search(source[: token.end()]):
                    yield "+"

    def _beginnings(self, source: str) -> Iterator[list[str]]:
        """Yield, for each part that every match has, how this part may begin."""
        source = _NAMED.sub("(?:", source)
        depth = int(len(split_choices(source)) > 1)
        for token in _SYNTAX.finditer(source):
            text, rest = token.group(), source[token.start() :]
            if depth == 0 and text == "(?:":
                _, inside, after = split_group(rest)
                if not is_optional(after):
                    yield from self._group_beginnings(inside)
            elif depth == 0 and token["cue"] and not is_optional(source[token.end() :]):
                yield list(self.cues[token["cue"]])
            elif depth == 0 and token["word"] and _is_word_start(source[: token.start()]):
                yield [rest]
            depth += text.startswith("(") - (text == ")")

    def _group_beginnings(self, inside: str) -> Iterator[list[str]]:
        """Yield how the parts of a group may begin; of one with a choice, how any of its alternatives may."""
        choices = split_choices(inside)
        if len(choices) > 1:
            yield [each for choice in choices for each in self._expand(choice)]
        else:
            yield from self._beginnings(inside)

    def _expand(self, choice: str) -> Sequence[str]:
        """Return what a choice within a group may begin with: for a cue all that this stands for."""
        cue = _SYNTAX.match(choice)
        return self.cues[cue["cue"]] if cue and cue["cue"] else [choice]

    def _codes(self, kinds: str) -> str:
        names = [name for kind in kinds.split("|") for name in self.classes.get(kind, [kind])]
        return "".join(dict.fromkeys(self.codes[name] for name in names))

    def _slot(self, kinds: str, slot: str | None, many: bool, index: int) -> str:
        item = f"[{self._codes(kinds)}]"
        if many:
            item = rf"{item}(?:(?:{self.joiners}) ?{item}){{0,{_MORE_ITEMS}}}"
        if slot is None:
            return f"(?:{item})"
        return f"(?P<{f'merge{index}' if slot == '+' else slot}>{item})"


def _is_word_start(before: str) -> bool:
    """Tell whether what stands behind `before` in a pattern begins a word of the text.

    >>> [_is_word_start(before) for before in ("", "in ", "(?:the )?", "travell?", "prioriti[sz]")]
    [True, True, True, False, False]
    """
    end = before[:-1] if before.endswith("?") and not before.endswith(")?") else before
    return not end.endswith((")", "]")) and not end[-1:].isalnum()


def _bounded(word: str, before: str, after: str, *, glued: bool) -> str:
    """Return `word` with word boundaries, but not where the pattern goes on with a group or a suffix.

    A word that opens a choice of a group which is `glued` to the word before it is a suffix.
    """
    is_suffix = glued and before.endswith(("(", "(?:", "|"))
    left = r"\b" if _is_word_start(before) and not is_suffix else ""
    right = "" if after[:1] in ("(", "[", "?", "*") else r"\b"
    return left + re.escape(word).replace(r"\-", "-") + right
