"""Where an article is at home: the country or region whose people and offices it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from tradegraph.annotation.matches import find_places
from tradegraph.extraction.masking import Item
from tradegraph.model import Document, Entity
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: What the publisher's name and a dateline count, in mentions: a paper is at home where its name says.
_SOURCE_WEIGHT: Final = 5
_DATELINE_WEIGHT: Final = 3
_SPEAKER_WEIGHT: Final = 2
#: How many questions make an interview.
_INTERVIEW: Final = 2
#: A dateline at the head of a paragraph: "SEOUL —", "Mexico City (Reuters) –".
_DATELINE: Final = re.compile(r"([A-ZÀ-Þ][\w .'À-ÿ]{2,30}?)(?:, [^—–-]{2,30})?(?: \([^()]+\))?\.? ?[—–-]")


def find_homes(document: Document) -> dict[str, Item]:
    """Return the first mention of the place most spoken of: "Country", and "State" for a region too."""
    mentions = [m for m in document.mentions if m.entities and m.entities[0].type in ("Country", "Region")]
    counts = Counter(m.entities[0].id for m in mentions if m.entities[0].code)
    for entity, weight in (*_outer_places(document), *_inner_hints(document)):
        if entity.id in counts:
            counts[entity.id] += weight
    homes = {}
    for level, types in (("Country", {"Country"}), ("State", {"Country", "Region"})):
        fits = [m for m in mentions if m.entities[0].type in types and m.entities[0].id in counts]
        if fits:
            most = max(fits, key=lambda mention: counts[mention.entities[0].id])
            homes[level] = Item(most.entities[0].type, most.start, most.end, most.entities)
    return homes


def find_first_places(document: Document) -> dict[str, Item]:
    """Return the first mention of each country, region and bloc of the article, by entity id.

    A country or region that is not named itself stands where a city or an office of it does.
    """
    gazetteer = load_gazetteer()
    first: dict[str, Item] = {}
    implied: dict[str, Item] = {}
    for mention in document.mentions:
        entity = mention.entities[0] if mention.entities else None
        if entity is None or entity.type == "Person":
            continue
        if entity.type in ("Country", "Region", "Bloc"):
            first.setdefault(entity.id, Item(mention.type, mention.start, mention.end, mention.entities))
        for state in (gazetteer.region_of(entity.id), gazetteer.country_of(entity.id)):
            if state is not None:
                implied.setdefault(state.id, Item(state.type, mention.start, mention.end, (state,)))
    return {**implied, **first}


def _outer_places(document: Document) -> Iterator[tuple[Entity, int]]:
    """Yield the countries and regions that the source and the datelines speak for, with their weight."""
    article = document.article
    for mention in find_places(f"{article.source or ''} {article.author or ''} "):
        yield from ((place, _SOURCE_WEIGHT) for place in _around(mention.entities[0]))
    for block in article.blocks:
        if block.kind == "paragraph" and (line := _DATELINE.match(article.text, block.start, block.end)):
            city = line[1].title() if line[1].isupper() else line[1]
            for mention in find_places(f"{city} "):
                yield from ((place, _DATELINE_WEIGHT) for place in _around(mention.entities[0]))


def _inner_hints(document: Document) -> Iterator[tuple[Entity, int]]:
    """Yield the countries whose bodies an article names, and named places whose press has its language."""
    speakers = set(load_lexicon(grammar_language(document.article.lang))["syntax"]["speakers"])
    gazetteer = load_gazetteer()
    for entity in {m.entities[0].id: m.entities[0] for m in document.mentions if m.entities}.values():
        if entity.code and entity.code[:2] in speakers:
            yield entity, _SPEAKER_WEIGHT
    for mention in document.mentions:
        body = mention.entities[0] if mention.type == "GovernmentBody" else None
        if body is not None and (country := gazetteer.country_of(body.id)):
            yield country, 1


def _around(entity: Entity) -> Iterator[Entity]:
    gazetteer = load_gazetteer()
    places = {entity, gazetteer.region_of(entity.id), gazetteer.country_of(entity.id)}
    yield from sorted((place for place in places if place is not None), key=lambda place: place.id)


def find_interviewee(document: Document) -> Entity | None:
    """Return who answers in an interview: the first person that it names before the first question."""
    questions = [block for block in document.article.blocks if block.kind == "question"]
    if len(questions) < _INTERVIEW:
        return None
    people = (m.entities[0] for m in document.mentions if m.type == "Person" and m.start < questions[0].start)
    return next(people, None)
