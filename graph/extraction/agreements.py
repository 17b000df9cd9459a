"""The agreements of an article: which mentions mean the same one, who its parties are, who signed for whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import is_ministry
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.masking import Item, Masked
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.ontology.lexicon import load_lexicon

_STATES: Final = {"Country", "Region", "Bloc"}
#: How many parties an agreement has at the least.
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class _Named:
    """An agreement that the article has named: what it is called, its kind, and the sides told so far."""

    entity: Entity
    kind: str
    sides: set[str]


@dataclass
class Agreements:
    """The agreements of one article, in the order of their naming."""

    lang: str = "en"
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    named: list[_Named] = field(default_factory=list)
    parties: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def link(self, masked: Masked) -> None:
        """Give each mention of an agreement in a sentence the entity under which it was first named."""
        for index, item in enumerate(masked.items):
            if item.type == "Agreement" and item.entities and item.kind == "named":
                definite = _definite(self.lang).search(masked.text, 0, masked.marks[index]) is not None
                entity = self._enter(item, definite=definite)
                masked.items[index] = replace(item, entities=(entity, *item.entities[1:]))

    def _enter(self, item: Item, *, definite: bool) -> Entity:
        """Return the entity that a mention means, and remember it with its sides."""
        entity = item.entities[0]
        sides = {each.id for side in item.fields.get("with", ()) for each in side.entities}
        kind = agreement_kind(entity.name, self.lang)
        same = None if entity.known else self._same(entity, kind, sides, definite=definite)
        if same is None:
            known = {party.id for party in self.gazetteer.parties_of(entity.id)}
            self.named.append(_Named(entity, kind, sides | known))
            return entity
        same.sides.update(sides)
        return same.entity

    def _same(self, entity: Entity, kind: str, sides: set[str], *, definite: bool) -> _Named | None:
        """Return the agreement named before that a mention means: of its kind, and of the same sides.

        Without sides of its own it means the last one of its kind, if the text takes it for known ("the
        memorandum"); one with a name of its own means none but that.
        """
        for other in reversed(self.named):
            if other.entity.id == entity.id:
                return other
            if kind not in ("", other.kind) and other.kind:
                continue
            told = other.sides | self.parties[other.entity.id]
            if sides and sides <= told:
                return other
            if not sides and definite and entity.name[:1].islower():
                return other
        return None

    def tell(self, claim: Claim) -> None:
        """Remember a party of an agreement."""
        if claim.relation == "party_to" and claim.subject is not None and claim.object is not None:
            self.parties[claim.object.id].add(claim.subject.id)

    def admits(self, agreement: Entity, party: Entity) -> bool:
        """Tell whether an actor may be a party: of a known agreement, only one of its signatories.

        A bloc stands for its members, and members for their bloc.
        """
        parties = self.gazetteer.parties_of(agreement.id)
        if not parties or party.type not in _STATES or party in parties:
            return True
        members = {member for each in parties for member in self.gazetteer.members_of(each.id)}
        return party in members or any(each in parties for each in self.gazetteer.members_of(party.id))

    def lacks_party(self, agreement: Item) -> bool:
        """Tell whether the text has named one side of an agreement alone, and no party but that."""
        sides = {each.id for side in agreement.fields.get("with", ()) for each in side.entities}
        return len(sides) == 1 and self.parties[agreement.entities[0].id] <= sides


def agreement_kind(name: str, lang: str) -> str:
    """Return the kind of an agreement by the words of its name, "" for an "agreement" of any kind.

    >>> agreement_kind("memorandum of understanding with Ghana", "en")
    'memorandum'
    """
    found = _kinds(lang)[0].search(name.lower())
    return _kinds(lang)[1][found.group()] if found else ""


@cache
def _kinds(lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = {str(w): kind for kind, ws in load_lexicon(lang)["names"]["agreement_kinds"].items() for w in ws}
    return re.compile(rf"\b{to_alternation(words)}(?!\w)"), words


@cache
def _definite(lang: str) -> re.Pattern[str]:
    """Return an expression for a word, at the end of a text, that takes what follows for known."""
    return re.compile(rf"\b{to_alternation(load_lexicon(lang)['names']['definite_words'])} \Z")


def parties_of_signatories(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who is bound by what somebody signed: whom the signatory serves, where no two parties are told."""
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
        if party is not None and Agreements().admits(_object(claim), party) and party not in told[claim.object]:
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


def _principal(post: Claim) -> Entity | None:
    """Return for whom the holder of a post signs: the country for its ministry."""
    body = _object(post)
    country = load_gazetteer().country_of(body.id) if body.type == "GovernmentBody" else None
    return country if country is not None and is_ministry(body.name) else body


def _to_party(signed: Claim, post: Claim, party: Entity) -> Claim:
    employer = next(each for each in post.references if each.end_of == "object")
    kept = [each for each in signed.references if each.end_of == "object"]
    inside = signed.start <= employer.start and employer.stop <= signed.end
    subject = replace(employer, end_of="subject", entity=party, kind=employer.kind if inside else "carried")
    return replace(
        signed, relation="party_to", subject=party, status="reported", references=(subject, *kept)
    )
