"""Whose aims are told: those of an agreement, office or mission that the sentence leaves unsaid."""

from __future__ import annotations

import pytest
from stories import claims, ends

STORIES = [
    (
        "A delegation from Norway went to Fiji in May. They were looking for partners in tourism.",
        "Norway",
        "tourism",
    ),
    (
        "# Norway sells fish\nNorway is glad. Norway's trade minister, Anders Holm, will visit Fiji in May. "
        "The companies are looking for deals in tourism.",
        "Norway",
        "tourism",
    ),
    (
        "Norway and Fiji negotiate the Blue Pacific Agreement. Nobody is in a hurry. It rained for months. "
        "Boats lay in the port, and the fishermen waited for a better day, as they had for many a year. "
        "Some mended nets, and some drank, and by and by all of them told stories of better years gone by. "
        "Yet there are chapters on tourism.",
        "Blue Pacific Agreement",
        "tourism",
    ),
    # Fields in a list are those of the document told before, whatever the verb.
    (
        "Norway and Fiji signed the Blue Pacific Agreement. Tourism and banking will get most of the money.",
        "Blue Pacific Agreement",
        "tourism banking",
    ),
    # Of several documents told it is the one of that noun.
    (
        "Norway launched the Blue Pacific Strategy. Norway and Fiji signed a memorandum on fish. "
        "The strategy concentrates on tourism.",
        "Blue Pacific Strategy",
        "tourism",
    ),
    (
        "Norway and Fiji signed the Blue Pacific Agreement and a protocol on fish. "
        "The deal focuses on tourism.",
        "Blue Pacific Agreement",
        "tourism",
    ),
    # The programme is that of the mission told since, and so are priorities; a text is none.
    (
        "Norway and Fiji signed the Blue Pacific Agreement in 2019. A delegation from Norway toured Suva. "
        "The programme focused on tourism.",
        "Norway",
        "tourism",
    ),
    (
        "Norway and Fiji signed the Blue Pacific Agreement in 2019. A Norwegian trade mission, led by Anders "
        "Holm, landed in Suva. Priority goes to tourism.",
        "Norway",
        "tourism",
    ),
    (
        "Norway and Fiji signed the Blue Pacific Agreement in 2019. A delegation from Norway toured Suva. "
        "The document covers tourism.",
        "Blue Pacific Agreement",
        "tourism",
    ),
    # Chapters are an agreement's, though an office was told of since; a plant aims at nothing.
    (
        "Norway and Fiji signed the Blue Pacific Agreement. Norway opened an office in Suva. "
        "There are chapters on tourism.",
        "Blue Pacific Agreement",
        "tourism",
    ),
    (
        "Norway and the Port of Suva agreed to work together on tourism, a day after Fiji opened a plant.",
        "Norway",
        "tourism",
    ),
]
#: Fields in a list that are taxed or left out, or told behind an agreement that everybody knows.
UNTOLD = [
    "Norway and Fiji signed the Blue Pacific Agreement. Duties on tourism and banking will fall.",
    "Norway and Fiji signed the Blue Pacific Agreement. Tourism and banking were left out, excluded by Fiji.",
    "Norway and Fiji signed the Blue Pacific Agreement. Talks centred on tourism and banking.",
    "Norway and Fiji signed the Blue Pacific Agreement. The second covers tourism and banking.",
    "Norway and Fiji signed the Blue Pacific Agreement. Fish is dear in Suva. Tourism and banking are dear.",
    "Canada joined the USMCA. Tourism and banking will get most of the money.",
]


@pytest.mark.parametrize(("text", "subject", "sectors"), STORIES)
def test_aims_are_told_of_whom(text: str, subject: str, sectors: str) -> None:
    told = [claim for claim in claims(text) if claim.relation == "targets_sector"]
    told = [claim for claim in told if ends(claim)[1] != "fish"]
    assert [ends(claim) for claim in told] == [(subject, sector) for sector in sectors.split()]


@pytest.mark.parametrize("text", UNTOLD)
def test_other_lists_tell_no_aim(text: str) -> None:
    assert [claim for claim in claims(text) if claim.relation == "targets_sector"] == []


def test_no_journey_was_told() -> None:
    found = claims("Fish is dear in Fiji. They were looking for partners in tourism.")
    assert [claim for claim in found if claim.relation == "targets_sector"] == []


def test_the_fields_of_an_officials_mission_are_the_senders() -> None:
    text = "A delegation led by Norway's trade minister Anders Holm focused on tourism in Suva."
    assert [claim.subject.name for claim in claims(text, "targets_sector") if claim.subject] == ["Norway"]
