"""The period that belongs to a figure or a deed."""

from __future__ import annotations

import pytest
from stories import claims

PERIODS = [
    ("Exports from Norway to Fiji reached $90 million in 2022.", "trade_value", ["2022"]),
    ("In 2022, exports from Norway to Fiji reached $90 million.", "trade_value", ["2022"]),
    ("Exports from Norway to Fiji reached $90 million, more than in 2021.", "trade_value", [None]),
    (
        "Norway sold goods worth $90 million to Fiji in 2022, up from $80 million in 2021.",
        "trade_value",
        ["2022", "2021"],
    ),
    (
        "Exports from Norway to Fiji reached $90 million in 2022. Imports stood at $20 million.",
        "trade_value",
        ["2022", "2022"],
    ),
    (
        "Norway and Fiji aim to raise trade to $90 million by 2030. "
        "Tonga is the largest market for Fiji's exports.",
        "partner_rank",
        [None],
    ),
    ("Norway and Fiji have had a trade agreement since 2018.", "party_to", ["2018", "2018"]),
    ("Anders Holm visited Fiji last week.", "visited", ["2024-04"]),
    ("Anders Holm visited Fiji.", "visited", [None]),
    ("Baltica Holding operated a plant in Tunis in 2022.", "operates_in", [None]),
]


@pytest.mark.parametrize(("text", "relation", "periods"), PERIODS)
def test_period(text: str, relation: str, periods: list[str | None]) -> None:
    assert [claim.period for claim in claims(text, relation)] == periods
