"""Exchange rates: the packaged file, conversions, and files that are not as they should be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tradegraph._exceptions import DataError
from tradegraph.annotation.currencies import currency_codes
from tradegraph.deriving.rates import approximate_usd, load_rates, read_rates

RATES = load_rates()
CURRENCIES = sorted({currency for currency, _ in RATES.per_usd})


@pytest.mark.parametrize(
    ("value", "currency", "year", "expected"),
    [
        ("63000000", "EUR", 2023, "68100000"),  # 63 / 0.9245 = 68.14
        ("16000000000", "MXN", 2024, "874000000"),
        ("-109400000000", "EUR", 2023, "-118000000000"),
        ("5000000000000", "JPY", 2025, "33400000000"),
        ("1.5", "CHF", 2025, "1.81"),
        ("0", "EUR", 2023, "0"),
        ("1234567.89", "USD", 2023, "1234567.89"),  # dollars stay as they are
        ("1234567.89", "USD", None, "1234567.89"),
        ("1", "EUR", 1998, None),  # no euro yet
        ("1", "EUR", 2026, None),
        ("1", "EUR", None, None),
        ("1", "GBP", 2023, None),
        ("1", "DEM", 1990, None),
        ("12", "percent", 2023, None),
    ],
)
def test_an_amount_in_dollars(value: str, currency: str, year: int | None, expected: str | None) -> None:
    assert approximate_usd(Decimal(value), currency, year) == (
        None if expected is None else Decimal(expected)
    )


def test_the_packaged_rates_are_those_of_currencies_in_use() -> None:
    assert len(CURRENCIES) == 20
    assert set(CURRENCIES) <= currency_codes()
    assert RATES.last == 2025


@pytest.mark.parametrize("currency", CURRENCIES)
def test_a_series_has_no_gap_and_no_change_of_unit(currency: str) -> None:
    series = {year: rate for (code, year), rate in RATES.per_usd.items() if code == currency}
    assert sorted(series) == list(range(min(series), RATES.last + 1))
    # The peso halved in 1995: no currency here moved more, and a rate the wrong way round would.
    assert all(series[year] / series[year - 1] < 2 for year in series if year - 1 in series)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rates.csv, line 1: : begin with currency,year,per_usd"),
        ("code,year,rate\n", "rates.csv, line 1: code,year,rate: begin with currency,year,per_usd"),
        ("currency,year,per_usd\n", "rates.csv: no rates; give rows of currency, year, per_usd"),
        ("currency,year,per_usd\nEUR,2023,0.9\nEUR,2023\n", "line 3: EUR,2023: write a currency's"),
        ("currency,year,per_usd\nEUR,2023,0.9\n\n", "rates.csv, line 3: : write a currency's"),
        ("currency,year,per_usd\nEUR,2023,n/a\n", "line 2: EUR,2023,n/a: write"),
        ("currency,year,per_usd\nEUR,2023,0\n", "line 2: EUR,2023,0: write"),
        ("currency,year,per_usd\nEUR,2023,NaN\n", "line 2: EUR,2023,NaN: write"),
        ("currency,year,per_usd\nEUR,2023,-1\n", "line 2: EUR,2023,-1: write"),
        ("currency,year,per_usd\neuro,2023,0.9\n", "line 2: euro,2023,0.9: write"),
        ("currency,year,per_usd\nEUR,23,0.9\n", "line 2: EUR,23,0.9: write"),
        ("currency,year,per_usd\nEUR,2023,0.9\nEUR,2023,0.8\n", "line 3: a second rate of EUR for 2023"),
    ],
)
def test_a_malformed_file_is_told_by_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as caught:
        read_rates(path)
    assert message in str(caught.value)
