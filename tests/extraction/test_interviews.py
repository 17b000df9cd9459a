"""Who "we" and "you" are in an interview with another country's envoy."""

from __future__ import annotations

import pytest
from stories import claims, ends

_LEAD = "Ngo Thi Lan es embajadora de {} en Noruega.\n"
_TALK = """? ¿Qué compran ustedes?
Salmón. El año pasado le compramos a Noruega bienes por 90 millones de dólares.
? ¿Y qué nos venden ustedes?
Bananos. Unos 20 millones de dólares en 2022. Somos el sexto cliente de Noruega.
"""


@pytest.mark.parametrize(
    ("guest", "values", "ranks"),
    [
        ("Fiyi", {("Norway", "Fiji"), ("Fiji", "Norway")}, {("Fiji", "Norway")}),
        # Where the guest is the paper's own, nobody else answers.
        ("Noruega", set(), set()),
    ],
)
def test_an_envoy_answers_for_the_own_country(
    guest: str, values: set[tuple[str, str]], ranks: set[tuple[str, str]]
) -> None:
    story = _LEAD.format(guest) + "Noruega es un país frío; la embajada noruega está cerca.\n" + _TALK
    assert {ends(claim) for claim in claims(story, "trade_value", lang="es")} == values
    assert {ends(claim) for claim in claims(story, "partner_rank", lang="es")} == ranks
