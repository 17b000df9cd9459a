"""Calibration: how often claims of a confidence are right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: The bounds of the bins: below 0.5 a claim is more likely wrong than right, and few are asked for there.
BOUNDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence is at least `low` and below `high` (in the last bin also `high` itself).

    `confidence` is their average, `right` how many of them gold has.
    """

    low: float
    high: float
    claims: int
    confidence: float
    right: int

    @property
    def precision(self) -> float:
        """The share of the bin's claims that are right."""
        return self.right / self.claims


def calibrate(forecasts: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return the bins that hold claims, from the least to the most confident.

    `forecasts` are each claim's confidence, 0 to 1, and whether it is right.

    >>> bins = calibrate([(0.95, True), (1.0, False), (0.7, True)])
    >>> [(each.low, each.claims, each.precision) for each in bins]
    [(0.7, 1, 1.0), (0.9, 2, 0.5)]
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in forecasts:
        place = min(bisect_right(BOUNDS, confidence), len(BOUNDS) - 1)
        bins.setdefault(place, []).append((confidence, right))
    ranges = list(pairwise(BOUNDS))
    return tuple(_bin(*ranges[place - 1], bins[place]) for place in sorted(bins))


def _bin(low: float, high: float, forecasts: list[tuple[float, bool]]) -> Bin:
    average = sum(confidence for confidence, _ in forecasts) / len(forecasts)
    return Bin(low, high, len(forecasts), average, sum(right for _, right in forecasts))


def expected_error(bins: Iterable[Bin]) -> float:
    """Return the expected calibration error: how far confidence and precision are apart, by claims.

    Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (AAAI 2015).
    """
    bins = list(bins)
    claims = sum(each.claims for each in bins)
    return (
        sum(each.claims * abs(each.precision - each.confidence) for each in bins) / claims if claims else 0.0
    )
