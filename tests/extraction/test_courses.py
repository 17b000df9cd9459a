"""Which way goods go that a text speaks of, and what follows it."""

from __future__ import annotations

import pytest
from stories import claims, ends


@pytest.mark.parametrize(
    ("text", "lang", "sides"),
    [
        ("Norway sold Fiji goods worth $90 million. Most of it is salmon.", "en", "Norway > Fiji"),
        ("Fiji is Norway's largest export market. Most of that is salmon.", "en", "Norway > Fiji"),
        ("Fiji is Norway's main supplier. Most of that is salmon.", "en", "Fiji > Norway"),
        (
            "Norway sells paper to Fiji. What comes back, mostly salmon, is worth $9 million.",
            "en",
            "Fiji > Norway",
        ),
        ("Noruega vende papel a Fiyi. De vuelta llegan vino y salmón.", "es", "Fiji > Norway"),
        (
            "Fiji bought goods worth $90 million from Norway, making it the third-largest market after Tonga;"
            " salmon accounted for most of the total.",
            "en",
            "Norway > Fiji",
        ),
    ],
)
def test_goods_go_the_way_told_last(text: str, lang: str, sides: str) -> None:
    found = [c for c in claims(text, "trades_product", lang=lang) if c.product and c.product.name == "salmon"]
    assert [" > ".join(ends(claim)) for claim in found] == [sides]


def test_what_comes_back_turns_the_way_once() -> None:
    text = "Norway sells paper to Fiji. What came back, mostly salmon, was worth $9 million."
    assert [ends(claim) for claim in claims(text, "trade_value")] == [("Fiji", "Norway")]


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("Trade between Norway and Fiji is modest. It came to $90 million last year.", "total"),
        ("Norway's exports to Fiji are small. They were worth $90 million last year.", "exports"),
    ],
)
def test_a_figure_is_of_the_trade_spoken_of_before_it(text: str, flow: str) -> None:
    assert [claim.flow for claim in claims(text, "trade_value")] == [flow]


def test_the_partner_told_again_is_the_trade_the_other_way() -> None:
    text = "Norway and Fiji trade. Norway sold $90 million last year; Fiji, $12 million."
    assert [ends(claim) for claim in claims(text, "trade_value")] == [("Norway", "Fiji"), ("Fiji", "Norway")]


def test_a_question_on_something_else_ends_it() -> None:
    text = "Norway sells paper to Fiji. Which fields does the pact cover? Salmon."
    assert [claim.product.name for claim in claims(text, "trades_product") if claim.product] == ["paper"]


def test_a_bare_list_goes_the_way_told_last_where_no_other_place_was_named() -> None:
    told, listed = "Norway sold Fiji goods worth $90 million.", "Salmon and paper did the lifting."
    found = claims(f"{told} {listed}", "trades_product")
    assert [ends(claim) for claim in found] == [("Norway", "Fiji")] * 2
    assert claims(f"{told} Tonga slept. {listed}", "trades_product") == []


def test_a_list_of_partners_goes_on_with_whose_they_are() -> None:
    text = "Latvia is Iceland's main partner, with trade of $5 million. Next came Fiji with $3 million."
    told = [ends(claim) for claim in claims(text, "trade_value")]
    assert [{*sides} for sides in told] == [{"Latvia", "Iceland"}, {"Fiji", "Iceland"}]


def test_trade_that_leaves_a_bloc_out_is_not_the_bloc_s() -> None:
    assert claims("Iceland's exports to the EU were $5 million.", "trade_value")
    assert not claims("Iceland's exports outside of the EU were $5 million.", "trade_value")
    assert not claims("Iceland's exports to non-EU countries were $5 million.", "trade_value")
