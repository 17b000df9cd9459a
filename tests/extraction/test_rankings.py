"""Ranks that go on from one told before in the sentence."""

from __future__ import annotations

import pytest
from stories import claims, ends

RANKS = [
    (
        "Latvia is Iceland's third-largest partner, behind Norway and Fiji.",
        ["Latvia 3", "Norway 1", "Fiji 2"],
    ),
    ("Latvia is Iceland's third-largest partner, behind Norway.", ["Latvia 3"]),
    (
        "Latvia is Iceland's largest supplier, followed by Norway and Fiji.",
        ["Latvia 1", "Norway 2", "Fiji 3"],
    ),
    (
        "Latvia is Iceland's largest partner, Norway the fifth, and Fiji the sixth.",
        ["Latvia 1", "Norway 5", "Fiji 6"],
    ),
    ("Latvia is Iceland's largest supplier and its second-largest market.", ["Latvia 1", "Latvia 2"]),
    ("Latvia came after Norway.", []),
    ("Latvia is Iceland's sixth-largest partner, just behind Norway.", ["Latvia 6", "Norway 5"]),
    (
        "Latvia is Iceland's third-largest partner, behind Norway and ahead of Fiji.",
        ["Latvia 3", "Norway 2", "Fiji 4"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANKS)
def test_ranks_go_on_within_their_sentence(text: str, expected: list[str]) -> None:
    ranks = claims(text, "partner_rank")
    assert sorted(f"{ends(claim)[0]} {claim.value}" for claim in ranks) == sorted(expected)
    assert {ends(claim)[1] for claim in ranks} <= {"Iceland"}


def test_what_goes_on_keeps_the_scope_unless_told() -> None:
    text = "Latvia is Iceland's largest supplier, followed by Norway, and its second-largest market."
    assert [claim.scope for claim in claims(text, "partner_rank")][:2] == ["import_source", "import_source"]


def test_a_rank_is_gone_on_from_in_the_next_sentence_and_no_later() -> None:
    assert len(claims("Latvia is Iceland's largest supplier. Then came Norway.", "partner_rank")) == 2
    later = "Latvia is Iceland's largest supplier. It rained. Then came Norway."
    assert len(claims(later, "partner_rank")) == 1


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Fiji is Norway's second-largest market in Oceania.", [("Fiji", "Norway")]),
        ("Norway sells fish to Fiji. Fiji is the second-largest market in Oceania.", [("Fiji", "Norway")]),
        ("Norway's largest market in Oceania is Fiji.", [("Fiji", "Norway")]),
        ("China is the largest trading partner of Africa.", [("China", "Africa")]),
        ("China is the largest investor in Africa.", [("China", "Africa")]),
    ],
)
def test_a_rank_in_a_part_of_the_world_is_not_of_this(text: str, ranks: list[tuple[str, str]]) -> None:
    assert [ends(claim)[:2] for claim in claims(text, "partner_rank")] == ranks


def test_a_rank_but_for_one_is_the_second() -> None:
    found = claims("Norway is the biggest partner that Iceland has after Latvia.", "partner_rank")
    assert {(ends(claim)[0], str(claim.value)) for claim in found} == {("Norway", "2"), ("Latvia", "1")}
