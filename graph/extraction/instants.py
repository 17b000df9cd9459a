"""The day, month or year that is told of what comes about at once, where the text tells a stretch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tradegraph.annotation.periods import period_bounds

#: A day in ISO 8601 has so many characters.
_DAY: Final = len("2024-01-31")
#: A stretch of days this long and no longer is a journey or session.
_JOURNEY: Final = timedelta(days=31)


def as_instant(value: str, published: date | None) -> str:
    """Return the start of a stretch that lasts up to publication, when something began.

    What was signed in the course of some days was signed on one of them: their month is all that is known.

    >>> as_instant("2018/2024", date(2024, 5, 1)), as_instant("2024-04-12/2024-04-14", date(2024, 5, 1))
    ('2018', '2024-04')
    """
    start, slash, end = value.partition("/")
    if is_journey(value):
        return as_month(start[:7] if start[:7] == end[:7] else value)
    lasting = slash and published is not None and published.isoformat().startswith(end)
    return start if lasting else as_month(value)


def is_journey(value: str) -> bool:
    """Tell whether a period is a stretch of some days."""
    if len(value) != 2 * _DAY + 1:
        return False
    first, last = period_bounds(value)
    return last - first <= _JOURNEY


def as_month(value: str) -> str:
    """Return the month that most of a week lies in; other periods stay."""
    if "/" not in value:
        return value
    first, last = period_bounds(value)
    is_week = first.weekday() == 0 and last - first == timedelta(days=6)
    return f"{first + timedelta(days=3):%Y-%m}" if is_week else value
