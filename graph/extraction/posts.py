"""Who holds which post, which state an official serves, and whom each faces, as far as is told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.cast import Cast, gender_of
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.journeys import Journeys, is_abroad
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.lexicon import load_lexicon

if TYPE_CHECKING:
    from tradegraph.extraction.discourse import Discourse
    from tradegraph.extraction.masking import Item


@dataclass
class Posts:
    """The posts of one article: the holders by each word of a post, the last one last, and whom each serves.

    `here` are the holders that the sentence at hand tells: "the governor" in it is another one. `lead` is the
    state of the first official told; `met` whom and what a person has met or visited, whose official this is
    not; `signers` those who signed an agreement; `unnamed` the posts, by their offsets, whose holder was not
    named yet, with their state.
    """

    holders: dict[str, list[Entity]] = field(default_factory=dict)
    here: list[tuple[str, Entity]] = field(default_factory=list)
    roles: defaultdict[Entity, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    states: dict[Entity, Entity] = field(default_factory=dict)
    people: set[Entity] = field(default_factory=set)
    lead: Entity | None = None
    employers: defaultdict[Entity, set[Entity]] = field(default_factory=lambda: defaultdict(set))
    met: defaultdict[Entity | None, set[Entity]] = field(default_factory=lambda: defaultdict(set))
    signers: defaultdict[Entity, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    journeys: Journeys = field(default_factory=Journeys)
    cast: Cast = field(default_factory=Cast)
    unnamed: dict[int, tuple[frozenset[str], Entity]] = field(default_factory=dict)

    def tell(self, claim: Claim) -> None:
        """Remember what a claim says of posts and meetings."""
        if claim.subject is None or claim.object is None:
            return
        if claim.relation != "visited" or claim.subject not in self.met.get(self.journeys.traveller, ()):
            self.journeys.tell(claim)
        if claim.relation == "holds_position":
            self._tell_post(claim, claim.subject, claim.object)
        elif claim.relation == "met_with":
            self.met[claim.subject].add(claim.object)
            self.met[claim.object].add(claim.subject)
        elif claim.relation == "visited" and (host := _host_of(claim.object)):
            self.met[claim.subject].add(host)
        elif claim.relation == "signed":
            self.signers[claim.object].append(claim.subject)

    def _tell_post(self, claim: Claim, holder: Entity, employer: Entity) -> None:
        if employer.type != "Facility":  # who runs an office serves somebody too
            self.people.add(holder)
        self.employers[holder].add(employer)
        words = str(claim.role).lower().split()
        self.roles[holder].append(frozenset(words))
        self.here += [(word, holder) for word in words]
        if employer.type in STATES:
            self.lead = self.lead or employer
            self.states.setdefault(holder, employer)

    def note_office(self, role: str, holder: Entity) -> None:
        """Remember a post whose employer goes without saying: "the trade minister, Ana Holm"."""
        words = role.lower().split()
        self.roles[holder].append(frozenset(words))
        self.here += [(word, holder) for word in words]

    def start_sentence(self) -> None:
        """Make the holders told in the sentence before known to those that follow."""
        for word, holder in self.here:
            held = self.holders.setdefault(word, [])
            self.holders[word] = [*(person for person in held if person != holder), holder]
        self.here = []

    def holder(self, role: str, employers: AbstractSet[Entity], lang: str) -> Entity | None:
        """Return who "the governor" is: the person of whom the article has told such a post last.

        Where `employers` are told ("Utah's governor"), it is one of theirs. A word for any office ("la
        mandataria") means the official told last.
        """
        word = role.lower().split()[-1]
        roles = load_lexicon(lang)["roles"]
        short = [short for short, full in roles.get("short", {}).items() if full == word]
        others = roles.get("also_called", {}).get(word, ())
        found = next((self.holders[each] for each in (word, *short) if each in self.holders), [])
        told, apart = {*role.lower().split()}, frozenset(roles.get("apart", ()))
        if all(self._likeness(each, told, apart)[1] for each in found):  # none but a "prime minister"
            found = next((self.holders[each] for each in others if each in self.holders), found)
        if not found and word in roles.get("any_office", ()):
            found = [each for each in self.states if self.cast.may_be(each, gender_of(role, lang))]
        fitting = [person for person in found if not employers or self.employers[person] & employers]
        likeness = {person: self._likeness(person, told, apart) for person in fitting}
        best = [person for person in fitting if likeness[person] == max(likeness.values())]
        return self.cast.likeliest(best, self.journeys.traveller, self.employers)

    def _likeness(self, person: Entity, told: AbstractSet[str], apart: AbstractSet[str]) -> tuple[bool, int]:
        """Return how well an office fits a person's: in its words, and without others as in "deputy"."""
        roles = self.roles.get(person, [])
        return max(((told <= role, -len((role - told) & apart)) for role in roles), default=(False, 0))

    def named_for(self, start: int, lang: str) -> Entity | None:
        """Return who held the post told at an offset without a name: the one person named with it since."""
        if start not in self.unnamed:
            return None
        told, state = self.unnamed[start]
        apart = frozenset(load_lexicon(lang)["roles"].get("apart", ()))
        served = [person for person, employers in self.employers.items() if state in employers]
        fits = [
            person
            for person in served
            for role in self.roles[person]
            if (told <= role or role <= told) and not (role ^ told) & apart
        ]
        return fits[0] if len({*fits}) == 1 and fits[0].type == "Person" else None

    def official_of(self, states: AbstractSet[Entity]) -> Entity | None:
        """Return who "the Norwegian leader" is: the one who travels, else the official of it told last."""
        people = [person for person, state in reversed(self.states.items()) if state in states]
        return next(
            (person for person in people if person == self.journeys.traveller), next(iter(people), None)
        )

    def is_abroad(self, person: Entity, place: Entity) -> bool:
        """Tell whether a place surely lies outside the state that an official serves, or that travels."""
        if person.type in STATES:
            return is_abroad(person, place)
        served = load_gazetteer().country_of(person.id) if person.known else None
        return is_abroad(self.states.get(person, served), place)

    def is_envoy(self, person: Entity, lang: str) -> bool:
        """Tell whether somebody has been told as an ambassador, who lives where he serves."""
        envoys = [frozenset(role.split()) for role in load_lexicon(lang)["roles"]["envoys"]]
        return any(envoy <= held for held in self.roles.get(person, ()) for envoy in envoys)

    def look_around(self, fields: Mapping[str, Any], discourse: Discourse, start: int) -> dict[str, Any]:
        """Return the slots that a pattern leaves to the story: "@untitled" whose post is told only now.

        "@held" is the one employer of `holder`, or else of whom the sentence before is about; "@two" are the
        two people of the sentence before.
        """
        if fields.get("subject") == "@two":
            people = [item for _, item in discourse.noted["Person"] if item.entities[0] in self.cast.two()]
            last = {item.entities[0]: (replace(item, kind="carried"),) for item in people}
            pair = tuple(last.values()) if len(last) == 2 else ((), ())
            return {"subject": pair[0], "object": pair[1]}
        if fields.get("object") == "@held":
            holder = fields["holder"][0].entities[0] if "holder" in fields else self.cast.just
            return {"object": self._served_before(holder, discourse) if holder else ()}
        if fields.get("subject") != "@untitled":
            return self.journeys.look_around(fields, discourse, start)
        named = {i.entities[0]: i for i in discourse.previous if i.entities[0].type == "Person"}
        office = fields.get("object") or fields.get("post")
        untitled = [item for person, item in named.items() if person not in self.people]
        served = [item for item in untitled if _may_serve(item.entities[0], office)]
        return {"subject": (replace(served[0], kind="carried"),) if len(served) == 1 else ()}

    def _served_before(self, holder: Entity, discourse: Discourse) -> tuple[Item, ...]:
        """Return the one employer that the article has told of somebody, where it is named last."""
        employers = self.employers.get(holder, set())
        told = (item for each in employers for _, item in discourse.noted.get(each.type, ()))
        found = [item for item in told if item.entities[0] in employers][-1:] if len(employers) == 1 else []
        return tuple(replace(item, kind="carried") for item in found)

    def facing(self, person: Entity) -> AbstractSet[Entity]:
        """Return the states of those whom a person has met, visited or signed an agreement with."""
        others = set(self.met.get(person, ()))
        for signers in self.signers.values():
            if person in signers and len(signers) == 2:  # of more, some sign for one side
                others |= {*signers} - {person}
        sides = (self.states.get(other, other) for other in others)
        return {side for side in sides if side.type in STATES}


def _host_of(place: Entity) -> Entity | None:
    """Return the country of a place that only foreigners are told to visit: a country, or a capital."""
    return place if place.type == "Country" else load_gazetteer().capital_country(place.id)


def _may_serve(person: Entity, employers: object) -> bool:
    """Tell whether somebody may be an official of a country, as far as is known."""
    known = load_gazetteer().country_of(person.id) if person.known else None
    told = [entity for item in employers for entity in item.entities] if isinstance(employers, tuple) else []
    countries = [load_gazetteer().country_of(entity.id) or entity for entity in told]
    return known is None or known in countries or not told


def posts_first(found: Iterable[Found]) -> list[Found]:
    """Return matches in their order, but posts before, and after all others what these help to tell.

    Whose minister somebody is who is called so without a country may be told by the meeting in the same
    sentence, and who is abroad by the post.
    """
    return sorted(found, key=_rank)


def _rank(match: Found) -> int:
    if match.pattern.sets.get("away"):
        return 3
    if match.pattern.relation != "holds_position":
        return 1
    return 0 if match.fields.get("object") else 2


def split_offices(claim: Claim, lang: str) -> Iterator[Claim]:
    """Yield one claim for each public office of a post: "deputy prime minister and foreign minister"."""
    joint, office = _offices(lang)
    roles = joint.split(claim.role) if claim.relation == "holds_position" and claim.role else []
    if len(roles) > 1 and all(office.search(role) for role in roles):
        yield from (replace(claim, role=role) for role in roles)
    else:
        yield claim


@cache
def _offices(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return an expression for what joins two public offices, and one for the words of such offices."""
    roles = load_lexicon(lang)["roles"]
    office = rf"(?i:\b{to_alternation(roles['offices'])}\b)"
    return re.compile(rf",? (?:{roles['and']}) (?=(?:[\w-]+ ){{0,3}}{office})"), re.compile(office)


def explicit_posts(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield `claims` without posts whose employer was only guessed, of people with a post told in full."""
    claims = list(claims)
    told = {c.subject for c in claims if c.relation == "holds_position" and not _is_guessed(c)}
    for claim in claims:
        if claim.relation != "holds_position" or claim.subject not in told or not _is_guessed(claim):
            yield claim


def _is_guessed(claim: Claim) -> bool:
    return any(ref.end_of == "object" and ref.kind == "carried" for ref in claim.references)
