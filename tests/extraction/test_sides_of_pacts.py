"""Whose trade is told behind a pact that names its sides, behind a rank, and behind a pair with a bloc."""

from __future__ import annotations

import pytest
from stories import claims, ends


@pytest.mark.parametrize(
    ("pact", "sides"),
    [
        ("The EU-Chile Association Agreement", {"European Union", "Chile"}),
        ("The Suva Pact between Fiji and Norway", {"Fiji", "Norway"}),
    ],
)
def test_trade_is_that_of_the_two_sides_of_the_agreement(pact: str, sides: set[str]) -> None:
    (claim,) = claims(f"{pact} dates from 2002. Bilateral trade reached $22 billion in 2023.", "trade_value")
    assert set(ends(claim)) == sides


def test_the_bloc_is_not_the_first_end_of_a_pair() -> None:
    text = "Mercosur has a deal between an ASEAN country and the bloc made up of Paraguay and Uruguay."
    assert {ends(claim) for claim in claims(text, "member_of")} == {
        ("Paraguay", "Mercosur"),
        ("Uruguay", "Mercosur"),
    }


def test_trade_is_that_of_the_rank_just_told() -> None:
    text = (
        "Fiji and Tonga grew. Norway is Fiji's second-largest market. Exports came to $90 million in 2023, "
        "$9 million of it mango."
    )
    (claim, *_) = claims(text, "trade_value")
    assert ends(claim) == ("Fiji", "Norway")
