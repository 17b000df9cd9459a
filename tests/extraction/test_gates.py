"""The words that gate a pattern: what must be said for it to match."""

from __future__ import annotations

import re

import pytest
from tradegraph.extraction.gates import Gate, read_gate, read_ways
from tradegraph.extraction.patterns import load_grammar
from tradegraph.extraction.sieve import Sieve


def passes(expression: str, text: str, cues: dict[str, Gate] | None = None) -> bool:
    return Sieve([read_ways(expression, cues or {})]).let_through(text) == [0]


@pytest.mark.parametrize(
    ("expression", "said", "unsaid"),
    [
        ("(?:has |have )?visited", ["visited"], ["has", "visitors"]),
        ("to (?:meet|see)", ["to see"], ["to", "meet", "to be seen"]),
        ("travell?ed", ["traveled", "travelled"], ["unravelled", "trawled"]),
        ("(?:export|import)s?", ["exports", "imported"], ["port", "sportswear"]),
        (r"(?!no )\bthe [;.,)] (?:[;.,)]|end)", ["the"], ["end"]),
        ("in(?:to)? [^()]+|out", ["in", "into", "out"], ["on"]),
        ("{place} (?:in|(?:based|seated)) at", ["in at", "based at"], ["at", "in", "at in", "abased at"]),
        ("(?:has met|saw) .*? in", ["has met in", "saw it in"], ["met has in", "has in", "in it saw"]),
        (
            "met (?:with|by) .*? (?:and|with)",
            ["met with it and", "met by it with"],
            ["met with", "with met and"],
        ),
        ("<risen> by", ["rose by"], ["by", "rose"]),
        ("re(?:built|open)s?", ["rebuilt", "reopens", "re"], ["built", "open"]),
        ("x{0,2}y z{2,3}", ["x zz"], ["x"]),
    ],
)
def test_a_match_needs_a_word_of_each_of_its_parts(
    expression: str, said: list[str], unsaid: list[str]
) -> None:
    cues: dict[str, Gate] = {"risen": frozenset([("rose", True), ("grew", True)])}
    assert [text for text in said if not passes(expression, text, cues)] == []
    assert [text for text in unsaid if passes(expression, text, cues)] == []


@pytest.mark.parametrize(
    "expression", [r"\w+", "(?:[a-z]+ )?", "(?:|new )", "%", "(?=deal)", "(?:deal)?", "(?:deal|[a-z]+)"]
)
def test_what_may_match_any_words_has_no_gate(expression: str) -> None:
    assert read_ways(expression, {}) == ((),)


def test_each_alternative_is_a_way() -> None:
    talks, by = (frozenset([(word, True)]) for word in ("talks", "by"))
    begun = (frozenset([("in", True)]), talks, frozenset([("with", True)]))
    assert read_ways("in talks with|by", {}) == (begun, (by,))
    assert read_gate("in talks with|by", {}) == talks | by
    assert read_gate("in talks with|[a-z]+", {}) is None


def test_alternatives_that_are_too_many_are_read_as_one() -> None:
    many = " ".join(["(?:to meet|by seeing)"] * 9)
    assert len(read_ways(many, {})) < 2**4
    assert passes(many, "to meet " * 9)
    assert not passes(many, "to meet " * 8)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_most_patterns_are_gated(lang: str) -> None:
    grammar = load_grammar(lang)
    patterns = [*grammar.chunks, *grammar.claims]
    assert sum(() in pattern.ways for pattern in patterns) < len(patterns) / 5


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_list_of_words_is_read_in_one_way(lang: str) -> None:
    """Where a word may be read in parts, a list of words takes time exponential in its length."""
    grammar = load_grammar(lang)
    loose = re.compile(r"(?:\\w|\[\\w[^\]]*\])[+*](?!\+)(?=(?:\|[^()]*)?\)? \?)")
    found = {
        pattern.name for pattern in (*grammar.chunks, *grammar.claims) if loose.search(pattern.expression)
    }
    assert found == set()
