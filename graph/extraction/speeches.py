"""Speeches: who gives one, for which state, as the lines above tell ("Remarks by Ambassador Anders Holm")."""

from __future__ import annotations

from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.text import fold_case
from tradegraph.extraction.interviews import country_of_envoy
from tradegraph.extraction.masking import Item
from tradegraph.extraction.syntax import words_before, words_of
from tradegraph.model import Document, Entity, Mention
from tradegraph.ontology.lexicon import grammar_language

#: How far before the speaker's name the words stand that tell so, and how far from it an envoy's country.
_REACH: Final = 110
#: In how many blocks at the head of a text the speaker is told, and how often a speaker says "I".
_HEAD: Final = 3
_SELVES: Final = 2
#: Up to where a text tells that it is a speech, and how far before the speaker's country this begins.
_OPENING: Final = 700
_TITLE_REACH: Final = 140


def find_speech(document: Document) -> tuple[Entity | None, Item | None]:
    """Return who gives the speech that an article prints, and of an ambassador's the country: "we" is that.

    Neither where it prints none.
    """
    named = _introduced(document)
    if named is None:
        return None, None
    near = (mention for mention in document.mentions if abs(mention.start - named.start) <= _REACH)
    return named.entities[0], country_of_envoy(near, document)


def find_state(document: Document) -> Entity | None:
    """Return the state for which a speech is given, by the title before it: "remarks by Fiji's envoy"."""
    article = document.article
    speeches = words_before("speeches", grammar_language(article.lang))
    for mention in document.mentions:
        if mention.start > _OPENING:
            return None
        before = article.text[max(0, mention.start - _TITLE_REACH) : mention.start]
        if mention.type in STATES and mention.entities and speeches.search(fold_case(before)):
            return mention.entities[0]
    return None


def _introduced(document: Document) -> Mention | None:
    """Return where the speaker is named at the head of a speech, behind words that tell of one."""
    article, lang = document.article, grammar_language(document.article.lang)
    if len(words_of("first_person", lang).findall(article.text)) < _SELVES:
        return None
    head = article.blocks[:_HEAD][-1].end if article.blocks else 0
    for mention in document.mentions:
        if mention.type != "Person" or not mention.entities or mention.end > head:
            continue
        before = fold_case(article.text[max(0, mention.start - _REACH) : mention.start])
        if words_before("orator", lang).search(before):
            return mention
    return None
