"""The periods that a sentence tells, and which of them are asides: compared with, or the day of saying so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from tradegraph.annotation.hanging import Hanging
from tradegraph.annotation.periods import period_bounds
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import expression_of, words_before
from tradegraph.ontology.lexicon import load_lexicon

#: What follows the date in an article's dateline, and how far it stands from its beginning at the most.
_DATELINE: Final = re.compile(r" ?(?:\.? ?[-–—]|\([^()]{1,30}\)\.? ?[-–—:]|\.[-–—])")
_DATELINE_REACH: Final = 40
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_YEAR: Final = re.compile(r"\d{4}")
_DIGIT: Final = re.compile(r"\d")
#: A month's name, with what may lead it in: "early May", "finales de mayo".
_NAME: Final = re.compile(r"(?:[^\W\d_]+[ -]){0,5}[^\W\d_]{3,10}\.?")
#: How many days before an article appears a day in it is this year's still: nobody tells of one so far ahead.
_LATELY: Final = 120
#: Up to here words open a sentence, in characters.
_OPENING: Final = 12


class Told(NamedTuple):
    """A period of a sentence: its place in the masked text, its ISO 8601 value, and whether it looks back.

    What looks back ("a year earlier") is before the time that the text tells of.
    """

    mark: int
    value: str
    back: bool
    words: str = ""


def next_after(told: Told, published: date | None) -> str:
    """Return days or a month told without their year as the next ones to come; others as they are."""
    is_named = all(map(_DAY.fullmatch, told.value.split("/"))) and _DIGIT.search(told.words)
    is_named = is_named or (_MONTH.fullmatch(told.value) and _NAME.fullmatch(told.words))
    if published is None or not is_named or _YEAR.search(told.words):
        return told.value
    lately = published - timedelta(_LATELY if _DAY.fullmatch(told.value) else 0)
    if period_bounds(told.value)[1] >= lately:  # a dateline's day is no day a year on
        return told.value
    return Hanging("year", 1).after(told.value) or told.value


def ahead_of(text: str, told: Told, published: date | None, lang: str) -> Told:
    """Return a period as the next one to come, but for a dateline's, and one of what is told as done there.

    "Talks on a pact, which ended in January, …": the pact is planned, the talks are over.
    """
    if is_dateline(text, told) or words_before("done_on", lang).search(text, 0, told.mark):
        return told
    return told._replace(value=next_after(told, published))


def is_compared(masked: Masked, period: Told, lang: str) -> bool:
    """Tell whether a period is only compared with ("more than in 2023", "the highest since 2015")."""
    text = masked.text
    before, after = text[max(0, period.mark - 60) : period.mark], text[period.mark + 1 : period.mark + 20]
    places = zip(masked.marks, masked.items, strict=True)
    if money := next((text[mark] for mark, item in places if item.type == "Money"), None):
        before = before.replace(f" {money}", "")  # "growing from $80 million in 2023"
    return bool(
        words_before("compared", lang).search(before)
        or expression_of("compared_behind", lang).match(after)
        or (is_since(period, lang) and words_before("records", lang).search(before))
        or _is_multiplied(masked, period, lang)
    )


def _is_multiplied(masked: Masked, period: Told, lang: str) -> bool:
    """Tell whether a figure is a multiple of that of a period ("twice the figure for 2019")."""
    places = zip(masked.marks, masked.items, strict=True)
    marks = (mark for mark, item in places if item.type == "Multiple")
    between = (masked.text[mark + 1 : period.mark] for mark in marks if mark < period.mark)
    return any(expression_of("multiplied", lang).fullmatch(words.strip()) for words in between)


def is_said(text: str, period: Told, lang: str) -> bool:
    """Tell whether a period is the day on which something was said ("said on Friday", "on May 7 he said")."""
    before, behind = text[max(0, period.mark - 60) : period.mark], text[period.mark + 1 :]
    opens = len(before) < _OPENING and is_day(period.value)
    return bool(words_before("said_on", lang).search(before) or (opens and _saying(lang).match(behind)))


def is_return(text: str, period: Told, lang: str) -> bool:
    """Tell whether a period is the day on which somebody came back: "returned yesterday from Suva"."""
    before = words_before("returning", lang).search(text, max(0, period.mark - 60), period.mark)
    return before is not None and "/" not in period.value


def is_since(period: Told, lang: str) -> bool:
    """Tell whether a period is told as a stretch up to now ("since 2018")."""
    return _opens_stretch(lang).match(period.words) is not None


def is_day(value: str) -> bool:
    """Tell whether a period is a month or shorter."""
    first, last = period_bounds(value)
    return last - first < timedelta(days=31)


def is_dateline(text: str, period: Told) -> bool:
    """Tell whether a period is the date of an article's dateline ("OSLO, April 30 (ABC) - …")."""
    is_early = period.mark <= _DATELINE_REACH and len(period.value) == len("2024-01-31")
    return is_early and _DATELINE.match(text, period.mark + 1) is not None


def in_week(value: str, week: str) -> str:
    """Return a day in the week that was named just before: "last week …, on Tuesday"."""
    first, last = period_bounds(week)
    if len(value) != len("2024-01-31") or first.weekday() or last - first != timedelta(days=6):
        return value
    day = date.fromisoformat(value)
    return f"{first + timedelta(days=day.weekday())}" if abs(day - first) <= timedelta(days=14) else value


@cache
def _opens_stretch(lang: str) -> re.Pattern[str]:
    """Return an expression for the words that open a stretch up to now ("since 2018")."""
    return re.compile(rf"(?:{load_lexicon(lang)['syntax']['since']})(?!\w)", re.IGNORECASE)


@cache
def _saying(lang: str) -> re.Pattern[str]:
    """Return an expression for who said something, no other verb before it."""
    return re.compile(
        rf",? (?:\w+ ){{0,3}}?[\ue000-\uf8ff]?(?: \w+){{0,2}} {load_lexicon(lang)['syntax']['said']} "
    )
