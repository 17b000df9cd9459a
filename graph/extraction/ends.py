"""The ends of a claim: which entity fills each, what is carried over from earlier text, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.employers import EmployerFinder
from tradegraph.extraction.masking import Item
from tradegraph.extraction.parties import is_of_city
from tradegraph.extraction.places import is_place
from tradegraph.extraction.posts import Posts
from tradegraph.extraction.publishers import speaks_as_state
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.slots import ENTITY_FIELDS
from tradegraph.extraction.subjects import is_home_there
from tradegraph.extraction.voices import as_speaker, body_speaking
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import countries_of, load_lexicon

#: What a name that no cue tells is taken for, by what an end may be.
_GUESSES: Final = ("Company", "Association", "Agreement", "City", "Facility", "Person")


@dataclass(frozen=True, slots=True)
class EndFinder:
    """Finds the ends of the claims of one article; `posts` are those told so far."""

    lang: str
    discourse: Discourse
    posts: Posts

    def find(self, relation: Relation, fields: Mapping[str, Any]) -> dict[str, Item] | None:
        """Return the items of the entity fields; None where a required one is missing or does not fit."""
        ends: dict[str, Item] = {}
        agreement = fields.get("object")
        for name in ENTITY_FIELDS:
            item = fields.get(name)
            if isinstance(item, Item):
                as_city = item.type == "City" and (
                    bool(fields.get("twinned")) or is_of_city(agreement, item, self.lang)
                )
                as_city = as_city or (item.type == "Pair" and item.entities[0].type == "City")
                fitted = item if as_city else self._fit(relation, name, item, agreement)
                if fitted is None:
                    return None
                if fitted.type != "Neighbour":  # who that is the story tells
                    ends[name] = fitted
        self._tell_apart(relation, ends, str(fields.get("reporter", "")))
        if relation.name == "holds_position":
            employer = EmployerFinder(self.lang, self.discourse, self.posts)
            if not employer.complete(fields, ends):
                return None
        if fields.get("away") and not self._is_away(ends):
            return None
        self._carry(relation, fields, ends)
        missing = relation.required & set(ENTITY_FIELDS) - set(ends)
        return None if missing else ends

    def _voice(self, relation: Relation, name: str, item: Item, other: Any) -> Item | None:
        """Return who "we" is: the organisation that speaks, else the country or state of the article."""
        publisher, types = self.discourse.publisher, relation.ends.get(name)
        if item.fields.get("quoted") and types and "Company" in types:
            at = int(item.fields.get("at", item.start))
            body = body_speaking(at, types, self.discourse, self.posts)
            if body is not None:
                return replace(item, type=body.type, entities=body.entities, kind="anaphor")
        goal = other if isinstance(other, Item) else None
        if publisher and not speaks_as_state(relation.name, goal, self.lang):
            return replace(item, type=publisher.type, entities=publisher.entities)
        if relation.name == "met_with" or not item.entities:
            return None
        item = as_speaker(item, self.discourse, self.posts) if name in relation.carried else item
        return item if types is None or item.entities[0].type in types else None

    def _fit(self, relation: Relation, name: str, item: Item, other: Any = None) -> Item | None:
        """Return `item` as the end `name` of the relation, or None where it cannot be one.

        `other` is the object, where this is known.
        """
        types = relation.ends.get(name)
        if item.type in ("We", "Our"):
            return self._voice(relation, name, item, other)
        if item.type == "Its":
            owner = self.discourse.its(item.start, types or ())
            owner = self._fit(relation, name, owner) if owner and owner.type == "City" else owner
            return replace(item, entities=owner.entities, kind="anaphor") if owner else None
        if item.type == "Post" and (holder := self._holder(item)):
            return holder if types is None or holder.type in types else None
        if item.type in ("ThatPlace", "Neighbour") and name in relation.described:
            return item
        if not item.entities:
            return None
        entity = item.entities[0]
        if item.type == "Delegation" and relation.name == "targets_sector" and entity.type == "Person":
            sender = next(iter(item.fields.get("org", ())), None)  # whose a mission's fields are
            return self._fit(relation, name, sender, other) if sender else None
        if item.type == "Name" and types is not None:
            guess = next((kind for kind in _GUESSES if kind in types), None)
            if guess is None or (guess == "Person" and " " not in entity.name):
                return None
            if relation.name == "met_with" and self._is_paper(entity):
                return None
            return replace(item, entities=(mint(entity.name, guess),))
        if entity.type == "City" and name in relation.states:
            country = self.discourse.gazetteer.capital_country(entity.id)
            if country is None and relation.flows:  # goods for Mumbai go to India, where this is told of
                around = self.discourse.gazetteer.country_of(entity.id)
                country = around if around and around.id in self.discourse.places else None
            return replace(item, entities=(country,), kind="anaphor") if country else None
        return item if types is None or entity.type in types else None

    def _is_paper(self, entity: Entity) -> bool:
        """Tell whether a name is a newspaper's by its article ("El Mercurio"): it asks, and meets nobody."""
        return entity.name.split()[0] in load_lexicon(self.lang)["names"]["articles"]

    def _tell_apart(self, relation: Relation, ends: dict[str, Item], stays: str) -> None:
        """Find who "that market" or "the island" is where the other end is known: another place than this.

        A place described like the other end itself was taken for the last one named, which it cannot be. Nor
        can it be the one whose trade is told, the end that `stays`: "Imports from the country …".
        """
        for name, other in (("subject", "object"), ("object", "subject")):
            is_told = name in ends and _is_described(ends[name])
            is_abroad = other in ends and ends[other].type == "Nationals"  # "Irish firms … in the country"
            is_both = is_told and other in ends and _is_described(ends[other])
            may_be = relation.carried if is_both and ends[name].type != "ThatPlace" else relation.described
            if not is_told or not (is_abroad or name in may_be):
                continue
            is_lone = other not in ends and is_home_there(ends[name], self.discourse)
            known = ends[other].entities[:1] if other in ends else ()
            is_partner = stays == other and other not in ends
            known = self.discourse.own if is_lone else known
            known = known or (self.discourse.whose_trade() if is_partner else ())
            if ends[name].type == "ThatPlace" or ends[name].entities[:1] == known:
                described, known = ends.pop(name), known or self.discourse.whose_trade()
                is_regional = described.type == "ThatPlace" and bool(described.entities)
                region = countries_of(described.entities[0].id) if is_regional else ()
                codes = described.fields.get("codes", region)
                found = self.discourse.other_than(known, described.start, codes=codes) if known else None
                may_ask = is_lone or (described.type == "ThatPlace" and not codes)
                found = found or (self.discourse.partner_of(known) if known and may_ask else None)
                if found is not None:
                    ends[name] = replace(described, entities=found.entities, kind="anaphor")

    def _is_away(self, ends: Mapping[str, Item]) -> bool:
        """Tell whether who met somewhere was a visitor there: another state's official, but no envoy."""
        if "subject" not in ends or "object" not in ends:
            return False
        who, place = ends["subject"].entities[0], ends["object"].entities[0]
        return self.posts.is_abroad(who, place) and not self.posts.is_envoy(who, self.lang)

    def _holder(self, post: Item) -> Item | None:
        """Return who "the governor" is; an official whom the article does not name stands for the state."""
        role, employers = post.fields.get("role"), post.fields.get("org", ())
        wanted = {entity for item in employers for entity in item.entities}
        if isinstance(role, tuple) and role[0].value:
            holder = self.posts.holder(str(role[0].value), wanted, self.lang)
        else:
            holder = self.posts.official_of(wanted)
        if holder is not None:
            return replace(post, type="Person", entities=(holder,), kind="anaphor")
        state = next((entity for entity in wanted if entity.type in ("Country", "Region")), None)
        if state and isinstance(role, tuple) and role[0].value:
            self.posts.unnamed[post.start] = (frozenset(str(role[0].value).lower().split()), state)
        return replace(post, type=state.type, entities=(state,)) if state else None

    def _carry(self, relation: Relation, fields: Mapping[str, Any], ends: dict[str, Item]) -> None:
        """Fill missing ends from earlier text: the side whose trade is told, and its partner in the story."""
        missing = [name for name in ("subject", "object") if name in relation.described and name not in ends]
        if not relation.carried.issuperset(missing):  # what was described stands for nothing
            return
        near, figure = bool(fields.get("near")), fields.get("value")
        until = figure.start if fields.get("near") == "before" and isinstance(figure, Item) else None
        if len(missing) == 2:
            first = str(fields.get("reporter", "subject"))
            order = [first, *({*missing} - {first})]
            ends.update(zip(order, self.discourse.carried_pair(near=near), strict=False))
        elif missing:
            other: Entity = ends["object" if missing == ["subject"] else "subject"].entities[0]
            is_reporter = fields.get("reporter", "subject") != missing[0]
            is_flow = fields.get("flow") == "exports" and figure is not None
            partner = (
                is_flow and self.discourse.partner_alike(other, missing[0])
            ) or self.discourse.carried_partner(
                other, near=near, until=until, is_reporter=is_reporter, is_figure=figure is not None
            )
            if partner is not None:
                ends[missing[0]] = partner


def _is_described(item: Item) -> bool:
    """Tell whether an end is "that market" or "there"; "its" and "the Chinese market" are told."""
    if item.type == "ThatPlace":
        return not any(is_place(entity) for entity in item.entities)
    return item.kind == "anaphor" and item.type in ("There", "Country", "Bloc")
