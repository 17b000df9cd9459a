"""Periods told apiece: "agreements with Ghana (2019), Peru (in force since 2011) and Chile (2004)".

So are those of stops and clubs: "to Suva on Monday and to Oslo on Friday", "of the EU since 2007 and NATO
since 2004".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.times import Times

#: What stands between a member of a list and a period that is its own.
_BEHIND: Final = re.compile(r"[\ue000-\uf8ff] \((?:[^\W\d_]{1,12} ){0,4}\Z")
#: What may stand between a stop and its day behind it, and between a day and its stop.
_THEN: Final = re.compile(r"(?:[, ]|\b(?:on|in|from|el|en|del)\b)*")
_TO: Final = re.compile(r" ?(?:to|in|at|for|a|por|en) ?")
#: What a journey stops at, and what one may belong to.
_KINDS: Final = {
    "visited": frozenset({"City", "Country", "Region"}),
    "member_of": frozenset({"Bloc", "InternationalOrganization", "Association"}),
}


def period_apiece(
    relation: Relation, fields: Mapping[str, Any], choice: Mapping[str, Item], masked: Masked, times: Times
) -> str | None:
    """Return the ISO period in brackets behind a member of a list that `choice` holds; None without one.

    `fields` are the slots of a match, a list each, of which `choice` has one item. Of a relation that comes
    about at once, "since 2018" gives the start.
    """
    if not relation.has_period:
        return None
    listed = [(fields[name], item) for name, item in choice.items() if name in fields]
    periods = (each for members, item in listed for each in _own(members, item, masked, times))
    period = (
        _beside(relation, choice, masked, times)
        or next(periods, None)
        or _stay(relation, choice, masked, times)
    )
    return period.partition("/")[0] if period and relation.instant else period


def _own(members: Any, item: Item, masked: Masked, times: Times) -> Iterator[str]:
    """Yield the periods of one of the members of a list, or of the agreements that one chunk lists."""
    if not isinstance(members, Sequence) or isinstance(members, str):
        return
    whole = next((each for each in members if each.start == item.start), item)
    if len(whole.entities) > 1 and "each" in whole.fields:
        members = whole.fields["each"]
        sides = [side for side in members if side.entities]
        item = sides[min(whole.entities.index(item.entities[0]), len(sides) - 1)]
    if len(members) < 2:
        return
    behind = next((each for each in members if each.start > item.start), None)
    if behind is not None and behind.type == "Period":
        yield from [behind.value] if isinstance(behind.value, str) else []
    elif behind is None or not any(each.type == "Period" for each in members):
        yield from _behind(item, masked, times)


def _behind(item: Item, masked: Masked, times: Times) -> Iterator[str]:
    """Yield the period in brackets right behind an item, or behind the chunk that it closes."""
    items = zip(masked.marks, masked.items, strict=True)
    marks = {mark for mark, whole in items if whole.start <= item.start < whole.end}
    for told in times.read(masked):
        behind = _BEHIND.search(masked.text, 0, told.mark)
        if behind is not None and behind.start() in marks:
            yield told.value


def _stay(relation: Relation, choice: Mapping[str, Item], masked: Masked, times: Times) -> str | None:
    """Return when others were at a place, for those of whom it is told later that they came along."""
    if relation.name != "visited" or "object" not in choice or times.read(masked):
        return None
    stay = next((times.stays.get(entity.id) for entity in choice["object"].entities), None)
    whole = stay is not None and ("/" in stay or len(set(times.stays.values())) > 1)
    return stay if whole else None  # of one day told, others may have come on another


def _beside(relation: Relation, choice: Mapping[str, Item], masked: Masked, times: Times) -> str | None:
    """Return the period beside a stop or club, where another one has its own in the same way."""
    item, told = choice.get("object"), times.read(masked)
    if relation.name not in _KINDS or item is None or len(told) < 2:
        return None
    places = list(zip(masked.marks, masked.items, strict=True))
    stops = {
        mark for mark, each in places if each.entities and each.entities[0].type in _KINDS[relation.name]
    }
    own = next((mark for mark, each in places if each.start <= item.start < each.end), None)
    behind = {s: t.value for s in stops for t in told if _THEN.fullmatch(masked.text[s + 1 : t.mark] or "-")}
    before = {s: t.value for s in stops for t in told if _TO.fullmatch(masked.text[t.mark + 1 : s])}
    return next((each[own] for each in (behind, before) if own in each and len(each) > 1), None)
