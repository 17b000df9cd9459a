"""Headlines: what they tell of an office is told below of its holder, and is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.model import Article, Claim, Entity
from tradegraph.ontology.gazetteer import load_gazetteer

#: Relations of people in which a headline's office stands as its country: "Italian premier visits Mexico".
_OF_PEOPLE: Final = {"visited", "met_with"}


def without_offices(claims: Iterable[Claim], article: Article) -> Iterator[Claim]:
    """Yield claims, but those of a country in the headline that are told below of a holder of its office."""
    claims = tuple(claims)
    end = max((block.end for block in article.blocks if block.kind == "title"), default=0)
    posts = {(claim.subject, claim.object) for claim in claims if claim.relation == "holds_position"}
    below = [claim for claim in claims if claim.start >= end and claim.relation in _OF_PEOPLE]
    for claim in claims:
        is_office = claim.start < end and claim.relation in _OF_PEOPLE and claim.subject is not None
        if not is_office or not any(_tells(other, claim, posts) for other in below):
            yield claim


def _tells(told: Claim, headline: Claim, posts: AbstractSet[tuple[Entity | None, Entity | None]]) -> bool:
    """Tell whether a claim says of an officeholder what the headline says of the country, there."""
    if headline.subject is None or headline.subject.type not in STATES or told.relation != headline.relation:
        return False
    if (told.subject, headline.subject) not in posts or told.object is None or headline.object is None:
        return False
    country_of = load_gazetteer().country_of
    return headline.object in (told.object, country_of(told.object.id))
