"""Descriptions of something named before: "the two countries", "the company", "there"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tradegraph.annotation.words import to_alternation
from tradegraph.model import Mention, Sentence
from tradegraph.ontology.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Description:
    """A description, `text[start:end]`: how to find what it stands for (`take`), and the types of this."""

    start: int
    end: int
    take: str
    types: tuple[str, ...]


def find_descriptions(
    folded: str, sentence: Sentence, mentions: Sequence[Mention], *, lang: str
) -> Iterator[Description]:
    """Yield the descriptions in a sentence of a folded text that overlap none of its mentions, in order."""
    regex, entries = _expression(lang)
    for match in regex.finditer(folded, sentence.start, sentence.end):
        before = bisect_left(mentions, match.end(), key=lambda mention: mention.start) - 1
        if before < 0 or mentions[before].end <= match.start():
            yield Description(match.start(), match.end(), *entries[str(match.lastgroup)])


@cache
def _expression(lang: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, tuple[str, ...]]]]:
    """Return one expression for all descriptions, a group an entry of the lexicon, and the meanings."""
    entries = load_lexicon(lang)["anaphora"]
    meanings = {f"a{index}": (entry["take"], tuple(entry["types"])) for index, entry in enumerate(entries)}
    groups = (f"(?P<a{index}>{to_alternation(entry['phrases'])})" for index, entry in enumerate(entries))
    return re.compile(rf"\b(?:{'|'.join(groups)})(?!\w|-\w)"), meanings
