"""What the words of a period stand for: from its parts and the publication date to an ISO 8601 period.

Each kind of period is a function of the parts that a form in `quantities.yaml` caught and of the publication
date. It returns a year, month, date or interval; None where the parts make no date, or where the publication
date is needed and not known. The names in `KINDS` are what `is` says in the lexicon.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tradegraph.annotation.relative import RELATIVE, nearest_weekday, to_month


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a period: years, months and days in order, a count, and the anchor.

    `years` holds absolute years; a relative one ("last year") was added to the year of publication. `future`
    tells that the sentence speaks of what is to come.
    """

    published: date | None = None
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    n: int | None = None
    future: bool = False


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(parts: Parts, month: int, day: int = 1) -> int | None:
    """Return the year stated, else the one that makes the month or day the nearest past (or future) one."""
    if parts.years:
        return parts.years[-1]
    if parts.published is None:
        return None
    named, today = (month, day), (parts.published.month, parts.published.day)
    if parts.future:
        return parts.published.year + (named < today if parts.days else month < today[0])
    return parts.published.year - (named > today)


def year(parts: Parts) -> str | None:
    """Return a single year."""
    return str(parts.years[0]) if parts.years else None


def years(parts: Parts) -> str | None:
    """Two years and all between them; two years that run backwards are none."""
    first, last = parts.years[0], parts.years[1]
    if last < 100:
        last += first - first % 100
    return f"{first}/{last}" if first < last <= first + 200 else None


def fiscal(parts: Parts) -> str | None:
    """Return a fiscal year of two digits, or two of them: FY24 is 2024, FY23-24 is 2023/2024."""
    return _span(str(2000 + parts.years[0] % 100), str(2000 + parts.years[-1] % 100))


def decade(parts: Parts) -> str | None:
    """Return the 1990s: ten years; a year of two digits lies in the last century from 30 on."""
    first = parts.years[0]
    first += 0 if first >= 100 else 1900 if first >= 30 else 2000
    return f"{first}/{first + 9}" if first % 10 == 0 else None


def month(parts: Parts) -> str | None:
    """Return a month, of the year stated or the nearest one."""
    named = _year_of(parts, parts.months[0])
    return to_month(named, parts.months[0]) if named else None


def months(parts: Parts) -> str | None:
    """Return the stretch from one month to another."""
    first, last = parts.months[0], parts.months[1]
    end = _year_of(parts, last)
    if end is None:
        return None
    start = parts.years[0] if len(parts.years) > 1 else end - (first > last)
    return f"{to_month(start, first)}/{to_month(end, last)}"


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
    return _span(to_month(named, 1), to_month(named, count))


def _part_of_year(parts: Parts, size: int) -> str | None:
    """Return the n-th stretch of `size` months of a year."""
    index = parts.n or 0
    if not 1 <= index <= 12 // size:
        return None
    first = (index - 1) * size + 1
    named = _year_of(parts, first)
    return f"{to_month(named, first)}/{to_month(named, first + size - 1)}" if named else None


def quarter(parts: Parts) -> str | None:
    """Return a quarter of a year."""
    return _part_of_year(_full_year(parts), 3)


def half(parts: Parts) -> str | None:
    """Return a half of a year."""
    return _part_of_year(_full_year(parts), 6)


def _full_year(parts: Parts) -> Parts:
    """Read a year of two digits ("Q3'23") as one of this century."""
    return replace(parts, years=tuple(y + 2000 if y < 100 else y for y in parts.years))


def date_(parts: Parts) -> str | None:
    """Return a day, of the year stated or the nearest one."""
    named = _year_of(parts, parts.months[0], parts.days[0])
    return _date(named, parts.months[0], parts.days[0]) if named else None


def days(parts: Parts) -> str | None:
    """Return the stretch from one day to another, in one month or two."""
    first_month, last_month = parts.months[0], parts.months[-1]
    end = _year_of(parts, last_month, parts.days[-1])
    if end is None:
        return None
    start = parts.years[0] if len(parts.years) > 1 else end - (first_month > last_month)
    first, last = _date(start, first_month, parts.days[0]), _date(end, last_month, parts.days[-1])
    return f"{first}/{last}" if first and last and first < last else None


def iso_date(parts: Parts) -> str | None:
    """Return a day in figures."""
    return _date(parts.years[0], parts.months[0], parts.days[0])


def year_to_month(parts: Parts) -> str | None:
    """Return the twelve months that end with the one named."""
    last = _year_of(parts, parts.months[0])
    return f"{to_month(last, parts.months[0], shift=-11)}/{to_month(last, parts.months[0])}" if last else None


def year_to_quarter(parts: Parts) -> str | None:
    """Return the four quarters that end with the one named."""
    return year_to_month(replace(parts, months=(3 * (parts.n or 1),)))


def since(parts: Parts) -> str | None:
    """From a year or month to that of publication; without a publication date the year or month alone."""
    start = month(parts) if parts.months else year(parts)
    if start is None or parts.published is None:
        return start
    end = parts.published.isoformat()[: len(start)]
    return _span(start, end) if start <= end else start


def by(parts: Parts) -> str | None:
    """From the year of publication to a later one; a year that is not later stands alone."""
    end = parts.years[0]
    return f"{parts.published.year}/{end}" if parts.published and end > parts.published.year else str(end)


def for_year(parts: Parts) -> str | None:
    """As `by`, but the year next to that of publication is meant itself ("proyecta para 2026")."""
    near = parts.published and parts.years[0] <= parts.published.year + 1
    return str(parts.years[0]) if near else by(parts)


def unknown(_parts: Parts) -> None:
    """Leave open a period that hangs on another one in the text, such as "a year earlier"."""


def weekday(parts: Parts) -> str | None:
    """Return the nearest such weekday up to publication, or from it on where the sentence looks ahead."""
    if parts.published is None or parts.n is None:
        return None
    return nearest_weekday(parts.published, parts.n, direction=1 if parts.future else -1)


def second_half(parts: Parts) -> str | None:
    """Return the second half of the year stated or the nearest one."""
    return half(replace(parts, n=2))


def four_months(parts: Parts) -> str | None:
    """Return a third of a year."""
    return _part_of_year(parts, 4)


def two_months(parts: Parts) -> str | None:
    """Return a sixth of a year."""
    return _part_of_year(parts, 2)


_ABSOLUTE: Final[Mapping[str, Callable[[Parts], str | None]]] = {
    "by": by,
    "date": date_,
    "days": days,
    "decade": decade,
    "fiscal": fiscal,
    "first_months": first_months,
    "for_year": for_year,
    "four_months": four_months,
    "half": half,
    "iso_date": iso_date,
    "month": month,
    "months": months,
    "quarter": quarter,
    "second_half": second_half,
    "since": since,
    "two_months": two_months,
    "unknown": unknown,
    "weekday": weekday,
    "year": year,
    "year_to_month": year_to_month,
    "year_to_quarter": year_to_quarter,
    "years": years,
}
#: The names for what a form stands for, used in the lexicon.
KINDS: Final = frozenset([*_ABSOLUTE, *RELATIVE])


def resolve(kind: str, parts: Parts) -> str | None:
    """Return the period that parts stand for, None where they make none or a publication date is missing.

    >>> resolve("years", Parts(years=(2016, 17)))
    '2016/2017'
    """
    if kind not in RELATIVE:
        return _ABSOLUTE[kind](parts)
    if parts.published is None:
        return None
    number = parts.months[0] if parts.months else 1 if parts.n is None else parts.n
    return RELATIVE[kind](parts.published, number)


def last_day(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])
