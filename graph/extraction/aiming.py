"""Whose aims are told: those of an agreement or office, or of a mission, that a sentence leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item, to_carried
from tradegraph.model import Claim, Entity

#: Slots for who aims at something. An agreement or office told shortly before is "@aim", and "@cooperation"
#: where there is one; "@document" is none of those that everybody knows. "@pact" may be told anywhere before,
#: and "@mission" is a journey told just before, "@journey" one told anywhere before ("the mission").
AIMING: Final = frozenset({"@aim", "@cooperation", "@document", "@mission", "@journey", "@pact"})
#: Who the officials of an article serve.
States = Mapping[Entity, Entity]


def find_aiming(wanted: str, discourse: Discourse, states: States, start: int) -> dict[str, tuple[Item, ...]]:
    """Return who aims at what is told at `start`; nothing where that was not told."""
    if wanted in ("@mission", "@journey"):
        return _mission(discourse, states, anywhere=wanted == "@journey")
    found = discourse.aiming_at(start, anywhere=wanted == "@pact")
    if found and wanted == "@document" and found.entities[0].known:
        found = None
    return {"subject": (found,) if found else ()}


def _mission(discourse: Discourse, states: States, *, anywhere: bool) -> dict[str, tuple[Item, ...]]:
    """Return who is on the journey told in this sentence or the one before, and where this goes.

    That is the delegation, that of an official the state or body spoken for; else the visitor's state, or
    the article's home.
    """
    visit, sent = discourse.journey(anywhere=anywhere)
    places = [to_carried(ref) for ref in (visit.references if visit else ()) if ref.end_of == "object"]
    if sent is not None:
        spoken_for = sent.fields.get("org", ()) if sent.entities[0].type == "Person" else ()
        travels: Item | None = [sent, *spoken_for][-1]
    else:
        travels = _visitor(visit, places, discourse, states)
    if travels is None:
        return {"subject": ()}
    return {"subject": (replace(travels, kind="carried"),), "counterpart": tuple(places[:1])}


def _visitor(
    visit: Claim | None, places: Sequence[Item], discourse: Discourse, states: States
) -> Item | None:
    """Return whose visit is told: the state that the visitor serves, else the article's home, if away."""
    served = states.get(visit.subject) if visit and visit.subject else None
    if served is not None and served.id in discourse.last:
        return discourse.last[served.id]
    home = discourse.homes.get("State")
    is_away = home and places and discourse.are_apart([home.entities[0], places[0].entities[0]])
    return home if is_away else None
