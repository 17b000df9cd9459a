"""When a claim holds: the period that belongs to a figure or a deed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from tradegraph.annotation.periods import period_bounds
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.relations import Relation
from tradegraph.ontology.lexicon import load_lexicon

#: How far behind its figure a period stands that surely dates it ("$3 billion in 2023"), in characters.
_BEHIND: Final = 14


def find_period(
    relation: Relation,
    found: Found,
    masked: Masked,
    discourse: Discourse,
    *,
    published: date | None,
    lang: str,
) -> str | None:
    """Return the ISO period of a match: given by its pattern, standing by its figure, else carried over.

    A deed done once (`instant`) takes the start of "since 2018"; a week is told as its month.
    """
    if not relation.has_period:
        return None
    given = found.fields.get("period")
    if given is not None:
        value = given if isinstance(given, str) else given[0].value
    else:
        value = _nearest(masked, found, _compared(lang)) or _carried(relation, discourse)
    if value is None:
        return None
    return _as_instant(str(value), published) if relation.instant else _as_month(str(value))


def _nearest(masked: Masked, found: Found, compared: re.Pattern[str]) -> str | None:
    """Return the period nearest to the figure, or to the match; one right behind the figure comes first."""
    periods = [
        (index, item)
        for index, item in zip(masked.marks, masked.items, strict=True)
        if item.type == "Period" and item.value
    ]
    telling = [
        (i, item) for i, item in periods if not compared.search(masked.text[max(0, i - 24) : i])
    ] or periods
    if not telling:
        return None
    anchor = _anchor(masked, found)
    behind = [item for index, item in telling if 0 < index - anchor <= _BEHIND]
    nearest = behind[0] if behind else min(telling, key=lambda entry: abs(entry[0] - anchor))[1]
    return str(nearest.value)


@cache
def _compared(lang: str) -> re.Pattern[str]:
    """Return an expression for the words before a period that is only compared with ("more than in 2023")."""
    return re.compile(rf"(?:{load_lexicon(lang)['syntax']['compared']})\Z")


def _anchor(masked: Masked, found: Found) -> int:
    figure: Any = found.fields.get("value")
    if isinstance(figure, tuple) and isinstance(figure[0], Item):
        places = zip(masked.marks, masked.items, strict=True)
        return next((mark for mark, item in places if item is figure[0] and mark >= found.begin), found.begin)
    return found.begin


def _carried(relation: Relation, discourse: Discourse) -> str | None:
    """Return the period of the last figure, which one told without a period shares, unless it is a plan."""
    told = discourse.told
    if "value" in relation.required and told is not None and told.status == "reported":
        return told.period
    return None


def _as_instant(value: str, published: date | None) -> str:
    start, slash, end = value.partition("/")
    return start if slash and published is not None and end == str(published.year) else _as_month(value)


def _as_month(value: str) -> str:
    if "/" not in value:
        return value
    first, last = period_bounds(value)
    is_week = first.weekday() == 0 and last - first == timedelta(days=6)
    return f"{first:%Y-%m}" if is_week and first.month == last.month else value
