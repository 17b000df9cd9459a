"""What may stand in each relation: `ontology/relations.yaml`, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph._exceptions import DataError
from tradegraph.ontology.lexicon import load_relations

#: The name of what is no relation: which way goods go that a text speaks of.
COURSE: Final = "course"
_ENDS: Final = ("subject", "object", "counterpart")
_MOODS: Final = ("future", "forecast", "plan")
_FLAGS: Final = ("period", "instant", "distinct", "asserted")
_FIELDS: Final = {*_ENDS, *_MOODS, *_FLAGS, "required", "carried", "described", "state", "flows", "sited"}


@dataclass(frozen=True, slots=True)
class Relation:
    """The frame of one relation: what its ends may be, what is required or carried, what moods mean.

    `ends` maps a field to the entity types that may fill it. `moods` maps "future", "forecast" and "plan" to
    a status; a relation without moods has no status. `asserted` relations are not told in these moods at all.
    `has_period` relations are dated, those of `dates_plans` only where they are to come.
    `flows` are those that a relation may tell; any where there are none. `sited` ends take a place, and of a
    plant or office described the place where it stands. `described` ends may be "that country", as carried
    ones may.
    """

    name: str
    ends: Mapping[str, frozenset[str]]
    required: frozenset[str]
    carried: frozenset[str]
    described: frozenset[str]
    states: frozenset[str]
    flows: frozenset[str]
    sited: frozenset[str]
    moods: Mapping[str, str]
    has_period: bool
    dates_plans: bool
    instant: bool
    distinct: bool
    asserted: bool


@cache
def load_frames() -> Mapping[str, Relation]:
    """Return the frames of all relations by name; DataError where one names an unknown field."""
    data = load_relations()
    return {name: _compile(name, entry, data["classes"]) for name, entry in data["relations"].items()}


def _compile(name: str, entry: Mapping[str, object], classes: Mapping[str, list[str]]) -> Relation:
    if unknown := set(entry) - _FIELDS:
        known = ", ".join(sorted(_FIELDS))
        raise DataError(f"relations.yaml: {name}: unknown field {min(unknown)!r}; known are {known}")
    ends = {
        end: frozenset(kind for item in _strings(entry[end]) for kind in classes.get(item, [item]))
        for end in _ENDS
        if end in entry
    }
    carried = frozenset(_strings(entry.get("carried", [])))
    return Relation(
        name,
        ends,
        required=frozenset(_strings(entry.get("required", []))),
        carried=carried,
        described=carried | frozenset(_strings(entry.get("described", []))),
        states=frozenset(_strings(entry.get("state", []))),
        flows=frozenset(_strings(entry.get("flows", []))),
        sited=frozenset(_strings(entry.get("sited", []))),
        moods={mood: str(entry[mood]) for mood in _MOODS if mood in entry},
        has_period=bool(entry.get("period")),
        dates_plans=entry.get("period") == "planned",
        instant=bool(entry.get("instant")),
        distinct=bool(entry.get("distinct")),
        asserted=bool(entry.get("asserted")),
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
