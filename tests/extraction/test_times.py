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
