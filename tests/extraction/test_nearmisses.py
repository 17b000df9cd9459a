"""Which patterns came near, and where they stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.nearmisses import NearMiss, find_near_misses, split_parts
from tradegraph.extraction.patterns import Grammar, compile_grammar


@pytest.fixture
def grammar() -> Grammar:
    entry = {
        "name": "toy-barter",
        "relation": "trades_product",
        "pattern": "{state:subject} bartered ~ {Product:product} (gladly )?with {state:object}",
    }
    return compile_grammar("en", [entry])


def misses(text: str, folder: Path, grammar: Grammar) -> tuple[NearMiss, ...]:
    path = folder / "toy.md"
    path.write_text(f"---\npublished: 2024-05-02\nlang: en\n---\n{text}\n", "utf-8")
    document = annotate(next(read_articles([path])))
    masked = next(masked_sentences(document, grammar=grammar))
    return find_near_misses(masked, grammar, document.article.text, "trades_product")


def test_a_pattern_tells_what_it_read_and_what_it_missed(tmp_path: Path, grammar: Grammar) -> None:
    (miss,) = misses("Norway bartered some salmon gladly for Fiji's friendship.", tmp_path, grammar)
    assert (miss.pattern, miss.wanted) == ("toy-barter", "(gladly )?with")
    assert miss.words == "Norway bartered some salmon"
    assert miss.share == pytest.approx(4 / 6)


def test_a_pattern_that_matched_says_so(tmp_path: Path, grammar: Grammar) -> None:
    (miss,) = misses("Norway bartered some salmon with Fiji.", tmp_path, grammar)
    assert (miss.wanted, miss.share) == (None, 1.0)


def test_items_alone_are_no_near_miss(tmp_path: Path, grammar: Grammar) -> None:
    assert misses("Norway likes Fiji.", tmp_path, grammar) == ()
    (miss,) = misses("Norway bartered.", tmp_path, grammar)
    assert miss.wanted == "{Product:product}"


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("{a:x} (b c|d) [e f] g", ["{a:x}", "(b c|d)", "[e f]", "g"]),
        ("  word ", ["word"]),
    ],
)
def test_parts_are_parted_by_spaces_outside_brackets(source: str, parts: list[str]) -> None:
    assert split_parts(source) == parts
