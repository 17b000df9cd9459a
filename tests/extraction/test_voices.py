"""Who "we" and "our" are: the article's home, or the state of the official whose words are quoted."""

from __future__ import annotations

import pytest
from stories import claims, ends

_HOME = "Fiji sells tuna. Fiji's cabinet met in Suva."


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            f'{_HOME} "Our sales to Fiji hit $9 million," said Ana Holm, Norway\'s trade minister.',
            "Norway Fiji",
        ),
        (
            f'{_HOME} Ana Holm, Norway\'s trade minister, came. "Fine. Our sales to Fiji hit $9 million."',
            "Norway Fiji",
        ),
        (
            f"{_HOME} Ana Holm, Norway's trade minister, came. Our sales to Tonga hit $9 million.",
            "Fiji Tonga",
        ),
        (f'{_HOME} "Our sales to Tonga hit $9 million," said Ana Holm.', "Fiji Tonga"),
    ],
)
def test_our_is_the_speakers_own(text: str, sides: str) -> None:
    assert [" ".join(ends(claim)) for claim in claims(text, "trade_value")] == [sides]


def test_who_employs_is_the_firm_of_whom_is_quoted() -> None:
    text = '"We employ 900 people in Suva," said Ana Holm, chief executive of Baltica Holding.'
    assert [" ".join(ends(claim)) for claim in claims(text, "supports_jobs")] == ["Baltica Holding Suva"]
