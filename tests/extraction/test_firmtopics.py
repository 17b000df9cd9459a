"""Which company a sentence is about: its subject, not a customer, a bought firm or an owner of a plant."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories, and the ends of their claims of a relation.
STORIES = [
    (
        "Marlin Traders, a house based in Riga, owns a third of Carthage Foods. In May it said it would "
        "spend $90 million on a mill in Suva.",
        "invests_in",
        "Marlin Traders > Carthage Foods\nMarlin Traders > Suva",
    ),
    (
        "Baltica Holding grew. In 2022 it acquired Carthage Foods, and it already had plants in Oslo.",
        "operates_in",
        "Baltica Holding > Oslo",
    ),
    (
        "Baltica Holding grew. The company sells to Lumeo's plant in Suva but until now had only an "
        "office in Oslo.",
        "operates_in",
        "Baltica Holding > Oslo",
    ),
    (
        "Carthage Foods bought Quorrawell in May. Quorrawell was set up in 1992. It makes glue. Its only "
        "foothold abroad has been a sales office in Tunis.",
        "operates_in",
        "Quorrawell > Tunis",
    ),
    # Of a firm told by the way alone the next sentence goes on.
    (
        "The mill belongs to Baltica Holding. It also owns a bottling plant in Tunis.",
        "operates_in",
        "Baltica Holding > Tunis",
    ),
    # Each clause has its own subject.
    (
        "Baltica Holding makes glue, while Carthage Foods has grown and has run a plant in Tunis.",
        "operates_in",
        "Carthage Foods > Tunis",
    ),
]
SPANISH = [
    (
        "Baltica Holding compró una parte de Carthage Foods. En mayo abrió una fábrica en Oslo y tiene "
        "una tienda en Riga.",
        "operates_in",
        "Baltica Holding > Oslo\nBaltica Holding > Riga",
    ),
]


def told(text: str, relation: str, lang: str = "en") -> list[str]:
    """Return the ends of a text's claims of a relation, but for those of a customer's plant."""
    found = [" > ".join(ends(claim)) for claim in claims(text, relation, lang=lang)]
    return [each for each in found if not each.startswith("Lumeo")]


@pytest.mark.parametrize(("text", "relation", "expected"), STORIES)
def test_a_later_sentence_is_about_the_subject(text: str, relation: str, expected: str) -> None:
    assert "\n".join(told(text, relation)) == expected


@pytest.mark.parametrize(("text", "relation", "expected"), SPANISH)
def test_a_dropped_subject_is_that_of_the_sentence_before(text: str, relation: str, expected: str) -> None:
    assert "\n".join(told(text, relation, "es")) == expected


def test_a_company_is_told_by_its_site() -> None:
    told = claims("Baltica Holding's mill in Riga is short of nothing. It has 90 hands.", "supports_jobs")
    assert [ends(claim) for claim in told] == [("Baltica Holding", "Riga")]
