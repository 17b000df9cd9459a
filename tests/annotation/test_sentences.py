"""Sentences: the table beside this file, kinds of blocks, and text without end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from claims import to_article
from hypothesis import given
from hypothesis import strategies as st
from tradegraph.annotation.sentences import split_sentences
from tradegraph.model import BLOCK_KINDS, Article, Block

TABLE: dict[str, list[list[str]]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=" ".join(case)) for lang, cases in TABLE.items() for case in cases]


def split(article: Article) -> list[str]:
    return [article.text[sentence.start : sentence.end] for sentence in split_sentences(article)]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 70


@pytest.mark.parametrize(("lang", "sentences"), CASES)
def test_table(lang: str, sentences: list[str]) -> None:
    assert split(to_article(" ".join(sentences), lang=lang)) == sentences


@pytest.mark.parametrize("gap", ["  ", "\n", " \t ", "\u00a0"])
def test_space_between_sentences_belongs_to_none(gap: str) -> None:
    assert split(to_article(f"Oman sells dates.{gap}Fiji sells sugar.")) == [
        "Oman sells dates.",
        "Fiji sells sugar.",
    ]


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_a_row_of_a_table_is_one_sentence(kind: str) -> None:
    article = to_article("Oman sells dates. Fiji sells sugar.")
    article = replace(article, blocks=(Block(kind, 0, len(article.text)),))
    assert len(split(article)) == (1 if kind == "row" else 2)


def test_no_sentence_crosses_blocks() -> None:
    text = "Oman and Fiji\n\nThey trade. A lot"
    article = replace(to_article(text), blocks=(Block("title", 0, 13), Block("paragraph", 15, len(text))))
    sentences = list(split_sentences(article))
    assert [(text[each.start : each.end], each.block) for each in sentences] == [
        ("Oman and Fiji", 0),
        ("They trade.", 1),
        ("A lot", 1),
    ]


def test_what_lies_outside_all_blocks_is_no_sentence() -> None:
    article = replace(to_article("Menu. Oman sells dates."), blocks=(Block("paragraph", 6, 23),))
    assert split(article) == ["Oman sells dates."]


@pytest.mark.parametrize(("article", "other"), [("en", "es"), ("es", "en")])
def test_each_language_has_its_own_abbreviations(article: str, other: str) -> None:
    text = {"en": "It was Sen. Doyle.", "es": "Fue la Lic. Mora."}[article]
    assert len(split(to_article(text, lang=article))) == 1
    assert len(split(to_article(text, lang=other))) == 2


def test_a_language_without_lexicon_is_split_as_english() -> None:
    assert split(to_article("Mr. Okello came. He left.", lang="tlh")) == ["Mr. Okello came.", "He left."]


@pytest.mark.parametrize("text", ["word " * 4000, "x" * 20_000, "Inc. " * 4000])
def test_text_without_end_is_cut(text: str) -> None:
    article = to_article(text)
    sentences = list(split_sentences(article))
    assert max(sentence.end - sentence.start for sentence in sentences) <= 3000
    assert "".join(article.text[each.start : each.end] for each in sentences) == text


def test_a_cut_falls_between_words() -> None:
    pieces = split(to_article("harbour " * 1000))
    assert len(pieces) > 1
    assert {word for piece in pieces for word in piece.split()} == {"harbour"}


@given(st.text(), st.sampled_from(["en", "es"]))
def test_any_text_comes_apart_in_order(text: str, lang: str) -> None:
    sentences = list(split_sentences(to_article(text, lang=lang)))
    starts = [position for sentence in sentences for position in (sentence.start, sentence.end)]
    assert starts == sorted(starts)
    between = text
    for sentence in reversed(sentences):
        between = between[: sentence.start] + between[sentence.end :]
    assert between.strip() == ""
