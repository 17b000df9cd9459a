"""Periods that hang on another one in the text."""

from __future__ import annotations

import pytest
from tradegraph.annotation.hanging import HANGING, Hanging

CASES = [
    ("that_year", 1, "2024-05", "2024"),
    ("that_year", 1, "2017/2018", "2017/2018"),
    ("year_before", 1, "2024-05", "2023"),
    ("years_earlier", 1, "2024-01/2024-06", "2023-01/2023-06"),
    ("year_after", 2, "2024", "2026"),
    ("days_later", 1, "2024-02-28", "2024-02-29"),
    ("days_earlier", 1, "2024-05-01/2024-05-03", "2024-05-02"),
    ("days_later", 1, "2024-05", None),
    ("weeks_earlier", 2, "2024-05-09", "2024-04"),
    ("weeks_later", 1, "2024-05", None),
    ("months_later", 1, "2023-12-04", "2024-01"),
    ("months_earlier", 1, "2024", None),
    ("day_of_month", 22, "2024-05-03", "2024-05-22"),
    ("day_of_month", 31, "2024-06", None),
    ("same_period", 1, "2024-01/2024-06", "2024-01/2024-06"),
]


@pytest.mark.parametrize(("kind", "number", "told", "period"), CASES)
def test_after(kind: str, number: int, told: str, period: str | None) -> None:
    assert HANGING[kind](number).after(told) == period


def test_a_stretch_moved_to_a_year_keeps_its_length() -> None:
    moved = Hanging("year", year=2021)
    assert moved.after("2024-01/2024-06") == "2021-01/2021-06"
    assert moved.looks_back
