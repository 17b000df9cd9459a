"""When agreements were signed: told once in an article, it holds for all that is said of them."""

from __future__ import annotations

import pytest
from stories import claims

DATES = [
    (
        "The Fiji-Tonga Trade Agreement was signed in Suva on 3 May 2019 and took effect on 1 June 2020.",
        "en",
        "2019-05-03",
    ),
    ("The Fiji-Tonga Trade Agreement has been in force since 1 June 2020.", "en", "2020-06-01"),
    (
        "On 1 April the Fiji-Tonga Trade Agreement came into force. It was signed in July 2022.",
        "en",
        "2022-07",
    ),
    (
        "The Fiji-Tonga Trade Agreement took effect on 1 June 2020, eight months after it was signed.",
        "en",
        "2020-06-01",
    ),
    ("The Fiji-Tonga Trade Agreement turned three on Tuesday.", "en", "2021-04-30"),
    ("Trade grew under the Fiji-Tonga Trade Agreement.", "en", None),
    (
        "Ayer se cumplieron cinco cosas. El Tratado de Libre Comercio entre Fiyi y Tonga rige desde 2016.",
        "es",
        "2016",
    ),
    (
        "Mañana se cumplen ocho años de la firma del Tratado de Libre Comercio entre Fiyi y Tonga.",
        "es",
        "2016-05-03",
    ),
    (
        "El Tratado de Libre Comercio entre Fiyi y Tonga fue suscrito el 3 de mayo de 2019.",
        "es",
        "2019-05-03",
    ),
]


@pytest.mark.parametrize(("text", "lang", "period"), DATES)
def test_an_agreement_is_dated_by_its_signing(text: str, lang: str, period: str | None) -> None:
    found = claims(text, "party_to", lang=lang)
    assert len(found) == 2
    assert {claim.period for claim in found} == {period}


def test_what_was_signed_is_planned_no_more() -> None:
    text = "The Fiji-Tonga Trade Agreement, signed in July last year, is expected to enter into force soon."
    assert {(c.status, c.period) for c in claims(text, "party_to")} == {("reported", "2023-07")}
