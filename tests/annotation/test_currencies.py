"""What a bare "$" stands for in an article."""

from __future__ import annotations

import pytest
from tradegraph.annotation.currencies import home_dollar

HOMES = [
    ("Victoria sold China goods worth $3 billion. Victoria is Australian.", "en", "AUD"),
    ("Ontario's exports came to $3 billion; the Canadian figure is larger. Canada bought less.", "en", "CAD"),
    ("Canada sold the United States goods worth $3 billion.", "en", "USD"),
    (
        "Canada sold the United States goods worth $4 billion (US$3 billion). Canada and Canadians.",
        "en",
        "CAD",
    ),
    ("Australia sold goods worth A$4 billion ($3 billion).", "en", "USD"),
    ("The Australian miner sold ore worth $3 billion.", "en", "USD"),
    ("Ghana sold Norway goods worth $3 billion.", "en", "USD"),
    ("Victoria sold goods worth 3 billion.", "en", "USD"),
    ("Colombia invirtió $3 billones, unos US$ 700 millones. Colombia crece; Colombia exporta.", "es", "COP"),
    ("Colombia exportó $3.000 millones.", "es", "USD"),
    ("Ecuador exportó $3.000 millones (USD).", "es", "USD"),
]


@pytest.mark.parametrize(("text", "lang", "code"), HOMES)
def test_home_dollar(text: str, lang: str, code: str) -> None:
    assert home_dollar(text, lang=lang) == code
