"""Figures over time: the figures of one thing measured, drawn as a small chart each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

#: Size of a chart, and the space inside it that is left for words, in units of its own.
WIDTH: Final = 320
HEIGHT: Final = 160
_SIDE: Final = 8
_TOP: Final = 26
_BOTTOM: Final = 40
#: Points that each bear their figure; of more only the first, the last and the highest do.
_FEW: Final = 4
#: Charts on a page.
_CHARTS: Final = 6
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure of a year: `words` is how it is written, `weight` how well it is founded.

    `is_open` says that it is expected or planned; `path` is its page's, if any.
    """

    year: int
    value: Decimal
    words: str
    path: str | None = None
    is_open: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A sample in its place on a chart; of many, only some have a label."""

    sample: Sample
    x: float
    y: float
    label: str
    is_below: bool = False

    @property
    def label_y(self) -> float:
        """Where its label stands: on the side on which the line does not pass."""
        return self.y + (16 if self.is_below else -9)

    @property
    def anchor(self) -> str:
        """Which part of a label stands at the point: at either end the one that keeps it inside."""
        if self.x <= _SIDE:
            return "start"
        return "end" if self.x >= WIDTH - _SIDE else "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its points from left to right, the line through one point a year, where zero lies."""

    title: str
    points: tuple[Point, ...]
    line: str
    zero: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def years(self) -> tuple[Point, ...]:
        """The first and the last point, which bear their years."""
        return (self.points[0], self.points[-1])

    @property
    def alternative(self) -> str:
        """What the chart shows, in words."""
        told = ", ".join(f"{point.sample.year}: {point.sample.words}" for point in self.points)
        return f"{self.title}: {told}"


def to_year(period: str | None) -> int | None:
    """Return the year that a period is, None for one that is longer or shorter.

    >>> to_year("2023"), to_year("2023-01/2023-06")
    (2023, None)
    """
    return int(period) if period and _YEAR.fullmatch(period) else None


def draw_charts(samples: Iterable[tuple[str, Sample]]) -> tuple[Chart, ...]:
    """Return a chart for each title whose samples are of several years, those of the most years first."""
    series: defaultdict[str, list[Sample]] = defaultdict(list)
    for title, sample in samples:
        series[title].append(sample)
    years = {title: len({sample.year for sample in found}) for title, found in series.items()}
    titles = sorted((title for title in series if years[title] > 1), key=lambda title: (-years[title], title))
    return tuple(draw_chart(title, series[title]) for title in titles[:_CHARTS])


def draw_chart(title: str, samples: Iterable[Sample]) -> Chart:
    """Return the chart of samples, of which there is at least one; its scale begins at zero."""
    ordered = sorted(samples, key=lambda sample: (sample.year, -sample.weight, sample.value))
    x, y = _scale_years(ordered), _Scale.of([sample.value for sample in ordered])
    labelled = set(_pick_labelled(ordered))
    points = tuple(
        Point(
            sample,
            x=x(sample.year),
            y=y(sample.value),
            label=sample.words if index in labelled else "",
            is_below=_passes_above(ordered, index),
        )
        for index, sample in enumerate(ordered)
    )
    return Chart(title, points, _to_line(points), y(Decimal(0)))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Places numbers between two ends, from `low` to `high`, on a length that begins at `start`."""

    low: Decimal
    high: Decimal
    start: float
    length: float

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> _Scale:
        """Return the upright scale of values, which holds zero; what is greater stands higher."""
        low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
        return cls(low, high, HEIGHT - _BOTTOM, _TOP + _BOTTOM - HEIGHT)

    def __call__(self, value: Decimal | int) -> float:
        share = (Decimal(value) - self.low) / (self.high - self.low) if self.high > self.low else Decimal(0)
        return round(self.start + self.length * float(share), 1)


def _scale_years(samples: Sequence[Sample]) -> _Scale:
    return _Scale(Decimal(samples[0].year), Decimal(samples[-1].year), _SIDE, WIDTH - 2 * _SIDE)


def _pick_labelled(samples: Sequence[Sample]) -> Iterator[int]:
    if len(samples) <= _FEW:
        yield from range(len(samples))
    else:
        yield from (0, len(samples) - 1, max(range(len(samples)), key=lambda n: abs(samples[n].value)))


def _passes_above(samples: Sequence[Sample], index: int) -> bool:
    """Tell whether the line leaves or reaches a sample from above, seen from the side of its label."""
    other = samples[index + 1 if index < len(samples) / 2 else index - 1] if len(samples) > 1 else samples[0]
    return other.value > samples[index].value


def _to_line(points: Iterable[Point]) -> str:
    first: dict[int, Point] = {}
    for point in points:
        first.setdefault(point.sample.year, point)
    return " ".join(f"{point.x},{point.y}" for point in first.values())
