"""What agreements are on by their own names, in words that no reference data has."""

from __future__ import annotations

import pytest
from stories import claims, ends

TOLD = [
    ("en", "Norway and Fiji signed a Protocol on Halal Seals.", "halal seals"),
    (
        "es",
        "Noruega y Fiyi suscribieron un memorando de facilitación aduanera en marzo.",
        "facilitación aduanera",
    ),
]
UNTOLD = [
    ("en", "Norway and Fiji signed a Memorandum on Industrial Cooperation."),
    ("es", "Noruega y Fiyi firmaron un memorando de entendimiento."),
    ("es", "Noruega y Fiyi firmaron un acuerdo de libre comercio."),
]


@pytest.mark.parametrize(("lang", "text", "topic"), TOLD)
def test_the_name_of_an_agreement_tells_its_topic(lang: str, text: str, topic: str) -> None:
    assert topic in {ends(claim)[1] for claim in claims(text, "targets_sector", lang=lang)}


@pytest.mark.parametrize(("lang", "text"), UNTOLD)
def test_a_form_of_agreement_is_no_topic(lang: str, text: str) -> None:
    assert not claims(text, "targets_sector", lang=lang)
