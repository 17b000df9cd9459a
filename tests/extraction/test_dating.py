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
    ("Exports from Norway to Fiji were worth $90 million (2022).", "trade_value", ["2022"]),
    ("Exports from Norway to Fiji reached $90 million in 2022 (€84 million).", "trade_value", ["2022"]),
    (
        "In 2022, exports from Norway to Fiji reached $90 million (2021: $80 million).",
        "trade_value",
        ["2022", "2021"],
    ),
    ("Norway and Fiji have had a trade agreement since 2018.", "party_to", ["2018", "2018"]),
    (
        "Norway sold goods worth $90 million to Fiji in 2023, a tenth more than the year before. "
        "Norway sold goods worth $20 million to Tonga that year.",
        "trade_value",
        ["2023", "2023"],
    ),
    ("In 2022 exports from Norway to Fiji rose by 5 percent.", "trade_growth", ["2022"]),
    (
        "Trade between Norway and Fiji reached $90 million in 2023, double the 2018 level.",
        "trade_growth",
        ["2018/2023"],
    ),
    (
        "Exports from Norway to Fiji reached $90 million in 2023, twice the figure for 2018.",
        "trade_growth",
        ["2018/2023"],
    ),
    (
        "Exports from Norway to Fiji reached $90 million in 2022. Imports of $20 million were the lowest "
        "since 2016.",
        "trade_value",
        ["2022", "2022"],
    ),
    (
        "Trade between Norway and Fiji went from $80 million to $90 million in 2022.",
        "trade_value",
        ["2021", "2022"],
    ),
    (
        "Trade between Norway and Fiji went from $80 million to $90 million between 2017 and 2022.",
        "trade_value",
        ["2017", "2022"],
    ),
    ("Exports from Norway to Fiji average $90 million a year.", "trade_value", [None]),
    (
        "Exports from Norway to Fiji reached $90 million in April, the bank said on Tuesday.",
        "trade_value",
        ["2024-04"],
    ),
    ("# Trade in 2023\nExports from Norway to Fiji reached $90 million.", "trade_value", ["2023"]),
    ("Norway is Fiji's largest trading partner.", "partner_rank", [None]),
    ("Norway was Fiji's largest trading partner in 2021.", "partner_rank", ["2021"]),
    ("Anders Holm, who took office in 2019, visited Fiji on Monday.", "visited", ["2024-04-29"]),
    ("OSLO, April 30 (ABC) - Anders Holm visited Fiji on Monday.", "visited", ["2024-04-29"]),
    ("Anders Holm was in Suva last week, where he met Maria Silva on Tuesday.", "met_with", ["2024-04-23"]),
    ("Anders Holm visited Fiji on Monday. He met Maria Silva in Suva.", "met_with", ["2024-04-29"]),
    ("The fair opens on 9 June. Anders Holm will visit Fiji for the occasion.", "visited", ["2024-06-09"]),
    ("Anders Holm is going to Fiji from 8 to 12 March.", "visited", ["2025-03-08/2025-03-12"]),
    ("Baltica Holding plans to invest $90 million in Tunisia, its home since 2010.", "invests_in", [None]),
    ("Baltica Holding will invest $90 million in Tunisia over three years.", "invests_in", ["2024/2027"]),
    ("Anders Holm visited Fiji last week.", "visited", ["2024-04"]),
    ("Anders Holm visited Fiji.", "visited", ["2024-05"]),
    ("Anders Holm has visited Fiji.", "visited", [None]),
    (
        "A fair was held from 8 to 12 April. Anders Holm visited Fiji last month.",
        "visited",
        ["2024-04-08/2024-04-12"],
    ),
    ("Baltica Holding operated a plant in Tunis in 2022.", "operates_in", [None]),
    ("Anders Holm visits Fiji in July.", "visited", ["2024-07"]),
    ("In the last week of July Anders Holm flies to Fiji.", "visited", ["2024-07"]),
    ("Anders Holm visited Fiji in July.", "visited", ["2023-07"]),
    ("Anders Holm visits Fiji in March.", "visited", ["2024-03"]),
    ("Baltica Holding will employ 90 people in Tunis by 2027.", "supports_jobs", ["2024/2027"]),
    ("Baltica Holding has employed 90 people in Tunis since 2019.", "supports_jobs", [None]),
]


@pytest.mark.parametrize(("text", "relation", "periods"), PERIODS)
def test_period(text: str, relation: str, periods: list[str | None]) -> None:
    assert [claim.period for claim in claims(text, relation)] == periods


def test_an_undated_text_is_of_the_only_journey_whose_days_it_tells() -> None:
    text = "Anders Holm visited Fiji. The mission was held on 13-17 May 2023."
    assert [claim.period for claim in claims(text, "visited", published=None)] == ["2023-05-13/2023-05-17"]
    more = f"{text} Tonga held a fair on 2-5 March 2021."
    assert [claim.period for claim in claims(more, "visited", published=None)] == [None]
