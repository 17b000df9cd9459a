"""Periods seen from the day of publication: "last year", "next Tuesday", "the past five years".

Each function in `RELATIVE` takes the day of publication and a number, and returns an ISO 8601 period. The
number is the count, weekday (Monday is 0) or month that the words name, 1 where they name none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

_WEEK: Final = 7
_YEAR: Final = 12
# Up to this month a season of this year is still to come, from that one on it is over.
_SPRING: Final = 4
_AUTUMN: Final = 9


def to_month(year: int, month: int, *, shift: int = 0) -> str:
    """Return the month that lies `shift` months after the one given, in ISO 8601.

    >>> to_month(2024, 11, shift=2)
    '2025-01'
    """
    index = year * _YEAR + month - 1 + shift
    return f"{index // _YEAR:04d}-{index % _YEAR + 1:02d}"


def nearest_weekday(published: date, weekday: int, *, direction: int, strict: bool = False) -> str:
    """Return the nearest such weekday after publication (`direction` 1) or before it (-1).

    The day of publication itself counts unless `strict`.

    >>> nearest_weekday(date(2025, 5, 20), 1, direction=-1)
    '2025-05-20'
    """
    distance = direction * (weekday - published.weekday()) % _WEEK
    return _day(published, direction * (distance or (_WEEK if strict else 0)))


def _day(published: date, shift: int) -> str:
    return (published + timedelta(days=shift)).isoformat()


def _week(published: date, shift: int) -> str:
    """Return the week, Monday to Sunday, that lies `shift` weeks from that of publication."""
    monday = shift * _WEEK - published.weekday()
    return f"{_day(published, monday)}/{_day(published, monday + _WEEK - 1)}"


def _weeks_ago(published: date, n: int) -> str:
    """Return the day that lies n weeks back; of more than one only its month is meant."""
    day = _day(published, -n * _WEEK)
    return day if n == 1 else day[:7]


def _season(published: date, shift: int) -> str:
    """Return the winter that began so many years from that of publication: it lies in two years."""
    first = published.year + shift - (published.month < _YEAR)
    return f"{first}/{first + 1}"


def _weekend(published: date, _: int) -> str:
    """Return the Saturday and Sunday before the week of publication."""
    monday = -published.weekday()
    return f"{_day(published, monday - 2)}/{_day(published, monday - 1)}"


def _month(published: date, shift: int) -> str:
    return to_month(published.year, published.month, shift=shift)


def _nearest_month(published: date, month: int, direction: int) -> str:
    """Return the nearest such month strictly before or after that of publication."""
    distance = direction * (month - published.month) % _YEAR
    return _month(published, direction * (distance or _YEAR))


def _quarter(published: date, shift: int) -> str:
    first = (published.month - 1) // 3 * 3 + 1 + 3 * shift
    return f"{to_month(published.year, first)}/{to_month(published.year, first + 2)}"


def _years(published: date, first: int, last: int) -> str:
    return f"{published.year + first}/{published.year + last}"


def _months(published: date, first: int, last: int) -> str:
    return f"{_month(published, first)}/{_month(published, last)}"


#: What a form may stand for, by the name used in the lexicon.
RELATIVE: Final[Mapping[str, Callable[[date, int], str]]] = {
    "days_ago": lambda published, n: _day(published, -n),
    "decade_ago": lambda published, _: str(published.year - 10),
    "last_month": lambda published, _: _month(published, -1),
    "last_month_named": lambda published, month: _nearest_month(published, month, -1),
    "last_quarter": lambda published, _: _quarter(published, -1),
    "last_summer": lambda published, _: str(published.year - (published.month < _AUTUMN)),
    "last_week": lambda published, _: _week(published, -1),
    "last_weekday": lambda published, day: nearest_weekday(published, day, direction=-1, strict=True),
    "last_weekend": _weekend,
    "last_winter": lambda published, _: _season(published, 0 if published.month < _YEAR else -1),
    "last_year": lambda published, _: str(published.year - 1),
    "next_winter": lambda published, _: _season(published, 1),
    "months_ago": lambda published, n: _month(published, -n),
    "next_decades": lambda published, n: _years(published, 0, 10 * n),
    "next_month": lambda published, _: _month(published, 1),
    "next_month_named": lambda published, month: _nearest_month(published, month, 1),
    "next_months": lambda published, n: _months(published, 0, n),
    "next_summer": lambda published, _: str(published.year + (published.month > _SPRING)),
    "next_week": lambda published, _: _week(published, 1),
    "next_weekday": lambda published, day: nearest_weekday(published, day, direction=1, strict=True),
    "next_year": lambda published, _: str(published.year + 1),
    "next_years": lambda published, n: _years(published, 0, n),
    "past_decades": lambda published, n: _years(published, -10 * n, 0),
    "past_five": lambda published, _: _years(published, -5, 0),
    "past_months": lambda published, n: _months(published, -n, 0),
    "past_years": lambda published, n: _years(published, -n, 0),
    "this_month": lambda published, _: _month(published, 0),
    "this_month_named": lambda published, month: to_month(published.year, month),
    "this_quarter": lambda published, _: _quarter(published, 0),
    "this_week": lambda published, _: _week(published, 0),
    "this_year": lambda published, _: str(published.year),
    "through_next_year": lambda published, _: _years(published, 0, 1),
    "to_decade_end": lambda published, _: f"{published.year}/{published.year // 10 * 10 + 10}",
    "today": lambda published, _: published.isoformat(),
    "tomorrow": lambda published, _: _day(published, 1),
    "two_days_ago": lambda published, _: _day(published, -2),
    "two_days_on": lambda published, _: _day(published, 2),
    "week_before_last": lambda published, _: _week(published, -2),
    "weeks_ago": _weeks_ago,
    "years_ago": lambda published, n: str(published.year - n),
    "yesterday": lambda published, _: _day(published, -1),
}
