"""Periods that the members of a list have each of their own."""

from __future__ import annotations

import pytest
from stories import claims, ends

LISTS = [
    (
        "Norway has trade agreements with Fiji (2019), Tonga (in force since 2011) and Samoa (2004).",
        "en",
        {"Fiji": "2019", "Tonga": "2011", "Samoa": "2004"},
    ),
    (
        "The Blue Pacific Agreement was ratified by Fiji (2019), Tonga (May 2021) and Samoa (2022).",
        "en",
        {"Fiji": "2019", "Tonga": "2021-05", "Samoa": "2022"},
    ),
    (
        "Noruega tiene acuerdos comerciales con Fiyi (2019), Tonga (vigente desde 2011) y Samoa (2004).",
        "es",
        {"Fiji": "2019", "Tonga": "2011", "Samoa": "2004"},
    ),
    # One period for all stands behind no member of its own.
    (
        "The Blue Pacific Agreement was ratified by Fiji, Tonga and Samoa in 2022.",
        "en",
        {"Fiji": "2022", "Tonga": "2022", "Samoa": "2022"},
    ),
]


@pytest.mark.parametrize(("text", "lang", "periods"), LISTS)
def test_each_member_has_its_own_period(text: str, lang: str, periods: dict[str, str]) -> None:
    found = claims(text, "party_to", lang=lang)
    told = {claim.subject.name: claim.period for claim in found if claim.subject}
    assert {name: told.get(name) for name in periods} == periods


def test_the_agreement_with_each_is_dated_for_both_sides() -> None:
    found = claims("Norway has trade agreements with Fiji (2019) and Tonga (2011).", "party_to")
    assert sorted((ends(claim)[1], claim.period) for claim in found if ends(claim)[0] == "Norway") == [
        ("trade agreement with Fiji", "2019"),
        ("trade agreement with Tonga", "2011"),
    ]
