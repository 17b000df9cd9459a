"""Who travels and meets, as far as an article has told: the story goes on with the same people and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tradegraph.extraction.cast import Cast
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item, to_carried
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import load_gazetteer


def without_hosts(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield claims, but those that send somebody to the place whose post he holds, where he but receives.

    Whose post it is may be guessed, too: the journey goes where it is no surer than the post.
    """
    claims = tuple(claims)
    posts = {(each.subject, each.object): each for each in claims if each.relation == "holds_position"}
    for claim in claims:
        post = posts.get((claim.subject, claim.object)) if claim.relation == "visited" else None
        if post is None or post.confidence < claim.confidence:
            yield claim


@dataclass
class Journeys:
    """The journeys of one article: whom the last visit or meeting was told of, and where each person goes.

    `planned` are the stops that are still ahead; `quote` is what told the last journey, `party` who leads it
    or sent it.
    """

    traveller: Entity | None = None
    party: tuple[Item, ...] = ()
    stops: defaultdict[Entity, list[Item]] = field(default_factory=lambda: defaultdict(list))
    planned: set[tuple[Entity, Entity]] = field(default_factory=set)
    quote: str = ""

    @property
    def last_stops(self) -> Sequence[Item]:
        """The places of who was told to travel or meet last."""
        return self.stops.get(self.traveller, ()) if self.traveller else ()

    def tell(self, claim: Claim) -> None:
        """Remember a visit or a meeting."""
        if claim.relation == "met_with" and claim.subject is not None and claim.subject.type == "Person":
            self.traveller = claim.subject
        if claim.relation == "visited" and claim.subject is not None and claim.object is not None:
            if claim.quote != self.quote or self.traveller is None:  # of those who travel together, the first
                self.traveller, self.quote = claim.subject, claim.quote
                self._lead(claim)
            self.stops[claim.subject] += [
                to_carried(ref) for ref in claim.references if ref.end_of == "object"
            ]
            if claim.status == "target":
                self.planned.add((claim.subject, claim.object))

    def _lead(self, claim: Claim) -> None:
        """Let who travels lead the party, but who joins it where it goes already."""
        if not any(
            stop.entities[0] == claim.object for each in self.party for stop in self.stops[each.entities[0]]
        ):
            leads = (to_carried(ref) for ref in claim.references if ref.end_of == "subject")
            self.party = tuple(each for each in leads if each.entities[0] == claim.subject)[:1]

    def protagonist(self, discourse: Discourse, position: int) -> tuple[Item, ...]:
        """Return the person whom a sentence without one is about.

        That is whom it is about before `position`; else whom the last sentence was about; else, of the people
        there, the one who was told to travel or meet, or the first.
        """
        cast = discourse.cast
        about = cast.subject if cast.subject and cast.since < position else cast.just
        here = [i for i in discourse.sentence if i.end <= position and i.entities[0].type == "Person"]
        before = [i for i in discourse.previous if i.entities[0].type == "Person"]
        about = about or (None if here or before else self.traveller)
        known = [item for _, item in discourse.noted["Person"] if item.entities[0] == about][-1:]
        travelling = [i for i in before if i.entities[0] == self.traveller]
        found = (known or here or travelling or before)[:1]
        if found and cast.subject is None:
            cast.subject, cast.since = found[0].entities[0], position
        return tuple(replace(item, kind="carried") for item in found)

    def _trip(self, cast: Cast, companions: object) -> Iterator[Item]:
        """Yield the places of the trip that `companions` are on, cities only where their country is not told.

        It is that of whom the sentence names or is about, or else of who was told to travel last; its
        stops ahead count only where there are no others.
        """
        others = (
            {each for item in companions for each in item.entities}
            if isinstance(companions, tuple)
            else set()
        )
        leads = (each for each in (*cast.people[:1], cast.subject, self.traveller) if each)
        lead = next((each for each in leads if each not in others and self.stops.get(each)), None)
        stops = self.stops.get(lead, []) if lead else []
        done = [stop for stop in stops if (lead, stop.entities[0]) not in self.planned]
        gazetteer, places = load_gazetteer(), {stop.entities[0] for stop in done or stops}
        for stop in done or stops:
            country = gazetteer.country_of(stop.entities[0].id)
            if country == stop.entities[0] or country not in places:
                yield stop

    def _done(self) -> Iterator[tuple[Entity, Entity]]:
        """Yield who went where already."""
        for who, stops in self.stops.items():
            yield from (
                (who, stop.entities[0]) for stop in stops if (who, stop.entities[0]) not in self.planned
            )

    def look_around(self, fields: Mapping[str, Any], discourse: Discourse, start: int) -> dict[str, Any]:
        """Return the slots left to the story: its "@person", its "@party", the places of its "@trip"."""
        found: dict[str, Any] = {}
        if fields.get("subject") == "@party":
            found["subject"] = self.party
        if fields.get("subject") == "@person":
            found["subject"] = self.protagonist(discourse, start)
        if fields.get("object") == "@trip":
            found["object"] = stops = tuple(self._trip(discourse.cast, fields.get("subject")))
            ahead = {place for _, place in self.planned} - {place for _, place in self._done()}
            if stops and ahead.issuperset(stop.entities[0] for stop in stops):
                found["status"] = "target"  # "the delegation includes …" is of a journey to come
        return found


def is_abroad(state: Entity | None, place: Entity) -> bool:
    """Tell whether a place surely lies outside the state that somebody serves."""
    gazetteer = load_gazetteer()
    country, region = gazetteer.country_of(place.id), gazetteer.region_of(place.id)
    if state is None or country is None:
        return False
    if state.type == "Bloc":
        members = gazetteer.members_of(state.id)
        return bool(members) and country not in members
    if state.type == "Region" and gazetteer.country_of(state.id) == country:
        return region is not None and region != state
    return country != (gazetteer.country_of(state.id) or state)
