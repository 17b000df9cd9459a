"""Speeches: who says "I" in one, and which day is its today."""

from __future__ import annotations

import pytest
from stories import claims, ends, to_article
from tradegraph.annotation.figures import find_figures

LINES = [
    ("en", "Delivered on 30 April by Ambassador Anders Holm.\nI flew in yesterday.", "2024-04-29"),
    ("es", "Palabras de Anders Holm, anoche.\nLlegué ayer.", "2024-04-30"),
    ("en", "The mill opened on 30 April.\nI flew in yesterday.", "2024-05-01"),
]


@pytest.mark.parametrize(("lang", "text", "day"), LINES)
def test_today_is_the_day_of_the_speech(lang: str, text: str, day: str) -> None:
    figures = find_figures(to_article(text, lang=lang))
    assert [figure.value for figure in figures if figure.type == "Period"][-1] == day


def test_i_am_who_gives_the_speech() -> None:
    text = "Remarks by Ambassador Anders Holm in Oslo.\nI like fish. In May I met Maria Silva in Suva."
    assert ("Anders Holm", "Maria Silva") in [ends(claim) for claim in claims(text, "met_with")]
