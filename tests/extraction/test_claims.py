"""What is claimed of a sentence: two wordings of each relation, with evidence and references exact."""

from __future__ import annotations

from typing import Any

import pytest
from stories import claims, ends, read
from tradegraph.extraction import extract_claims
from tradegraph.model import RELATIONS, Claim

#: Sentences by relation: the words, the ends, and what else is told.
SENTENCES: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "trade_value": [
        (
            "Norway exported goods worth $90 million to Fiji in 2022.",
            "Norway > Fiji",
            {"value": 90_000_000, "unit": "USD", "flow": "exports", "period": "2022", "status": "reported"},
        ),
        (
            "Fiji ran a trade deficit of €40 million with Norway in 2022.",
            "Fiji > Norway",
            {"value": -40_000_000, "unit": "EUR", "flow": "balance", "period": "2022"},
        ),
    ],
    "trade_growth": [
        (
            "Exports from Norway to Fiji rose by 4 percent in 2022.",
            "Norway > Fiji",
            {"value": 4, "unit": "percent", "flow": "exports", "period": "2022"},
        ),
        ("Fiji's imports from Norway fell 3.5 percent.", "Norway > Fiji", {"value": -3.5, "unit": "percent"}),
    ],
    "partner_rank": [
        (
            "Norway is Iceland's second-largest trading partner.",
            "Norway > Iceland",
            {"value": 2, "scope": "trade"},
        ),
        (
            "Fiji is the largest export market of Tonga.",
            "Fiji > Tonga",
            {"value": 1, "scope": "export_market"},
        ),
    ],
    "trades_product": [
        ("Norway sells salmon to Fiji.", "Norway > Fiji", {"product": "salmon"}),
        ("Fiji buys salmon from Norway.", "Norway > Fiji", {"product": "salmon"}),
    ],
    "invests_in": [
        (
            "Baltica Holding invested $90 million in Tunisia.",
            "Baltica Holding > Tunisia",
            {"value": 90_000_000, "unit": "USD", "status": "reported"},
        ),
        (
            "Daikura Motors will build a battery plant in Mexico.",
            "Daikura Motors > Mexico",
            {"status": "target"},
        ),
    ],
    "operates_in": [
        ("Baltica Holding operates a bottling plant in Tunis.", "Baltica Holding > Tunis", {}),
        ("Daikura Motors makes furniture in Latvia.", "Daikura Motors > Latvia", {}),
    ],
    "party_to": [
        ("Tunisia acceded to the Blue Pacific Agreement.", "Tunisia > Blue Pacific Agreement", {}),
        (
            "The Norway-Fiji Fisheries Agreement entered into force in 2019.",
            "Norway > Norway-Fiji Fisheries Agreement",
            {"period": "2019"},
        ),
    ],
    "signed": [
        (
            "Minister Anders Holm signed the Blue Pacific Agreement.",
            "Anders Holm > Blue Pacific Agreement",
            {},
        ),
        ("The Blue Pacific Agreement was signed by Maria Silva.", "Maria Silva > Blue Pacific Agreement", {}),
    ],
    "met_with": [
        ("Anders Holm met Maria Silva in Suva.", "Anders Holm > Maria Silva", {"status": "reported"}),
        ("Anders Holm flew to Suva to meet Maria Silva.", "Anders Holm > Maria Silva", {}),
    ],
    "visited": [
        ("Anders Holm visited Fiji in May.", "Anders Holm > Fiji", {"period": "2024-05"}),
        ("During a visit to Fiji, Anders Holm praised the beaches.", "Anders Holm > Fiji", {}),
    ],
    "holds_position": [
        ("Norway's trade minister Anders Holm spoke.", "Anders Holm > Norway", {"role": "trade minister"}),
        (
            "Maria Silva, chief executive of Baltica Holding, spoke.",
            "Maria Silva > Baltica Holding",
            {"role": "chief executive"},
        ),
    ],
    "member_of": [
        ("Tunisia is a member of the African Union.", "Tunisia > African Union", {}),
        ("Fiji joined the World Trade Organization.", "Fiji > World Trade Organization", {}),
    ],
    "located_in": [
        ("Baltica Holding is based in Riga.", "Baltica Holding > Riga", {}),
        ("Carthage Foods has its headquarters in Tunis.", "Carthage Foods > Tunis", {}),
    ],
    "opened": [
        ("Fiji opened a trade office in Oslo.", "Fiji > trade office in Oslo", {"status": "reported"}),
        (
            "Baltica Holding opened a bottling plant in Tunis.",
            "Baltica Holding > bottling plant in Tunis",
            {},
        ),
    ],
    "founded": [
        (
            "Anders Holm founded Baltica Holding in 1999.",
            "Anders Holm > Baltica Holding",
            {"value": 1999, "unit": "year"},
        ),
        ("Carthage Foods was founded by Maria Silva.", "Maria Silva > Carthage Foods", {}),
    ],
    "targets_sector": [
        ("The Blue Pacific Agreement focuses on tourism.", "Blue Pacific Agreement > tourism", {}),
        ("Norway and Fiji will focus on tourism.", "Norway > tourism", {"counterpart": "Fiji"}),
    ],
    "supports_jobs": [
        (
            "Baltica Holding supports 900 jobs in Tunisia.",
            "Baltica Holding > Tunisia",
            {"value": 900, "unit": "jobs"},
        ),
        (
            "In Tunisia alone, Baltica Holding employs 900 people.",
            "Baltica Holding > Tunisia",
            {"value": 900},
        ),
    ],
}
CASES = [(relation, *case) for relation, cases in SENTENCES.items() for case in cases]


def told(claim: Claim, field: str) -> Any:
    value = getattr(claim, field)
    return getattr(value, "name", value)


def test_every_relation_has_two_wordings() -> None:
    assert {relation: len(cases) for relation, cases in SENTENCES.items()} == dict.fromkeys(RELATIONS, 2)


@pytest.mark.parametrize(("relation", "text", "pair", "fields"), CASES)
def test_sentence(relation: str, text: str, pair: str, fields: dict[str, Any]) -> None:
    claim = claims(text, relation)[0]
    assert " > ".join(ends(claim)) == pair
    assert {field: told(claim, field) for field in fields} == fields


@pytest.mark.parametrize("text", [text for _, text, _, _ in CASES])
def test_evidence_and_references_are_exact(text: str) -> None:
    document = read(text)
    for claim in extract_claims(document):
        assert document.article.text[claim.start : claim.end] == claim.quote != ""
        assert {reference.end_of for reference in claim.references} >= {"subject", "object"}
        for reference in claim.references:
            assert reference.entity == getattr(claim, reference.end_of)
            assert reference.entity.name in document.article.text[reference.start : reference.stop]


def test_a_list_gives_a_claim_for_each() -> None:
    found = claims("Norway sells salmon and paper to Fiji.", "trades_product")
    assert [told(claim, "product") for claim in found] == ["salmon", "paper"]


def test_a_relationship_is_claimed_once() -> None:
    found = claims("Norway sells salmon to Fiji. Each year Norway sells salmon to Fiji.", "trades_product")
    assert [claim.start for claim in found] == [0]


def test_nobody_trades_with_oneself() -> None:
    assert claims("Exports from Norway to Norway reached $90 million.", "trade_value") == []


@pytest.mark.parametrize(
    "text", ["# Norway sells salmon to Fiji", "Norway sells salmon to Fiji?", "? Does Fiji buy fish"]
)
def test_headings_and_questions_state_nothing(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Anders Holm said that Norway sells salmon to Fiji.",
        "According to Anders Holm, Norway sells salmon to Fiji.",
        "“Norway sells salmon to Fiji,” said Anders Holm.",
    ],
)
def test_the_speaker_is_who_says_so(text: str) -> None:
    (claim,) = claims(text, "trades_product")
    assert claim.speaker is not None
    assert claim.speaker.name == "Anders Holm"


def test_an_interview_has_one_speaker() -> None:
    text = "Anders Holm trades in fish.\n? Who buys\nNorway sells salmon to Fiji.\n? What else\nPaper."
    found = {
        (claim.product and claim.product.name, claim.speaker and claim.speaker.name)
        for claim in claims(text, "trades_product")
    }
    assert found == {("salmon", "Anders Holm"), ("paper", "Anders Holm")}


def test_a_ministry_without_its_country_is_told_by_its_article() -> None:
    """Two articles' "Ministry of Transport" are two offices, unless the name tells the country."""
    ids = {
        claim.object.id
        for slug in ("story-1", "story-2")
        for claim in claims("Anders Holm met the Ministry of Transport.", "met_with", slug=slug)
        if claim.object
    }
    assert len(ids) == 2
