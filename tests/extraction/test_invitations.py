"""Invitations: who invites others is no visitor."""

from __future__ import annotations

import pytest
from stories import claims

INVITED = [
    ("en", "Upon the invitation of President Leif Berg, President Ana Holm paid a visit to Fiji."),
    ("en", "Invited by Governor Leif Berg, Ana Holm visited Fiji in May."),
    ("es", "Por invitación del presidente Leif Berg, la presidenta Ana Holm realizó una visita a Fiyi."),
    ("es", "A invitación de su homólogo Leif Berg, la ministra Ana Holm llegó a Fiyi el lunes."),
]


def visitors(text: str, lang: str = "en") -> list[str]:
    return [claim.subject.name for claim in claims(text, "visited", lang=lang) if claim.subject]


@pytest.mark.parametrize(("lang", "text"), INVITED)
def test_who_invites_stays_at_home(lang: str, text: str) -> None:
    assert visitors(text, lang) == ["Ana Holm"]


def test_who_comes_together_travels() -> None:
    assert visitors("Leif Berg and Ana Holm visited Fiji.") == ["Leif Berg", "Ana Holm"]
