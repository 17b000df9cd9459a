"""Reprints: copies of a text are found, two reports of one event are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tradegraph.articles import read_articles
from tradegraph.identity.reprints import find_reprints, sketch

DEV = Path(__file__).resolve().parents[1] / "corpus" / "dev" / "articles"


def read(name: str) -> str:
    (article,) = read_articles([DEV / name])
    return article.text


CENSUS = read("us-vietnam-census.md")
OTHERS = [read(path.name) for path in sorted(DEV.iterdir()) if path.stem != "us-vietnam-census"]


@pytest.mark.parametrize(
    "copy",
    [
        CENSUS,
        f"By our own reporter\n\n{CENSUS}\n\nSubscribe to our newsletter for more.",
        CENSUS[: len(CENSUS) * 7 // 10],
        CENSUS.replace("said", "told reporters").replace("Vietnam ", "Viet Nam "),
        CENSUS.upper(),
    ],
    ids=["whole", "framed", "cut", "edited", "capitals"],
)
def test_a_copy_is_a_reprint_of_the_earlier_article(copy: str) -> None:
    sketches = {"original": sketch(CENSUS), "a-copy": sketch(copy)}
    dates = {"original": "2025-02-06", "a-copy": "2025-02-07"}
    assert find_reprints(sketches, dates) == {"a-copy": "original"}


def test_reports_of_the_same_things_are_no_reprints() -> None:
    sketches = {str(n): sketch(text) for n, text in enumerate([CENSUS, *OTHERS])}
    assert len(sketches) == 24
    assert find_reprints(sketches, {}) == {}


def test_a_chain_of_copies_leads_to_the_earliest() -> None:
    sketches = dict.fromkeys(("undated", "late", "early"), sketch(CENSUS))
    dates = {"late": "2025-02-09", "early": "2025-02-06"}
    assert find_reprints(sketches, dates) == {"late": "early", "undated": "early"}


def test_short_texts_are_compared_with_none() -> None:
    assert sketch("Exports rose. " * 4) == ""
    assert find_reprints({"one": "", "two": ""}, {}) == {}


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch(CENSUS)[:20] == "0002@Z1zfG)V|FKhYZYW"
