"""Figures, days and periods as people write them; nothing is rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_POWERS: Final = ((12, "trillion"), (9, "billion"), (6, "million"))
#: Digits after the point that a number in words may have; one with more is written out.
_PLACES: Final = 3
_PART: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def format_number(value: Decimal | int) -> str:
    """Return a number with its digits in groups, or in millions and more where that leaves nothing out.

    >>> format_number(1_100_000_000), format_number(-51_000), format_number(1_234_567)
    ('1.1 billion', '−51,000', '1,234,567')
    """
    value = Decimal(value)
    for power, word in _POWERS:
        scaled = value.scaleb(-power).normalize()
        if abs(scaled) >= 1 and -int(scaled.as_tuple().exponent) <= _PLACES:
            return f"{_group(scaled)} {word}"
    return _group(value.normalize())


def format_value(value: Decimal, unit: str | None) -> str:
    """Return a value with its unit: a currency before it, anything else behind.

    >>> format_value(Decimal("1.1E9"), "USD"), format_value(Decimal(19), "percent")
    ('USD 1.1 billion', '19 %')
    """
    number = format_number(value)
    if unit == "percent":
        return f"{number} %"
    if unit and re.fullmatch("[A-Z]{3}", unit):
        return f"{unit} {number}"
    return f"{number} {unit}" if unit else number


def format_period(period: str) -> str:
    """Return a period of ISO 8601 in words, what is none as it is.

    >>> format_period("2024-01/2024-06"), format_period("2022/2023"), format_period("2024-05-29")
    ('January–June 2024', '2022–2023', '29 May 2024')
    """
    first, _, last = period.partition("/")
    if not last:
        return _day(first)
    start, end = _day(first).split(), _day(last).split()
    if len(start) == len(end):
        while len(start) > 1 and start[-1] == end[len(start) - 1]:
            start.pop()
    dash = " – " if len(start) > 1 else "–"
    return f"{' '.join(start)}{dash}{' '.join(end)}"


def _day(part: str) -> str:
    found = _PART.fullmatch(part)
    if found is None:
        return part
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return str(part if month else year)
    words = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {words}" if day else words


def _group(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")
