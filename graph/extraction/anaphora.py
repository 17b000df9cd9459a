"""Descriptions of something named before: "the two countries", "the company", "there"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Yield the descriptions in a sentence of a folded text that overlap none of its mentions, in order.

    One with its name behind it ("la empresa turca Yildirim") refers to nothing before it, and is left out.
    """
    regex, entries = _expression(lang)
    for match in regex.finditer(folded, sentence.start, sentence.end):
        after = bisect_left(mentions, match.end(), key=lambda mention: mention.start)
        take, types = entries[str(match.lastgroup)]
        apart = after == 0 or mentions[after - 1].end <= match.start()
        if apart and not _is_named(folded, match.end(), mentions[after : after + 2], types):
            yield Description(match.start(), match.end(), take, types)


def _is_named(folded: str, end: int, mentions: Iterable[Mention], types: Sequence[str]) -> bool:
    """Tell whether behind a description that ends at `end` stands the name that it describes."""
    for mention in mentions:
        if folded[end : mention.start] != " ":
            return False
        if mention.adjective:
            end = mention.end
            continue
        return mention.type == "Name" or mention.type in types
    return False


@cache
def _expression(lang: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, tuple[str, ...]]]]:
    """Return one expression for all descriptions, a group an entry of the lexicon, and the meanings."""
    entries = load_lexicon(lang)["anaphora"]
    meanings = {f"a{index}": (entry["take"], tuple(entry["types"])) for index, entry in enumerate(entries)}
    groups = (f"(?P<a{index}>{to_alternation(entry['phrases'])})" for index, entry in enumerate(entries))
    return re.compile(rf"\b(?:{'|'.join(groups)})(?!\w|-\w)"), meanings
