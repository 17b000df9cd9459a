"""What a verb joined by "and" tells is of the sentence's subject, not of the name before the "and"."""

from __future__ import annotations

import pytest
from stories import claims

JOINED = [
    ("Nordhavn Holding sold ships to Baltica Holding and keeps an office in Suva.", "en", "Baltica Holding"),
    ("Túnez es miembro de la Unión Africana y solicitó su ingreso a la Liga Árabe.", "es", "African Union"),
]


@pytest.mark.parametrize(("text", "lang", "other"), JOINED)
def test_joined_verb(text: str, lang: str, other: str) -> None:
    subjects = {claim.subject.name for claim in claims(text, lang=lang) if claim.subject}
    assert subjects
    assert other not in subjects
