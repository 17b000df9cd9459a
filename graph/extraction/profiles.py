"""Which country a profile or fact sheet is about: "Market sheet: Fiji", "Fiyi: ficha país"."""

from __future__ import annotations

from tradegraph.annotation.matches import STATES
from tradegraph.extraction.syntax import words_of
from tradegraph.model import Document, Entity
from tradegraph.ontology.lexicon import grammar_language


def find_profiled(document: Document) -> Entity | None:
    """Return the place whose profile an article is, by its title; None where it is told to others.

    A title with two places ("Bolivia as seen from Germany"), or an article that speaks of "our sales", shows
    a country to the people of another.
    """
    article = document.article
    title = article.blocks[0] if article.blocks and article.blocks[0].kind == "title" else None
    lang = grammar_language(article.lang)
    if title is None or not words_of("profiles", lang).search(article.text, title.start, title.end):
        return None
    if words_of("ours", lang).search(article.text):
        return None
    inside = (mention for mention in document.mentions if mention.end <= title.end)
    named = {mention.entities[0] for mention in inside if mention.type in STATES and mention.entities}
    return named.pop() if len(named) == 1 else None
