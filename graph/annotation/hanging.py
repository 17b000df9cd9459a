"""Periods that hang on another one in the text: "that year", "a year earlier", "the next day"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tradegraph.annotation.relative import to_month


@dataclass(frozen=True, slots=True)
class Hanging:
    """A period told by its distance from another one: so many units after it, before it where negative.

    `unit` is "year", "month", "week" or "day"; a week is told as the month that it begins in. A `whole` year
    or month is one of the calendar; without it the period keeps its length ("the same months a year
    earlier"). `day` is a day of the month so found ("on the 22nd"), `year` the year that a stretch is moved
    to ("the same months of 2023").
    """

    unit: str
    shift: int = 0
    whole: bool = False
    day: int = 0
    year: int = 0

    @property
    def looks_back(self) -> bool:
        """Tell whether the period lies before the one it hangs on, or is compared with it."""
        return self.shift < 0 or bool(self.year)

    def after(self, told: str) -> str | None:
        """Return the ISO 8601 period that lies so far from `told`, None where there is none.

        >>> Hanging("year", -1).after("2024-01/2024-06"), Hanging("year", -1, whole=True).after("2024-05")
        ('2023-01/2023-06', '2023')
        """
        try:
            points = [self._move(point) for point in self._bounds(told)]
        except ValueError:  # no such day, or a month of a year that has none
            return None
        return points[0] if points[0] == points[-1] else "/".join(points)

    def _bounds(self, told: str) -> list[str]:
        """Return the ends of the stretch to move: both, or the last for a single day, month or year."""
        bounds = told.split("/")
        keeps = self.unit == "year" and (not self.whole or len(bounds[-1]) == len("2024"))
        return bounds if keeps else bounds[-1:]

    def _move(self, point: str) -> str:
        if self.unit == "week":
            return (date.fromisoformat(point) + timedelta(weeks=self.shift)).isoformat()[: len("2024-05")]
        if self.unit == "day":
            return (date.fromisoformat(point) + timedelta(days=self.shift)).isoformat()
        if self.year:
            return f"{self.year:04d}{point[4:]}"
        if self.unit == "year":
            year = f"{int(point[:4]) + self.shift:04d}"
            return year if self.whole else year + point[4:]
        month = to_month(int(point[:4]), int(point[5:7]), shift=self.shift)
        return date.fromisoformat(f"{month}-{self.day:02d}").isoformat() if self.day else month


#: What a form may hang on another period with, by the name used in the lexicon; the number is its count.
HANGING: Final[Mapping[str, Callable[[int], Hanging]]] = {
    "day_of_month": lambda day: Hanging("month", day=day),
    "days_earlier": lambda n: Hanging("day", -n),
    "days_later": lambda n: Hanging("day", n),
    "months_earlier": lambda n: Hanging("month", -n),
    "months_later": lambda n: Hanging("month", n),
    "same_period": lambda _: Hanging("year"),
    "that_day": lambda _: Hanging("day"),
    "that_month": lambda _: Hanging("month"),
    "that_year": lambda _: Hanging("year", whole=True),
    "weeks_earlier": lambda n: Hanging("week", -n),
    "weeks_later": lambda n: Hanging("week", n),
    "year_after": lambda n: Hanging("year", n, whole=True),
    "year_before": lambda n: Hanging("year", -n, whole=True),
    "years_earlier": lambda n: Hanging("year", -n),
}
