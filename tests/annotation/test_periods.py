"""Periods: the table beside this file, which has a case for every form of the lexicon."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from tradegraph._exceptions import DataError
from tradegraph.annotation import periods
from tradegraph.annotation.parts import Parts
from tradegraph.annotation.periods import find_periods, is_period, period_bounds
from tradegraph.annotation.quantities import load_quantities
from tradegraph.annotation.timeline import KINDS, resolve

PUBLISHED = date(2025, 5, 20)
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("periods.yaml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(lang, case, id=f"{case['text']} ({case.get('published', PUBLISHED)})")
    for lang, cases in TABLE.items()
    for case in cases
]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_periods(text, lang=lang, published=case.get("published", PUBLISHED))
    assert [
        f"{text[each.start : each.end]} = {each.value if isinstance(each.value, str) else '?'}"
        for each in mentions
    ] == case["found"]
    assert all(
        each.type == "Period" and (not isinstance(each.value, str) or is_period(each.value))
        for each in mentions
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_form_has_a_case(lang: str) -> None:
    grammar = periods._grammar(lang)
    used = {match.lastgroup for case in TABLE[lang] for match in grammar.pattern.finditer(case["text"])}
    forms = load_quantities(lang)["periods"]
    assert [forms[int(name[1:])]["form"] for name in grammar.forms if name not in used] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_day_of_a_leap_year_is_read(lang: str) -> None:
    months = list(load_quantities(lang)["months"])[: 13 if lang == "es" else 12]
    names = {number: name for name, number in load_quantities(lang)["months"].items() if name in months}
    for offset in range(366):
        day = date(2024, 1, 1) + timedelta(days=offset)
        of = "de " if lang == "es" else ""
        text = f"({day.day} {of}{names[day.month]} {of}2024)"
        (mention,) = find_periods(text, lang=lang, published=None)
        assert text[mention.start : mention.end] == text[1:-1]
        assert mention.value == day.isoformat()


@pytest.mark.parametrize("offset", range(0, 400, 13))
def test_a_date_without_a_year_is_never_after_publication(offset: int) -> None:
    published = date(2023, 12, 25) + timedelta(days=offset)
    for text in ("on Friday", "on 29 June", "in August", "on June 3", "yesterday"):
        (mention,) = find_periods(text, lang="en", published=published)
        first, _ = period_bounds(mention.value)
        assert published - timedelta(days=366) <= first <= published


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_fails_without_a_publication_date(kind: str) -> None:
    value = resolve(kind, Parts(years=(2023, 2024), months=(2, 3), days=(3, 4), n=2))
    assert not isinstance(value, str) or is_period(value)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2019/2023", date(2019, 1, 1), date(2023, 12, 31)),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2025-05-13/2025-05-17", date(2025, 5, 13), date(2025, 5, 17)),
        ("2018/2025-05", date(2018, 1, 1), date(2025, 5, 31)),
    ],
)
def test_bounds(value: str, first: date, last: date) -> None:
    assert period_bounds(value) == (first, last)
    assert is_period(value)


@pytest.mark.parametrize(
    "value", ["", "24", "2024-13", "2024-02-30", "2024/2019", "last year", "2024/", "2024-1"]
)
def test_what_is_no_period(value: str) -> None:
    assert not is_period(value)


def test_bounds_of_what_is_no_period_tell_the_way_out() -> None:
    with pytest.raises(ValueError, match="'soon' is no period: write a year"):
        period_bounds("soon")


def test_an_unknown_slot_in_the_lexicon_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = {**load_quantities("en"), "periods": [{"form": "{nonsense}", "is": "year"}]}
    monkeypatch.setattr(periods, "load_quantities", lambda _: lexicon)
    with pytest.raises(DataError, match="unknown slot in a period 'nonsense'; known are"):
        periods._grammar.__wrapped__("en")
