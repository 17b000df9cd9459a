"""From slots to records: combinations, lists side by side, figures and their units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tradegraph.extraction.masking import Item
from tradegraph.extraction.slots import iter_choices, read_figure
from tradegraph.model import Entity, Money

NORWAY, FIJI, TONGA = (Entity(f"country/{name}", name, "Country") for name in ("NO", "FJ", "TO"))


def to_items(*entities: Entity) -> tuple[Item, ...]:
    return tuple(Item("Country", 0, 1, (entity,)) for entity in entities)


def figures(*values: int) -> tuple[Item, ...]:
    return tuple(Item("Number", value, value + 1, value=Decimal(value)) for value in values)


def records(fields: dict[str, Any], zipped: list[str] | None = None) -> list[str]:
    choices = iter_choices(fields, zipped)
    return [" ".join(str(i.entities[0].name if i.entities else i.value) for i in c.values()) for c in choices]


def test_all_combinations() -> None:
    fields = {"subject": to_items(NORWAY), "object": to_items(FIJI, TONGA), "flow": "exports"}
    assert records(fields) == ["NO FJ", "NO TO"]


def test_side_by_side() -> None:
    fields = {"object": to_items(FIJI, TONGA), "value": figures(2, 1)}
    assert records(fields, ["object", "value"]) == ["FJ 2", "TO 1"]


def test_lists_of_two_lengths_are_not_side_by_side() -> None:
    fields = {"object": to_items(FIJI, TONGA), "value": figures(2)}
    assert records(fields, ["object", "value"]) == ["FJ 2", "TO 2"]


def test_a_description_of_two_counts_for_two() -> None:
    both = (Item("Pair", 0, 1, (NORWAY, FIJI)),)
    assert records({"subject": both}) == ["NO", "FJ"]
    assert records({"pair": both}) == ["NO FJ"]


@pytest.mark.parametrize(
    ("relation", "item", "fields", "figure"),
    [
        ("trade_value", Item("Money", 0, 1, value=Money(Decimal(5), "EUR")), {}, (5, "EUR")),
        ("trade_value", Item("Money", 0, 1, value=Money(Decimal(5), "EUR")), {"sign": -1}, (-5, "EUR")),
        ("trade_growth", Item("Percent", 0, 1, value=Decimal(4)), {}, (4, "percent")),
        ("founded", Item("Period", 0, 1, value="1999-05"), {}, (1999, "year")),
        ("supports_jobs", Item("Number", 0, 1, value=Decimal(900)), {}, (900, "jobs")),
        ("trade_growth", None, {"value": 100, "unit": "percent"}, (100, "percent")),
        ("trade_value", Item("Period", 0, 1, value=None), {}, (None, None)),
        ("visited", None, {}, (None, None)),
    ],
)
def test_figures(relation: str, item: Item | None, fields: dict[str, Any], figure: tuple[Any, Any]) -> None:
    assert read_figure(relation, fields, {"value": item} if item else {}) == figure
