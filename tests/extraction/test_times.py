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
