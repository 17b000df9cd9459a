"""Who travels: hardly anybody to the place that he holds a post of."""

from __future__ import annotations

from stories import claims, ends

STORY = "Fiji's trade minister Ana Roca took the guests to the museum of Suva. {} visited Fiji on Monday."


def visits(name: str) -> list[tuple[str, str]]:
    return [ends(claim) for claim in claims(STORY.format(name), "visited")]


def test_a_guest_visits() -> None:
    assert ("Anders Holm", "Fiji") in visits("Anders Holm")


def test_a_holder_of_the_place_s_post_does_not() -> None:
    assert ("Ana Roca", "Fiji") not in visits("Ana Roca")


def test_an_envoy_is_no_visitor_where_he_serves() -> None:
    story = "SUVA - Norway's {} Anders Holm met Fiji's president Bo Lund on Monday."
    assert [ends(each) for each in claims(story.format("trade minister"), "visited")] == [
        ("Anders Holm", "Suva")
    ]
    assert not claims(story.format("ambassador to Fiji"), "visited")
