"""Whose aims are told: those of an agreement or office, or of a mission, that a sentence leaves unsaid."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item, to_carried

#: Slots for who aims at something. An agreement or office told shortly before is "@aim", and "@cooperation"
#: where there is one; "@document" is none of those that everybody knows. "@pact" may be told anywhere before,
#: and "@mission" is a journey told just before.
AIMING: Final = frozenset({"@aim", "@cooperation", "@document", "@mission", "@pact"})


def find_aiming(wanted: str, discourse: Discourse, start: int) -> dict[str, tuple[Item, ...]]:
    """Return who aims at what is told at `start`; nothing where that was not told."""
    if wanted == "@mission":
        return _mission(discourse)
    found = discourse.aiming_at(start, anywhere=wanted == "@pact")
    if found and wanted == "@document" and found.entities[0].known:
        found = None
    return {"subject": (found,) if found else ()}


def _mission(discourse: Discourse) -> dict[str, tuple[Item, ...]]:
    """Return who is on the journey told in this sentence or the one before, and where this goes.

    That is the delegation, that of an official the state or body spoken for; else the article's home.
    """
    visit, sent = discourse.journey()
    places = [to_carried(ref) for ref in (visit.references if visit else ()) if ref.end_of == "object"]
    home = discourse.homes.get("State")
    if sent is not None:
        spoken_for = sent.fields.get("org", ()) if sent.entities[0].type == "Person" else ()
        travels: Item | None = [sent, *spoken_for][-1]
    else:
        travels = (
            home
            if home and places and discourse.are_apart([home.entities[0], places[0].entities[0]])
            else None
        )
    if travels is None:
        return {"subject": ()}
    return {"subject": (replace(travels, kind="carried"),), "counterpart": tuple(places[:1])}
