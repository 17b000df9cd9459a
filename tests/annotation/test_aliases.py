"""Short forms: acronyms, surnames, companies without their suffix."""

from __future__ import annotations

import pytest
from stories import entities

SHORT = [
    ("The Zabbo Trade Council (ZTC) met. The ZTC is old.", "Association", "organization/zabbo-trade-council"),
    ("Anders Holm spoke. Holm agreed, and Anders left.", "Person", "person/anders-holm"),
    ("Anders Holm spoke. Later A. Holm left.", "Person", "person/anders-holm"),
    ("Anders Holm is here.\n\nHOLM: Yes, I agree.", "Person", "person/anders-holm"),
    ("Ana Holm Cruz spoke. Holm Cruz left. Cruz stayed.", "Person", "person/ana-holm-cruz"),
    ("Anna van der Zemb spoke. Critics of van der Zemb left.", "Person", "person/anna-van-der-zemb"),
    ("Anton Ivar Zembo van Holm spoke. Friends saw Zembo off.", "Person", "person/anton-ivar-zembo-van-holm"),
    ("Zabbo Holding grew. Rivals envy Zabbo.", "Company", "organization/zabbo-holding"),
    ("The Blue Wool Agreement (“BWA”) is new. The BWA helps.", "Agreement", "agreement/blue-wool-agreement"),
]


@pytest.mark.parametrize(("text", "kind", "entity"), SHORT)
def test_short_forms_name_the_same(text: str, kind: str, entity: str) -> None:
    found = entities(text, kind)
    assert len(found) > 1
    assert set(found) == {entity}


def test_a_surname_of_two_people_names_neither() -> None:
    assert entities("Anders Holm met Maria Holm. Critics of Holm left.", "Person") == [
        "person/anders-holm",
        "person/maria-holm",
    ]


def test_a_surname_of_two_people_is_that_of_the_one_told_of_last() -> None:
    talk = "They spoke of the harbour, of the fish that is landed there, and of the road to the north. " * 3
    assert entities(
        f"Maria Holm met Ana Roca. {talk}Anders Holm was away. Critics of Holm left.", "Person"
    ) == [
        "person/maria-holm",
        "person/ana-roca",
        "person/anders-holm",
        "person/anders-holm",
    ]


def test_a_country_stays_one_whatever_is_in_brackets() -> None:
    assert entities("The Norway Wool Club (Norway) sells to Norway.", "Country") == [
        "country/NO",
        "country/NO",
    ]


INTRODUCED = [
    (
        "Ana runs the Zabbo Wool Club, or ZWC. Critics like ZWC.",
        "Association",
        "organization/zabbo-wool-club",
    ),
    ("ZWC (the Zabbo Wool Club) paid. ZWC is old.", "Association", "organization/zabbo-wool-club"),
    (
        "The Zabbo Wool Club, known as Zwolla, paid. Zwolla grew.",
        "Association",
        "organization/zabbo-wool-club",
    ),
    ("The Zabbo Wool Club, the ZWK, paid. The ZWK grew.", "Association", "organization/zabbo-wool-club"),
    (
        "It met the Zabbo Growers and Weavers Institute (ZGWI).",
        "Association",
        "organization/zabbo-growers-and-weavers-institute",
    ),
    (
        "They signed a Blue Wool Partnership Agreement (CEPA). The CEPA helps.",
        "Agreement",
        "agreement/blue-wool-partnership-agreement",
    ),
]


@pytest.mark.parametrize(("text", "kind", "entity"), INTRODUCED)
def test_an_acronym_is_learnt_on_either_side(text: str, kind: str, entity: str) -> None:
    found = entities(text, kind)
    assert len(found) > 1
    assert set(found) == {entity}


def test_an_acronym_spells_no_more_than_its_name() -> None:
    assert (
        entities("Norway's Zabbo Wool Trade Agency (ZWTA) paid.", "GovernmentBody")
        == ["organization/zabbo-wool-trade-agency"] * 2
    )


def test_a_word_in_brackets_made_of_the_name_is_its_short_form() -> None:
    text = "The Zabbo Wool Club (Zawoclu) paid. Critics like Zawoclu. The Zabbo Wool Club (Kattegat) paid."
    assert entities(text, "Association") == ["organization/zabbo-wool-club"] * 4
