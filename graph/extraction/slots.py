"""From a pattern's slots to single records: combinations of their items, and the figure of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from itertools import product as cartesian
from typing import Any, Final

from tradegraph.extraction.masking import Item
from tradegraph.model import Money

#: The fields of a claim that entities fill.
ENTITY_FIELDS: Final = ("subject", "object", "counterpart", "product", "sector")
#: What a bare number counts, by relation.
_UNITS: Final = {
    "founded": "year",
    "partner_rank": "rank",
    "supports_jobs": "jobs",
    "trade_growth": "percent",
}

#: How many people who met may be told as having met each other.
_FEW: Final = 4

#: A figure and its unit.
Figure = tuple[Decimal | None, str | None]


def iter_choices(fields: Mapping[str, Any], zipped: Sequence[str] | None) -> Iterator[dict[str, Item]]:
    """Yield one item a slot for each record.

    All combinations, or side by side for the slots `zipped` ("… respectively") where they are equally many;
    of a slot `among` every two ("the ministers of Fiji, Tonga and Samoa met").
    """
    if among := fields.get("among"):
        yield from _every_two(among)
        return
    slots = {
        name: _spread([item for item in value if name == "value" or item.type != "Period"])
        for name, value in _with_pair(fields).items()
        if name in (*ENTITY_FIELDS, "value") and isinstance(value, tuple)
    }
    together = [name for name in zipped or () if name in slots]
    if not together or len({len(slots[name]) for name in together}) > 1:
        together = []
    rows = zip(*(slots[name] for name in together), strict=True) if together else [()]
    rest = [name for name in slots if name not in together]
    for row, others in cartesian(rows, list(cartesian(*(slots[name] for name in rest)))):
        yield {**dict(zip(together, row, strict=True)), **dict(zip(rest, others, strict=True))}


def _every_two(items: Sequence[Item]) -> Iterator[dict[str, Item]]:
    """Yield every two of a few items as subject and object; of many, who met whom is not said."""
    few = _spread(items)
    if len(few) <= _FEW:
        for first, second in combinations(few, 2):
            yield {"subject": first, "object": second}


def _with_pair(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields with the two sides of a slot `pair` as subject and object."""
    if not (pair := fields.get("pair")):
        return fields
    sides = ((replace(pair[0], entities=(entity,)),) for entity in pair[0].entities)
    return {**fields, **dict(zip(("subject", "object"), sides, strict=False))}


def _spread(items: Sequence[Item]) -> list[Item]:
    """Return one item an entity: "the two countries" counts for two."""
    if all(len(item.entities) < 2 for item in items):
        return list(items)
    return [
        single
        for item in items
        for single in ([replace(item, entities=(entity,)) for entity in item.entities] or [item])
    ]


def read_figure(relation: str, fields: Mapping[str, Any], choice: Mapping[str, Item]) -> Figure:
    """Return the value of a record and its unit, with the sign that the pattern gives; None without one."""
    sign = Decimal(fields.get("sign", 1))
    item = choice.get("value")
    if item is None:
        fixed = fields.get("value")
        is_fixed = fixed is not None and not isinstance(fixed, tuple)
        return (
            (Decimal(str(fixed)) * sign, fields.get("unit") or _UNITS.get(relation))
            if is_fixed
            else (None, None)
        )
    if isinstance(item.value, Money):
        return item.value.amount * sign, item.value.currency
    if item.type == "Period" and isinstance(item.value, str):
        return Decimal(item.value[:4]) * sign, _UNITS.get(relation)
    if item.value is None or item.type == "Period":  # a period that hangs on another one
        return None, None
    number = Decimal(str(item.value))
    return number * sign, _UNITS.get(relation) or fields.get("unit")


def two_sides(pair: Any) -> dict[str, Any]:
    """Return the sides of what "the two countries" or "Norway-Fiji" stands for."""
    sides = tuple(replace(pair[0], entities=(entity,)) for entity in pair[0].entities[:2])
    return {"subject": sides[:1], "counterpart": sides[1:]}
