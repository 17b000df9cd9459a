"""The sample articles: short, described, and in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "graph" / "samples").glob("*.md"))

#: So many words in a row that stand in both texts are a copied passage.
COPIED = 8
#: What the software of half the web's newsrooms prints below an article.
BOILERPLATE = "Your email address will not be published. Required fields are marked"


def runs_of_words(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+|\d[\d.,]*", text.casefold())
    return (tuple(words[i : i + COPIED]) for i in range(len(words) - COPIED + 1))


def test_there_are_enough_samples_in_both_languages() -> None:
    languages = [yaml.safe_load(path.read_text("utf-8").split("---")[1])["lang"] for path in SAMPLES]
    assert len(SAMPLES) == 15
    assert (languages.count("en"), languages.count("es")) == (11, 4)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_says_where_it_comes_from(path: Path) -> None:
    header = yaml.safe_load(path.read_text("utf-8").split("---")[1])
    assert set(header) == {"title", "published", "source", "lang"}
    assert header["source"] == "tradegraph samples"
    assert 80 < len(path.read_text("utf-8").split()) < 200


def test_no_passage_of_the_shared_articles_stands_in_the_repository(
    shared: Path, tracked: list[Path]
) -> None:
    seeds = sorted((shared / "articles" / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    copied = {run for seed in seeds for run in runs_of_words(seed.read_text("utf-8"))}
    copied -= set(runs_of_words(BOILERPLATE))
    assert len(tracked) > 300
    names = ROOT / "ontology" / "reference"  # long proper names are nobody's passage
    for path in tracked:
        if path.is_relative_to(names):
            continue
        found = copied & set(runs_of_words(path.read_text("utf-8", errors="replace")))
        assert not found, f"{path} repeats: {' '.join(min(found))}"
