"""Chronicles: what happened month by month, or year by year, told in entries with their time at the head."""

from __future__ import annotations

from datetime import date

import pytest
from stories import claims, read
from tradegraph.extraction.chronology import find_entries

PUBLISHED = date(2025, 12, 19)


def test_blocks_that_open_with_a_time_are_entries() -> None:
    text = "Fiji in 2025.\nMarch. Tonga came.\n- 12 May – Samoa came.\n# 2019\nNauru came.\n# What is next"
    assert find_entries(read(text, published=PUBLISHED)) == {
        1: "2025-03",
        2: "2025-05-12",
        3: "2019",
        4: "2019",
    }


def test_one_date_alone_is_no_chronicle() -> None:
    assert find_entries(read("12 May 2025. Fiji came.\nTonga came in June.", published=PUBLISHED)) == {}


@pytest.mark.parametrize(
    ("lang", "text", "periods"),
    [
        (
            "en",
            "March. Minister Mere Koroi visited Suva.\nMay. Minister Anders Holm visited Fiji on the 14th.",
            ["2025-03", "2025-05-14"],
        ),
        (
            "es",
            "Marzo. La ministra Mere Koroi visitó Suva.\nMayo: El ministro Anders Holm viajó a Fiyi.",
            ["2025-03", "2025-05"],
        ),
        (
            "es",
            "# 2017\nLa ministra Mere Koroi visitó Suva.\n# 2019\nEl ministro Anders Holm viajó a Fiyi.",
            ["2017", "2019"],
        ),
    ],
)
def test_what_is_done_in_an_entry_is_of_its_time(lang: str, text: str, periods: list[str]) -> None:
    found = claims(text, "visited", lang=lang, published=PUBLISHED)
    assert [claim.period for claim in found] == periods


def test_figures_of_a_year_and_announcements_of_a_month_take_it() -> None:
    text = (
        "2019. Exports from Norway to Fiji reached $90 million.\n"
        "March 2024. Volt Ltd announced $5 million for a plant in Suva."
    )
    found = {claim.relation: claim.period for claim in claims(text, published=PUBLISHED)}
    assert (found["trade_value"], found["invests_in"]) == ("2019", "2024-03")
