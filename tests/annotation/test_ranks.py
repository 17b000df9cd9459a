"""Ranks: the table beside this file, and every ordinal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tradegraph.annotation.quantities import load_quantities
from tradegraph.annotation.ranks import find_ranks

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("ranks.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    text = case["text"]
    found = [f"{text[each.start : each.end]} = {each.value}" for each in find_ranks(text, lang=lang)]
    assert found == case["found"]


@pytest.mark.parametrize(("lang", "noun"), [("en", "largest partner"), ("es", "mayor socio")])
def test_every_ordinal_before_a_superlative(lang: str, noun: str) -> None:
    for ordinal, rank in load_quantities(lang)["ordinals"].items():
        text = f"({ordinal} {noun})"
        (mention,) = find_ranks(text, lang=lang)
        assert text[mention.start : mention.end] == f"{ordinal} {noun.split()[0]}"
        assert mention.value == rank
