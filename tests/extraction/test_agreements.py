"""Which mentions mean one agreement, who its parties are, and whom a signature binds."""

from __future__ import annotations

import pytest
from stories import read
from tradegraph.extraction import extract_claims
from tradegraph.extraction.agreements import Agreements, agreement_kind
from tradegraph.ontology.gazetteer import load_gazetteer


def parties(text: str, lang: str = "en") -> set[tuple[str, str]]:
    """Return the parties that `text` tells, each with its agreement."""
    claims = extract_claims(read(text, lang=lang))
    return {
        (claim.subject.name, claim.object.name)
        for claim in claims
        if claim.relation == "party_to" and claim.subject and claim.object
    }


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        pytest.param(
            "Norway has a trade pact with Fiji. The pact with Fiji is old. The trade agreement covers fish.",
            "en",
            {("Norway", "trade pact with Fiji"), ("Fiji", "trade pact with Fiji")},
            id="same sides",
        ),
        pytest.param(
            "Norway and Fiji sign a pact. The Blue Pacific Treaty between Norway and Fiji is new.",
            "en",
            {("Norway", "Blue Pacific Treaty"), ("Fiji", "Blue Pacific Treaty")},
            id="named later",
        ),
        pytest.param(
            "Norway signed a treaty with Fiji, the Blue Pacific Treaty, in May.",
            "en",
            {("Norway", "Blue Pacific Treaty"), ("Fiji", "Blue Pacific Treaty")},
            id="apposed",
        ),
        pytest.param(
            "Norway sells fish to Fiji. The air services agreement came into force in 2019.",
            "en",
            {("Norway", "air services agreement"), ("Fiji", "air services agreement")},
            id="of the story",
        ),
        pytest.param(
            "Fiji sells fish to Norway. The air services agreement with Tonga came into force in 2019.",
            "en",
            {
                ("Fiji", "air services agreement with Tonga"),
                ("Tonga", "air services agreement with Tonga"),
            },
            id="not of the story",
        ),
        pytest.param(
            "Fiji has free trade agreements with Norway and Iceland.",
            "en",
            {
                ("Fiji", "free trade agreement with Norway"),
                ("Norway", "free trade agreement with Norway"),
                ("Fiji", "free trade agreement with Iceland"),
                ("Iceland", "free trade agreement with Iceland"),
            },
            id="one each",
        ),
        pytest.param(
            "Fiyi tiene tratados comerciales con Noruega.",
            "es",
            {("Fiji", "tratado comercial con Norway"), ("Norway", "tratado comercial con Norway")},
            id="singular",
        ),
        pytest.param(
            "Norway has a trade pact with Fiji. The one with Tonga was signed in May 2023.",
            "en",
            {
                ("Norway", "trade pact with Fiji"),
                ("Fiji", "trade pact with Fiji"),
                ("Norway", "trade pact with Tonga"),
                ("Tonga", "trade pact with Tonga"),
            },
            id="without its noun",
        ),
        pytest.param(
            "Norway and Fiji signed a pact on fishing. Trade with Fiji grew; the one with Tonga fell.",
            "en",
            {("Norway", "pact on fishing"), ("Fiji", "pact on fishing")},
            id="nothing that is in force",
        ),
        pytest.param(
            "Noruega firmó tratados comerciales con Fiyi, en 2003, y con Tonga, en 2021.",
            "es",
            {
                ("Norway", "tratado comercial con Fiji"),
                ("Fiji", "tratado comercial con Fiji"),
                ("Norway", "tratado comercial con Tonga"),
                ("Tonga", "tratado comercial con Tonga"),
            },
            id="a date between",
        ),
        pytest.param(
            "Noruega y Fiyi firmaron un acuerdo de pesca y otro sobre turismo.",
            "es",
            {
                (who, what)
                for who in ("Norway", "Fiji")
                for what in ("acuerdo de pesca", "acuerdo sobre turismo")
            },
            id="another on something else",
        ),
        pytest.param(
            "Norway's trade minister Anders Holm signed the Blue Pacific Treaty.",
            "en",
            {("Norway", "Blue Pacific Treaty")},
            id="signatory",
        ),
        pytest.param(
            "Ghana praises the North American Free Trade Agreement and has signed it.",
            "en",
            set(),
            id="no signatory of a known one",
        ),
        pytest.param(
            "Lima and Busan signed a sister-city agreement in May.",
            "en",
            {("Lima", "sister-city agreement"), ("Busan", "sister-city agreement")},
            id="cities",
        ),
        pytest.param(
            "Lima and Oslo signed a trade agreement in May.",
            "en",
            {("Peru", "trade agreement"), ("Norway", "trade agreement")},
            id="capitals",
        ),
    ],
)
def test_parties(text: str, lang: str, told: set[tuple[str, str]]) -> None:
    assert parties(text, lang) == told


@pytest.mark.parametrize(
    ("name", "lang", "kind"),
    [
        ("memorandum of understanding on free trade", "en", "memorandum"),
        ("Free Trade Agreement Upgrade Protocol", "en", "protocol"),
        ("pact with Fiji", "en", ""),
        ("memorando de entendimiento sobre libre comercio", "es", "memorandum"),
    ],
)
def test_kind(name: str, lang: str, kind: str) -> None:
    assert agreement_kind(name, lang) == kind


@pytest.mark.parametrize(("code", "admitted"), [("MX", True), ("GH", False)])
def test_known_signatories_are_admitted(code: str, admitted: bool) -> None:
    entities = load_gazetteer().entities
    usmca = entities["agreement/united-states-mexico-canada-agreement"]
    assert Agreements().admits(usmca, entities[f"country/{code}"]) is admitted


def test_an_agreement_lacks_the_party_that_nobody_named() -> None:
    told = parties("Fiji is small. Fiji is far. A trade agreement with Norway was signed in May.")
    assert told == {("Fiji", "trade agreement with Norway"), ("Norway", "trade agreement with Norway")}


def test_a_headlines_agreement_is_that_of_the_text() -> None:
    named = "memorandum of understanding on fisheries"
    told = parties(f"= Norway and Fiji sign pact on fisheries\nNorway and Fiji signed a {named} on Monday.")
    assert told == {("Norway", named), ("Fiji", named)}


def test_what_only_a_headline_calls_a_deal_is_the_agreement_of_the_text() -> None:
    name = "double taxation agreement"
    text = f"= Norway, Fiji sign tax deal\nNorway and Fiji signed a {name} in Suva on Monday."
    assert parties(text) == {("Norway", name), ("Fiji", name)}
