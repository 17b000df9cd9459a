"""Days and stretches of days: what their words stand for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tradegraph.annotation.parts import Parts, span, to_date, year_of
from tradegraph.annotation.relative import nearest_weekday, to_month

#: Within how many days a weekday with the day of its month is looked for.
_NEAR: Final = 200


def date_(parts: Parts) -> str | None:
    """Return a day, of the year stated, that in which it falls on the weekday told, or the nearest one."""
    if on_weekday := _on_weekday(parts):
        return on_weekday
    named = year_of(parts, parts.months[0], parts.days[0])
    return to_date(named, parts.months[0], parts.days[0]) if named else None


def _on_weekday(parts: Parts) -> str | None:
    """Return the day, shortly before publication or after it, that falls on the weekday told with it."""
    if parts.published is None or parts.n is None or parts.years:
        return None
    years = (parts.published.year + shift for shift in (0, -1, 1))
    named = (to_date(year, parts.months[0], parts.days[0]) for year in years)
    found = [date.fromisoformat(day) for day in named if day]
    near = (day for day in found if abs(day - parts.published) < timedelta(days=_NEAR))
    return next((day.isoformat() for day in near if day.weekday() == parts.n), None)


def next_date(parts: Parts) -> str | None:
    """Return a day to come, or in the year stated."""
    return date_(replace(parts, future=True))


def days(parts: Parts) -> str | None:
    """Return the stretch from one day to another, in one month or two."""
    first_month, last_month = parts.months[0], parts.months[-1]
    end = year_of(parts, last_month, parts.days[-1])
    if end is None:
        return None
    if parts.published and not parts.years and _spans(parts, parts.published):
        end = parts.published.year
    start = parts.years[0] if len(parts.years) > 1 else end - (first_month > last_month)
    first, last = to_date(start, first_month, parts.days[0]), to_date(end, last_month, parts.days[-1])
    return f"{first}/{last}" if first and last and first < last else None


def _spans(parts: Parts, day: date) -> bool:
    """Tell whether a stretch of days, in the year of a day, holds this day: "is here from 10 to 13 June"."""
    first = to_date(day.year, parts.months[0], parts.days[0])
    last = to_date(day.year, parts.months[-1], parts.days[-1])
    return bool(first and last and first <= day.isoformat() <= last)


def iso_date(parts: Parts) -> str | None:
    """Return a day in figures."""
    return to_date(parts.years[0], parts.months[0], parts.days[0])


def this_month_days(parts: Parts) -> str | None:
    """Return one or two days of the month of publication."""
    if parts.published is None:
        return None
    named = [to_date(parts.published.year, parts.published.month, day) for day in parts.days]
    return span(named[0], named[-1]) if named[0] and named[-1] else None


def recent_days(parts: Parts) -> str | None:
    """Return two days of the month of publication, of the month before where they were not over by then."""
    if parts.published is None:
        return None
    later = parts.days[-1] > parts.published.day and not parts.future
    month = to_month(parts.published.year, parts.published.month, shift=-1 if later else 0)
    named = [to_date(int(month[:4]), int(month[5:]), day) for day in parts.days]
    return span(named[0], named[-1]) if named[0] and named[-1] and named[0] < named[-1] else None


def weekday(parts: Parts) -> str | None:
    """Return the nearest such weekday up to publication, or from it on where the sentence looks ahead."""
    if parts.published is None or parts.n is None:
        return None
    return nearest_weekday(parts.published, parts.n, direction=1 if parts.future else -1)


def weekday_day(parts: Parts) -> str | None:
    """Return the nearest day that has this weekday and this number in its month ("Monday 7")."""
    if parts.published is None or parts.n is None:
        return None
    step = timedelta(days=1 if parts.future else -1)
    days = (parts.published + step * distance for distance in range(_NEAR))
    named = (day for day in days if (day.weekday(), day.day) == (parts.n, parts.days[0]))
    found = next(named, None)
    return found.isoformat() if found else None
