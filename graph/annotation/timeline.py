"""What the words of a period stand for: from its parts and the publication date to an ISO 8601 period.

Each function takes the parts that a form in `quantities.yaml` caught (`year`, `month`, `n`, ...) and the date of
publication, and returns a year, month, date or interval; None where the parts make no date or where the
period is relative and its anchor unknown. The keys of `KINDS` are what `is` names in the lexicon.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a period: years, months and days in order, a count, and the anchor.

    `years` holds absolute years; a relative one ("last year") was added to the year of publication. `future` tells
    that the sentence speaks of what is to come.
    """

    published: date | None = None
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    n: int | None = None
    weekday: int | None = None
    future: bool = False


def _month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _shift(year: int, month: int, by: int) -> str:
    """Return the month that lies `by` months after the one given."""
    index = year * 12 + month - 1 + by
    return _month(index // 12, index % 12 + 1)


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
    """A single year."""
    return str(parts.years[0]) if parts.years else None


def years(parts: Parts) -> str | None:
    """Two years and all between them; two years that run backwards are none."""
    first, last = parts.years[0], parts.years[1]
    if last < 100:
        last += first - first % 100
    return f"{first}/{last}" if first < last <= first + 200 else None


def fiscal(parts: Parts) -> str | None:
    """A fiscal year of two digits, or two of them: FY24 is 2024, FY23-24 is 2023/2024."""
    return _span(str(2000 + parts.years[0] % 100), str(2000 + parts.years[-1] % 100))


def decade(parts: Parts) -> str | None:
    """The 1990s: ten years; a year of two digits lies in the last century from 30 on."""
    first = parts.years[0]
    first += 0 if first >= 100 else 1900 if first >= 30 else 2000
    return f"{first}/{first + 9}" if first % 10 == 0 else None


def month(parts: Parts) -> str | None:
    """A month, of the year stated or the nearest one."""
    named = _year_of(parts, parts.months[0])
    return named and _month(named, parts.months[0])


def months(parts: Parts) -> str | None:
    """The stretch from one month to another."""
    first, last = parts.months[0], parts.months[1]
    end = _year_of(parts, last)
    if end is None:
        return None
    start = parts.years[0] if len(parts.years) > 1 else end - (first > last)
    return f"{_month(start, first)}/{_month(end, last)}"


def first_months(parts: Parts) -> str | None:
    """The first n months of a year: by default the latest that were over at publication."""
    count = parts.n or 0
    if not 1 <= count <= 12:
        return None
    if parts.years:
        named = parts.years[0]
    elif parts.published:
        named = parts.published.year - (count > parts.published.month)
    else:
        return None
    return _span(_month(named, 1), _month(named, count))


def _part_of_year(parts: Parts, size: int) -> str | None:
    """The n-th stretch of `size` months of a year."""
    index = parts.n or 0
    if not 1 <= index <= 12 // size:
        return None
    first = (index - 1) * size + 1
    named = _year_of(parts, first)
    return named and f"{_month(named, first)}/{_month(named, first + size - 1)}"


def quarter(parts: Parts) -> str | None:
    """A quarter of a year."""
    return _part_of_year(_full_year(parts), 3)


def half(parts: Parts) -> str | None:
    """A half of a year."""
    return _part_of_year(_full_year(parts), 6)


def _full_year(parts: Parts) -> Parts:
    """Read a year of two digits ("Q3'23") as one of this century."""
    return replace(parts, years=tuple(y + 2000 if y < 100 else y for y in parts.years))


def date_(parts: Parts) -> str | None:
    """A day, of the year stated or the nearest one."""
    named = _year_of(parts, parts.months[0], parts.days[0])
    return named and _date(named, parts.months[0], parts.days[0])


def days(parts: Parts) -> str | None:
    """The stretch from one day to another, in one month or two."""
    first_month, last_month = parts.months[0], parts.months[-1]
    end = _year_of(parts, last_month, parts.days[-1])
    if end is None:
        return None
    start = parts.years[0] if len(parts.years) > 1 else end - (first_month > last_month)
    first, last = _date(start, first_month, parts.days[0]), _date(end, last_month, parts.days[-1])
    return f"{first}/{last}" if first and last and first < last else None


def iso_date(parts: Parts) -> str | None:
    """A day in figures."""
    return _date(parts.years[0], parts.months[0], parts.days[0])


def year_to_month(parts: Parts) -> str | None:
    """The twelve months that end with the one named."""
    last = _year_of(parts, parts.months[0])
    return last and f"{_shift(last, parts.months[0], -11)}/{_month(last, parts.months[0])}"


def year_to_quarter(parts: Parts) -> str | None:
    """The four quarters that end with the one named."""
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
    """A period that hangs on another one in the text, such as "a year earlier"."""


def _in_years(parts: Parts, offset: int) -> str | None:
    return parts.published and str(parts.published.year + offset)


def _years_around(parts: Parts, before: int, after: int) -> str | None:
    return parts.published and f"{parts.published.year - before}/{parts.published.year + after}"


def _in_months(parts: Parts, offset: int) -> str | None:
    return parts.published and _shift(parts.published.year, parts.published.month, offset)


def _in_days(parts: Parts, offset: int) -> str | None:
    return parts.published and (parts.published + timedelta(days=offset)).isoformat()


def _months_around(parts: Parts, before: int, after: int) -> str | None:
    return parts.published and f"{_in_months(parts, -before)}/{_in_months(parts, after)}"


def _in_weeks(parts: Parts, offset: int) -> str | None:
    """The week from Monday to Sunday that lies `offset` weeks from that of publication."""
    if parts.published is None:
        return None
    monday = parts.published - timedelta(days=parts.published.weekday()) + offset * timedelta(days=_WEEK)
    return f"{monday.isoformat()}/{(monday + timedelta(days=_WEEK - 1)).isoformat()}"


def _weekday(parts: Parts, *, direction: int, skip_today: bool) -> str | None:
    """The nearest such weekday before or after publication."""
    if parts.published is None or parts.weekday is None:
        return None
    distance = direction * (parts.weekday - parts.published.weekday()) % _WEEK
    return _in_days(parts, direction * (distance or (_WEEK if skip_today else 0)))


def last_weekend(parts: Parts) -> str | None:
    """The Saturday and Sunday before publication."""
    if parts.published is None:
        return None
    sunday = parts.published - timedelta(days=parts.published.weekday() + 1)
    return f"{(sunday - timedelta(days=1)).isoformat()}/{sunday.isoformat()}"


def last_quarter(parts: Parts, offset: int = -1) -> str | None:
    """The quarter before that of publication."""
    if parts.published is None:
        return None
    first = (parts.published.month - 1) // 3 * 3 + 1 + 3 * offset
    return f"{_shift(parts.published.year, first, 0)}/{_shift(parts.published.year, first, 2)}"


def _named_month(parts: Parts, *, direction: int) -> str | None:
    """The nearest such month strictly before or after that of publication."""
    if parts.published is None:
        return None
    distance = direction * (parts.months[0] - parts.published.month) % 12
    return _in_months(parts, direction * (distance or 12))


#: What a form may stand for, by the name used in the lexicon.
KINDS: Final[Mapping[str, Callable[[Parts], str | None]]] = {
    "by": by,
    "date": date_,
    "days": days,
    "decade": decade,
    "decade_ago": lambda parts: _in_years(parts, -10),
    "fiscal": fiscal,
    "first_months": first_months,
    "for_year": for_year,
    "half": half,
    "iso_date": iso_date,
    "last_month": lambda parts: _in_months(parts, -1),
    "last_month_named": lambda parts: _named_month(parts, direction=-1),
    "last_quarter": last_quarter,
    "last_week": lambda parts: _in_weeks(parts, -1),
    "last_weekday": lambda parts: _weekday(parts, direction=-1, skip_today=True),
    "last_weekend": last_weekend,
    "last_year": lambda parts: _in_years(parts, -1),
    "month": month,
    "months": months,
    "months_ago": lambda parts: _in_months(parts, -(parts.n or 0)),
    "next_decades": lambda parts: _years_around(parts, 0, 10 * (parts.n or 1)),
    "next_month": lambda parts: _in_months(parts, 1),
    "next_month_named": lambda parts: _named_month(parts, direction=1),
    "next_months": lambda parts: _months_around(parts, 0, parts.n or 0),
    "next_week": lambda parts: _in_weeks(parts, 1),
    "next_weekday": lambda parts: _weekday(parts, direction=1, skip_today=True),
    "next_year": lambda parts: _in_years(parts, 1),
    "next_years": lambda parts: _years_around(parts, 0, parts.n or 0),
    "past_decades": lambda parts: _years_around(parts, 10 * (parts.n or 1), 0),
    "past_months": lambda parts: _months_around(parts, parts.n or 0, 0),
    "past_years": lambda parts: _years_around(parts, parts.n or 0, 0),
    "quarter": quarter,
    "second_half": lambda parts: half(replace(parts, n=2)),
    "since": since,
    "sixth": lambda parts: _part_of_year(parts, 2),
    "third": lambda parts: _part_of_year(parts, 4),
    "this_month": lambda parts: _in_months(parts, 0),
    "this_month_named": lambda parts: parts.published and _month(parts.published.year, parts.months[0]),
    "this_quarter": lambda parts: last_quarter(parts, 0),
    "this_week": lambda parts: _in_weeks(parts, 0),
    "this_year": lambda parts: _in_years(parts, 0),
    "today": lambda parts: _in_days(parts, 0),
    "tomorrow": lambda parts: _in_days(parts, 1),
    "unknown": unknown,
    "weekday": lambda parts: _weekday(parts, direction=1 if parts.future else -1, skip_today=False),
    "year": year,
    "year_to_month": year_to_month,
    "year_to_quarter": year_to_quarter,
    "years": years,
    "years_ago": lambda parts: _in_years(parts, -(parts.n or 0)),
    "yesterday": lambda parts: _in_days(parts, -1),
}


def last_day(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])
