"""The sides that a text leaves unsaid: who else an agreement is with, and for whom somebody signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tradegraph.annotation.matches import BODIES, STATES, is_ministry
from tradegraph.extraction.agreements import Agreements, agreement_kind
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.otherside import find_other_side, find_story_pair
from tradegraph.extraction.places import is_world_part
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.lexicon import load_lexicon

#: Slots that a pattern of agreements leaves to what was told before.
UNSAID: Final = frozenset(
    {
        "@actor",
        "@agreement",
        "@bloc",
        "@body",
        "@facility",
        "@home",
        "@treaty",
        "@pair",
        "@roster",
        "@speaker",
    }
)
#: What has members.
_BLOCS: Final = {"Bloc", "InternationalOrganization", "Association"}
#: What has a head, a seat and a year of foundation.
_HEADED: Final = BODIES | {"Facility"}
#: Who may be a party of an agreement.
_ACTORS: Final = STATES | BODIES
#: How far behind a country's name the name of its company begins, in characters.
_POSSESSIVE: Final = 3
#: How far behind an agreement or a plant it is still spoken of, in characters.
_SHORTLY: Final = 180
#: How many parties an agreement has at the least.
_TWO: Final = 2


def find_sides(fields: Mapping[str, Any], discourse: Discourse, start: int) -> dict[str, Any]:
    """Return what a pattern leaves unsaid at `start`.

    "@agreement", "@bloc" and, of many sides, "@treaty" are those that the text speaks of, "@actor" who the
    sentence is about, "@body" the organisation or facility that it is about, "@facility" the office or
    plant told last, shortly before, and "@home" the article's home: what "we" means, and the other side of
    an agreement "with Ghana". "@pair" are both sides of the story,
    "@roster" is whose members are listed, "@speaker" who says what is told.
    """
    if fields.get("subject") == "@pair":
        is_unsaid = fields["object"] == "@agreement"
        agreement = _agreement_told(discourse, start) if is_unsaid else fields["object"]
        if not agreement:
            return {"subject": (), "object": ()}
        pair = find_story_pair(agreement[0], discourse, discourse.agreements.lang)
        return {"subject": pair, "object": agreement}
    if fields.get("subject") == "@speaker":  # "I signed it"
        people = (item for _, item in discourse.noted["Person"] if item.entities[0] == discourse.speaker)
        beside = find_sides({**fields, "subject": None}, discourse, start)
        return {**beside, "subject": tuple(replace(item, kind="carried") for item in people)[:1]}
    if fields.get("object") == "@agreement":
        return {"object": _agreement_told(discourse, start)}
    if fields.get("object") == "@bloc":
        return {"object": _found(discourse.subject_of(_BLOCS, start) or discourse.club)}
    if fields.get("object") == "@roster":
        told = discourse.subject_of(_BLOCS, start) or _latest(discourse, _BLOCS) or discourse.club
        return {"object": _found(told)}
    if fields.get("object") == "@facility":
        return {"object": _just_told(discourse, {"Facility"}, start)}
    if "@body" in fields.values():
        headed = (
            _opened_with(discourse, start)
            or discourse.subject_of(_HEADED, start)
            or _latest(discourse, _HEADED)
        )
        is_described = headed is not None and headed.entities[0].name[:1].islower()  # "farms in Peru"
        body = _found(_latest(discourse, BODIES) if is_described else headed)
        return {name: body for name in ("subject", "object") if fields.get(name) == "@body"}
    if fields.get("object") == "@treaty":
        return {"object": _found(discourse.subject_of({"Agreement"}, start) or _last_of_many(discourse))}
    if fields.get("object") == "@home":
        return {"object": _other_side(None, discourse)}
    if fields["subject"] == "@agreement":
        return {"subject": _found(discourse.subject_of({"Agreement"}, start))}
    if fields["subject"] == "@actor":
        return {"subject": _actor(discourse, start)}
    return {"subject": _other_side(fields.get("object"), discourse)}


def _agreement_told(discourse: Discourse, start: int) -> tuple[Item, ...]:
    """Return the agreement that is spoken of at `start`: in this sentence or the last, or shortly before."""
    told = discourse.subject_of({"Agreement"}, start)
    return (told,) if told else _just_told(discourse, {"Agreement"}, start)


def _just_told(discourse: Discourse, types: Collection[str], start: int) -> tuple[Item, ...]:
    """Return what of some types the text has named last, where that is shortly before `start`."""
    latest = _latest(discourse, types)
    return (latest,) if latest is not None and 0 <= start - latest.end < _SHORTLY else ()


def _opened_with(discourse: Discourse, start: int) -> Item | None:
    """Return the body that opens the sentence before, by description too: "La cámara crece. Nació …"."""
    opener = discourse.last_opener
    here = (item.entities[0].type for item in discourse.sentence if item.end <= start and item.entities)
    if opener is None or opener.type not in _HEADED or not _HEADED.isdisjoint(here):
        return None
    named = discourse.latest_first((opener.type,))
    found = next((item for item in named if item.entities[0] == opener), None)
    return replace(found, kind="carried") if found else None


def _latest(discourse: Discourse, types: Collection[str]) -> Item | None:
    """Return what of some types the text has named last, however far behind."""
    item = discourse.latest(types)
    return replace(item, kind="carried") if item else None


def _last_of_many(discourse: Discourse) -> Item | None:
    """Return the agreement of more than two parties that the text has named last, known or told."""
    agreements = discourse.agreements
    named = (item for _, item in reversed(discourse.noted.get("Agreement", [])))
    found = next((item for item in named if agreements.count_parties(item.entities[0]) > _TWO), None)
    return replace(found, kind="carried") if found else None


def may_be_party(entity: Entity, lang: str) -> bool:
    """Tell whether agreements may bind an entity: no part of the world, nor a parliament."""
    if is_world_part(entity):
        return False
    parliaments = tuple(load_lexicon(lang)["names"].get("legislatures", ()))
    return not entity.name.startswith(parliaments) and not entity.name.endswith(parliaments)


def _found(item: Item | None) -> tuple[Item, ...]:
    return (item,) if item else ()


def _actor(discourse: Discourse, start: int) -> tuple[Item, ...]:
    """Return who a sentence is about; of "Norway's Baltica Holding" the company."""
    first = discourse.subject_of(_ACTORS, start)
    if first is None:
        return ()
    behind = (item for item in (*discourse.sentence, *discourse.previous) if item.start >= first.end)
    second = next((item for item in behind if item.entities), None)
    is_owned = second is not None and second.start - first.end <= _POSSESSIVE
    if second is None or not is_owned or second.entities[0].type in STATES:
        return (first,)
    return (replace(second, kind="carried"),) if second.entities[0].type in _ACTORS else (first,)


def _other_side(item: Any, discourse: Discourse) -> tuple[Item, ...]:
    """Return the article's home; of an agreement of which one side is told, whose other side is sought."""
    home = discourse.homes.get("State")
    is_agreement = isinstance(item, tuple) and bool(item) and item[0].type == "Agreement"
    if home is None or (is_agreement and not discourse.agreements.lacks_party(item[0])):
        return ()
    if not is_agreement:
        return (replace(home, kind="carried"),)
    return find_other_side(item[0], discourse)


def is_of_city(agreement: object, city: Item, lang: str) -> bool:
    """Tell whether a city itself is a side of an agreement, one that twins cities or has it in its name.

    Elsewhere a capital stands for its country, and any other city is where something is signed.
    """
    if not isinstance(agreement, Item) or agreement.type != "Agreement" or not agreement.entities:
        return False
    is_inside = agreement.start <= city.start < agreement.end
    is_capital = load_gazetteer().capital_country(city.entities[0].id) is not None
    return agreement_kind(agreement.entities[0].name, lang) == "twinning" or (is_inside and not is_capital)


def parties_of_story(unsaid: Iterable[Claim], claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield those of `unsaid`, agreements as ones of the story's two sides, of which no party is told.

    Of several mentions of an agreement the first one counts.
    """
    told = {claim.object for claim in claims if claim.relation == "party_to"}
    first: dict[Entity | None, int] = {}
    for claim in unsaid:
        if claim.object not in told and first.setdefault(claim.object, claim.start) == claim.start:
            yield claim


def parties_of_signatories(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who is bound by what somebody signed: whom the signatory serves, unless two are told."""
    told: defaultdict[Entity | None, set[Entity | None]] = defaultdict(set)
    for claim in claims:
        if claim.relation == "party_to":
            told[claim.object].add(claim.subject)
    posts = _first_posts(claims)
    for claim in claims:
        post = posts.get(claim.subject) if claim.relation == "signed" else None
        if post is None or len(told[claim.object]) >= _TWO:
            continue
        party = _principal(post)
        if Agreements().admits(_object(claim), party) and party not in told[claim.object]:
            yield _to_party(claim, post, party)


def _first_posts(claims: Iterable[Claim]) -> dict[Entity | None, Claim]:
    posts: dict[Entity | None, Claim] = {}
    for claim in claims:
        if claim.relation == "holds_position":
            posts.setdefault(claim.subject, claim)
    return posts


def _object(claim: Claim) -> Entity:
    assert claim.object is not None  # the relation requires it
    return claim.object


def _principal(post: Claim) -> Entity:
    """Return for whom the holder of a post signs: the country for its ministry."""
    body = _object(post)
    country = load_gazetteer().country_of(body.id) if body.type == "GovernmentBody" else None
    return country if country is not None and is_ministry(body.name) else body


def _to_party(signed: Claim, post: Claim, party: Entity) -> Claim:
    employer = next(each for each in post.references if each.end_of == "object")
    kept = [each for each in signed.references if each.end_of == "object"]
    inside = signed.start <= employer.start and employer.stop <= signed.end
    subject = replace(employer, end_of="subject", entity=party, kind=employer.kind if inside else "carried")
    return replace(signed, relation="party_to", subject=party, status="reported", references=(subject, *kept))
