"""The pattern language: YAML entries compiled to regular expressions over masked sentences.

In a pattern a word stands for itself; `{place:subject}` is an item of the class `place` that fills the slot
`subject`; `{place+:subject}` a list of such items ("A, B and C"); `{Flow:+}` an item whose own fields are taken
over; `<reach>` one of the lexicon's cues of that name; `~` a few other words, `~~` more of them, items
included. Groups, alternatives and `?` are those of regular expressions; a space is optional space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from tradegraph._exceptions import DataError
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.masking import Codes
from tradegraph.ontology.lexicon import load_lexicon, load_patterns, load_shared

_SYNTAX: Final = re.compile(
    r"\{(?P<kind>[\w|]+)(?P<many>\+)?(?::(?P<slot>\+|\w+))?\}|<(?P<cue>[\w-]+)>|(?P<gap>~+)|(?P<space>\s+)|(?P<word>\w[\w'&-]*)|(?P<raw>\\.|\[[^\]]*\]|\{\d+(?:,\d*)?\}|\(\?P<_span>|\(\?[:=!]|\(\?<[=!]|.)"
)
#: Ranges that the gaps may cross, in characters of the masked sentence.
_SHORT_GAP: Final = "(?:[^\ue000-\uf8ff.;:!?|]|{period}){{0,45}}?"
_LONG_GAP: Final = "[^.;!?|]{0,90}?"
#: How many make-ups of sentences a grammar remembers.
_REMEMBERED: Final = 20_000
#: What joins the items of a list.
_JOINERS: Final = {
    "en": r"[,;]? ?(?:and|or|&|as well as|plus|along with|together with|alongside)(?: in| at)?|[,;]",
    "es": r"[,;]? ?(?:y|e|o|u|así como|además de)(?: en| a)?|[,;]",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: what it looks for, and what it makes of it.

    `relation` names the relation of the claims it gives, `chunk` the type of the item it builds; `sets` are
    fields with fixed values or references to slots. `needs` are sets of item codes, as bits, of each of which the
    sentence must hold one, `cues` the cue expressions that must occur: both are checked first, since most patterns
    fit few sentences.
    """

    name: str
    regex: re.Pattern[str]
    relation: str | None
    chunk: str | None
    sets: Mapping[str, Any]
    needs: tuple[int, ...]
    cues: tuple[str, ...]
    confidence: float
    entry: Mapping[str, Any] = field(hash=False, default_factory=dict)


@dataclass(frozen=True)
class Grammar:
    """All patterns of a language in order: `stages` build chunks one after another, `claims` give claims."""

    lang: str
    codes: Codes
    cues: Mapping[str, re.Pattern[str]]
    stages: tuple[tuple[Pattern, ...], ...]
    claims: tuple[Pattern, ...]
    articles: re.Pattern[str]
    lexicon: Mapping[str, Any]
    _possible: dict[int, tuple[Pattern, ...]] = field(default_factory=dict)

    def claims_with(self, present: int) -> tuple[Pattern, ...]:
        """Return the claim patterns that a sentence with these item codes may match.

        Sentences of one make-up are common, so that answers are kept; their number is bounded.
        """
        if present not in self._possible:
            if len(self._possible) >= _REMEMBERED:
                self._possible.clear()
            fits = (pattern for pattern in self.claims if all(need & present for need in pattern.needs))
            self._possible[present] = tuple(fits)
        return self._possible[present]


@cache
def load_grammar(lang: str) -> Grammar:
    """Return the compiled grammar of a language; one without patterns gets the English one.

    Raises DataError naming file and pattern where an entry is malformed.
    """
    lexicon = load_lexicon(lang)
    codes = Codes()
    cues = {name: re.split(r",\s+", words.strip()) for name, words in lexicon["cues"].items()}
    compiler = _Compiler(lang, codes, cues, load_shared("classes"))
    patterns = [compiler.compile(entry) for entry in load_patterns(lang)]
    chunks = [(pattern.entry["file"], pattern) for pattern in patterns if pattern.chunk]
    files = dict.fromkeys(file for file, _ in chunks)
    return Grammar(
        lang,
        codes,
        {name: re.compile(compiler.cue(name)) for name in cues},
        tuple(tuple(pattern for name, pattern in chunks if name == file) for file in files),
        tuple(pattern for pattern in patterns if pattern.relation),
        re.compile(rf"(?:^|(?<=[\s(\"'])){lexicon['syntax']['articles']}$"),
        lexicon,
    )


@dataclass(frozen=True)
class _Compiler:
    lang: str
    codes: Codes
    cues: Mapping[str, Sequence[str]]
    classes: Mapping[str, Sequence[str]]

    def compile(self, entry: Mapping[str, Any]) -> Pattern:
        where = f"{entry.get('file')}: pattern {entry.get('name')!r}"
        if (
            not entry.get("name")
            or not entry.get("pattern")
            or not (entry.get("relation") or entry.get("chunk"))
        ):
            raise DataError(f"{where}: a pattern needs name, pattern, and relation or chunk")
        needs: list[int] = []
        cues: list[str] = []
        try:
            source = "".join(self._translate(entry["pattern"], needs, cues))
            regex = re.compile(source)
        except (re.error, KeyError) as error:
            raise DataError(f"{where}: {error}: {entry['pattern']}") from error
        needs += [self.codes.to_bits(self._codes(kind)) for kind in entry.get("requires", ())]
        return Pattern(
            entry["name"], regex, entry.get("relation"), entry.get("chunk"), entry.get("set") or {},
            tuple(needs), (*cues, *entry.get("context", ())), float(entry.get("confidence", 0.8)), entry,
        )  # fmt: skip

    def _translate(self, source: str, needs: list[int], cues: list[str]) -> Iterator[str]:
        """Yield the expression piece by piece; note what every match must hold (outside groups)."""
        groups: list[bool] = []  # for each open group, whether a match may do without it
        seen = 0
        top_level_choice = _has_top_choice(source)
        for token in _SYNTAX.finditer(source):
            text = token.group()
            optional = source[token.end() : token.end() + 1] in ("?", "*")
            must = not (any(groups) or top_level_choice or optional)
            if token["kind"]:
                codes = self._codes(token["kind"])
                if must:
                    needs.append(self.codes.to_bits(codes))
                seen += 1
                yield self._slot(codes, token["slot"], bool(token["many"]), seen)
            elif token["cue"]:
                if must:
                    cues.append(token["cue"])
                yield self.cue(token["cue"])
            elif token["gap"]:
                yield _SHORT_GAP.format(period=self.codes["Period"]) if len(text) == 1 else _LONG_GAP
            elif token["space"]:
                yield " ?"
            elif token["word"]:
                yield _bounded(text, source[: token.start()], source[token.end() :])
            elif text == "{":
                raise re.error(f"malformed slot at {source[token.start() : token.start() + 20]!r}")
            else:
                if text.startswith("("):
                    groups.append(text != "(?P<_span>")
                elif text == ")":
                    groups.pop()
                yield "(?:" if text == "(" else text

    def cue(self, name: str) -> str:
        return rf"\b{to_alternation(self.cues[name])}(?!\w)"

    def _codes(self, kinds: str) -> str:
        names = [name for kind in kinds.split("|") for name in self.classes.get(kind, [kind])]
        return "".join(dict.fromkeys(self.codes[name] for name in names))

    def _slot(self, codes: str, slot: str | None, many: bool, index: int) -> str:
        item = f"[{codes}]"
        if many:
            item = rf"{item}(?:(?:{_JOINERS.get(self.lang, _JOINERS['en'])}) ?{item}){{0,11}}"
        if slot is None:
            return f"(?:{item})"
        return f"(?P<{f'merge{index}' if slot == '+' else slot}>{item})"


def _has_top_choice(source: str) -> bool:
    depth = 0
    for char in source:
        depth += (char in "({[") - (char in ")}]")
        if char == "|" and depth == 0:
            return True
    return False


def _bounded(word: str, before: str, after: str) -> str:
    """Return `word` with word boundaries, but not where the pattern goes on with a group or a suffix."""
    left = "" if before.endswith((")", "]")) or before[-1:].isalnum() else r"\b"
    right = "" if after[:1] in ("(", "[", "?", "*") else r"\b"
    return left + re.escape(word).replace(r"\-", "-") + right
