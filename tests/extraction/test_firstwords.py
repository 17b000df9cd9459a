"""Cues told by their first words: never a cue missed that a text holds."""

from __future__ import annotations

import re

import pytest
from tradegraph.extraction.firstwords import FirstWords
from tradegraph.extraction.patterns import load_grammar
from tradegraph.ontology.lexicon import languages, load_lexicon

CUES = [(lang, name) for lang in languages() for name in load_lexicon(lang)["cues"]]


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        (["rose"], "exports rose", True),
        (["rose"], "exports roses", False),
        (["increas(?:e|ed)"], "they increased", True),
        (["drops?"], "a drop", True),
        (["is to"], "it is", True),
        (["(?:has|have) reached"], "they have come", True),
        (["(?:has|have) reached"], "they come", False),
        ([r"\w+ days in"], "nothing", True),
        (["'ll"], "nothing", True),
        (["two-way"], "two ways", True),
    ],
)
def test_flags(cue: list[str], text: str, found: bool) -> None:
    first = FirstWords()
    other = first.add(["unheard"])
    bit = first.add(cue)
    assert (bit & ~first.flags(text) == 0) is found
    assert not other & first.flags(text)


@pytest.mark.parametrize(("lang", "name"), CUES)
def test_a_cue_that_occurs_is_flagged(lang: str, name: str) -> None:
    words = re.split(r",\s+", load_lexicon(lang)["cues"][name].strip())
    first = FirstWords()
    bit = first.add(words)
    expression = load_grammar(lang).cues[name]
    for word in words:
        plain = re.sub(r"\(\?[:!=<]+([^()|]*)[^()]*\)|\[(.)[^]]*\]|[?]", r"\1\2", word)
        text = f"it {plain} so"
        assert not expression.search(text) or bit & ~first.flags(text) == 0, text
