"""Foundations told in two places: who founded a body, and when it was founded, are one relationship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tradegraph.model import Claim

#: How far apart a founder and a year may be told, in characters, to be of one passage.
_REACH: Final = 300


def join_foundations(claims: Iterable[Claim], text: str) -> Iterator[Claim]:
    """Yield claims, and of a body's founder and its year told apart one claim with both.

    A year told with no founder says nothing more than the same year with one.
    """
    claims = tuple(claims)
    founded = [claim for claim in claims if claim.relation == "founded" and claim.object is not None]
    led = [claim for claim in founded if claim.subject is not None]
    dated = [claim for claim in founded if claim.subject is None and claim.value is not None]
    for claim in claims:
        if claim.relation != "founded" or claim.object is None:
            yield claim
        elif claim.subject is None:
            same = [founder for founder in led if founder.object == claim.object]
            if not any(_tells(founder, claim) for founder in same):
                yield claim
        else:
            yield _dated(claim, dated, text) if claim.value is None else claim


def _tells(founder: Claim, year: Claim) -> bool:
    """Tell whether a claim with a founder holds a year told alone, or takes it over."""
    if founder.value is None:
        return _is_near(founder, year)
    return founder.value == year.value


def _dated(founder: Claim, dated: Sequence[Claim], text: str) -> Claim:
    """Return a founder's claim with the year that is told nearest to it."""
    near = [year for year in dated if year.object == founder.object and _is_near(founder, year)]
    if not near:
        return founder
    year = min(near, key=lambda other: abs(other.start - founder.start))
    start, end = min(founder.start, year.start), max(founder.end, year.end)
    return replace(founder, value=year.value, unit=year.unit, start=start, end=end, quote=text[start:end])


def _is_near(founder: Claim, year: Claim) -> bool:
    return max(founder.start, year.start) - min(founder.end, year.end) <= _REACH
