"""Lines that open entries: each is an item of its own, where prose goes on."""

from __future__ import annotations

import pytest
from tradegraph.articles.markdown import parse_markdown
from tradegraph.articles.plain import parse_plain

ENTRIES = {
    "labels": "WHO: the governor of Utah\nWHERE: Milan and Bologna\nWHEN: 16 to 20 June 2025",
    "marked labels": "**What:** business forum\n**Where:** Mostar Fair, Hall B",
    "years": "1971: Diplomatic relations\n1996: Norway opens an embassy in Hanoi\n2024 – Trade doubles",
    "dates": "Monday, 16 June 2025: arrival in Tallinn\nTuesday, 17 June 2025: talks at the port",
    "places": "China: $540 million\nSaudi Arabia: $64 million",
}
PROSE = {
    "one label": "Note: the figures are\nthose of the ministry.",
    "a sentence that goes on": "The minister said in\n2024: a year to forget. Exports\nfell.",
    "links": "https://fiji.example\nhttps://tonga.example",
}


@pytest.mark.parametrize("parse", [parse_markdown, parse_plain])
@pytest.mark.parametrize("name", ENTRIES)
def test_each_entry_is_an_item(name: str, parse: object) -> None:
    assert callable(parse)
    pieces = parse(ENTRIES[name])
    assert [piece.kind for piece in pieces] == ["item"] * len(ENTRIES[name].split("\n"))


@pytest.mark.parametrize("name", PROSE)
def test_prose_goes_on(name: str) -> None:
    (piece,) = parse_markdown(PROSE[name])
    assert piece.kind == "paragraph"
