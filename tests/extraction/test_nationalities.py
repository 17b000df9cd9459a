"""Of which country a company is said to be, and whom "the Finnish company" means."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories, and the ends of their investments.
STORIES = [
    (
        "Baltica Holding, a Riga miner, and Finland's Quorrawell signed a deal. Under it the Finnish company "
        "will build a mill in Suva for $90 million.",
        "Quorrawell > Suva",
    ),
    (
        "Baltica Holding, a Danish brewer, met Carthage Foods. The Danish group has invested $90 million "
        "in Tunisia.",
        "Baltica Holding > Tunisia",
    ),
    # One said to be of another country is not meant.
    (
        "Norwegian brewer Baltica Holding is growing. The Swiss group has invested $90 million in Tunisia.",
        "",
    ),
]


@pytest.mark.parametrize(("text", "expected"), STORIES)
def test_a_company_described_by_its_country_is_one_of_it(text: str, expected: str) -> None:
    assert "\n".join(" > ".join(ends(claim)) for claim in claims(text, "invests_in")) == expected


def test_a_company_is_of_its_country_in_spanish_too() -> None:
    text = (
        "La danesa Baltica Holding y la tunecina Carthage Foods crecen. "
        "La firma danesa invirtió 90 millones de dólares en una planta en Suva."
    )
    assert [ends(claim) for claim in claims(text, "invests_in", lang="es")] == [("Baltica Holding", "Suva")]
