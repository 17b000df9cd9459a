"""Dates as newsrooms print them, in English and Spanish; what is ambiguous is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = {
    stem: number
    for number, stems in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may",
            "jun",
            "jul",
            "aug ago",
            "sep set",
            "oct",
            "nov",
            "dec dic",
        ),
        start=1,
    )
    for stem in stems.split()
}
_WEEKDAYS: Final = {
    stem: number
    for number, stems in enumerate(
        ("mon lun", "tue mar", "wed mié mie", "thu jue", "fri vie", "sat sáb sab", "sun dom")
    )
    for stem in stems.split()
}
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|"
    r"sep(?:tiembre)?|set(?:iembre)?|octubre|noviembre|dic(?:iembre)?)\b\.?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|°)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WEEKDAY: Final = re.compile(
    r"\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|lun(?:es)?|"
    r"mar(?:tes)?|mi[eé](?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|s[aá]b(?:ado)?|dom(?:ingo)?)\b\.?",
    re.IGNORECASE,
)
_WRITTEN: Final = tuple(
    re.compile(rf"(?<![\w.,]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"{_MONTH} {_DAY},? (?:de |del )?{_YEAR}",
        rf"{_DAY}[ -](?:de |of )?{_MONTH}[ ,-]{{1,2}}(?:de |del )?{_YEAR}",
    )
)
_NUMERIC: Final = re.compile(
    rf"(?<![\w.,/])(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}"
)
_YEARLESS: Final = tuple(
    re.compile(rf"(?<![\w.,]){pattern}", re.IGNORECASE)
    for pattern in (rf"{_MONTH} {_DAY}(?![\d.,]*\d)", rf"{_DAY} (?:de |of )?{_MONTH}")
)
_URL_DATE: Final = re.compile(r"(?:/|\b|-)(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|\Z)")
# English of these regions writes the day first; of these two the month.
_DAY_FIRST: Final = frozenset(
    {"en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za", "en-sg", "en-my", "en-ke", "en-ng"}
)
_MONTH_FIRST: Final = frozenset({"en-us", "en-ph"})


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands, `text[start:end]`."""

    value: date
    start: int
    end: int


def find_date(text: str, *, day_first: bool | None = None, year: int | None = None) -> FoundDate | None:
    """Return the first date of `text`, or None.

    `day_first` is the order of the page's numeric dates where known, see `reads_day_first`; a weekday beside
    the date decides before it. `year` allows a date without one ("7 oct").

    >>> find_date("Wed, 11/08/2023").value.isoformat()
    '2023-11-08'
    >>> find_date("11/08/2023") is None
    True
    """
    found = [*_find_written(text), *_find_numeric(text, day_first=day_first)]
    if not found and year is not None:
        found = list(_find_yearless(text, year))
    return min(found, key=lambda each: each.start, default=None)


def reads_day_first(lang: str | None) -> bool | None:
    """Return the order of numeric dates in a language tag ("es-MX", "en-US"), None where it does not tell."""
    tag = (lang or "").lower().replace("_", "-")
    if tag.split("-")[0] == "es" or tag in _DAY_FIRST:
        # Spanish-language pages of the United States follow either custom.
        return None if tag == "es-us" else True
    return False if tag in _MONTH_FIRST else None


def find_url_date(url: str | None) -> date | None:
    """Return the date in the path of `url` ("/2024/06/18/", "-20240420.html"), or None."""
    match = _URL_DATE.search((url or "")[:2000])
    return _to_date(*map(int, match.groups())) if match else None


def _find_written(text: str) -> Iterator[FoundDate]:
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
            if value := _to_date(int(match["year"]), number, int(match["day"])):
                yield FoundDate(value, match.start(), match.end())


def _find_numeric(text: str, *, day_first: bool | None) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        orders = {True: _to_date(year, second, first), False: _to_date(year, first, second)}
        weekday = _WEEKDAY.search(text, max(0, match.start() - 14), match.start())
        dates = {order: value for order, value in orders.items() if value and _falls_on(value, weekday)}
        value = dates.get(day_first) if len(set(dates.values())) > 1 and day_first is not None else None
        if value or len(set(dates.values())) == 1:
            yield FoundDate(value or next(iter(dates.values())), match.start(), match.end())


def _falls_on(value: date, weekday: re.Match[str] | None) -> bool:
    return weekday is None or _WEEKDAYS[weekday[1][:3].lower()] == value.weekday()


def _find_yearless(text: str, year: int) -> Iterator[FoundDate]:
    for pattern in _YEARLESS:
        for match in pattern.finditer(text):
            if value := _to_date(year, _MONTHS[match["month"][:3].lower()], int(match["day"])):
                yield FoundDate(value, match.start(), match.end())


def _to_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
