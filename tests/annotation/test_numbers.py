"""Percentages and counts: the table beside this file, and amounts under random texts."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tradegraph._exceptions import DataError
from tradegraph.annotation.numbers import find_numbers, find_percents
from tradegraph.annotation.quantities import find_amounts, load_quantities

TABLE: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    Path(__file__).with_name("numbers.yaml").read_text(encoding="utf-8")
)
FINDERS = {"percents": find_percents, "numbers": find_numbers}
CASES = [
    pytest.param(kind, lang, case, id=f"{kind}: {case['text']}")
    for kind, table in TABLE.items()
    for lang, cases in table.items()
    for case in cases
]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(("kind", "lang", "case"), CASES)
def test_table(kind: str, lang: str, case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = FINDERS[kind](text, lang=lang)
    assert {mention.type for mention in mentions} <= {{"percents": "Percent", "numbers": "Number"}[kind]}
    assert [f"{text[each.start : each.end]} = {each.value}" for each in mentions] == case["found"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_amounts_come_back_from_random_text(lang: str) -> None:
    rng = random.Random(7)
    scales = {word: factor for word, factor in load_quantities(lang)["scales"].items() if factor >= 10**6}
    for _ in range(300):
        whole, scale = rng.randrange(1, 1000), rng.choice(sorted(scales))
        written = f"{whole} {scale}"
        before, after = (" ".join(rng.choices(["of", "the", "x", "—", "(", "§"], k=3)) for _ in range(2))
        text = f"{before} {written} {after}"
        (amount,) = find_amounts(text, lang=lang)
        assert text[amount.start : amount.end] == written
        assert amount.value == Decimal(whole) * scales[scale]


def test_an_unknown_language_is_told_with_the_way_out() -> None:
    with pytest.raises(DataError, match=r"'xx'.*lexicon/xx/quantities.yaml"):
        find_numbers("5", lang="xx")
