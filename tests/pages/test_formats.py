from __future__ import annotations

from decimal import Decimal

import pytest
from tradegraph.pages.formats import format_number, format_period, format_value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("0.5", "0.5"),
        ("999999", "999,999"),
        ("1000000", "1 million"),
        ("1234000", "1.234 million"),
        ("1234567", "1,234,567"),
        ("-62707000000", "−62.707 billion"),
        ("6990000000000", "6.99 trillion"),
        ("1E+15", "1,000 trillion"),
    ],
)
def test_numbers_are_written_without_loss(value: str, words: str) -> None:
    assert format_number(Decimal(value)) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("5", "USD", "USD 5"),
        ("-4.5", "percent", "−4.5 %"),
        ("51000", "jobs", "51,000 jobs"),
        ("7", None, "7"),
    ],
)
def test_units_stand_where_people_write_them(value: str, unit: str | None, words: str) -> None:
    assert format_value(Decimal(value), unit) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2022", "2022"),
        ("2024-05", "May 2024"),
        ("2024-05-29", "29 May 2024"),
        ("2022/2023", "2022–2023"),
        ("2024-01/2024-06", "January–June 2024"),
        ("2023-11/2024-02", "November 2023 – February 2024"),
        ("2025-01-11/2025-01-12", "11–12 January 2025"),
        ("the 1990s", "the 1990s"),
        ("2024-13", "2024-13"),
    ],
)
def test_periods_are_told_in_words(period: str, words: str) -> None:
    assert format_period(period) == words
