"""Goods by the compass: who buys what goes south, and figures, answers and turns that tell of trade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from stories import claims, ends


@pytest.mark.parametrize(
    ("text", "lang", "sides"),
    [
        ("Norway and Fiji traded $90 million last year. Salmon goes south.", "en", "Norway > Fiji"),
        ("Norway and Fiji traded $90 million last year. Salmon comes north.", "en", "Fiji > Norway"),
        ("Fiji sold $9 million to Norway. Paper goes up; salmon comes down.", "en", "Norway > Fiji"),
        ("Fiji sold goods worth $9 million to Chile. Salmon goes east.", "en", "Fiji > Chile"),
        ("Noruega vendió vino a Fiyi. Hacia el norte viaja salmón.", "es", "Fiji > Norway"),
    ],
)
def test_compass_tells_who_buys(text: str, lang: str, sides: str) -> None:
    found = [c for c in claims(text, "trades_product", lang=lang) if c.product and c.product.name == "salmon"]
    assert [" > ".join(ends(claim)) for claim in found] == [sides]


def test_neighbours_on_one_latitude_are_not_told_apart() -> None:
    assert not claims("Kenya and Uganda traded $90 million last year. Salmon goes south.", "trades_product")


@pytest.mark.parametrize(
    "text",
    [
        "$90 million. That is what Norway sold to Fiji in 2022.",
        "Norway looks to Fiji. How much does Norway sell to Fiji? Last year, some $90 million.",
        "HOST: Norway sold goods worth $90 million to Fiji.",
    ],
)
def test_sum_and_what_explains_it_are_one(text: str) -> None:
    assert [(*ends(c), c.value) for c in claims(text, "trade_value")] == [
        ("Norway", "Fiji", Decimal(90_000_000))
    ]


def test_sum_without_explanation_tells_nothing() -> None:
    assert not claims("$90 million. Norway and Fiji spoke of ferries.", "trade_value")
