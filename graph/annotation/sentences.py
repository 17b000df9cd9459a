"""Sentence boundaries within the blocks of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.model import Article, Sentence
from tradegraph.ontology.lexicon import load_lexicon

_STOP: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\*{1,2}|_{1,2})?\s+(?=[\"'“‘«(¿¡\[*_]*[A-ZÀ-ÖØ-Þ0-9])")
_LAST_WORD: Final = re.compile(r"[^\s(\"'“‘«–/-]+$")
_INITIAL: Final = re.compile(r"(?:[A-ZÀ-Þ]\.)+")
#: An initial within brackets: "(Canada-U.S. Trade)".
_BRACKETED: Final = re.compile(r"\([^()]*\b[A-Z]\.\Z")
_NEXT_WORD: Final = re.compile(r"[\"'“‘«(¿¡\[]*([\w-]+)(?P<lower> [a-zà-þ])?")
#: A word in lower case before an initial: none of a name ("wrote on X. The plant …", "Plan B" aside).
_NO_NAME: Final = re.compile(r"(?<![^\s(\"'“‘«])[a-zà-þ]+ \Z")
#: No abbreviation is longer, in characters.
_LONGEST: Final = 40
#: No sentence is longer but by accident, in characters.
_LONGEST_SENTENCE: Final = 3000
_SPLIT_KINDS: Final = {"paragraph", "item", "question", "title", "heading"}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words with a stop: `inner` ones never close a sentence, `figured` ones do where no figure follows.

    `closing` ones do before one of `openers`, and before one of `subjects` with a word in lower case behind.
    """

    inner: frozenset[str]
    figured: frozenset[str]
    closing: frozenset[str]
    openers: frozenset[str]
    subjects: frozenset[str]


@cache
def _abbreviations(lang: str) -> Abbreviations:
    lexicon = load_lexicon(lang)["sentences"]
    keys = ("abbreviations", "figured", "closing", "openers", "subjects")
    return Abbreviations(*(frozenset(lexicon[key]) for key in keys))


def split_sentences(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; a table row is one sentence.

    An abbreviation or an initial does not end a sentence, unless the next word is one that opens sentences
    ("in the U.S. The …"). What goes on without end is cut, so that time stays linear in the text.
    """
    for start, end, index in _iter_stretches(article):
        yield from (Sentence(*piece, index) for piece in _cut(article.text, start, end))


def _iter_stretches(article: Article) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences as their grammar parts them: start, end, index of the block."""
    abbreviations = _abbreviations(article.lang)
    for index, block in enumerate(article.blocks):
        start = block.start
        if block.kind in _SPLIT_KINDS:
            turn = _turns(article.lang).match(article.text, start, block.end)
            start = turn.end() if turn else start
            for match in _STOP.finditer(article.text, block.start, block.end):
                if _is_boundary(article.text, start, match, abbreviations):
                    yield start, match.end() - len(_trailing_space(match.group())), index
                    start = match.end()
        if start < block.end:
            yield start, block.end, index


@cache
def _turns(lang: str) -> re.Pattern[str]:
    """Return an expression for what opens a turn of a script: "REPORTER: ", "**Q:** "."""
    turns = "|".join(re.escape(word) for word in load_lexicon(lang)["sentences"]["turns"])
    return re.compile(
        rf"(?i:[*_]{{0,2}}(?:{turns}))(?: ?\d| ?\([^()\n]{{1,30}}\))?[*_]{{0,2}}:[*_]{{0,2}}\s+(?=\S)"
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence whole, or an endless one in parts, each up to a space."""
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = start + _LONGEST_SENTENCE if cut < 0 else cut
        yield start, cut
        start = cut
    yield start, end


def _trailing_space(text: str) -> str:
    return text[len(text.rstrip()) :]


def _is_boundary(text: str, start: int, match: re.Match[str], abbreviations: Abbreviations) -> bool:
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    stop = match.start() + 1
    last = _LAST_WORD.search(text, max(start, stop - _LONGEST), stop)
    word = last.group() if last else ""
    lower = word.lower()
    if len(word) == len("X.") and _INITIAL.fullmatch(word):
        return _ends_on_letter(text, last.start() if last else start, match.end(), abbreviations)
    if lower in abbreviations.inner:
        return False
    if _BRACKETED.search(text, max(start, stop - _LONGEST), stop):
        return False
    if lower in abbreviations.figured:
        return text[match.end()] != "(" and not text[match.end()].isdigit()
    if lower not in abbreviations.closing and not _INITIAL.fullmatch(word):
        return True
    following = _NEXT_WORD.match(text, match.end())
    return following is not None and _opens_sentence(following, abbreviations)


def _ends_on_letter(text: str, start: int, end: int, abbreviations: Abbreviations) -> bool:
    """Tell whether a letter at `start`, no initial of a name, ends a sentence: "wrote on X. The plant …".

    The word before it is in lower case, and the next opens a sentence: before another in lower case where
    the letter may be an initial ("signed by J. La Rue"); no name begins with X.
    """
    following = _NEXT_WORD.match(text, end)
    if following is None or _NO_NAME.search(text, max(0, start - _LONGEST), start) is None:
        return False
    return _opens_sentence(following, abbreviations) and (bool(following["lower"]) or text[start] == "X")


def _opens_sentence(word: re.Match[str], abbreviations: Abbreviations) -> bool:
    """Tell whether a capitalised word behind an abbreviation is the first one of a sentence."""
    lower = word[1].lower()
    return lower in abbreviations.openers or (lower in abbreviations.subjects and bool(word["lower"]))
