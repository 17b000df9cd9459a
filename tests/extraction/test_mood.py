"""Whether a sentence states, expects, plans or denies."""

from __future__ import annotations

import pytest
from stories import claims
from tradegraph.extraction.mood import read_mood

STATUSES = [
    ("Trade between Norway and Fiji reached $90 million.", "trade_value", "reported"),
    ("Trade between Norway and Fiji could reach $90 million in 2030.", "trade_value", "projected"),
    ("Trade between Norway and Fiji will reach $90 million in 2030.", "trade_value", "projected"),
    ("Norway plans to export goods worth $90 million to Fiji.", "trade_value", "target"),
    ("Baltica Holding will invest $90 million in Tunisia.", "invests_in", "target"),
    ("Anders Holm is due to visit Fiji.", "visited", "target"),
    ("Norway and Fiji are negotiating the Blue Pacific Agreement.", "party_to", "target"),
    ("Anders Holm meets Maria Silva in Suva tomorrow.", "met_with", "target"),
    ("Trade between Norway and Fiji is seen rising to $90 million next year.", "trade_value", "projected"),
    ("The Fiji-Norway Free Trade Agreement is still being negotiated.", "party_to", "target"),
    ("The Fiji-Norway Free Trade Agreement was initialled in Suva.", "party_to", "target"),
    ("Trade between Norway and Fiji will rise from $80 million in 2023.", "trade_value", "reported"),
]

SPOKEN = [
    (
        "en",
        "Fiji and Norway could sign the pact in June, Anders Holm said after meeting Maria Silva in Suva.",
    ),
    ("en", "Fiji hopes to join the WTO by 2027, Anders Holm said after meeting Maria Silva in Suva."),
    ("en", "The pact is expected to take effect soon, said Anders Holm after talks with Maria Silva."),
    ("es", "El acuerdo podría firmarse en junio, dijo Anders Holm tras reunirse con María Silva en Suva."),
]

DENIED = [
    "Norway has not signed a trade agreement with Fiji.",
    "Fiji has yet to ratify the Blue Pacific Agreement.",
    "Fiji has not joined the Blue Pacific Agreement.",
    "Anders Holm never visited Fiji.",
    "Baltica Holding denied that it invested $90 million in Tunisia.",
    "Baltica Holding could operate a plant in Tunis.",
    "Had Norway and Fiji signed a trade agreement, nobody would have noticed.",
    "No agreement was signed between Norway and Fiji.",
    "The meeting between Anders Holm and Maria Silva did not take place.",
    "Norway stopped short of signing an agreement with Fiji.",
    "Fiji banned exports of sugar to Tonga.",
    "Fiji has ceased to be a member of ASEAN.",
    "The chamber called for a trade agreement between Norway and Fiji.",
    "Norway should sign a trade agreement with Fiji, a columnist wrote.",
]

ASIDES = [
    ("Without fanfare, Norway and Fiji signed a trade agreement.", "party_to"),
    ("Anders Holm, who has never been to Tonga, met Maria Silva in Suva.", "met_with"),
    ("Despite having no embassy there, Norway exported goods worth $90 million to Fiji.", "trade_value"),
    ("Exports from Norway to Fiji, which called for lower tariffs, reached $90 million.", "trade_value"),
]


@pytest.mark.parametrize(("text", "relation", "status"), STATUSES)
def test_status(text: str, relation: str, status: str) -> None:
    assert {claim.status for claim in claims(text, relation)} == {status}


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_or_only_possible_is_not_claimed(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(("text", "relation"), ASIDES)
def test_an_aside_says_nothing_of_the_clause_around_it(text: str, relation: str) -> None:
    assert {claim.status for claim in claims(text, relation)} == {"reported"}


@pytest.mark.parametrize(
    ("text", "modal"),
    [
        ("it could grow, while exports rose", None),
        ("it said that exports could rise", "forecast"),
        ("officials plan to sell more", "plan"),
        ("it would like to; exports will rise", "future"),
        ("analysts expect that it will rise", "future"),
        ("they settled on a goal and signed a pact", None),
    ],
)
def test_the_last_word_in_the_clause_decides(text: str, modal: str | None) -> None:
    assert read_mood(text, text.rfind(" "), len(text), "en").modal == modal


@pytest.mark.parametrize(("lang", "text"), SPOKEN)
def test_what_somebody_expects_says_nothing_of_where_it_was_said(lang: str, text: str) -> None:
    (met,) = claims(text, "met_with", lang=lang)
    assert met.status == "reported"
    assert met.period is None or "-06" not in met.period
