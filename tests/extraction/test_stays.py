"""How long a visit lasts of which the text tells one day."""

from __future__ import annotations

import pytest
from tradegraph.extraction.stays import as_stay

STAYS = [
    ("he wound up a three-day visit to Fiji on Friday", "en", "2024-05-08/2024-05-10"),
    ("she arrived for a two-day visit to Fiji", "en", "2024-05-10/2024-05-11"),
    ("she began on Friday a 4-day trade mission", "en", "2024-05-10/2024-05-13"),
    ("she is wrapping up her visit to Fiji today", "en", "2024-05"),
    ("talks were concluded when she visited Fiji", "en", "2024-05-10"),
    ("she visited Fiji", "en", "2024-05-10"),
    ("with her on the four-day trade mission, which wraps up today", "en", "2024-05-07/2024-05-10"),
    ("she is on a four-day state visit to Fiji", "en", "2024-05"),
    ("concluyó hoy una gira de cinco días por Fiyi", "es", "2024-05-06/2024-05-10"),
    ("inició una visita de dos días a Fiyi", "es", "2024-05-10/2024-05-11"),
    ("lo acompañan en la misión, que termina hoy", "es", "2024-05"),
    ("viajó a Fiyi", "es", "2024-05-10"),
]


@pytest.mark.parametrize(("text", "lang", "period"), STAYS)
def test_stay(text: str, lang: str, period: str) -> None:
    assert as_stay("2024-05-10", text, lang) == period


def test_what_is_no_day_stays() -> None:
    assert as_stay("2024-05", "he wound up a three-day visit", "en") == "2024-05"
