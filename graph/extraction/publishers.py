"""Who speaks in an article: a chamber in its newsletter, and the chairman who signs it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tradegraph.annotation import annotate
from tradegraph.annotation.matches import BODIES, is_ministry
from tradegraph.extraction.agreements import is_of_states
from tradegraph.extraction.masking import Item
from tradegraph.extraction.syntax import expression_of, words_of
from tradegraph.model import Article, Document, Entity, Mention
from tradegraph.ontology.lexicon import grammar_language, languages

#: What speaks for itself; a ministry or an embassy speaks for its country, a paper for nobody.
_PUBLISHERS: Final = BODIES - {"Company"}
#: Relations in which "we" may be the organisation that publishes.
_VOICED: Final = {"member_of", "party_to", "met_with", "holds_position", "visited", "opened"}
#: How many sources are remembered.
_REMEMBERED: Final = 1024
#: Where a letter is signed, in characters before its end.
_SIGNATURE: Final = 120
_VALEDICTION: Final = 45


def find_publisher(document: Document) -> Item | None:
    """Return the organisation that "we" means, as its source tells: where it is named first, if it is.

    One that the text does not name stands at the first mention of anything.
    """
    article = document.article
    entity = _name_publisher(article, document.mentions) if article.source else None
    if entity is None:
        return None
    named = [m for m in document.mentions if m.entities and m.entities[0] == entity] or [
        m for m in document.mentions if m.entities
    ]
    return Item(entity.type, named[0].start, named[0].end, (entity,), kind="carried") if named else None


def _name_publisher(article: Article, mentions: tuple[Mention, ...]) -> Entity | None:
    """Return the organisation that an article's source names, if it speaks for itself."""
    lang = grammar_language(article.lang)
    source = expression_of("periodicals", lang).sub("", str(article.source))
    body = _find_body(source, lang)
    if body is None:
        named = (m.entities[0] for m in mentions if m.type == "Company" and m.entities)
        return next((firm for firm in named if firm.name == source), None)
    return body if speaks_for_itself(body) and not words_of("state_voices", lang).search(source) else None


@lru_cache(maxsize=_REMEMBERED)
def _find_body(source: str, lang: str) -> Entity | None:
    """Return the first body that a source names; a batch of articles has few sources."""
    found = annotate(Article("source", "source", source, "", (), lang=lang))
    return next((m.entities[0] for m in found.mentions if m.entities and m.type in _PUBLISHERS), None)


def find_signatory(article: Article, mentions: tuple[Mention, ...]) -> Item | None:
    """Return who signs a letter: the person named last, at its very end, with nothing but a post behind.

    The name stands in a line of its own, or behind one such as "Yours sincerely,".
    """
    people = [mention for mention in mentions if mention.type == "Person"]
    if not people or len(article.text) - people[-1].start > _SIGNATURE:
        return None
    before, behind = article.text[: people[-1].start], article.text[people[-1].end :]
    line = before[before.rfind("\n") + 1 :].strip()
    is_line = not line or (line.endswith(",") and len(line) <= _VALEDICTION)
    last = people[-1]
    is_signed = is_line and not behind.rstrip().endswith(".")
    return Item("Person", last.start, last.end, last.entities, kind="carried") if is_signed else None


def speaks_for_itself(body: Entity) -> bool:
    """Tell whether a body speaks for itself: a ministry, an embassy speak for their country."""
    names = (words_of("state_voices", lang).search(body.name) for lang in languages())
    return body.type in BODIES and not is_ministry(body.name) and not any(names)


def speaks_as_state(relation: str, item: Item | None, lang: str) -> bool:
    """Tell whether "we" is a country all the same: as a party of a trade agreement, a member of the WTO."""
    if relation not in _VOICED:
        return True
    if item is None or not item.entities:
        return relation in ("member_of", "party_to")
    entity = item.entities[0]
    if relation == "party_to":
        return is_of_states(entity, lang)
    return relation == "member_of" and entity.type != "Association"
