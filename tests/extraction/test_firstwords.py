"""The words that gate a pattern: what must be said for it to match."""

from __future__ import annotations

import re

import pytest
from tradegraph.extraction.expressions import is_optional, split_choices, split_group
from tradegraph.extraction.firstwords import FirstWords


@pytest.mark.parametrize(
    ("expression", "said", "unsaid"),
    [
        ("(?:has |have )?visited", ["has", "have", "visited"], ["had"]),
        ("(?:(?:new|old) )?deal", ["new", "old", "deal"], ["ideal"]),
        ("travell?ed", ["traveled", "travelled"], ["unravelled"]),
        ("(?:export|import)s?", ["exports", "imported"], ["port"]),
        (r"(?!no )\bthe (?:[;.,)]|end)", ["the"], ["end"]),
        ("in(?:to)? [^()]+|out", ["in", "into", "out"], ["on"]),
        ("x{0,2}y", ["yes", "x"], []),
    ],
)
def test_a_cue_is_told_by_its_first_words(expression: str, said: list[str], unsaid: list[str]) -> None:
    first = FirstWords()
    bit = first.add([expression])
    assert bit or not unsaid
    assert all(first.flags(word) & bit == bit for word in said)
    assert not any(first.flags(word) & bit for word in unsaid)


@pytest.mark.parametrize("expression", [r"\w+ deal", "(?:[a-z]+ )?deal", "(?:|new )?", "%"])
def test_what_may_begin_with_any_word_gates_nothing(expression: str) -> None:
    assert FirstWords().add([expression, "deal"]) == 0


def test_brackets_that_are_read_as_they_are_open_no_group() -> None:
    assert split_choices(r"a[(|]\(b|c") == [r"a[(|]\(b", "c"]
    assert split_group(r"(?=[)]|\))x") == ("(?=", r"[)]|\)", "x")
    with pytest.raises(re.error, match="group without end"):
        split_group("(?:a(b)")


@pytest.mark.parametrize(
    ("rest", "optional"),
    [
        ("? x", True),
        ("*", True),
        ("{0,3}", True),
        ("{,3}", True),
        ("{1,3}", False),
        ("+", False),
        ("", False),
    ],
)
def test_what_may_be_left_out(rest: str, optional: bool) -> None:
    assert is_optional(rest) is optional
