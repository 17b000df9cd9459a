"""Whose a post is that is told with "its" or "our", or by a city: "its trade minister", "our chairman"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tradegraph.annotation.matches import BODIES, STATES
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.levels import STATES_AT, is_listed
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts

#: How far behind a name "and its" stands at the most, in characters.
_JOINED: Final = 6
#: Who may have officials.
_EMPLOYERS: Final = STATES | BODIES
#: The levels of posts that places have, towns too.
_OF_PLACES: Final = {*STATES_AT, "City"}


@dataclass(frozen=True, slots=True)
class OwnerFinder:
    """Finds whose "its minister" or "our director" is in one article; `posts` are those told so far."""

    lang: str
    discourse: Discourse
    posts: Posts

    def find(self, told: object, found: Item, post: Item, level: str | None) -> Item | None:
        """Return who has a post of a level; None where that is `found`, the end that was taken for it.

        `told` is what the pattern found in its place, such as "its".
        """
        if not isinstance(told, Item) or told.type not in ("Its", "Our", "We"):
            return self._state_of(found, level)
        if told.type != "Its":
            is_of_state = level in STATES_AT and not is_listed(post, "presiding", self.lang)
            home = self.discourse.voice if is_of_state and found.entities[0].type in BODIES else None
            is_voice = self.discourse.publisher is None or home is not None
            told_by = self._ours(told, level) if is_voice else self._state_of(found, level)
            return told_by or (home and replace(told, entities=home.entities, kind="anaphor"))
        if near := self._just_before(told) or self._named_since(found, post):
            return replace(near, kind="anaphor")
        entity = found.entities[0]
        if level in STATES_AT and entity.type == "City":
            state = self.discourse.its(found.start, STATES_AT[level])
            if state and state in (*self.discourse.previous, *self.discourse.sentence):
                return replace(found, entities=state.entities, kind="anaphor")
            return self._state_of(found, level)
        if level in _OF_PLACES or entity.type in BODIES:
            return None
        body = self.discourse.its(told.start, BODIES)
        return replace(told, entities=body.entities, kind="anaphor") if body else None

    def _state_of(self, found: Item, level: str | None) -> Item | None:
        """Return the country that a capital stands for, where a state's post is told with it."""
        if level not in STATES_AT or found.entities[0].type != "City":
            return None
        country = self.discourse.gazetteer.capital_country(found.entities[0].id)
        return replace(found, entities=(country,)) if country else None

    def _just_before(self, its: Item) -> Item | None:
        """Return the state or body that only "and" parts from "its": "premier of Fiji and its minister"."""
        near = (item for item in self.discourse.sentence if 0 < its.start - item.end <= _JOINED)
        return next((item for item in near if item.entities[0].type in _EMPLOYERS), None)

    def _named_since(self, found: Item, post: Item) -> Item | None:
        """Return the body whose "its president" is: the one named last, if since the place."""
        if not is_listed(post, "presiding", self.lang):
            return None
        entity = found.entities[0]
        before = (item for item in self.discourse.sentence if item.end <= found.start)
        named = [item for item in before if entity in item.entities or item.entities[0].type in BODIES]
        return named[-1] if named and entity not in named[-1].entities else None

    def _ours(self, told: Item, level: str | None) -> Item | None:
        """Return whose "our minister" or "our chairman" is: whom the interviewee serves, or who just spoke.

        Only firms and chambers are spoken for by whoever is quoted; a minister is that of the article's home.
        """
        near = (*self.discourse.previous, *self.discourse.sentence)
        quoted = [item.entities[0] for item in reversed(near) if item.type == "Person"]
        kinds = STATES_AT.get(level, BODIES)
        for person in [self.discourse.speaker, *(quoted if kinds is BODIES else [])]:
            served = self.posts.employers.get(person, set()) if person is not None else set()
            fits = sorted((each for each in served if each.type in kinds), key=lambda each: each.id)
            if fits:
                return replace(told, entities=(fits[0],), kind="anaphor")
        return None
