"""Periods: the first and the last day of an ISO 8601 year, month, date or interval."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def period_bounds(period: str) -> tuple[date, date] | None:
    """Return the first and last day of `period`, None where it is not a period of the calendar.

    >>> period_bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> [day.isoformat() for day in period_bounds("2017/2018") or ()]
    ['2017-01-01', '2018-12-31']
    """
    first, _, last = period.partition("/")
    try:
        start, end = _days(first)[0], _days(last or first)[1]
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _days(part: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(part)
    year, month, day = (int(number) if number else None for number in match.groups())
    assert year is not None  # the pattern's first group always matches
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
