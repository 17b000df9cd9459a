"""Which country a profile or fact sheet is about: "Market sheet: Fiji", "Fiyi: ficha país"."""

from __future__ import annotations

import re
from functools import cache

from tradegraph.annotation.matches import STATES
from tradegraph.extraction.syntax import words_of
from tradegraph.model import Document, Entity
from tradegraph.ontology.lexicon import grammar_language, load_lexicon


def title_end(document: Document) -> int:
    """Return where the title ends at the head of the text; 0 where it is not part of it."""
    blocks = document.article.blocks
    return blocks[0].end if blocks and blocks[0].kind == "title" else 0


def find_profiled(document: Document) -> Entity | None:
    """Return the place whose profile an article is, by its title; None where it is told to others.

    A title with two places ("Bolivia as seen from Germany") or with a partner ("Fact sheet: trade with
    Bolivia"), or an article that speaks of "our sales", shows a country to the people of another.
    """
    text, lang, end = document.article.text, grammar_language(document.article.lang), title_end(document)
    if not words_of("profiles", lang).search(text, 0, end) or words_of("ours", lang).search(text):
        return None
    inside = [mention for mention in document.mentions if mention.end <= end]
    if any(partner_words(lang).search(text, 0, mention.start) for mention in inside):
        return None
    named = {mention.entities[0] for mention in inside if mention.type in STATES and mention.entities}
    return named.pop() if len(named) == 1 else None


@cache
def partner_words(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands before the place that others deal with."""
    words = load_lexicon(lang)["syntax"]["partner_words"]
    return re.compile(rf"(?<!\w){words}\s+(?:(?:the|la|el|los|las) )?\Z", re.IGNORECASE)
