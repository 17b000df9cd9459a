"""Annotation as a whole: the table beside this file, and what holds for every text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import read, words
from tradegraph.annotation import annotate
from tradegraph.model import ENTITY_TYPES, Article, Block, Document

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("annotate.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]
VALUES = {"Money", "Number", "Percent", "Period", "Rank", "Role"}
#: Words with much to find in them, of which texts are made in any order.
TELLING = (
    "Fiji Tonga Georgia Mr. U.S. EE.UU. Inc. Bank of Korea the la de Ministry Ministerio Trade, CEO minister "
    "ministra Maria Quambe's Zemba Motors (ZM) ZM US$5 4.5 million millones % 2021 July No. 5 “ ” . , ; ? ¿ "
    "— | 's bin al- D.C. and y & Chad lead İ ß \u00a0 \u2028 $ O'Higgins 3Z Q. R.K. … É \U0001f600"
)
PIECES = st.sampled_from(TELLING.split(" "))


def check(document: Document) -> None:
    """Check what holds for every document."""
    text = document.article.text
    for mention in document.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.type in {*ENTITY_TYPES, *VALUES, "Name"}
        assert (mention.type in VALUES) == (not mention.entities)
        assert (mention.type in VALUES) == (mention.value is not None)
    assert all(before.end <= after.start for before, after in pairwise(document.mentions))
    assert all(before.end <= after.start for before, after in pairwise(document.sentences))
    for sentence in document.sentences:
        block = document.article.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    document = read(case["text"], lang=lang)
    check(document)
    found = [
        " ".join(
            [f"{words(document, mention)} = {mention.type}", *(entity.id for entity in mention.entities)]
        )
        for mention in document.mentions
    ]
    assert found == case["found"]


@pytest.mark.parametrize("lang", ["en", "es", "tlh"])
@pytest.mark.parametrize("text", ["", " ", "\n", ".", "\u00a0", "%"])
def test_a_text_without_words_holds_nothing(text: str, lang: str) -> None:
    document = read(text, lang=lang)
    check(document)
    assert document.mentions == ()
    assert "".join(document.article.text[each.start : each.end] for each in document.sentences) == text.strip(
        "\n"
    )


def test_an_article_without_blocks_has_no_sentences() -> None:
    article = Article("empty", "empty-0", "", "", ())
    assert annotate(article) == Document(article, (), ())


def test_the_article_is_handed_on() -> None:
    article = Article("a", "a-0", "Fiji sells.", "", (Block("paragraph", 0, 11),))
    assert annotate(article).article is article


def test_the_same_text_is_read_the_same_twice() -> None:
    text = "Maria Quambe of Zemba Motors met Fiji's minister in 2021."
    assert read(text) == read(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(), st.sampled_from(["en", "es", "fr"]))
def test_any_text_is_read(text: str, lang: str) -> None:
    check(read(text, lang=lang))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["en", "es"]))
def test_any_order_of_telling_words_is_read(pieces: list[str], lang: str) -> None:
    check(read(" ".join(pieces), lang=lang))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["= ", "# ", "- ", "? "]))
def test_any_block_is_read(pieces: list[str], mark: str) -> None:
    check(read(f"{mark}{' '.join(pieces)}\nFiji sells.", lang="en"))
