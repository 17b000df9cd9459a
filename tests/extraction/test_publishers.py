"""Who "we" is: the organisation that publishes, an interview's partner's employer, else the country."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import read
from tradegraph.extraction import extract_claims
from tradegraph.extraction.publishers import find_publisher, find_signatory, speaks_for_itself
from tradegraph.model import Document, Entity


def published(text: str, source: str) -> Document:
    document = read(text)
    return replace(document, article=replace(document.article, source=source))


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        ("Oslo Chamber of Commerce", "Oslo Chamber of Commerce"),
        ("Fjord Institute of Trade, Oslo", "Fjord Institute of Trade"),
        ("Embassy of Norway in Fiji", None),
        ("Ministry of Trade of Norway", None),
        ("The Suva Courier", None),
        ("", None),
    ],
)
def test_a_publisher_speaks_for_itself_but_for_a_state(source: str, publisher: str | None) -> None:
    item = find_publisher(published("Norway sells fish.", source))
    assert (item and item.entities[0].name) == publisher


@pytest.mark.parametrize(
    ("text", "relation", "found"),
    [
        ("Norway sells fish. We are a member of the Fiji Chamber of Commerce.", "member_of", "Oslo Chamber"),
        ("Norway sells fish. Our chairman Anders Holm is glad.", "holds_position", "Anders Holm"),
        ("Norway sells fish. We signed a memorandum with Baltica Holding.", "party_to", "Oslo Chamber"),
        ("Norway sells fish. We signed a trade agreement with Fiji.", "party_to", "Norway"),
        ("Norway sells fish. On Monday we hosted Maria Silva of Fiji.", "met_with", "Oslo Chamber"),
    ],
)
def test_we_is_who_publishes(text: str, relation: str, found: str) -> None:
    claims = extract_claims(published(text, "Oslo Chamber"))
    assert found in {claim.subject.name for claim in claims if claim.relation == relation and claim.subject}


@pytest.mark.parametrize(
    ("text", "signatory"),
    [
        ("Dear members,\n\nNorway sells fish.\n\nAnders Holm\nChairman", "Anders Holm"),
        ("Norway sells fish, says Anders Holm.", None),
        ("Norway sells fish.", None),
    ],
)
def test_a_letter_is_signed_at_its_end(text: str, signatory: str | None) -> None:
    document = read(text)
    found = find_signatory(document.article, document.mentions)
    assert (found and found.entities[0].name) == signatory


def test_a_ministry_speaks_for_its_country() -> None:
    assert speaks_for_itself(Entity("organization/x", "Oslo Chamber", "Association"))
    assert not speaks_for_itself(Entity("organization/y", "Ministry of Fish", "GovernmentBody"))
