"""What a sentence tells by the way, and pairs that a sentence on somebody else does not go on with."""

from __future__ import annotations

import pytest
from stories import claims, ends

_BOUGHT = "Norway bought $9 million of goods from Fiji last year"


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            f"{_BOUGHT}, more than any country but Tonga, which took $10 million. Most of it is tuna.",
            "Norway",
        ),
        (f"{_BOUGHT}, behind Tonga, which took $10 million. Tuna made up over half of that.", "Norway"),
        (f"{_BOUGHT}. Tonga bought $10 million from Fiji. Tuna made up over half of that.", "Tonga"),
    ],
)
def test_a_place_compared_with_is_not_gone_on_with(text: str, sides: str) -> None:
    assert [ends(claim) for claim in claims(text, "trades_product")] == [("Fiji", sides)]


def test_goods_the_other_way_are_of_the_pair_of_the_main_clause() -> None:
    text = (
        f"{_BOUGHT}, more than any country but Tonga, which took $10 million."
        " Shipments in the other direction were worth $2 million."
    )
    assert ends(claims(text, "trade_value")[-1]) == ("Norway", "Fiji")


def test_a_pair_is_not_carried_past_another_place() -> None:
    text = "Norway sold goods worth $9 million to Fiji. The same went for Tonga, nearly all of it salmon."
    assert not claims(text, "trades_product")


def test_a_pair_is_carried_past_a_place_compared_with() -> None:
    text = "Norway sold goods worth $9 million to Fiji. That was more than Tonga: all of it was salmon."
    assert [ends(claim) for claim in claims(text, "trades_product")] == [("Norway", "Fiji")]


def test_what_is_said_behind_an_aside_is_of_the_name_before_it() -> None:
    text = (
        "Norway trades with Fiji. Tonga, our second partner, shipped Norway $9 million and bought $6 million."
    )
    assert [ends(claim) for claim in claims(text, "trade_value")] == [
        ("Tonga", "Norway"),
        ("Norway", "Tonga"),
    ]
