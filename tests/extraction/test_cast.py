"""Who "he", "the minister" and "the two" are, and who goes on where a sentence names nobody."""

from __future__ import annotations

import pytest
from stories import claims, ends
from tradegraph.extraction.cast import Cast, gender_of
from tradegraph.model import Entity

HOLM, SALOTE, SILVA = (Entity(name, name, "Person") for name in ("Holm", "Salote", "Silva"))

#: Texts, and who visited which place last.
TRAVELLERS = [
    ("Anders Holm met Maria Silva. He flew to Suva.", "Anders Holm"),
    (
        "The report on Adi Salote was read by Anders Holm. In Oslo Maria Silva met him. He flew to Suva.",
        "Anders Holm",
    ),
    ("With Fiji's Adi Salote at his side Anders Holm spoke. He flew to Suva.", "Anders Holm"),
    ("Anders Holm was in Oslo. Maria Silva received him on Monday. He went on to Suva.", "Anders Holm"),
    ("Anders Holm was in Oslo. With him came Maria Silva. He went on to Suva.", "Anders Holm"),
    ("Mr Anders Holm met Mrs Maria Silva. Ms Kari Berg sang. He flew to Suva.", "Anders Holm"),
    ("She said so, Maria Silva. She met Anders Holm. He flew to Suva.", "Anders Holm"),
    (
        "Norway's trade minister Anders Holm flew to Suva. Fiji's trade minister, Adi Salote, spoke. "
        "Fish is dear. The minister went on to Tonga.",
        "Anders Holm",
    ),
    (
        "Utah likes Japan. Utah Governor Anders Holm met Governor Kenji Tanabe of Tochigi. Utah sells beef. "
        "Beef is dear. The governor flew to Suva.",
        "Anders Holm",
    ),
    (
        "Norway's trade minister Anders Holm met Fiji's trade minister Adi Salote. "
        "The Fijian minister flew to Tonga.",
        "Adi Salote",
    ),
]

#: The same in Spanish.
VIAJEROS = [
    ("Anders Holm llegó a Oslo. Lo recibió Marta Salinas. Después viajó a Suva.", "Anders Holm"),
    ("Anders Holm llegó a Oslo. El lunes se reunió con Marta Salinas. Después viajó a Suva.", "Anders Holm"),
    ("Habló Anders Holm. Marta Salinas llegó a Oslo. Después viajó a Suva.", "Marta Salinas"),
    ("Habló Anders Holm. Vio a Marta Salinas. Este viajó a Suva.", "Marta Salinas"),
    (
        "Habló la ministra Marta Salinas. El ministro Anders Holm la recibió. La funcionaria viajó a Suva.",
        "Marta Salinas",
    ),
    (
        "Anders Holm llegó a Oslo. Se reunió con la jefa del coro, Marta Salinas. Después viajó a Suva.",
        "Anders Holm",
    ),
]


@pytest.mark.parametrize(("text", "traveller"), TRAVELLERS)
def test_who_travels(text: str, traveller: str) -> None:
    assert ends(claims(text, "visited")[-1])[0] == traveller


@pytest.mark.parametrize(("text", "traveller"), VIAJEROS)
def test_who_travels_unsaid(text: str, traveller: str) -> None:
    assert ends(claims(text, "visited", lang="es")[-1])[0] == traveller


def test_the_two_are_those_of_the_last_sentence_named_or_meant() -> None:
    text = "Anders Holm flew to Suva. Maria Silva welcomed him. Both signed a fisheries agreement."
    assert {ends(claim)[0] for claim in claims(text, "signed")} == {"Anders Holm", "Maria Silva"}


def test_who_was_received_is_whom_the_text_is_about() -> None:
    text = "Anders Holm flew to Suva. Maria Silva received him."
    assert [ends(claim) for claim in claims(text, "met_with")] == [("Anders Holm", "Maria Silva")]
    assert not claims("Anders Holm flew to Suva. Maria Silva received her staff.", "met_with")


def test_companions_go_where_the_one_goes_whom_they_are_told_with() -> None:
    text = (
        "Norway's prime minister, Anders Holm, flew to Suva. Its trade minister, Kari Berg, flew to Rome. "
        "The prime minister's delegation: Maria Silva and John Banda."
    )
    visits = {ends(claim) for claim in claims(text, "visited")}
    assert {("Maria Silva", "Suva"), ("John Banda", "Suva")} <= visits


def test_who_received_him_may_stand_before_it() -> None:
    text = "Anders Holm llegó a Suva. Marta Salinas lo recibió."
    assert [ends(claim) for claim in claims(text, "met_with", lang="es")] == [
        ("Anders Holm", "Marta Salinas")
    ]


def test_the_words_of_an_office_tell_he_or_she() -> None:
    assert gender_of("ministra de Comercio", "es") == gender_of("she", "en") == "she"
    assert gender_of("gobernador", "es") == "he"
    assert gender_of("canciller", "es") is gender_of("minister", "en") is None


def test_nobody_is_he_and_she() -> None:
    cast = Cast()
    cast.see(SILVA, 0)
    cast.see(HOLM, 9, is_by_the_way=True)
    cast.start_sentence()
    assert cast.meant_by("she") == SILVA
    assert cast.meant_by("he") == HOLM


def test_an_office_of_many_is_that_of_whom_the_text_is_about_or_who_travels_or_is_at_home() -> None:
    norway, fiji = (Entity(name, name, "Country") for name in ("norway", "fiji"))
    employers = {HOLM: {norway}, SALOTE: {fiji}, SILVA: {fiji}}
    people = (HOLM, SALOTE, SILVA)
    cast = Cast(home=(norway,))
    assert cast.likeliest(people, None, employers) == HOLM
    assert cast.likeliest(people, SALOTE, employers) == SALOTE
    cast.see(SILVA, 0)
    cast.start_sentence()
    assert cast.likeliest(people, SALOTE, employers) == SILVA
    assert cast.likeliest((), None, employers) is None
