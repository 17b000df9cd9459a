"""What stands beside a name tells what it names: the table beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from stories import mentions, read
from tradegraph.model import ENTITY_TYPES

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("contexts.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]


def find(text: str, lang: str) -> list[str]:
    document = read(text, lang=lang)
    return [
        f"{document.article.text[name.start : name.end]} = {name.type}"
        for name in document.mentions
        if name.type in (*ENTITY_TYPES, "Name") and not name.entities[0].known
    ]


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    assert find(case["text"], lang) == case["found"]


def test_a_headline_tells_nothing() -> None:
    assert mentions("# Zabbo makes pumps", "Company") == []
