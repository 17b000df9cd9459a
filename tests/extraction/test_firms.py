"""The company that is spoken of: the head of an entry or a section, or the one told about before."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories, and the ends of their claims of a relation.
STORIES = [
    ("Baltica Holding grew. The company invested $90 million in Tunisia.", "Baltica Holding > Tunisia"),
    ("Baltica Holding grew. It invested $90 million in Tunisia.", "Baltica Holding > Tunisia"),
    (
        "Baltica Holding - Riga. A plant, $90 million.\nCarthage Holding - Tunis. A mill, $20 million.",
        "Baltica Holding > Riga\nCarthage Holding > Tunis",
    ),
    ("# Baltica Holding\n- $90 million in Tunisia", "Baltica Holding > Tunisia"),
    ("Baltica Holding - Riga. Sales rose.\nThe rest, $90 million in Tunisia, comes later.", ""),
    # The town, not the country that it lies in; and not the country that the head of an entry comes from.
    (
        "Baltica Holding runs a mill in Sfax, Tunisia. A second line cost $9 million.",
        "Baltica Holding > Sfax",
    ),
    ("- Baltica Holding (Latvia): a mill, $90 million, in Tunis", "Baltica Holding > Tunis"),
    ("A mill grew. The company invested $90 million in Tunisia.", ""),
]


def told(text: str, relation: str) -> list[str]:
    """Return the ends of a text's claims of a relation."""
    return [" > ".join(ends(claim)) for claim in claims(text, relation)]


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_a_sentence_without_company_is_about_the_one_spoken_of(text: str, expected: str) -> None:
    assert "\n".join(told(text, "invests_in")) == expected


def test_two_companies_that_head_an_entry_share_it() -> None:
    text = "Baltica Holding and Carthage Holding: $90 million in Riga."
    assert told(text, "invests_in") == ["Baltica Holding > Riga", "Carthage Holding > Riga"]


def test_a_plant_described_stands_for_its_place_where_a_place_is_meant() -> None:
    text = "Baltica Holding opened a bottling plant in Tunis."
    assert told(text, "operates_in") == ["Baltica Holding > Tunis"]
    assert told(text, "opened") == ["Baltica Holding > bottling plant in Tunis"]
