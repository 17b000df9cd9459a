"""When things were and are to be: told in the sentence before, by "then", or by a journey."""

from __future__ import annotations

import pytest
from stories import claims

ENGLISH = [
    (
        "Exports from Norway to Fiji fell 5% on the first half of 2023, when they stood at $90 million.",
        "trade_value",
        ["2023-01/2023-06"],
    ),
    (
        "Exports from Norway to Fiji reached $90 million in 2023, against $80 million in 2021; "
        "imports, then $20 million, have doubled.",
        "trade_value",
        ["2023", "2021", "2021"],
    ),
    (
        "Anders Holm visited Fiji on 3 and 4 April 2024. "
        "Norway and Fiji signed a memorandum of understanding on fisheries.",
        "party_to",
        ["2024-04", "2024-04"],
    ),
]
SPANISH = [
    (
        "Las exportaciones de Noruega a Fiyi bajaron frente a 2022, cuando sumaron 90 millones de dólares.",
        "trade_value",
        ["2022"],
    ),
    (
        "La oficina abrió en marzo de 2021. Noruega vendía entonces a Fiyi 90 millones de dólares al año.",
        "trade_value",
        ["2021"],
    ),
]


@pytest.mark.parametrize(("text", "relation", "periods"), ENGLISH)
def test_english_periods(text: str, relation: str, periods: list[str | None]) -> None:
    assert [claim.period for claim in claims(text, relation)] == periods


@pytest.mark.parametrize(("text", "relation", "periods"), SPANISH)
def test_spanish_periods(text: str, relation: str, periods: list[str | None]) -> None:
    assert [claim.period for claim in claims(text, relation, lang="es")] == periods


SIGNINGS = [
    (
        "On Monday the ministers of Norway and Fiji met in Suva, where two documents were signed. "
        "One of them is the cooperation protocol between Baltica Holding and Tonga Telecom.",
        "en",
        {"2024-04-29"},
    ),
    (
        "Norway and Fiji held talks on Monday and adopted the Norway-Fiji Action Plan 2024-2028.",
        "en",
        {"2024-04-29"},
    ),
    (
        "On 29 April Anders Holm, minister of Norway, visited Fiji. At the end the two countries signed:\n"
        "- Agreement on fisheries between Norway and Fiji.\n"
        "- Memorandum of understanding on wine between Norway and Fiji.",
        "en",
        {"2024-04-29"},
    ),
    (
        "Con la firma de tres instrumentos concluyó hoy en Suva la reunión entre Noruega y Fiyi.\n"
        "Entre los documentos suscritos destacan:\n"
        "- Acuerdo de pesca entre Noruega y Fiyi.",
        "es",
        {"2024-05-02"},
    ),
]


@pytest.mark.parametrize(("text", "lang", "periods"), SIGNINGS)
def test_documents_listed_behind_a_signing_are_of_its_day(text: str, lang: str, periods: set[str]) -> None:
    assert {claim.period for claim in claims(text, "party_to", lang=lang)} == periods


JOURNEYS = [
    ("Norway and Fiji signed a trade agreement on Monday. Anders Holm had flown to Suva.", "2024-04"),
    ("Norway and Fiji signed a trade agreement on Monday. Anders Holm flew to Suva.", "2024-04-29"),
]


@pytest.mark.parametrize(("text", "period"), JOURNEYS)
def test_who_had_travelled_before_did_so_some_day_of_the_month(text: str, period: str) -> None:
    assert [claim.period for claim in claims(text, "visited")] == [period]


APIECE = [
    (
        "El ministro Anders Holm viajará mañana a Suva y el lunes a Lima.",
        "es",
        "visited",
        ["2024-05-03", "2024-05-06"],
    ),
    (
        "Anders Holm ended a tour that took him to Suva, on 23 and 24 April, and to Tunis, on 28 April.",
        "en",
        "visited",
        ["2024-04-23/2024-04-24", "2024-04-28"],
    ),
    (
        "Rumanía, socia de la UE desde 2007 y de la OTAN desde 2004, vende trigo.",
        "es",
        "member_of",
        ["2007", "2004"],
    ),
]


@pytest.mark.parametrize(("text", "lang", "relation", "periods"), APIECE)
def test_stops_and_clubs_have_periods_of_their_own(
    text: str, lang: str, relation: str, periods: list[str]
) -> None:
    assert [claim.period for claim in claims(text, relation, lang=lang)] == periods


DEEDS = [
    ("Fiji joined the World Trade Organization in 1996.", "member_of", ["1996"]),
    ("Fiji has been a member of the World Trade Organization since 1996.", "member_of", ["1996"]),
    ("Fiji is a member of the World Trade Organization and bought salmon in 2023.", "member_of", [None]),
    ("The pact dates from July 2016, when Anders Holm visited Fiji.", "visited", ["2016-07"]),
    (
        "Anders Holm, minister of Norway, returned on Sunday from Suva, where he met Maria Silva.",
        "met_with",
        ["2024-04"],
    ),
    (
        "Norway and Fiji signed on 29 April an updated version of the partnership agreement, "
        "first concluded in 1995.",
        "party_to",
        ["2024-04-29", "2024-04-29"],
    ),
    (
        "The Fiji-Norway Free Trade Agreement was signed on 17 April 2024. Exports had doubled in 2023. "
        "The Fiji-Tonga Trade Agreement was signed two days later.",
        "party_to",
        ["2024-04-17", "2024-04-17", "2024-04-19", "2024-04-19"],
    ),
    (
        "Anders Holm visited Fiji on 18 April. The two countries launched the Norway-Fiji Plan 2024-2028.",
        "party_to",
        ["2024-04-18", "2024-04-18"],
    ),
]

DEEDS += [
    (
        "In August 2022 Anders Holm, minister of Norway, visited Fiji. Anders Holm and Maria Silva "
        "signed the joint declaration that created the Fiji-Norway Ocean Alliance.",
        "party_to",
        ["2022-08"] * 3,
    ),
    (
        "The Fiji-Norway Free Trade Agreement, FNFTA for short, has been in force since March 2021.",
        "party_to",
        ["2021-03", "2021-03"],
    ),
    (
        "You are thinking of May 2018. Norway and Fiji agreed on a memorandum of understanding then.",
        "party_to",
        ["2018-05", "2018-05"],
    ),
    (
        "Anders Holm, minister of Norway, visited Fiji from 22 to 24 April. He met Maria Silva on Tuesday. "
        "With Holm came Erik Lund, mayor of Oslo.",
        "visited",
        ["2024-04-22/2024-04-24"] * 2,
    ),
    (
        "Anders Holm met Maria Silva on Monday. The ground was prepared in March by Erik Lund, minister of "
        "Norway, who travelled to Suva, where he met Ana Costa.",
        "met_with",
        ["2024-04-29", "2024-03"],
    ),
]


@pytest.mark.parametrize(("text", "relation", "periods"), DEEDS)
def test_deeds_are_dated_by_what_is_told_of_them(text: str, relation: str, periods: list[str | None]) -> None:
    assert [claim.period for claim in claims(text, relation)] == periods


YEARS = [
    (
        "Exports from Norway to Fiji reached $90 million in 2023, ten times what they were in 1998.",
        "1998/2023",
    ),
    (
        "In 2024, trade between Norway and Fiji was put at $90 million, growing by 8 percent "
        "from $83 million in 2023.",
        "2024",
    ),
    (
        "Trade between Norway and Fiji was worth $90 million in the fiscal year 2022-23, "
        "double the $45 million of 2014.",
        "2014/2023",
    ),
]


@pytest.mark.parametrize(("text", "period"), YEARS)
def test_growth_runs_from_the_year_that_it_is_measured_from(text: str, period: str) -> None:
    assert [claim.period for claim in claims(text, "trade_growth")] == [period]


def test_today_is_the_day_of_the_dateline() -> None:
    text = "Suva, 29 April 2024 – Minister Anders Holm visited Tonga today."
    assert [claim.period for claim in claims(text, "visited")] == ["2024-04-29"]
    assert [claim.period for claim in claims(text.replace("April", "March"), "visited")] == ["2024-05-02"]


def test_what_is_done_is_older_than_the_day_of_a_press_note() -> None:
    day, visit = "Suva, 2 May 2024.", "Minister Anders Holm visited Tonga on Tuesday."
    text = f"{day}\n{visit}\nMinister Mere Koroi met Anders Holm."
    assert [claim.period for claim in claims(text, "met_with")] == ["2024-04-30"]


def test_figures_go_on_from_a_year_that_is_not_the_one_compared_with() -> None:
    text = (
        "Tonga's quota lapses in September. Trade between Norway and Fiji reached $90 million in 2023, "
        "a tenth more than in 2018. Norway bought goods worth $40 million from Fiji."
    )
    assert [claim.period for claim in claims(text, "trade_value")] == ["2023", "2023"]


STATUSES = [
    ("Anders Holm flies to Fiji on 9 May.", "en", "visited", ("2024-05-09", "target")),
    (
        "Anders Holm leads a delegation that moves on to Suva on Monday.",
        "en",
        "visited",
        ("2024-05-06", "target"),
    ),
    ("Anders Holm, que en junio irá a Fiyi, vende salmón.", "es", "visited", ("2024-06", "target")),
    (
        "Baltica Holding has earmarked $90 million for a plant in Tunisia.",
        "en",
        "invests_in",
        (None, "target"),
    ),
    ("Baltica Holding is now to put $90 million into Tunisia.", "en", "invests_in", (None, "target")),
    (
        "Baltica Holding se comprometió entonces a invertir 90 millones de dólares en Túnez.",
        "es",
        "invests_in",
        (None, "target"),
    ),
    (
        "Both governments want trade between Norway and Fiji at $90 million within a couple of years.",
        "en",
        "trade_value",
        ("2024/2026", "projected"),
    ),
    (
        "The Fiji-Norway Free Trade Agreement was concluded. It has still not been signed.",
        "en",
        "party_to",
        (None, "target"),
    ),
    (
        "The Fiji-Norway Free Trade Agreement, two years in the making, awaits a signature.",
        "en",
        "party_to",
        (None, "target"),
    ),
    (
        "Noruega y Fiyi difundieron el marco de un Acuerdo de Comercio Recíproco.",
        "es",
        "party_to",
        (None, "target"),
    ),
    (
        "Fiji has not signed. The Norway-Tonga Trade Agreement is in force.",
        "en",
        "party_to",
        (None, "reported"),
    ),
]


@pytest.mark.parametrize(("text", "lang", "relation", "expected"), STATUSES)
def test_what_is_to_come(text: str, lang: str, relation: str, expected: tuple[str | None, str]) -> None:
    found = [(claim.period, claim.status) for claim in claims(text, relation, lang=lang)]
    assert set(found) == {expected}
