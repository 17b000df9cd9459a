"""Sentence boundaries within the blocks of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tradegraph.model import Article, Sentence
from tradegraph.ontology.lexicon import load_lexicon

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(¿¡\[]*[A-ZÀ-ÖØ-Þ0-9])")
_LAST_WORD = re.compile(r"[^\s(\"'“‘«]+$")
_INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.)+")
_SPLIT_KINDS = {"paragraph", "item", "question", "title", "heading"}


@cache
def _abbreviations(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load_lexicon(lang)["sentences"]
    return frozenset(lexicon["abbreviations"]), frozenset(lexicon["openers"])


def split_sentences(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; a table row is one sentence.

    An abbreviation or an initial does not end a sentence, unless the next word is one that opens sentences
    ("in the U.S. The …").
    """
    abbreviations, openers = _abbreviations(article.lang)
    for index, block in enumerate(article.blocks):
        start = block.start
        if block.kind in _SPLIT_KINDS:
            for match in _STOP.finditer(article.text, block.start, block.end):
                if _is_boundary(article.text, start, match, abbreviations, openers):
                    yield Sentence(start, match.end() - len(_trailing_space(match.group())), index)
                    start = match.end()
        if start < block.end:
            yield Sentence(start, block.end, index)


def _trailing_space(text: str) -> str:
    return text[len(text.rstrip()) :]


def _is_boundary(
    text: str, start: int, match: re.Match[str], abbreviations: frozenset[str], openers: frozenset[str]
) -> bool:
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    last = _LAST_WORD.search(text, start, match.start() + 1)
    word = last.group() if last else ""
    if word.lower() not in abbreviations and not _INITIAL.fullmatch(word):
        return True
    if len(word) == 2 or word.lower() in abbreviations - {"u.s.", "ee.uu.", "inc.", "co.", "corp.", "ltd."}:
        return False
    following = re.match(r"[\"'“‘«(¿¡\[]*(\w+)", text[match.end() : match.end() + 30])
    return bool(following) and following.group(1).lower() in openers
