"""Long lists of words as expressions: all of them match, the longest first, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tradegraph.annotation.words import to_alternation, to_prefix_tree

WORDS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=12)
#: Few letters, so that words begin alike.
KIN = st.lists(st.text("ab .-", min_size=1, max_size=5), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        (["tax"], "tax"),
        (["tax", "tax"], "tax"),
        (["trade", "trader"], "trade(?:r)?"),
        (["trader", "trade"], "trade(?:r)?"),
        (["port", "post"], "po(?:rt|st)"),
        (["tea", "rice"], "(?:rice|tea)"),
        (["S.A.", "S.A"], r"S\.A(?:\.)?"),
        (["US$", "C$"], r"(?:C\$|US\$)"),
    ],
)
def test_prefix_trees(words: list[str], expression: str) -> None:
    assert to_prefix_tree(words) == expression


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["vice president", "vice"], "vice president", "vice president"),
        (["vice president", "vice"], "vice presidency", "vice"),
        (["trade", r"trades?men"], "tradesmen", "tradesmen"),
        ([r"no\.? ", "no"], "no. 5", "no. "),
        (["gov.", "governor"], "gov. Quambe", "gov."),
        (["(?:un|el) dólar"], "un dólar", "un dólar"),
        (["dólar", "dólares"], "dólares", "dólares"),
    ],
)
def test_the_longest_word_wins(words: list[str], text: str, found: str) -> None:
    match = re.match(to_alternation(words), text)
    assert match is not None
    assert match.group() == found


def test_a_stop_in_a_plain_word_stands_for_itself() -> None:
    assert re.fullmatch(to_alternation(["gov.", "sen."]), "govx") is None


@pytest.mark.parametrize("words", [["a", "b|c"], ["b|c"], ["b|c", "d|e"], ["x", "y"]])
def test_an_expression_may_be_put_between_others(words: list[str]) -> None:
    expression = re.compile(f"<{to_alternation(words)}>")
    for word in "".join(words).replace("|", ""):
        assert expression.fullmatch(f"<{word}>")
    assert not expression.search("<a")
    assert not expression.search("c>")


@given(st.one_of(WORDS, KIN))
def test_every_word_matches_whole(words: list[str]) -> None:
    expression = re.compile(to_prefix_tree(words))
    for word in words:
        assert expression.fullmatch(word)


@given(KIN, st.text("ab .-", max_size=8))
def test_a_tree_finds_what_trying_each_word_finds(words: list[str], text: str) -> None:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    slow, fast = re.match(longest_first, text), re.match(to_prefix_tree(words), text)
    assert (slow and slow.group()) == (fast and fast.group())


@given(KIN, st.text("ab .-", max_size=8))
def test_nothing_else_matches_whole(words: list[str], text: str) -> None:
    assert (re.fullmatch(to_prefix_tree(words), text) is not None) == (text in words)
