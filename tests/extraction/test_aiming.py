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
]


@pytest.mark.parametrize(("text", "subject", "sector"), STORIES)
def test_aims_are_told_of_whom(text: str, subject: str, sector: str) -> None:
    told = [claim for claim in claims(text) if claim.relation == "targets_sector"]
    assert [ends(claim) for claim in told] == [(subject, sector)]


def test_no_journey_was_told() -> None:
    found = claims("Fish is dear in Fiji. They were looking for partners in tourism.")
    assert [claim for claim in found if claim.relation == "targets_sector"] == []
