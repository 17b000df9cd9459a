"""Whose aims are told: those of an agreement or office, or of a mission, that a sentence leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from tradegraph.annotation.matches import BODIES, STATES
from tradegraph.annotation.text import fold_case
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item, to_carried
from tradegraph.extraction.places import is_place
from tradegraph.model import Claim, Entity
from tradegraph.ontology.lexicon import load_lexicon

#: Slots for who aims at something. An agreement or office told shortly before is "@aim", and "@cooperation"
#: where there is one; "@document" is none of those that everybody knows, and no journey. "@text" is an
#: agreement, "@pact" one told anywhere before; "@mission" is a journey told just before, "@journey" one told
#: anywhere before ("the mission").
AIMING: Final = frozenset({"@aim", "@cooperation", "@document", "@mission", "@journey", "@pact", "@text"})
#: Of these none is a mission, though one was told of last; of those none is an office.
_NO_MISSIONS: Final = {"@document", "@pact", "@text"}
_PACTS: Final = {"@pact", "@text"}
#: Items that set down fields of cooperation, their entities, and how far behind them these may be told.
#: Bodies do so where their names tell that they are there for something ("Development Fund").
_AIMING: Final = {"Agreement", "Facility", "Site"}
_AIMING_LEVELS: Final = ("Agreement", "Facility", *sorted(BODIES))
_AIM_REACH: Final = 350
#: What tells before a delegation whose it is.
_OWNERS: Final = STATES | {"Demonym"}
#: How many parties an agreement has at the least.
_TWO: Final = 2
#: Who works with a state, and what may stand between the two, ", and the", in characters.
_ACTORS: Final = STATES | BODIES | {"City", "Facility"}
_LIST_GAP: Final = 9
#: Who the officials of an article serve.
States = Mapping[Entity, Entity]


def find_aiming(wanted: str, discourse: Discourse, states: States, start: int) -> dict[str, tuple[Item, ...]]:
    """Return who aims at what is told at `start`; nothing where that was not told.

    Of an agreement or office and a mission, the one told last is spoken of.
    """
    if wanted in ("@mission", "@journey"):
        return _mission(discourse, states, anywhere=wanted == "@journey")
    together = _side_by_side(discourse, start) if wanted == "@cooperation" else ()
    if together and _are_visited(together, discourse):
        return _mission(discourse, states, anywhere=False)
    both = _both(discourse, start) if wanted == "@cooperation" else {}
    if both and both["subject"][0].entities[0].type == "City":
        return both
    if together:
        partners = tuple(item for item in together[1:] if item.entities[0].type != "Facility")
        return {"subject": together[:1]} | ({"counterpart": partners} if partners else {})
    found = next(_aimers(discourse, start, wanted), None)
    if wanted not in _NO_MISSIONS and _has_set_out(discourse, start, since=found, visits=wanted == "@aim"):
        return _both(discourse, start) or _mission(discourse, states, anywhere=False)
    if found and wanted == "@cooperation" and _is_by_the_way(found, discourse):
        found = None
    if found is None and wanted in ("@cooperation", "@text"):
        found = _only_one(discourse)
    if found and wanted == "@document" and (found.entities[0].known or _is_far(found, discourse)):
        found = None
    return {"subject": (replace(found, kind="carried"),) if found else ()}


def _aimers(discourse: Discourse, position: int, wanted: str) -> Iterator[Item]:
    """Yield the agreements and offices that may set down what is told at `position`, the likeliest first.

    They are named before it in this sentence, or were named last, shortly before; an agreement with chapters
    ("@pact") anywhere before.
    """
    levels = ("Agreement",) if wanted in _PACTS else _AIMING_LEVELS
    reach = position if wanted == "@pact" else _AIM_REACH
    latest = (item for item in discourse.latest_first(levels) if item.end <= position)
    here = (item for item in discourse.sentence if item.end <= position and item.entities)
    yield from (i for i in here if _is_aiming(i, discourse) and i.entities[0].type in levels)
    yield from (i for i in latest if position - i.end <= reach and _is_aiming(i, discourse))


def _is_by_the_way(item: Item, discourse: Discourse) -> bool:
    """Tell whether an agreement of many, such as a treaty that everybody knows, is no sentence's subject."""
    entity = item.entities[0]
    firsts = [items[0].entities[:1] for items in (discourse.sentence, discourse.previous) if items]
    return discourse.agreements.count_parties(entity) > _TWO and (entity,) not in firsts


def _only_one(discourse: Discourse) -> Item | None:
    """Return the agreement or office that is the only one that the article has named."""
    noted = (item for level in ("Agreement", "Facility") for _, item in discourse.noted.get(level, ()))
    found = {item.entities[0]: item for item in noted if _is_aiming(item, discourse)}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_far(item: Item, discourse: Discourse) -> bool:
    """Tell whether a whole sentence lies between an item and this sentence."""
    return bool(discourse.previous) and item.start < discourse.previous[0].start


def _is_aiming(item: Item, discourse: Discourse) -> bool:
    """Tell whether an item is an agreement, an office, or a body with a purpose in its name.

    A plant or a port is there to work, and sets down nothing for others.
    """
    names = load_lexicon(discourse.agreements.lang)["names"]
    words = item.entities[0].name.split()
    if item.type in BODIES:
        return any(word in names["purposes"] for word in words)
    works = names["works"]
    head = takewhile(lambda word: word not in names["head_ends"], map(fold_case, words))
    is_work = item.entities[0].type == "Facility" and any(word in works for word in head)
    return item.type in _AIMING and not is_work


def _has_set_out(discourse: Discourse, position: int, *, since: Item | None, visits: bool) -> bool:
    """Tell whether the sentence before tells of a journey, behind the agreement or office `since`.

    That is a mission, or anybody's visit where `visits` count.
    """
    opens = min([position, *(item.start for item in discourse.sentence)])
    told = discourse.journey_starts(with_visits=visits)
    return any(start < opens and (since is None or since.end <= start) for start in told)


def _side_by_side(discourse: Discourse, position: int) -> tuple[Item, ...]:
    """Return the two actors, a place the first, that this sentence tells as its subject before `position`.

    What "Louisiana and the Port of Rotterdam" will do together is their own, no agreement's told before.
    """
    here = [item for item in discourse.sentence if item.end <= position and item.entities]
    for first, second in pairwise(here):
        kinds = (first.type, second.entities[0].type)
        is_pair = is_place(first.entities[0]) and first.type in STATES and kinds[1] in _ACTORS
        if is_pair and 0 < second.start - first.end <= _LIST_GAP:
            return tuple(replace(each, kind="carried") for each in (first, second))
    return ()


def _both(discourse: Discourse, position: int) -> dict[str, tuple[Item, ...]]:
    """Return the two states that the sentence speaks of before `position` ("both sides"), if it does."""
    told = (item for item in discourse.cast.sides if item.end <= position)
    pair = next((item for item in told if len(item.entities) == _TWO), None)
    if pair is None:
        return {}
    first, second = (replace(pair, entities=(each,), kind="carried") for each in pair.entities)
    return {"subject": (first,), "counterpart": (second,)}


def _are_visited(together: Sequence[Item], discourse: Discourse) -> bool:
    """Tell whether places side by side are where a journey goes: "she flew to Fiji and Tonga to …"."""
    visit, _ = discourse.journey()
    goals = {ref.start for ref in (visit.references if visit else ()) if ref.end_of == "object"}
    return any(item.start in goals for item in together)


def _mission(discourse: Discourse, states: States, *, anywhere: bool) -> dict[str, tuple[Item, ...]]:
    """Return who is on the journey told in this sentence or the one before, and where this goes.

    That is the delegation, that of an official the state or body spoken for; else the visitor's state, or
    the article's home.
    """
    visit, sent = discourse.journey(anywhere=anywhere)
    places = [to_carried(ref) for ref in (visit.references if visit else ()) if ref.end_of == "object"]
    travels = _sender(sent, discourse, states) if sent else _visitor(visit, places, discourse, states)
    if travels is None:
        return {"subject": ()}
    goal = {"counterpart": tuple(places[:1])} if places else {}
    return {"subject": (replace(travels, kind="carried"),)} | goal


def _sender(sent: Item, discourse: Discourse, states: States) -> Item | None:
    """Return whose a delegation is: an official's body or state, or that of "a Welsh mission"."""
    if sent.entities[0].type != "Person":
        return sent
    told = [*sent.fields.get("side", ()), *sent.fields.get("org", ())]
    near = (item for item in (*discourse.previous, *discourse.sentence) if item.type in _OWNERS)
    told += [item for item in near if sent.start - 1 <= item.end <= sent.end]
    served = states.get(sent.entities[0])
    return told[-1] if told else discourse.last.get(served.id) if served else None


def _visitor(
    visit: Claim | None, places: Sequence[Item], discourse: Discourse, states: States
) -> Item | None:
    """Return whose visit is told: that of a body, or the state that the visitor serves.

    Else it is the article's home, where this is another place than the goal.
    """
    travels = visit.subject if visit else None
    if visit and travels and travels.type in BODIES:
        return next(to_carried(ref) for ref in visit.references if ref.end_of == "subject")
    served = states.get(travels) if travels else None
    if served is not None and served.id in discourse.last:
        return discourse.last[served.id]
    home = discourse.homes.get("State")
    is_away = home and places and discourse.are_apart([home.entities[0], places[0].entities[0]])
    return home if is_away else None
