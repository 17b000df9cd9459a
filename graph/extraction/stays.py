"""How long a visit lasts of which the text tells one day: "wound up a three-day visit on Friday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from tradegraph.annotation.quantities import load_quantities
from tradegraph.ontology.lexicon import load_lexicon

#: A day in ISO 8601 has so many characters.
_DAY: Final = len("2024-01-31")
#: The longest visit, in days.
_LONGEST: Final = 30


def as_stay(value: str, text: str, lang: str) -> str:
    """Return the period of a visit, known one day of it and the masked text that tells of it.

    A visit of n days runs from its first day, or to its last, where the text says which one it is. Where it
    says neither, or only that the visit is over, the month of that day is all that is known.

    >>> as_stay("2024-05-10", "he wound up a three-day visit to Fiji on Friday", "en")
    '2024-05-08/2024-05-10'
    """
    if len(value) != _DAY:
        return value
    ending, beginning, length = _cues(lang)
    ends = ending.search(text)
    day, days = date.fromisoformat(value), _days(length.search(text), lang)
    if days and ends:
        return f"{day - timedelta(days=days - 1)}/{day}"
    if days and beginning.search(text):
        return f"{day}/{day + timedelta(days=days - 1)}"
    return value[:7] if days or ends else value


def _days(found: re.Match[str] | None, lang: str) -> int | None:
    """Return how many days a visit lasts, None where the text does not tell or it is one."""
    words = next((group for group in found.groups() if group), "") if found else ""
    days = int(words) if words.isdecimal() else int(load_quantities(lang)["counts"].get(words, 0))
    return days if 1 < days <= _LONGEST else None


@cache
def _cues(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    stays = load_lexicon(lang)["syntax"]["stays"]
    ending, beginning, length = (
        re.compile(rf"(?<!\w)(?:{stays[key]})(?!\w)") for key in ("ending", "beginning", "length")
    )
    return ending, beginning, length
