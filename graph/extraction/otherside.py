"""The sides of an agreement of which a text names one ("A deal with Singapore was signed"), or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.text import fold_case
from tradegraph.extraction.agreements import is_of_states
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.places import is_place
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: With whom states make agreements.
_LEVELS: Final = STATES | {"City", "InternationalOrganization"}
#: How many sides an agreement has, and how many told before tell whose the next one is.
_TWO: Final = 2


def find_other_side(agreement: Item, discourse: Discourse) -> tuple[Item, ...]:
    """Return who made an agreement of which one side alone is named; nothing where that is not clear.

    It is whose agreements are being told, the bloc that the text speaks of, or the article's home: no member
    of a bloc that is the side named. With a chamber or a firm, no state makes one unless that is told.
    """
    sides = [entity for side in agreement.fields["with"] for entity in side.entities]
    if not discourse.previous or not all(side.type in _LEVELS for side in sides):
        return ()
    found = next((item for item in _candidates(agreement, discourse) if _fits(item, sides, discourse)), None)
    return (replace(found, kind="carried"),) if found else ()


def find_story_pair(agreement: Item, discourse: Discourse, lang: str) -> tuple[Item, ...]:
    """Return the sides of the story for an agreement that is told without any.

    They are the article's home and the one other state that the agreement or its sentence names, else the
    usual partner. A known agreement has its parties, and a word such as "treaty" alone may mean any.
    """
    entity = agreement.entities[0]
    home = discourse.homes.get("Country" if is_of_states(entity, lang) else "State")
    is_vague = " " not in entity.name and not entity.name.isupper()
    if entity.known or agreement.fields.get("with") or is_vague or home is None:
        return ()
    inside = [item for item in _places_told(discourse) if agreement.start <= item.start < agreement.end]
    named = [item for item in _places_told(discourse) if not _is_mere_adjective(item, discourse)]
    others = dict.fromkeys(item.entities[0] for item in inside or named)
    apart = [side for side in others if discourse.are_apart([side, home.entities[0]])]
    likely = (*_told_just_before(entity, discourse), *discourse.pair())
    usual = next((side for side in likely if discourse.are_apart([side, home.entities[0]])), None)
    sides = [home.entities[0], *(apart or ([usual] if usual else []))]
    members = {*discourse.gazetteer.members_of(sides[-1].id)}
    if home.entities[0] in members:  # it is the bloc that has an agreement, with somebody else
        sides[0] = next((side for side in discourse.pair() if side not in members), sides[0])
    items = tuple(replace(discourse.places[side.id], kind="carried") for side in dict.fromkeys(sides))
    return items if len(items) == _TWO else ()


def _places_told(discourse: Discourse) -> list[Item]:
    return [item for item in discourse.sentence if item.entities and is_place(item.entities[0])]


def _is_mere_adjective(item: Item, discourse: Discourse) -> bool:
    """Tell whether a place is named by adjectives alone, by the way: "Syrian refugees"."""
    entity = item.entities[0]
    noted = (each for _, each in discourse.noted[entity.type] if each.entities[0] == entity)
    return item.type == "Demonym" and all(each.type == "Demonym" for each in noted)


def _told_just_before(agreement: Entity, discourse: Discourse) -> list[Entity]:
    """Return the one place that the sentence before names; of "association agreements" the last bloc.

    "And to the European Union? The Association Agreement was signed in 2014."
    """
    words = load_lexicon(discourse.agreements.lang)["names"]["bloc_agreements"]
    if any(word in fold_case(agreement.name).split() for word in words):
        bloc = discourse.latest({"Bloc"})
        return [*bloc.entities[:1]] if bloc else []
    names = (item.entities[0] for item in discourse.previous if item.type in ("Country", "Region"))
    places = list(dict.fromkeys(entity for entity in names if is_place(entity)))
    others = [place for place in places if place not in discourse.own]
    return others if len(others) == 1 else []


def _candidates(agreement: Item, discourse: Discourse) -> Iterator[Item]:
    """Yield who the other side may be, the likeliest first."""
    home = discourse.homes.get("State")
    if home is None:
        return
    told = list(_parties_before(agreement, discourse))
    if not any(home.entities[0] in parties for parties in told):
        yield from _known(_common(told), discourse)
        yield from _known(_blocs_of(home.entities[0], discourse), discourse)
    yield home
    yield from discourse.carried_pair(near=False)


def _parties_before(agreement: Item, discourse: Discourse) -> Iterator[set[Entity]]:
    """Yield the parties of the last two agreements named before one, the latest first."""
    agreements = discourse.agreements
    seen = {entity.id for entity in agreement.entities}
    for _, item in reversed(discourse.noted.get("Agreement", [])):
        entity = item.entities[0]
        if entity.id not in seen and agreements.told[entity.id]:
            seen.add(entity.id)
            yield agreements.told[entity.id]
        if len(seen) > _TWO:
            return


def _common(told: Sequence[set[Entity]]) -> list[Entity]:
    """Return the one party that the last two agreements share: "Mercosur", behind those with its partners."""
    shared = told[0] & told[1] if len(told) == _TWO else set()
    return [*shared] if len(shared) == 1 else []


def _blocs_of(home: Entity, discourse: Discourse) -> Iterator[Entity]:
    """Yield the blocs of the home that the text speaks of just now, or its title without the home."""
    first = discourse.previous[0].entities[0]
    titled = [item.entities[0] for item in discourse.section or discourse.title if item.entities]
    spoken = [discourse.last_opener, first, *([] if home in titled else titled)]
    members = discourse.gazetteer.members_of
    yield from (each for each in spoken if each and each.type == "Bloc" and home in members(each.id))


def _known(entities: Iterable[Entity], discourse: Discourse) -> Iterator[Item]:
    return (discourse.places[entity.id] for entity in entities if entity.id in discourse.places)


def _fits(item: Item, sides: Sequence[Entity], discourse: Discourse) -> bool:
    """Tell whether a place may have an agreement with the sides: it is in none and a member of none."""
    entity = item.entities[0]
    in_bloc = any(entity in discourse.gazetteer.members_of(side.id) for side in sides)
    return is_place(entity) and not in_bloc and discourse.are_apart([entity, *sides])
