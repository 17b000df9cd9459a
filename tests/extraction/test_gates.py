"""The words that gate a pattern: what must be said for it to match."""

from __future__ import annotations

import re

import pytest
from tradegraph.extraction.gates import Gate, Sieve, choose, read_gates
from tradegraph.extraction.patterns import load_grammar


def passes(expression: str, text: str, cues: dict[str, Gate] | None = None) -> bool:
    return Sieve([read_gates(expression, cues or {})]).let_through(text) == [0]


@pytest.mark.parametrize(
    ("expression", "said", "unsaid"),
    [
        ("(?:has |have )?visited", ["visited"], ["has", "visitors"]),
        ("to (?:meet|see)", ["to see"], ["to", "meet", "to be seen"]),
        ("travell?ed", ["traveled", "travelled"], ["unravelled", "trawled"]),
        ("(?:export|import)s?", ["exports", "imported"], ["port", "sportswear"]),
        (r"(?!no )\bthe [;.,)] (?:[;.,)]|end)", ["the"], ["end"]),
        ("in(?:to)? [^()]+|out", ["in", "into", "out"], ["on"]),
        ("{place} (?:in|(?:based|seated)) at", ["at in", "based at"], ["at", "in", "abased at"]),
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
    assert read_gates(expression, {}) == []


def test_of_the_parts_of_an_alternative_the_longest_word_is_taken() -> None:
    assert read_gates("in talks with|by", {}) == [frozenset([("talks", True), ("by", True)])]
    meet = frozenset([("meet", False)])
    assert choose([frozenset([("to", True)]), None, meet]) == meet
    assert choose([]) is None


@pytest.mark.parametrize("lang", ["en", "es"])
def test_most_patterns_are_gated(lang: str) -> None:
    grammar = load_grammar(lang)
    patterns = [*grammar.chunks, *grammar.claims]
    assert sum(not pattern.gates for pattern in patterns) < len(patterns) / 5


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_list_of_words_is_read_in_one_way(lang: str) -> None:
    """Where a word may be read in parts, a list of words takes time exponential in its length."""
    grammar = load_grammar(lang)
    loose = re.compile(r"(?:\\w|\[\\w[^\]]*\])[+*](?!\+)(?=(?:\|[^()]*)?\)? \?)")
    found = {
        pattern.name for pattern in (*grammar.chunks, *grammar.claims) if loose.search(pattern.expression)
    }
    assert found == set()
