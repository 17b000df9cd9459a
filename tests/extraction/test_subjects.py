"""What comes in and goes out, not told where from or to; who does what is told without a subject."""

from __future__ import annotations

import pytest
from stories import claims, ends


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        (
            "Noruega exportó a Fiyi 90 millones de dólares y le compró 20 millones de dólares. Se embarcan"
            " salmón y papel; llegan bananos.",
            {"salmon": "Norway > Fiji", "paper": "Norway > Fiji", "bananas": "Fiji > Norway"},
        ),
        (
            "Noruega compró a Fiyi bienes por 9 millones de dólares. Entran bananos, y salen salmón y papel.",
            {"salmon": "Norway > Fiji", "paper": "Norway > Fiji", "bananas": "Fiji > Norway"},
        ),
        ("Noruega y Fiyi hablaron. Llegan bananos; salen salmón y papel.", {}),
    ],
)
def test_goods_come_to_whose_trade_is_told(text: str, goods: dict[str, str]) -> None:
    found = claims(text, "trades_product", lang="es")
    assert {c.product.name: " > ".join(ends(c)) for c in found if c.product} == goods


@pytest.mark.parametrize(
    ("text", "seller"),
    [
        ("Noruega juega en otra liga. Vendió a Fiyi bienes por 90 millones de dólares.", "Norway"),
        # Who buys does not sell to itself: then it is the one whose trade is told.
        ("Fiyi juega en otra liga. Vendió a Fiyi bienes por 90 millones de dólares.", "Tonga"),
    ],
)
def test_a_verb_without_subject_goes_on_with_the_last_one(text: str, seller: str) -> None:
    story = f"Tonga vendió a Samoa bienes por 12 millones de dólares. Tonga celebra. {text}"
    found = claims(story, "trade_value", lang="es")
    assert [ends(claim) for claim in found][1:] == [(seller, "Fiji")]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # What comes from there comes from the partner, though the home was named last.
        ("Fiyi es el primer cliente de Noruega. De allá vienen bananos.", [("Fiji", "Norway")]),
        ("Noruega vende papel a Fiyi. De Noruega sale mucho; de allá vienen bananos.", [("Norway", "Fiji")]),
    ],
)
def test_there_is_not_home(text: str, sides: list[tuple[str, str]]) -> None:
    story = f"En Noruega hay fiesta en Noruega. Noruega mira al sur. {text}"
    found = claims(story, "trades_product", lang="es")
    assert [ends(c) for c in found if c.product and c.product.name == "bananas"] == sides


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # A list of customers goes through these, whoever was the subject of a verb: the home stays.
        (
            "Tonga compró bienes por 8 millones de dólares, y Samoa, 4 millones de dólares.",
            ("Norway", "Samoa"),
        ),
        # With the home itself it is the other way.
        ("Fiyi le vendió 8 millones de dólares; Noruega, 4 millones de dólares.", ("Norway", "Fiji")),
    ],
)
def test_a_list_goes_through_partners_of_the_home(text: str, last: tuple[str, str]) -> None:
    story = (
        f"En Noruega hay fiesta en Noruega. Noruega exportó a Fiyi bienes por 9 millones de dólares. {text}"
    )
    assert ends(claims(story, "trade_value", lang="es")[-1]) == last
