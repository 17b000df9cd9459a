"""Interviews: who answers, and with another country's envoy of which country "we" is in answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tradegraph.annotation.text import fold_case
from tradegraph.extraction.masking import Item
from tradegraph.extraction.syntax import words_before
from tradegraph.model import Document, Entity, Mention
from tradegraph.ontology.lexicon import grammar_language

#: How many questions make an interview.
_QUESTIONS: Final = 2
#: How far before a name the words stand that tell who asks, in characters.
_REACH: Final = 40
#: How far before a country the word for its envoy stands, in characters.
_ENVOY_REACH: Final = 60


def find_interviewee(document: Document) -> Entity | None:
    """Return who answers in an interview: the first person named before its first question, not who asks."""
    asking = words_before("interviewers", grammar_language(document.article.lang))
    text = fold_case(document.article.text)
    people = (mention for mention in _introduction(document) if mention.type == "Person")
    told = (m.entities[0] for m in people if not asking.search(text, max(0, m.start - _REACH), m.start))
    return next(told, None)


def find_guest(document: Document) -> Item | None:
    """Return the country whose envoy an interview is with, as the text before its first question tells.

    Where an ambassador's own paper asks, that is the article's home as well.
    """
    return country_of_envoy(_introduction(document), document)


def country_of_envoy(mentions: Iterable[Mention], document: Document) -> Item | None:
    """Return the first country among some mentions that stands behind the word for its envoy."""
    envoys = words_before("envoys", grammar_language(document.article.lang))
    for mention in mentions:
        before = document.article.text[max(0, mention.start - _ENVOY_REACH) : mention.start]
        if mention.type == "Country" and envoys.search(fold_case(before)):
            return Item("Country", mention.start, mention.end, mention.entities, kind="carried")
    return None


def _introduction(document: Document) -> Iterator[Mention]:
    """Yield what an interview names before its first question; nothing where an article is none."""
    questions = [block.start for block in document.article.blocks if block.kind == "question"]
    if len(questions) >= _QUESTIONS:
        yield from (mention for mention in document.mentions if mention.start < questions[0])
