"""Where jobs and plants are that a sentence tells without a place: never a company's seat."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Stories, a relation, and the ends of its claims.
STORIES = [
    (
        "The mill in Suva opened in May. It belongs to Baltica Holding, a maker headquartered in Riga, "
        "which sank $90 million into it and employs 300 people there.",
        "supports_jobs",
        "Baltica Holding > Suva",
    ),
    (
        "Baltica Holding has run a mill in Suva since 2016. Last month the Riga company said that it "
        "would add a second hall for $90 million.",
        "invests_in",
        "Baltica Holding > Suva",
    ),
    (
        "Fiji has put $9 million into a quay at Suva. Baltica Holding, the Oslo company building the "
        "quay, opened a training centre there in March.",
        "operates_in",
        "Baltica Holding > Suva",
    ),
    (
        "Baltica Holding opened a mill in Suva. The Riga-based brewer is growing. Some 500 people work "
        "there.",
        "supports_jobs",
        "Baltica Holding > Suva",
    ),
    # A project is where its company was last said to invest, whatever has been named since.
    (
        "Baltica Holding is enlarging a mill in Suva. The brewer also has a sales desk in Oslo. The "
        "enlargement will bring 120 jobs.",
        "supports_jobs",
        "Baltica Holding > Suva",
    ),
    # Who has no site has no project either.
    (
        "Baltica Holding is based in Riga. At its busiest the project employed 900 people in Fiji.",
        "supports_jobs",
        "",
    ),
    # A seat that a sentence tells by itself is a place like any other; so is one that makers are in.
    (
        "Baltica Holding is based in Riga. It employs 300 people there.",
        "supports_jobs",
        "Baltica Holding > Riga",
    ),
    # An entry is about the place in its head.
    (
        "Baltica Holding – Sfax. The brewer is spending $90 million on a mill in Tunisia's second city. "
        "Some 900 jobs are promised.",
        "supports_jobs",
        "Baltica Holding > Sfax",
    ),
]


@pytest.mark.parametrize(("text", "relation", "expected"), STORIES)
def test_a_seat_told_by_the_way_is_no_site(text: str, relation: str, expected: str) -> None:
    assert "\n".join(" > ".join(ends(claim)) for claim in claims(text, relation)) == expected


def test_a_seat_is_none_in_spanish_either() -> None:
    text = (
        "La planta de Oslo abrió en 2015. Pertenece a Baltica Holding, una pesquera con sede en Riga. "
        "Emplea allí a 90 personas."
    )
    assert [ends(claim) for claim in claims(text, "supports_jobs", lang="es")] == [
        ("Baltica Holding", "Oslo")
    ]
