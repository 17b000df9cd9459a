"""The parts of a period that a form caught, and how they make dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a period: years, months and days in order, a count, and the anchor.

    `years` holds absolute years; a relative one ("last year") was added to the year of publication. `future`
    tells that the sentence speaks of what is to come; `fiscal_start` is the month that fiscal years begin
    with.
    """

    published: date | None = None
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    n: int | None = None
    future: bool = False
    fiscal_start: int = 1


def span(first: str, last: str) -> str:
    """Return the stretch between two points in ISO 8601, one point where they are the same.

    >>> span("2024-01", "2024-09"), span("2024-01", "2024-12")
    ('2024-01/2024-09', '2024')
    """
    is_year = (first[4:], last) == ("-01", f"{first[:4]}-12")
    return first[:4] if is_year else first if first == last else f"{first}/{last}"


def to_date(year: int, month: int, day: int) -> str | None:
    """Return a day in ISO 8601, None where there is none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_of(parts: Parts, month: int, day: int = 1) -> int | None:
    """Return the year stated, else the one that makes the month or day the nearest past (or future) one."""
    if parts.years:
        return parts.years[-1]
    if parts.published is None:
        return None
    named, today = (month, day), (parts.published.month, parts.published.day)
    if parts.future:
        return parts.published.year + (named < today if parts.days else month < today[0])
    return parts.published.year - (named > today)
