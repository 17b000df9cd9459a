"""Interviews with another country's envoy: "we" is that country in answers, and "you" the paper's."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tradegraph.extraction.masking import Item
from tradegraph.model import Document
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: How many questions make an interview.
_INTERVIEW: Final = 2
#: How far before a country the word for its envoy stands, in characters.
_ENVOY_REACH: Final = 60


def find_guest(document: Document) -> Item | None:
    """Return the country whose envoy an interview is with, as the text before its first question tells.

    Where an ambassador's own paper asks, that is the article's home as well.
    """
    questions = [block for block in document.article.blocks if block.kind == "question"]
    if len(questions) < _INTERVIEW:
        return None
    text, envoys = document.article.text, _envoys(grammar_language(document.article.lang))
    for mention in document.mentions:
        if mention.start >= questions[0].start:
            break
        before = text[max(0, mention.start - _ENVOY_REACH) : mention.start]
        if mention.type == "Country" and envoys.search(before):
            return Item("Country", mention.start, mention.end, mention.entities, kind="carried")
    return None


@cache
def _envoys(lang: str) -> re.Pattern[str]:
    """Return an expression for a word for an envoy or an office abroad that ends a text."""
    words = load_lexicon(lang)["syntax"]["envoys"]
    return re.compile(rf"(?<!\w)(?:{words}) ?\Z", re.IGNORECASE)
