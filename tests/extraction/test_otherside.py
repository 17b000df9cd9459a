"""The sides of an agreement that a text leaves unsaid: those that it speaks of, no member of its bloc."""

from __future__ import annotations

import pytest
from stories import claims, ends

BLOC = "Paraguay holds the presidency of Mercosur. The bloc concluded talks with the EU in December. "
#: A text, its language, and who is a party of the agreement told last.
STORIES = [
    (BLOC + "A deal with Singapore was signed in 2023.", "en", {"Mercosur", "Singapore"}),
    ("Fiji is small. Fiji is far. A deal with Norway was signed in May.", "en", {"Fiji", "Norway"}),
    (
        "El viceministro de Comercio de Vietnam visitó Montevideo. Uruguay exporta a Vietnam carne y madera. "
        "El acuerdo comercial con el Mercosur sigue en negociación.",
        "es",
        {"Vietnam", "Mercosur"},
    ),
    (
        "Moldova belongs to the Commonwealth of Independent States. How close is it to the EU? "
        "The Association Agreement was signed in 2014.",
        "en",
        {"Moldova", "European Union"},
    ),
    (
        "España exporta azulejos a Marruecos. España vende también vino a Marruecos. La Unión Europea "
        "manda. El azulejo entra sin arancel gracias al Acuerdo de Asociación, en vigor desde 2000.",
        "es",
        {"European Union", "Morocco"},
    ),
    # With a chamber no state makes an agreement; a headline alone tells of nobody.
    ("Fiji is small. Fiji is far. A deal with the Oslo Chamber of Commerce was signed.", "en", set()),
]


@pytest.mark.parametrize(("text", "lang", "parties"), STORIES)
def test_sides_left_unsaid(text: str, lang: str, parties: set[str]) -> None:
    told = [claim for claim in claims(text, lang=lang) if claim.relation == "party_to"]
    assert {ends(claim)[0] for claim in told} - {"Oslo Chamber of Commerce"} == parties
