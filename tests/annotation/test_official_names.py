"""Countries by their official name, in forms that no list has."""

from __future__ import annotations

import pytest
from stories import mentions


@pytest.mark.parametrize(
    ("text", "name", "lang"),
    [
        (
            "A minister of the Socialist Republic of Vietnam came.",
            "Socialist Republic of Vietnam",
            "en",
        ),
        ("The Government of Kenya agreed.", "Government of Kenya", "en"),
        ("Vino el ministro de la República Socialista de Vietnam.", "República Socialista de Vietnam", "es"),
        ("Una delegación de la República Popular de China llegó.", "República Popular de China", "es"),
    ],
)
def test_a_state_is_read_with_what_it_calls_itself(text: str, name: str, lang: str) -> None:
    assert mentions(text, "Country", lang=lang) == [name]


def test_a_post_ends_before_the_state() -> None:
    text = "Vino el ministro de la República Socialista de Vietnam."
    assert mentions(text, "Role", lang="es") == ["ministro"]


def test_a_post_ends_where_a_commission_begins() -> None:
    text = "Habló Ana Roca, directora general de la Comisión de Asuntos Lácteos."
    assert mentions(text, "Role", lang="es") == ["directora general"]
