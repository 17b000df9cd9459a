"""Whose a post is that is told without organisation: "the trade minister", "Governor Holm"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph.annotation.matches import BODIES, STATES
from tradegraph.annotation.nameorigins import find_origin
from tradegraph.extraction.deputies import state_of_principal
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.levels import STATES_AT, is_listed, post_level, title_country
from tradegraph.extraction.masking import Item
from tradegraph.extraction.offices import Having, having
from tradegraph.extraction.owners import OwnerFinder
from tradegraph.extraction.places import is_world_part
from tradegraph.extraction.posts import Posts
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: Where an envoy may be, and how far behind the post it is told, in characters ("ambassador to the …").
_PLACES: Final = {*STATES, "City", "There"}
_POSTED_TO: Final = 12
#: How many characters behind an official the next one of a list stands (", y la …").
_LISTED: Final = 7
#: What a post of each level never belongs to: a country has no chief executive. A bloc may have a director.
_UNFIT: Final[Mapping[str | None, frozenset[str]]] = {
    "Company": frozenset({*STATES, "City"}),
    "Association": frozenset({*STATES, "City"} - {"Bloc"}),
}
#: What presidents are of: states and bodies; and which bodies have them as states do.
_WITH_PRESIDENTS: Final = tuple(sorted({*STATES, *BODIES}))
_PRESIDED: Final = {"Association", "Academia"}
#: The levels of posts whose deputies are of the state of whom they stand in for; a country's are of the home.
_DEPUTIZED: Final = {"Region", "State"}


@dataclass(frozen=True, slots=True)
class EmployerFinder:
    """Finds the employers of posts in one article; `posts` are those told so far."""

    lang: str
    discourse: Discourse
    posts: Posts

    def complete(self, fields: Mapping[str, Any], ends: dict[str, Item]) -> bool:
        """Complete a post without organisation; tell whether it stands: nobody gets a second one unsaid."""
        role = fields.get("role")
        if not isinstance(role, tuple):
            if "subject" in ends and "object" not in ends and self._is_peer(role):
                self._join(ends, self._of_peer(ends["subject"].entities[0]))
            elif fields.get("listed") and "object" not in ends:  # "ministers of X, Ana Ruiz, and of Y, …"
                self._join(ends, self._colleague_of(ends["subject"]))
            return not fields.get("hosted")
        boss = fields.get("boss")
        words = boss if isinstance(boss, tuple) else role
        level = post_level(str(words[0].value), self.lang)
        owners = OwnerFinder(self.lang, self.discourse, self.posts)
        if "object" in ends and (owner := owners.find(fields.get("object"), ends["object"], words[0], level)):
            ends["object"] = owner
        if self._is_taken(fields.get("object"), ends, words[0]):
            ends["object"] = replace(self.discourse.homes["Country"], kind="carried")
        if fields.get("hosted") and not self._settle(ends, words[0], level):
            return False
        if "object" in ends and is_world_part(ends["object"].entities[0]):
            del ends["object"]
        if "object" in ends and level in STATES_AT and ends["object"].kind == "anaphor":
            self._correct(ends)
        if "object" in ends:
            return ends["object"].entities[0].type not in _UNFIT.get(level, ())
        holder = ends["subject"].entities[0] if "subject" in ends else None
        if holder in self.posts.people:
            return False
        presided = self._presided(ends["subject"], words[0]) if "subject" in ends else None
        self._join(ends, presided or self._find(holder, role[0], level))
        return True

    def _is_taken(self, told: object, ends: Mapping[str, Item], post: Item) -> bool:
        """Tell whether "our president" is the country's, since another is that of the body that speaks."""
        if (
            not isinstance(told, Item)
            or told.type not in ("Our", "We")
            or not {"subject", "object"} <= {*ends}
        ):
            return False
        body, holder = ends["object"].entities[0], ends["subject"].entities[0]
        others = (person for person, served in self.posts.employers.items() if body in served)
        held = {
            word
            for person in others
            if person != holder
            for role in self.posts.roles[person]
            for word in role
        }
        return body.type in BODIES and str(post.value).lower() in held and "Country" in self.discourse.homes

    def _settle(self, ends: dict[str, Item], post: Item, level: str | None) -> bool:
        """Make of the place that an official was met in the state that they serve; tell whether it is one."""
        whose = having(str(post.value), self.lang)
        states = self._states_of(ends["object"], level) if "object" in ends else ()
        state = next((item for item in states if whose.fits(item.entities[0])), None)
        if state is not None:
            ends["object"] = state
        return state is not None and ends["subject"].entities[0] not in self.posts.people

    def _presided(self, holder: Item, post: Item) -> Item | None:
        """Return the chamber whose "the president, Anders Holm" is: what the sentence before is about.

        A title right before a name ("President Holm") is a state's. Where that sentence names neither state
        nor body, it goes on about the one before it.
        """
        is_title = 0 <= holder.start - post.end <= 1
        if is_title or not is_listed(post, "presiding", self.lang):
            return None
        types = ((item, item.entities[0].type) for item in self.discourse.previous)
        told = (item for item, kind in types if kind in STATES or kind in BODIES)
        topic = next(told, None) or self.discourse.latest(_WITH_PRESIDENTS)
        return topic if topic and topic.entities[0].type in _PRESIDED else None

    def _find(self, holder: Entity | None, post: Item, level: str | None) -> Item | None:
        """Return the employer: told by title, known of the person, a colleague's, or the article's own."""
        if holder is not None and self._is_peer(post.value):
            return self._of_peer(holder)
        if country := title_country(str(post.value), self.lang):
            return self._region_of(country, holder) or self._named(country)
        if level in STATES_AT and (states := list(self._served_by(holder))):
            return next((item for state in states if (item := self._named(state.id))), None)
        facing = self.posts.facing(holder) if holder is not None else frozenset()
        principal = state_of_principal(str(post.value), self.posts, self.discourse, self.lang)
        if principal and level in _DEPUTIZED and not facing & {*principal.entities}:
            return principal
        told = self.discourse.nameless_posts.employer(str(post.value)) if level in STATES_AT else None
        if level == "Country" and is_listed(post, "envoys", self.lang):  # an embassy tells of its own
            told = told or self.discourse.homes.get("Sender")
        if told and not facing & {*told.entities}:
            return told
        whose = having(str(post.value), self.lang)
        hosts = self._hosts(post, level) if facing else ()
        found = (item for item in (*hosts, *self._candidates(post, level, whose)) if item is not None)
        fits = (item for item in found if whose.fits(item.entities[0]))
        return self._of_like_name(holder, [item for item in fits if not facing & {*item.entities}])

    def _is_peer(self, role: object) -> bool:
        """Tell whether somebody is called by his or her host's office: "his counterpart"."""
        return str(role).lower() in load_lexicon(self.lang)["roles"]["peers"]

    @staticmethod
    def _join(ends: dict[str, Item], employer: Item | None) -> None:
        """Make of an employer that is found the object of a post."""
        if employer and not is_world_part(employer.entities[0]):
            ends["object"] = replace(employer, kind="carried")

    def _of_peer(self, holder: Entity) -> Item | None:
        """Return the state of "his counterpart": of the host's places one like that of whom he or she met."""
        met = [
            self.posts.states[person]
            for person in self.posts.met.get(holder, ())
            if person in self.posts.states
        ]
        near = [item for item in self.discourse.sentence if item.type in _PLACES and item.entities]
        for place in (*near, *reversed(self.posts.journeys.last_stops)):
            for own in met:
                states = self._states_of(place, own.type)
                if found := next((item for item in states if item.entities[0] != own), None):
                    return found
        return None

    def _of_like_name(self, holder: Entity | None, states: Sequence[Item]) -> Item | None:
        """Return the likeliest of several states, in order: one where people have names like the holder's."""
        lands: dict[str, Item] = {}
        for state in states:
            country = self.discourse.gazetteer.country_of(state.entities[0].id)
            lands.setdefault(country.code or "" if country else "", state)
        origin = find_origin(holder.name, lands) if holder is not None else None
        return lands[origin] if origin else next(iter(states), None)

    def _candidates(self, post: Item, level: str | None, whose: Having) -> Iterator[Item | None]:
        """Yield what a post may belong to, the likeliest first."""
        publisher = self.discourse.publisher
        if whose.bloc is not None:
            yield self._named(whose.bloc)
        if level == "Country":
            yield from self._regional(whose)
        if level in ("Association", "Company") and publisher is not None and publisher.type == level:
            yield publisher
        if level in (None, "State"):
            yield self._colleague_of(post)
        elif level == "Country":
            state = self._colleague_of(post, within=_LISTED)
            yield state if state and state.entities[0].type == "Country" else None
        if is_listed(post, "envoys", self.lang):
            yield self._sender(post)
        lead = self.posts.lead
        if level == "State" and lead is not None and lead.type == "Region":
            yield self.discourse.last.get(lead.id)
        if level is None:
            return
        yield from self._regions(post) if level == "Region" else self.discourse.of_level(level, post.start)
        for stop in reversed(self.posts.journeys.last_stops):  # nearer than who else the story names
            yield from self._states_of(stop, level)
        for side in self.discourse.pair():
            if side.type in STATES_AT.get(level, ()):
                yield self.discourse.last.get(side.id)

    def _regions(self, post: Item) -> Iterator[Item]:
        """Yield whose "the governor" may be: of the regions named just now, the article's own, the others."""
        named = list(self.discourse.of_level("Region", post.start))
        near = (*self.discourse.sentence, *self.discourse.previous)
        yield from (item for item in named if item in near)
        home = self.discourse.homes.get("State")
        yield from [home] if home and home.entities[0].type == "Region" else []
        yield from named

    def _regional(self, whose: Having) -> Iterator[Item]:
        """Yield the regions that have a country's office too, in the story of a region: "la presidenta"."""
        home = self.discourse.homes.get("State")
        if home is not None and home.entities[0].type == "Region":
            sides = (self.discourse.last.get(side.id) for side in self.discourse.pair())
            yield from (i for i in (home, *sides) if i is not None and whose.is_regional(i.entities[0]))

    def _hosts(self, post: Item, level: str | None) -> Iterator[Item]:
        """Yield whose an official met where this sentence tells is: "in Tunis he saw Minister Holm"."""
        places = (i for i in self.discourse.sentence if i.end <= post.start and i.type in _PLACES)
        for place in reversed([item for item in places if item.entities]):
            yield from self._states_of(place, level)

    def _states_of(self, place: Item, level: str | None) -> Iterator[Item]:
        """Yield a place, its region and its country, where these may have a post of some level.

        Officials in a capital are the country's; those of anywhere meet in Geneva or Brussels.
        """
        entity, gazetteer = place.entities[0], self.discourse.gazetteer
        if entity.name in load_lexicon(self.lang)["roles"]["neutral"]:
            return
        is_capital = level != "Region" and gazetteer.capital_country(entity.id) is not None
        region = None if is_capital else gazetteer.region_of(entity.id)
        for state in (entity, region, gazetteer.country_of(entity.id)):
            if state is not None and state.type in STATES_AT.get(level, ()):
                yield replace(place, type=state.type, entities=(state,), kind="anaphor")

    def _sender(self, post: Item) -> Item | None:
        """Return the country that "the ambassador" is of: not the article's own, unless it tells where to."""
        home = self.discourse.homes.get("Country")
        places = (item for item in self.discourse.sentence if 0 <= item.start - post.end <= _POSTED_TO)
        if home is None or any(item.type in _PLACES for item in places):
            return None
        sides = [self.discourse.gazetteer.country_of(side.id) or side for side in self.discourse.pair()]
        abroad = (side for side in sides if side.type == "Country" and side != home.entities[0])
        sender = next(abroad, None)
        return self._named(sender.id) if sender else None

    def _region_of(self, country: str, holder: Entity | None) -> Item | None:
        """Return the state whose officials the article tells of, where it lies in `country`.

        American states have secretaries of state too; those of the country are known. Where no official's
        state is told yet, it is a side of the story.
        """
        sides = [self.posts.lead] if self.posts.lead is not None else self.discourse.pair()
        for side in () if holder is not None and holder.known else sides:
            within = self.discourse.gazetteer.country_of(side.id) if side.type == "Region" else None
            if within is not None and within.id == country:
                return self.discourse.last.get(side.id)
        return None

    def _named(self, state: str) -> Item | None:
        """Return a state where the article names it, or a place or an office of it."""
        return self.discourse.places.get(state)

    def _correct(self, ends: dict[str, Item]) -> None:
        """Put the state known of an office holder in the place of one that was but described to be theirs."""
        state = next(self._served_by(ends["subject"].entities[0] if "subject" in ends else None), None)
        known = self._named(state.id) if state else None
        if known is not None and self.discourse.gazetteer.country_of(ends["object"].entities[0].id) != state:
            ends["object"] = replace(known, kind="carried")

    def _served_by(self, person: Entity | None) -> Iterator[Entity]:
        """Yield the states that a known office holder served: the region, then the country."""
        if person is not None and person.known:
            gazetteer = self.discourse.gazetteer
            states = (gazetteer.region_of(person.id), gazetteer.country_of(person.id))
            yield from (state for state in states if state is not None)

    def _colleague_of(self, post: Item, *, within: int | None = None) -> Item | None:
        """Return the state that the official named before in the sentence serves: lists name it once.

        `within` so many characters, if told.
        """
        people = [
            i.entities[0]
            for i in self.discourse.sentence
            if i.type == "Person" and i.end <= post.start and (within is None or post.start - i.end <= within)
        ]
        for person in reversed(people):
            state = self.posts.states.get(person)
            if state is not None and state.id in self.discourse.last:
                return self.discourse.last[state.id]
        return None
