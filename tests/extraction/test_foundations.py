"""A founder and a year that are told apart are those of one foundation."""

from __future__ import annotations

import pytest
from stories import claims

STORIES = [
    ("Baltica Holding was founded in 1998. Its founder is Anders Holm.", [("Anders Holm", 1998)]),
    ("Baltica Holding, founded by Anders Holm, opened in 1998.", [("Anders Holm", 1998)]),
    ("Baltica Holding was founded in 1998.", [(None, 1998)]),
    (
        "Anders Holm co-founded Baltica Holding with Maria Silva in 2014.",
        [("Anders Holm", 2014), ("Maria Silva", 2014)],
    ),
]


@pytest.mark.parametrize(("text", "founders"), STORIES)
def test_a_founder_takes_over_the_year(text: str, founders: list[tuple[str | None, int]]) -> None:
    found = claims(text, "founded")
    told = [(claim.subject.name if claim.subject else None, int(claim.value or 0)) for claim in found]
    assert sorted(told, key=str) == sorted(founders, key=str)


def test_the_quote_holds_founder_and_year() -> None:
    (claim,) = claims("Baltica Holding was founded in 1998. Anders Holm founded Baltica Holding.", "founded")
    assert "1998" in claim.quote
    assert "Anders Holm" in claim.quote
