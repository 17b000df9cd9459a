"""Ranks that go on from one told before in the sentence: "…, behind China", "… and its fifth customer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tradegraph.extraction.masking import Item, Masked, to_carried
from tradegraph.extraction.syntax import words_before
from tradegraph.model import Claim, Entity
from tradegraph.ontology.lexicon import countries_of

#: What a pattern says for an end of the rank told before, and for values counted from it.
TOLD: Final = "@ranked"
#: The same, also where the rank was told in one of the sentences right before.
TABLE: Final = "@table"
_TELLING: Final = (TOLD, TABLE)
_REACH: Final = 2
_AHEAD: Final = "@ahead"
_NEXT: Final = "@next"
#: Those right before the rank told, however many come before them: "just behind Singapore".
_ABOVE: Final = "@above"
#: The one right before the rank told and the one right behind it: "behind Norway and ahead of Fiji".
_AROUND: Final = "@around"
_SAME: Final = "@same"
#: Ranks that a list gives by its order: "Fiji, Tonga and Samoa, in that order".
_LISTED: Final = "@listed"


def goes_on(fields: Mapping[str, Any]) -> bool:
    """Tell whether a pattern leaves an end of a rank to the one told before."""
    ends = (fields.get("subject"), fields.get("object"))
    told = any(end in _TELLING for end in ends)
    return told or fields.get("value") in (_SAME, _LISTED)


def reach_of(fields: Mapping[str, Any]) -> int:
    """Return how many sentences before the rank may stand from which a pattern goes on."""
    return _REACH if TABLE in (fields.get("subject"), fields.get("object")) else 1


def continue_rank(told: Claim | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the slots of a rank that goes on from `told`; without one there is no rank.

    "@ahead" counts those who come before it from 1 on, "@next" those who follow; "@above" are the
    ranks right before it, "@around" those on both sides of it, "@same" is the same rank.
    "@listed" counts the subjects from 1 on, whatever has been told.
    """
    if fields.get("value") == _LISTED:
        return {"value": _count_on(fields["subject"], 1)}
    if told is None:
        return {"subject": ()}
    ends = {ref.end_of: to_carried(ref) for ref in told.references}
    found: dict[str, Any] = {
        name: (ends[name],) for name in ("subject", "object") if fields.get(name) in _TELLING and name in ends
    }
    if fields.get("value") == _SAME:
        found["value"] = told.value
    if fields.get("value") in (_AHEAD, _NEXT, _ABOVE, _AROUND):
        found["value"] = _count(told, fields["subject"], fields["value"])
    return {**found, "scope": fields.get("scope") or told.scope}


def _count(told: Claim, places: Sequence[Item], how: str) -> tuple[Item, ...]:
    """Return one number for each of `places`; none where there is no room for them before the rank told."""
    rank = int(told.value or 0)
    if how == _AROUND:
        ranks = (rank - 1, rank + 1)
        return tuple(_number(place, n) for place, n in zip(places, ranks, strict=False)) if rank > 1 else ()
    first = {_AHEAD: 1, _NEXT: rank + 1, _ABOVE: rank - len(places)}[how]
    fits = how == _NEXT or (first > 0 and (how == _ABOVE or rank - 1 == len(places)))
    return _count_on(places, first) if fits else ()


def _count_on(places: Sequence[Item], first: int) -> tuple[Item, ...]:
    """Return the numbers from `first` on, one for each of `places`."""
    return tuple(_number(place, first + index) for index, place in enumerate(places))


def _number(place: Item, value: int) -> Item:
    return Item("Number", place.start, place.end, value=value)


def is_ahead(claim: Claim, told: Claim) -> bool:
    """Tell whether a rank is one ahead of that told: "second, behind China, ahead of Fiji" goes on at 3."""
    is_same = (claim.object, claim.scope) == (told.object, told.scope)
    return is_same and (claim.value or 0) < (told.value or 0)


def set_within(fields: Mapping[str, Any], masked: Masked, lang: str) -> Mapping[str, Any]:
    """Return the fields of a rank with the part of the world in which it holds in its place.

    "Our second customer in Asia" is not Asia's, but ours; an investor in Asia is one. Neither is "the second
    Asian customer" Asia's, where it lies there itself.
    """
    whose = fields.get("object")
    if not isinstance(whose, tuple) or len(whose) != 1:
        return fields
    area = whose[0]
    others = {name: value for name, value in fields.items() if name != "object"}
    if area.type == "Demonym" and area.entities and _lies_in(fields.get("subject"), area.entities[0]):
        return {**others, "within": area.entities[0].name}
    if fields.get("scope") == "investor" or area.type != "Region" or not area.entities:
        return fields
    if area.entities[0].code is not None:
        return fields
    mark = next((m for m, item in zip(masked.marks, masked.items, strict=True) if item is area), 0)
    if not words_before("inside", lang).search(masked.text, 0, mark):
        return fields
    return {**others, "within": area.entities[0].name}


def _lies_in(who: object, area: Entity) -> bool:
    """Tell whether a country that is ranked is one of a region of the world."""
    ranked = who[0].entities if isinstance(who, tuple) and who else ()
    return any(country.code in countries_of(area.id) for country in ranked)
