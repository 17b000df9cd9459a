"""What the words of a period stand for: from its parts and the publication date to an ISO 8601 period.

Each kind of period is a function of the parts that a form in `quantities.yaml` caught and of the publication
date. It returns a year, month, date or interval; None where the parts make no date, or where the publication
date is needed and not known. The names in `KINDS` are what `is` says in the lexicon.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from tradegraph.annotation import days, yearspans
from tradegraph.annotation.hanging import HANGING, Hanging
from tradegraph.annotation.parts import Parts, span, year_of
from tradegraph.annotation.relative import RELATIVE, to_month


def month(parts: Parts) -> str | None:
    """Return a month, of the year stated or the nearest one."""
    named = year_of(parts, parts.months[0])
    return to_month(named, parts.months[0]) if named else None


def months(parts: Parts) -> str | None:
    """Return the stretch from one month to another."""
    first, last = parts.months[0], parts.months[1]
    end = year_of(parts, last)
    if end is None:
        return None
    start = parts.years[0] if len(parts.years) > 1 else end - (first > last)
    return span(to_month(start, first), to_month(end, last))


def months_to(parts: Parts) -> str | None:
    """Return the stretch of n months that ends with the one named."""
    last = year_of(parts, parts.months[0])
    if last is None:
        return None
    first = to_month(last, parts.months[0], shift=1 - (parts.n or 1))
    return span(first, to_month(last, parts.months[0]))


def first_months(parts: Parts) -> str | None:
    """Return the first n months of a year: by default the latest that were over at publication."""
    count = parts.n or 0
    if not 1 <= count <= 12:
        return None
    if parts.years:
        named = parts.years[0]
    elif parts.published:
        named = parts.published.year - (count > parts.published.month)
    else:
        return None
    return span(to_month(named, 1), to_month(named, count))


def year_so_far(parts: Parts) -> str | None:
    """Return the months of a year up to the one named ("through September")."""
    last = parts.months[0] if parts.months else 3 * (parts.n or 1)
    named = year_of(parts, last) if 1 <= last <= 12 else None
    return span(to_month(named, 1), to_month(named, last)) if named else None


def _part_of_year(parts: Parts, size: int) -> str | None:
    """Return the n-th stretch of `size` months of a year."""
    index = parts.n or 0
    if not 1 <= index <= 12 // size:
        return None
    first = (index - 1) * size + 1
    named = year_of(parts, first)
    return f"{to_month(named, first)}/{to_month(named, first + size - 1)}" if named else None


def quarter(parts: Parts) -> str | None:
    """Return a quarter of a year."""
    return _part_of_year(_full_year(parts), 3)


def half(parts: Parts) -> str | None:
    """Return a half of a year."""
    return _part_of_year(_full_year(parts), 6)


def second_half(parts: Parts) -> str | None:
    """Return the second half of the year stated or the nearest one."""
    return half(replace(parts, n=2))


def four_months(parts: Parts) -> str | None:
    """Return a third of a year."""
    return _part_of_year(parts, 4)


def two_months(parts: Parts) -> str | None:
    """Return a sixth of a year."""
    return _part_of_year(parts, 2)


def _full_year(parts: Parts) -> Parts:
    """Read a year of two digits ("Q3'23") as one of this century."""
    return replace(parts, years=tuple(y + 2000 if y < 100 else y for y in parts.years))


def quarter_named(parts: Parts) -> str | None:
    """Return the three months that end with the one named ("the March quarter")."""
    return months_to(replace(parts, n=3))


def year_of_month(parts: Parts) -> str | None:
    """Return the year of the month to come ("before December")."""
    named = year_of(replace(parts, future=True), parts.months[0])
    return str(named) if named else None


def year_to_month(parts: Parts) -> str | None:
    """Return the twelve months that end with the one named."""
    last = year_of(parts, parts.months[0])
    return span(to_month(last, parts.months[0], shift=-11), to_month(last, parts.months[0])) if last else None


def year_to_quarter(parts: Parts) -> str | None:
    """Return the four quarters that end with the one named."""
    return year_to_month(replace(parts, months=(3 * (parts.n or 1),)))


def since(parts: Parts) -> str | None:
    """From a year, month or day to publication; without a publication date the year, month or day alone."""
    start = days.date_(parts) if parts.days else month(parts) if parts.months else yearspans.year(parts)
    if start is None or parts.published is None:
        return start
    end = parts.published.isoformat()[: len(start)]
    return span(start, end) if start <= end else start


def unknown(_parts: Parts) -> None:
    """Leave open a period that hangs on another one in the text, such as "a year earlier"."""


_ABSOLUTE: Final[Mapping[str, Callable[[Parts], str | None]]] = {
    "before": yearspans.before,
    "by": yearspans.by,
    "date": days.date_,
    "days": days.days,
    "decade": yearspans.decade,
    "financial_year": yearspans.financial_year,
    "first_months": first_months,
    "fiscal": yearspans.fiscal,
    "for_year": yearspans.for_year,
    "four_months": four_months,
    "half": half,
    "iso_date": days.iso_date,
    "month": month,
    "months": months,
    "months_to": months_to,
    "next_date": days.next_date,
    "quarter": quarter,
    "quarter_named": quarter_named,
    "recent_days": days.recent_days,
    "second_half": second_half,
    "since": since,
    "this_month_days": days.this_month_days,
    "two_months": two_months,
    "unknown": unknown,
    "weekday": days.weekday,
    "weekday_day": days.weekday_day,
    "year": yearspans.year,
    "year_of_month": year_of_month,
    "year_so_far": year_so_far,
    "year_to_month": year_to_month,
    "year_to_quarter": year_to_quarter,
    "years": yearspans.years,
    "years_long": yearspans.years_long,
    "years_ten": yearspans.years_ten,
    "years_to": yearspans.years_to,
}
#: The names for what a form stands for, used in the lexicon.
KINDS: Final = frozenset(["in_year", *_ABSOLUTE, *HANGING, *RELATIVE])


def resolve(kind: str, parts: Parts) -> str | Hanging | None:
    """Return the period that parts stand for, None where they make none or a publication date is missing.

    >>> resolve("years", Parts(years=(2016, 17)))
    '2016/2017'
    """
    if kind == "in_year":
        return Hanging("year", year=parts.years[0])
    if kind in HANGING:
        return HANGING[kind](_number(parts))
    if kind in RELATIVE:
        return RELATIVE[kind](parts.published, _number(parts)) if parts.published else None
    return _ABSOLUTE[kind](parts)


def _number(parts: Parts) -> int:
    """Return the month, day or count that the words name, 1 where they name none."""
    if parts.months or parts.days:
        return (*parts.months, *parts.days)[0]
    return 1 if parts.n is None else parts.n


def last_day(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])
