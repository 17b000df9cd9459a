"""Posts, meetings and journeys: whose a bare post is, who met whom, and who goes on with whose trip."""

from __future__ import annotations

import pytest
from stories import claims, ends

#: Texts, and the holders of posts with their employers, in order.
POSTS = [
    (
        "Norway is far. Norway's ambassador to Fiji Marit Holm met EU Ambassador to Samoa Adi Salote.",
        [("Marit Holm", "Norway"), ("Adi Salote", "European Union")],
    ),
    ("Norway is far. Trade minister Adi Salote spoke.", [("Adi Salote", "Norway")]),
    (
        "Norway is far. Trade minister Adi Salote met Norway's king, Anders Holm. Fiji was glad.",
        [("Adi Salote", "Fiji"), ("Anders Holm", "Norway")],
    ),
    (
        "Norway sold Japan salmon. Norway was glad. "
        "Trade minister Kenji Tanabe and finance minister Marit Holm spoke.",
        [("Kenji Tanabe", "Japan"), ("Marit Holm", "Norway")],
    ),
    ("Prime Minister Fumio Kishida met Fiji's president, Adi Salote, in Suva.", [("Adi Salote", "Fiji")]),
    (
        "Prime Minister Fumio Kishida met Fiji's president, Adi Salote, in Tokyo.",
        [("Fumio Kishida", "Japan"), ("Adi Salote", "Fiji")],
    ),
    (
        "Utah's governor, Anders Holm, flew to Mexico. Mexico and Mexico City cheered. "
        "The team included commerce secretary Maria Silva.",
        [("Anders Holm", "Utah"), ("Maria Silva", "Utah")],
    ),
    (
        "Trade minister Adi Salote spoke. Norway listened. Adi Salote, trade minister of Fiji, left.",
        [("Adi Salote", "Fiji")],
    ),
]

#: Texts, and the roles that they tell of one person.
OFFICES = [
    (
        "Anders Holm, deputy prime minister and foreign minister of Norway, spoke.",
        ["deputy prime minister", "foreign minister"],
    ),
    ("Anders Holm, Norway's trade and industry minister, spoke.", ["trade and industry minister"]),
    ("Anders Holm, president and CEO of Baltica Holding, spoke.", ["president and CEO"]),
]

#: Texts, and who met whom.
MEETINGS = [
    (
        "Trade ministers from Norway, Fiji and Samoa met in Suva.",
        [("Norway", "Fiji"), ("Norway", "Samoa"), ("Fiji", "Samoa")],
    ),
    (
        "Before seeing Adi Salote, Governor Anders Holm held talks with Maria Silva.",
        [("Anders Holm", "Maria Silva")],
    ),
    ("Anders Holm flew to Suva. He met executives of Baltica Holding.", [("Anders Holm", "Baltica Holding")]),
    (
        "Anders Holm, Norway's trade minister, flew to Suva. The Norwegian official met Maria Silva.",
        [("Anders Holm", "Maria Silva")],
    ),
    ("Anders Holm met his goals with Maria Silva's help.", []),
]

#: Texts, and who visited which place.
VISITS = [
    (
        "Anders Holm travelled to Fiji. His delegation included Maria Silva and Adi Salote.",
        [("Anders Holm", "Fiji"), ("Maria Silva", "Fiji"), ("Adi Salote", "Fiji")],
    ),
    ("Norway's trade minister Anders Holm met Maria Silva in Suva.", [("Anders Holm", "Suva")]),
    ("Norway's trade minister Anders Holm met Maria Silva in Oslo.", []),
    ("Anders Holm's visit to Fiji was called off.", []),
]


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_whose_a_post_is(text: str, posts: list[tuple[str, str]]) -> None:
    assert [ends(claim) for claim in claims(text, "holds_position")] == posts


@pytest.mark.parametrize(("text", "roles"), OFFICES)
def test_two_offices_are_two_posts(text: str, roles: list[str]) -> None:
    assert [claim.role for claim in claims(text, "holds_position")] == roles


@pytest.mark.parametrize(("text", "meetings"), MEETINGS)
def test_who_met_whom(text: str, meetings: list[tuple[str, str]]) -> None:
    assert [ends(claim) for claim in claims(text, "met_with")] == meetings


@pytest.mark.parametrize(("text", "visits"), VISITS)
def test_who_visited_what(text: str, visits: list[tuple[str, str]]) -> None:
    assert [ends(claim) for claim in claims(text, "visited")] == visits


def test_the_words_of_a_name_are_not_those_of_its_description() -> None:
    text = "Anders Holm met executives of Baltica Holding in Suva."
    (claim,) = claims(text, "met_with")
    assert [text[ref.start : ref.stop] for ref in claim.references] == ["Anders Holm", "Baltica Holding"]


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Norway sells fish to Fiji. Norway is glad. The ambassador, Maria Silva, is glad, too.", "Fiji"),
        ("Norway sells fish. Fiji's trade minister is here. Minister Maria Silva spoke.", "Fiji"),
        ("Oslo is glad. Its trade minister, Anders Holm, spoke. Norway sells fish.", "Norway"),
    ],
)
def test_whose_a_post_is_may_be_told_elsewhere(text: str, employer: str) -> None:
    assert [ends(claim)[1] for claim in claims(text, "holds_position")] == [employer]


def test_letters_behind_a_name_part_no_post_from_it() -> None:
    text = "Grace Phiri, MP, Malawi's energy minister, and John Banda, PhD, head of Baltica Holding, came."
    assert sorted(ends(claim) for claim in claims(text, "holds_position")) == [
        ("Grace Phiri", "Malawi"),
        ("John Banda", "Baltica Holding"),
    ]
