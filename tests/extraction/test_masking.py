"""Masked sentences: characters for items, and the way back to the article's offsets."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as some
from stories import read
from tradegraph.extraction.extractor import masked_sentences
from tradegraph.extraction.masking import Codes, Item, Masked, fold, mask
from tradegraph.model import Sentence

TEXT = "The Salmons from the Utah to Mexico"
ARTICLES = re.compile(r"(?<![^\s])the \Z")


def to_masked() -> tuple[Masked, Codes]:
    codes = Codes()
    items = [Item("Region", 21, 25), Item("Country", 29, 35)]
    return mask(fold(TEXT), Sentence(0, len(TEXT), 0), items, codes, ARTICLES), codes


def test_items_are_characters_and_articles_go() -> None:
    masked, codes = to_masked()
    assert masked.text == f"the salmons from {codes['Region']} to {codes['Country']}"
    assert [masked.text[mark] for mark in masked.marks] == [codes["Region"], codes["Country"]]


def test_offsets_lead_back() -> None:
    masked, _ = to_masked()
    assert masked.span(0, len(masked.text)) == (0, len(TEXT))
    assert TEXT[slice(*masked.span(4, 11))] == "Salmons"
    assert TEXT[slice(*masked.span(17, 18))] == "Utah"
    assert TEXT[slice(*masked.span(19, 21))] == "to"


def test_a_chunk_takes_the_place_of_its_words() -> None:
    masked, codes = to_masked()
    chunk = Item("Flow", 4, 35)
    masked.replace([(4, len(masked.text), codes["Flow"], chunk)])
    assert masked.text == f"the {codes['Flow']}"
    assert masked.items == [chunk]
    assert masked.span(4, 5) == (4, 35)
    assert masked.items_in(0, 4) == []


def test_codes_are_bits() -> None:
    codes = Codes()
    both = codes["Country"] + codes["Money"]
    assert codes.present(f"a {both} b") == codes.to_bits(both)
    assert codes.present("a b") == 0


@given(some.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert not re.search("[\n\ue000-\uf8ff]", folded)


def test_a_long_story_keeps_its_offsets() -> None:
    document = read(
        "Norway's exports to Fiji (the islands) hit US$90 million (£70 million), said the minister."
    )
    (masked,) = masked_sentences(document)
    text = document.article.text
    for mark, item in zip(masked.marks, masked.items, strict=True):
        assert masked.span(mark, mark + 1) == (item.start, item.end)
    for index, char in enumerate(masked.text):
        start, end = masked.span(index, index + 1)
        assert index in masked.marks or text[start:end].lower() == char
