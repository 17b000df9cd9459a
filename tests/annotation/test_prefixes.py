"""Adjectives of two countries, the first cut short."""

from __future__ import annotations

import pytest
from stories import entities

JOINED = [
    ("en", "Sino-Kenyan friendship is old.", ["country/CN", "country/KE"]),
    ("en", "The Indo-Pacific is large, and so is sinology.", []),
    ("es", "El comercio hispano-cubano crece.", ["country/ES", "country/CU"]),
    ("es", "El comercio hispanocubano crece.", ["country/ES", "country/CU"]),
    ("es", "La cámara colombo–chilena crece.", ["country/CO", "country/CL"]),
    ("es", "El francotirador hispano se fue.", []),
]


@pytest.mark.parametrize(("lang", "text", "countries"), JOINED)
def test_both_countries_are_found(lang: str, text: str, countries: list[str]) -> None:
    assert entities(text, "Country", lang=lang) == countries
