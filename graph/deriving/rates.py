"""Exchange rates: what a US dollar cost on average in a year, and amounts of other currencies in dollars."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import cache
from importlib.resources.abc import Traversable
from typing import Final

from tradegraph._exceptions import DataError
from tradegraph.ontology import ontology_file

#: The packaged rates; `ontology/reference/README.md` tells their source.
FILE: Final = "reference/exchange-rates.csv"
_COLUMNS: Final = ["currency", "year", "per_usd"]
#: An average over a year stands for rates that often lie several per cent from it: it bears no more digits.
_DIGITS: Final = 3
_CURRENCY: Final = re.compile("[A-Z]{3}")
_YEAR: Final = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of a currency per US dollar, by ISO 4217 code and year; `last` is the last year that has any."""

    per_usd: Mapping[tuple[str, int], Decimal]
    last: int

    def convert(self, value: Decimal, currency: str, year: int | None) -> Decimal | None:
        """Return `value` in US dollars at the average rate of `year`, to three significant digits.

        Dollars stay as they are, whatever the year. Without a rate, or a year, there is no value: None.
        """
        if currency == "USD":
            return value
        rate = None if year is None else self.per_usd.get((currency, year))
        return None if rate is None else _round(value / rate)


def _round(value: Decimal) -> Decimal:
    return Context(prec=_DIGITS).plus(value)


def approximate_usd(value: Decimal, currency: str, year: int | None) -> Decimal | None:
    """Return `value` in US dollars at the packaged average rate of `year`; None where there is no rate.

    >>> approximate_usd(Decimal("63000000"), "EUR", 2023)
    Decimal('6.81E+7')
    >>> approximate_usd(Decimal("63000000"), "EUR", 1998) is None
    True
    """
    return load_rates().convert(value, currency, year)


@cache
def load_rates() -> Rates:
    """Return the packaged rates; raises `DataError` as `read_rates` does."""
    return read_rates(ontology_file(FILE))


def read_rates(file: Traversable) -> Rates:
    """Return the rates of a CSV file with the columns currency, year and per_usd.

    Raises `DataError` that names the line of a row that is malformed or gives a year a second rate.
    """
    per_usd: dict[tuple[str, int], Decimal] = {}
    for line, row in _read_rows(file):
        currency, year, rate = _parse(row, f"{file.name}, line {line}")
        if (currency, year) in per_usd:
            raise DataError(f"{file.name}, line {line}: a second rate of {currency} for {year}; keep one")
        per_usd[currency, year] = rate
    if not per_usd:
        raise DataError(f"{file.name}: no rates; give rows of {', '.join(_COLUMNS)}")
    return Rates(per_usd=per_usd, last=max(year for _, year in per_usd))


def _read_rows(file: Traversable) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    if (header := next(reader, [])) != _COLUMNS:
        raise DataError(f"{file.name}, line 1: {','.join(header)}: begin with {','.join(_COLUMNS)}")
    return ((reader.line_num, row) for row in reader)


def _parse(row: list[str], place: str) -> tuple[str, int, Decimal]:
    wanted = "write a currency's code, a year and units per US dollar, as in EUR,2023,0.9245"
    try:
        currency, year, text = row
        rate = Decimal(text)
    except (ValueError, InvalidOperation):
        raise DataError(f"{place}: {','.join(row)}: {wanted}") from None
    if not (_CURRENCY.fullmatch(currency) and _YEAR.fullmatch(year) and rate.is_finite() and rate > 0):
        raise DataError(f"{place}: {','.join(row)}: {wanted}")
    return currency, int(year), rate
