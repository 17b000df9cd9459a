"""What a verb behind "and" or "where" tells is of the sentence's subject, not of the name before them."""

from __future__ import annotations

import pytest
from stories import claims, ends

JOINED = [
    ("Nordhavn Holding sold ships to Baltica Holding and keeps an office in Suva.", "en", "Baltica Holding"),
    ("Anders Holm toured the Suva Chamber of Commerce and met Ana Silva.", "en", "Suva Chamber of Commerce"),
    ("Anders Holm visitó la Cámara de Suva, donde dialogó con Ana Silva.", "es", "Cámara de Suva"),
    ("Túnez es miembro de la Unión Africana y solicitó su ingreso a la Liga Árabe.", "es", "African Union"),
]


@pytest.mark.parametrize(("text", "lang", "other"), JOINED)
def test_joined_verb(text: str, lang: str, other: str) -> None:
    subjects = {claim.subject.name for claim in claims(text, lang=lang) if claim.subject}
    assert subjects
    assert other not in subjects


def test_its_president_is_of_the_body_named_last() -> None:
    found = claims(
        "Norway's minister Anders Holm toured the Suva Chamber, where he met its president, Ana Silva."
    )
    posts = {ends(claim) for claim in found if claim.relation == "holds_position"}
    assert posts == {("Anders Holm", "Norway"), ("Ana Silva", "Suva Chamber")}


def test_a_body_is_told_of_behind_its_head() -> None:
    chamber = "Suva Chamber of Commerce"
    found = claims(
        f"So said Ana Silva, head of the {chamber}, which was set up in 1998 and has its head office in Suva."
    )
    assert [ends(claim)[1] for claim in found if claim.relation == "founded"] == [chamber]
    assert "opened" not in {claim.relation for claim in found}
