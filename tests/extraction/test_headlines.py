"""Headlines: what they tell of an office is told below of its holder."""

from __future__ import annotations

from stories import claims

HEADLINE = "= Fiji's trade minister visits Norway\n"


def visitors(text: str) -> list[str]:
    return [claim.subject.name for claim in claims(text, "visited") if claim.subject]


def test_an_office_in_the_headline_is_its_holder() -> None:
    assert visitors(f"{HEADLINE}Fiji's trade minister Ana Roca visited Norway on Monday.") == ["Ana Roca"]


def test_a_country_in_the_headline_stays_where_nobody_is_named() -> None:
    assert visitors(f"{HEADLINE}Fiji's trade minister visited Norway on Monday.") == ["Fiji"]


def test_a_headline_on_another_place_is_a_visit_of_its_own_by_the_one_who_holds_the_office() -> None:
    found = claims(f"{HEADLINE}Fiji's trade minister Ana Roca visited Tonga in May.", "visited")
    told = [(claim.subject and claim.subject.name, claim.object and claim.object.name) for claim in found]
    assert told == [("Ana Roca", "Norway"), ("Ana Roca", "Tonga")]
