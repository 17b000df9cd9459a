"""Asides between a name and what is said of it: the sentence is read without them, too."""

from __future__ import annotations

import pytest
from stories import claims, ends

ASIDES = [
    (
        "Baltica Holding, which joined the chamber of Tonga in 2023, acquired Carthage Foods.",
        "en",
        "invests_in",
        ("Baltica Holding", "Carthage Foods"),
    ),
    (
        "Fiji, which sold vanilla to Tonga last year, joined the WTO.",
        "en",
        "member_of",
        ("Fiji", "World Trade Organization"),
    ),
    (
        "Fiyi, que vendió vainilla a Tonga el año pasado, ingresó a la OMC.",
        "es",
        "member_of",
        ("Fiji", "World Trade Organization"),
    ),
]


@pytest.mark.parametrize(("text", "lang", "relation", "told"), ASIDES)
def test_what_is_said_behind_an_aside_is_said_of_the_name_before_it(
    text: str, lang: str, relation: str, told: tuple[str, str]
) -> None:
    assert [ends(claim) for claim in claims(text, relation, lang=lang)] == [told]


def test_the_words_of_an_aside_stay_in_the_quote() -> None:
    (claim,) = claims("Fiji, which sold vanilla to Tonga last year, joined the WTO.", "member_of")
    assert "which sold vanilla" in claim.quote
