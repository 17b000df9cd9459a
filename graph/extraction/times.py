"""The times that an article tells of: which period its figures, and which day its deeds, belong to so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

from tradegraph.annotation.hanging import Hanging
from tradegraph.annotation.periods import period_bounds
from tradegraph.extraction.chronology import find_entries
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.syntax import words_of
from tradegraph.extraction.told import Told, in_week, is_compared, is_dateline, is_day, is_said
from tradegraph.model import Claim, Document
from tradegraph.ontology.lexicon import load_lexicon

#: Relations on what is done once, on a day.
DEEDS: Final = frozenset({"met_with", "opened", "party_to", "signed", "visited"})
#: Relations on what is done on a day, not since one.
ONCE: Final = frozenset({"met_with", "visited"})
#: What a sentence holds that tells of figures.
_TOLD_OF_TRADE: Final = frozenset({"Flow", "Rank", "Sells", "Buys"})
#: What it holds where it may tell of other things as well: then a year or stretch counts, no single month.
_AMOUNTS: Final = frozenset({"Money", "Percent"})
#: Relations on figures.
FIGURES: Final = frozenset({"trade_growth", "trade_value"})
#: How long before publication a story's deeds may lie: what is older is background.
_FRESH: Final = timedelta(days=45)
#: How long a day is in ISO 8601; two of them and a slash are a stretch of days.
_DAY: Final = len("2024-01-31")
#: A sentence on where and when an article was issued ("Oslo, 12 June 2024."): a deed told below may be older.
_ISSUED: Final = re.compile(r"(?:[^,.;:]{1,30}, ){0,2}[\ue000-\uf8ff] ?[.:]?")
#: The last of the blocks that make an article's lead, its title counted.
_LEAD: Final = 3
#: The longest period that figures are told for; what is longer is a comparison.
_LONGEST: Final = timedelta(days=731)


@dataclass
class Times:
    """The running times of one article.

    `figures` is the period of the last figures, `deed` that of the last deed in the paragraph, `story`
    that of the first deed told, near publication, `ahead` the first day to come; `entries` are the times of
    a chronology's blocks, `stays` the visits told, by the place's id; `last` is the period named last, `day`
    the last one of a day, `main` what the last sentence with periods was about.
    """

    published: date | None = None
    lang: str = "en"
    text: str = ""
    figures: str | None = None
    deed: str | None = None
    story: str | None = None
    ahead: str | None = None
    trip: str | None = None
    last: str | None = None
    main: str | None = None
    day: str | None = None
    stays: dict[str, str] = field(default_factory=dict)
    entries: Mapping[int, str] = field(default_factory=dict)
    _read: tuple[Masked, list[Told]] | None = None
    _block: int = -1
    _tour: bool = False
    _issued: bool = False
    _shown: str | None = None

    @classmethod
    def of(cls, document: Document, lang: str) -> Times:
        """Return the times of an article before its first sentence: a fresh one is about its month."""
        published = document.article.published
        values = [m.value for m in document.mentions if m.type == "Period" and isinstance(m.value, str)]
        if published is None:  # the only days of a journey that an undated text tells are those of its story
            trips = {value for value in values if _is_trip(value, None)}
            return cls(None, lang, document.article.text, trip=trips.pop() if len(trips) == 1 else None)
        fresh = any(_is_day_before(value, published) for value in values)
        return cls(
            published,
            lang,
            document.article.text,
            story=f"{published:%Y-%m}" if fresh else None,
            ahead=next((v for v in values if is_day(v) and _start(v) > published), None),
            trip=next((v for v in values if _is_trip(v, published)), None),
            entries=find_entries(document),
        )

    def enter(self, block: int) -> None:
        """Go on to a sentence of a block: a new paragraph may tell another deed than the one told last."""
        if block != self._block:
            self._block, self.deed, self._shown = block, None, None

    def read(self, masked: Masked) -> list[Told]:
        """Return the periods of a sentence in order, those that hang on another one resolved."""
        if self._read is None or self._read[0] is not masked:
            self._read = masked, self._find(masked)
        return self._read[1]

    def _find(self, masked: Masked) -> list[Told]:
        found: list[Told] = []
        last: str | None = None
        told: str | None = None  # the last but days: "… in May, he said on Monday, up from … a year before"
        for index, item in zip(masked.marks, masked.items, strict=True):
            if item.type != "Period" or item.value is None:
                continue
            by_year = isinstance(item.value, Hanging) and item.value.unit == "year"
            value = self.resolve(item.value, told or last if by_year else last)
            if value is not None:
                back = isinstance(item.value, Hanging) and item.value.looks_back
                value = in_week(value, found[-1].value) if found else value
                found.append(Told(index, value, back, self.text[item.start : item.end]))
                last = last if back else value
                told = told if back or len(value) == _DAY else value
        return found

    def resolve(self, value: str | Hanging, last: str | None = None) -> str | None:
        """Return a period's ISO 8601 value; one that hangs is seen from the period named last."""
        if isinstance(value, str):
            return value
        if value.unit in ("day", "week"):  # "two days later", where a year was named since
            last = last if last and len(last) == _DAY else self.day or last
        base = last or (self.main if value.unit == "year" else self.last) or self.last
        if value.unit == "year" and not value.whole and not value.shift:
            base = self.figures or base
        if base is None and value.day and self.published:
            base = f"{self.published:%Y-%m}"
        return value.after(base) if base is not None else None

    def note(self, masked: Masked, claims: Sequence[Claim]) -> None:
        """Take over the times that a sentence has told, by its claims or by its words alone."""
        told = self.read(masked)
        main = list(self._main(masked, told))
        self._tour = self._tour or _is_long(masked.text, self.lang)
        if told:
            self.day = next((t.value for t in reversed(told) if len(t.value) == _DAY), self.day)
            self.last, self.main = told[-1].value, max(main, key=_end, default=self.main)
        figures = [c.period for c in claims if c.relation in FIGURES and c.period and c.status == "reported"]
        types = {item.type for item in masked.items}
        if not figures and (self._block == 0 or types & _TOLD_OF_TRADE):
            figures = [value for value in main if len(value) != _DAY]
        elif not figures and types & _AMOUNTS:
            figures = [value for value in main if len(value) == len("2024") or "/" in value]
        latest = max(figures, key=_end, default=None)
        against = latest in main and any(_end(t.value) < _end(latest) for t in told if t.value not in main)
        self._tell_figures(latest, "" if against else masked.text)
        for claim in claims:
            if claim.relation == "visited" and claim.object and claim.period and self.is_fresh(claim.period):
                self.stays.setdefault(claim.object.id, claim.period)
        deeds = [c.period for c in claims if c.relation in DEEDS and c.period and c.status != "target"]
        deeds = deeds or [value for value in main if is_day(value)]
        if deeds:
            self.deed = self._coarse(deeds[0])
        fresh = [value for value in deeds if self.is_fresh(value)]
        if fresh and (self.story is None or len(self.story) == len("2024-01") or self._issued):
            self.story, self._issued = self._coarse(fresh[0]), _ISSUED.fullmatch(masked.text) is not None

    def open(self, masked_items: Iterable[Item]) -> None:
        """Take over the period that a heading names: the figures below it are of that time."""
        values = [
            item.value for item in masked_items if item.type == "Period" and isinstance(item.value, str)
        ]
        self.figures = next((v for v in values if len(v) != _DAY), self.figures)

    def show(self, cells: Iterable[Claim]) -> None:
        """Take over the latest period of a table, row by row: the words below it go on from its figures."""
        periods = [c.period for c in cells if c.relation in FIGURES and c.period and c.status == "reported"]
        self._shown = max([*periods, *filter(None, [self._shown])], key=_end, default=None)
        self.figures = self._shown or self.figures

    def _tell_figures(self, value: str | None, text: str) -> None:
        """Take over the period of figures; one that lies before is passed over where it is compared with."""
        if value is None:
            return
        earlier = self.figures is not None and _end(value) < _end(self.figures)
        if not (earlier and words_of("comparing", self.lang).search(text)):
            self.figures = value

    def _main(self, masked: Masked, told: Iterable[Told]) -> Iterator[str]:
        """Yield the periods that a sentence is about, none that is compared with, said on, or to come."""
        for period in told:
            first, last = period_bounds(period.value)
            is_past = self.published is None or first <= self.published
            aside = (
                period.back
                or is_compared(masked, period, self.lang)
                or is_said(masked.text, period, self.lang)
                or is_dateline(masked.text, period)
            )
            if is_past and last - first <= _LONGEST and not (aside or self.lasts(period.value)):
                yield period.value

    def _coarse(self, value: str) -> str:
        """Return the month of a day where the article tells of a journey: each deed has its own day then."""
        return value[:7] if self._tour and "/" not in value else value

    def settle(self, relation: Relation, status: str | None, period: str | None) -> str | None:
        """Return the status of a claim by its period.

        A figure of a time that is over is reported, one of a year to come expected; a visit or meeting still
        to come is planned.
        """
        if relation.name in ONCE and status == "reported" and period and self.published:
            return "target" if _start(period) > self.published else status
        if relation.name in FIGURES and status == "reported" and period and self.published:
            return "projected" if _end(period).year > self.published.year else status
        if status != "projected" or relation.name not in FIGURES or period is None or self.published is None:
            return status
        return "reported" if _end(period) < self.published else status

    def lasts(self, value: str) -> bool:
        """Tell whether a period is a stretch from the past up to publication ("since May 2018")."""
        if self.published is None or "/" not in value:
            return False
        first, last = period_bounds(value)
        begun = first.year < self.published.year or first.month > 1
        return first < self.published <= last and begun

    def is_ahead(self, value: str) -> bool:
        """Tell whether a period is to come."""
        return self.published is not None and _start(value) > self.published

    @property
    def entry(self) -> str | None:
        """The time of the entry of a chronology that the sentence stands in."""
        return self.entries.get(self._block)

    def told_deed(self, masked: Masked) -> str | None:
        """Return the time of the deed told last, else of the story; its month where a journey is told.

        What opens an article, undated, is news: of the month of publication.
        """
        lead = f"{self.published:%Y-%m}" if self.published and 0 <= self._block <= _LEAD else None
        value = (
            self.deed
            or self.entry
            or self.trip
            or self.story
            or (None if words_of("once", self.lang).search(masked.text) else lead)
        )
        return value[:7] if value and "/" not in value and _is_long(masked.text, self.lang) else value

    def narrow(self, value: str | None) -> str | None:
        """Return the days of the trip that an article tells of for the week or month in which they lie."""
        if value is None or self.trip is None or len(value) == _DAY:
            return value
        first, last = period_bounds(value)
        inside = first <= _start(self.trip) and _end(self.trip) <= last
        return self.trip if inside and last - first <= timedelta(days=31) else value

    def carried(self, masked: Masked, anchor: int) -> str | None:
        """Return the period that a figure at `anchor` shares with the figures before it."""
        return self.told_before(masked, anchor) or self.figures

    def told_before(self, masked: Masked, anchor: int) -> str | None:
        """Return the last period before `anchor` in a sentence that this is about."""
        before = [told for told in self.read(masked) if told.mark < anchor]
        return next(reversed(list(self._main(masked, before))), None)

    def is_fresh(self, value: str) -> bool:
        """Tell whether a period is one of the article's news."""
        return self.published is not None and timedelta() <= self.published - _start(value) <= _FRESH


def _start(value: str) -> date:
    return period_bounds(value)[0]


def _end(value: str) -> date:
    return period_bounds(value)[1]


def _is_trip(value: str, published: date | None) -> bool:
    """Tell whether a period is a stretch of some days, shortly before publication where that is known."""
    if len(value) != 2 * _DAY + 1:
        return False
    first, last = period_bounds(value)
    is_week = (first.weekday(), (last - first).days) in ((0, 6), (5, 1))  # a week or weekend told as such
    if is_week or published is None:
        return not is_week and last - first <= _FRESH
    return last <= published and published - first <= _FRESH


def _is_day_before(value: str, published: date) -> bool:
    """Tell whether a period is a day or week just before publication: the article tells news."""
    first, last = period_bounds(value)
    return last - first < timedelta(days=8) and timedelta() <= published - first <= timedelta(days=14)


@cache
def _long(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_lexicon(lang)['syntax']['tours']})\b")


def _is_long(text: str, lang: str) -> bool:
    """Tell whether a sentence speaks of a journey of days, of which one day is only the first or last."""
    return _long(lang).search(text) is not None
