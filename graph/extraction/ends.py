"""The ends of a claim: which entity fills each, what is carried over from earlier text, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.levels import post_level, title_country
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.slots import ENTITY_FIELDS
from tradegraph.model import Claim, Entity

#: How far behind a figure a sentence may take up its flow ("In 2016 it was …"), in characters.
_TOLD_REACH: Final = 250
#: What a name that no cue tells is taken for, by what an end may be.
_GUESSES: Final = ("Company", "Association", "Agreement", "City", "Facility", "Person")
_STATES: Final = {"Country", "Region", "Bloc"}


@dataclass(frozen=True, slots=True)
class EndFinder:
    """Finds the ends of the claims of one article; `posts` are those told so far."""

    lang: str
    discourse: Discourse
    posts: Posts

    def look_around(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the slots that a pattern leaves to the discourse, such as "@same" or "@home"."""
        if str(fields.get("flow", "")).startswith("@"):
            return self._told_flow(fields, start)
        wanted = fields.get("subject")
        if not isinstance(wanted, str):
            return {}
        if wanted == "@firm":
            firm = self.discourse.firm_before(start)
            return {"subject": (firm,) if firm else ()}
        if wanted == "@home":
            return {"subject": self._other_side(fields.get("object"))}
        if wanted in ("@person", "@agreement", "@aim"):
            types = {"Person"} if wanted == "@person" else {"Agreement"}
            found = self.discourse.subject_of(types, start)
            if found is not None or wanted != "@aim":
                return {"subject": (found,) if found else ()}
        home = self.discourse.homes.get("State")
        pair = sorted(
            self.discourse.carried_pair(near=False),
            key=lambda item: home is None or item.entities != home.entities,
        )
        return {"subject": tuple(pair[:1]), "counterpart": tuple(pair[1:2])}

    def _other_side(self, item: Any) -> tuple[Item, ...]:
        """Return the article's home: what "we" means, and the side unsaid of an agreement "with Ghana"."""
        home = self.discourse.homes.get("State")
        is_agreement = isinstance(item, tuple) and bool(item) and item[0].type == "Agreement"
        if home is None or (is_agreement and not self.discourse.agreements.lacks_party(item[0])):
            return ()
        if is_agreement and home.entities == item[0].fields["with"][0].entities:
            pair = self.discourse.carried_pair(near=False)
            return tuple(side for side in pair if side.entities != home.entities)
        return (replace(home, kind="carried"),)

    def _told_flow(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the flow of the last figure: "@same", "@reverse" (the other way), "@other" (with another).

        A figure far behind counts no more.
        """
        told = self.discourse.told
        nothing: dict[str, Any] = {"subject": (), "object": ()}
        if told is None or not 0 <= start - told.start < _TOLD_REACH:
            return nothing
        ends: dict[str, Any] = {name: (item,) for name, item in self.discourse.told_ends().items()}
        if fields["flow"] == "@reverse":
            if told.flow != "exports":
                return nothing
            ends = {"subject": ends["object"], "object": ends["subject"]}
        if fields["flow"] == "@other":
            other = "object" if told.subject == self.discourse.reporter else "subject"
            ends = {**ends, other: fields["other"]}
        is_deficit = _is_deficit(told) and _is_money(fields.get("value"))
        return {**ends, "flow": told.flow, "sign": -1 if is_deficit else fields.get("sign", 1)}

    def find(self, relation: Relation, fields: Mapping[str, Any]) -> dict[str, Item] | None:
        """Return the items of the entity fields; None where a required one is missing or does not fit."""
        ends: dict[str, Item] = {}
        for name in ENTITY_FIELDS:
            item = fields.get(name)
            if isinstance(item, Item):
                fitted = self._fit(relation, name, item)
                if fitted is None:
                    return None
                ends[name] = fitted
        if relation.name == "holds_position" and not self._find_employer(fields, ends):
            return None
        self._carry(relation, fields, ends)
        missing = relation.required & set(ENTITY_FIELDS) - set(ends)
        return None if missing else ends

    def _fit(self, relation: Relation, name: str, item: Item) -> Item | None:
        """Return `item` as the end `name` of the relation, or None where it cannot be one."""
        types = relation.ends.get(name)
        if item.type == "Its":
            owner = self.discourse.its(item.start, types or ())
            return replace(item, entities=owner.entities, kind="anaphor") if owner else None
        if item.type == "Post":
            return self._holder(item)
        if not item.entities:
            return None
        entity = item.entities[0]
        if item.type == "Name" and types is not None:
            guess = next((kind for kind in _GUESSES if kind in types), None)
            return replace(item, entities=(mint(entity.name, guess),)) if guess else None
        if entity.type == "City" and name in relation.states:
            country = self.discourse.gazetteer.capital_country(entity.id)
            return replace(item, entities=(country,), kind="anaphor") if country else None
        return item if types is None or entity.type in types else None

    def _find_employer(self, fields: Mapping[str, Any], ends: dict[str, Item]) -> bool:
        """Complete a post told without organisation; tell whether the post can stand.

        A country has no chief executive, and who holds a post already is not given another without a word.
        """
        role = fields.get("role")
        if not isinstance(role, tuple):
            return True
        boss = fields.get("boss")
        words = boss if isinstance(boss, tuple) else role
        level = post_level(str(words[0].value), self.lang)
        if "object" in ends:
            return not (level in ("Company", "Association") and ends["object"].entities[0].type in _STATES)
        holder = ends["subject"].entities[0] if "subject" in ends else None
        if holder in self.posts.people:
            return False
        title_holder = title_country(str(role[0].value), self.lang)
        employer = self.discourse.places.get(title_holder or "") or self._served_by(holder, level)
        if employer is None and level in (None, "State"):
            employer = self._colleague_of(role[0])
        if employer is None and level is not None:
            employer = self.discourse.of_level(level, role[0].start)
        if employer is not None:
            ends["object"] = replace(employer, kind="carried")
        return True

    def _served_by(self, person: Entity | None, level: str | None) -> Item | None:
        """Return the state that a known office holder served, where the article names it at all."""
        if person is None or not person.known or level not in ("Country", "Region", "State"):
            return None
        gazetteer = self.discourse.gazetteer
        states = (gazetteer.region_of(person.id), gazetteer.country_of(person.id))
        named = (self.discourse.places.get(state.id) for state in states if state is not None)
        return next((item for item in named if item is not None), None)

    def _colleague_of(self, post: Item) -> Item | None:
        """Return the state that the official named before in the sentence serves: lists name it once."""
        people = [
            i.entities[0] for i in self.discourse.sentence if i.type == "Person" and i.end <= post.start
        ]
        for person in reversed(people):
            state = self.posts.states.get(person)
            if state is not None and state.id in self.discourse.last:
                return self.discourse.last[state.id]
        return None

    def _holder(self, post: Item) -> Item | None:
        """Return who "the governor" is: the person of whom the article has told such a post last."""
        role = post.fields.get("role")
        word = str(role[0].value).lower().split()[-1] if isinstance(role, tuple) and role[0].value else ""
        holder = self.posts.holders.get(word)
        return replace(post, type="Person", entities=(holder,), kind="anaphor") if holder else None

    def _carry(self, relation: Relation, fields: Mapping[str, Any], ends: dict[str, Item]) -> None:
        """Fill missing ends from earlier text: the side whose trade is told, and its partner in the story."""
        missing = [name for name in ("subject", "object") if name in relation.carried and name not in ends]
        near = bool(fields.get("near"))
        if len(missing) == 2:
            first = str(fields.get("reporter", "subject"))
            order = [first, *({*missing} - {first})]
            ends.update(zip(order, self.discourse.carried_pair(near=near), strict=False))
        elif missing:
            other: Entity = ends["object" if missing == ["subject"] else "subject"].entities[0]
            if item := self.discourse.carried_partner(other, near=near):
                ends[missing[0]] = item


def _is_deficit(claim: Claim) -> bool:
    return claim.relation == "trade_value" and claim.value is not None and claim.value < 0


def _is_money(value: Any) -> bool:
    return isinstance(value, tuple) and any(item.type == "Money" for item in value)
