"""When a claim holds: the period that belongs to a figure or a deed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.annotation.hanging import Hanging
from tradegraph.annotation.periods import period_bounds
from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.backthen import period_back_then
from tradegraph.extraction.carrying import carried_period
from tradegraph.extraction.elsewhere import between_object, headed_figure, is_beside, is_of_another
from tradegraph.extraction.instants import as_instant, as_month
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.mood import is_by_speaker
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.stays import as_stay
from tradegraph.extraction.syntax import words_before, words_of
from tradegraph.extraction.times import DEEDS, FIGURES, ONCE, Times
from tradegraph.extraction.told import (
    Told,
    ahead_of,
    is_compared,
    is_dateline,
    is_return,
    is_said,
    is_since,
)
from tradegraph.ontology.lexicon import load_lexicon

#: What parts clauses.
_BREAKS: Final = re.compile(r"; ?|: |\. ")
#: What a pattern gives as the period of a figure that another one is told to have grown from.
_BEFORE: Final = "@before"
#: The same for the figure that it has grown to.
_AFTER: Final = "@after"
#: How far behind its figure a period stands that surely dates it ("$3 billion in 2023"), in characters.
_BEHIND: Final = 14
#: Up to here words open a sentence: a period among them holds for all of it, in characters.
_OPENING: Final = 25
#: What a period is away from its claim: a clause, a subordinate clause, a comma, another figure or period.
_CLAUSE: Final = 6.0
_SUBORDINATE: Final = 3.0
_FIGURE: Final = 2.0
_COMMA: Final = 1.0
_CHARACTERS: Final = 60
_FRAME: Final = 2.5
#: The part of that which counts between the two ends of a match.
_INSIDE: Final = 0.4
#: How far away a period still dates a claim, by what kind of claim it is; measured on the articles for rules.
_REACH: Final = {"invests_in": 4.0, "partner_rank": 3.0}
_USUAL_REACH: Final = 6.0
_BESIDE: Final = 3.0
_LAST_DIGITS: Final = re.compile(r"\d{4}")
#: How many days ahead a day without its year may lie that a verb in the present tells: half a year.
_SOON: Final = 183
#: What opens another clause right behind a figure: a period there is of that clause.
_ANOTHER: Final = re.compile(r",? (?:and|but|y|e|pero|mientras|while) \Z")
_YEARS: Final = re.compile(r"\d{4}/\d{4}")


def find_period(
    relation: Relation, found: Found, masked: Masked, times: Times, *, status: str | None, lang: str
) -> str | None:
    """Return the ISO period of a match: given by its pattern, standing in its clause, else carried over.

    A deed done once (`instant`) takes the start of "since 2018"; a week is told as its month.
    """
    if not relation.has_period or (relation.dates_plans and status in ("reported", None)):
        return None
    sentence = _Sentence(relation, found, masked, times, status, lang)
    given = _given(relation, found, masked, times, lang)
    value = period_back_then(found, masked, times, lang)
    value = value or (sentence.nearest() if given in (None, _BEFORE, _AFTER) else given)
    value = value or carried_period(relation, found, masked, times, status=status, lang=lang)
    value = sentence.year_before(value) if given == _BEFORE else value
    value = sentence.last_year(value) if given == _AFTER else value
    if value is None:
        return None
    value = sentence.since_base(value)
    if relation.name in ONCE and status == "reported":
        value = times.narrow(value) or value
    if relation.name == "visited":
        value = as_stay(value, masked.text, lang)
    return as_instant(value, times.published) if relation.instant else as_month(value)


def _given(relation: Relation, found: Found, masked: Masked, times: Times, lang: str) -> str | None:
    """Return the period that the pattern of a match gives; one that hangs does so on the one before it."""
    given = found.fields.get("period")
    if given is None or isinstance(given, str):
        return given
    marks = [mark for mark, item in zip(masked.marks, masked.items, strict=True) if item is given[0]]
    told = next((told for told in times.read(masked) if told.mark in marks), None)
    return _told_value(relation, told, lang) if told is not None else None


def _told_value(relation: Relation, told: Told, lang: str) -> str:
    """Return a period's value, of "since 28 October" the start where a relation is of one day."""
    return told.value.partition("/")[0] if relation.instant and is_since(told, lang) else told.value


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A match in its sentence, and the periods that stand there."""

    relation: Relation
    found: Found
    masked: Masked
    times: Times
    status: str | None
    lang: str

    def nearest(self) -> str | None:
        """Return the period that belongs to the match: the one in its clause, or that opens the sentence."""
        first, last = self._anchors()
        costs = [(self._cost(told, first, last), told) for told in self._candidates(last)]
        reach = _BESIDE if self._is_bare() else _REACH.get(self.relation.name, _USUAL_REACH)
        best = min(costs, default=None, key=lambda entry: entry[0])
        if best is None or best[0] > reach:
            return None
        value = best[1].value
        if is_said(self.masked.text, best[1], self.lang):  # told that day, done some day before
            return value[:7]
        if self.relation.name in ONCE and is_return(self.masked.text, best[1], self.lang):
            return value[:7]
        return _told_value(self.relation, best[1], self.lang)

    def _is_bare(self) -> bool:
        """Tell whether a match is an agreement's name alone: deeds around it have periods of their own."""
        return self.relation.name == "party_to" and self.found.end - self.found.begin <= 1

    def _candidates(self, anchor: int) -> Iterator[Told]:
        """Yield the periods that may be meant: what is done is past, what is planned to come."""
        text, figures = self.masked.text, self.relation.name not in DEEDS
        begin, end = self.found.begin, self.found.end
        for told in self.times.read(self.masked):
            close = self.relation.name == "trade_value" and self._is_behind(told.mark, anchor)
            back = told.back and not words_before("within", self.lang).search(text, 0, told.mark)
            aside = figures and (back or is_compared(self.masked, told, self.lang)) and not close
            said = figures and (is_said(text, told, self.lang) or is_dateline(text, told))
            ahead = told if figures else ahead_of(text, told, self.times.published, self.lang)
            coming = not figures and self._is_coming(ahead, anchor)
            told = ahead if coming or self.status == "target" else told
            before = told.mark < begin and (self._is_bare() or is_by_speaker(text, begin, end, self.lang))
            if is_of_another(self.relation, self.found, self.masked, told, self.lang):
                continue
            if headed_figure(self.masked, told.mark) not in (None, anchor):
                continue
            if not (aside or said or before) and (close or coming or self._fits(told.value, told.mark)):
                yield told

    def _is_coming(self, told: Told, anchor: int) -> bool:
        """Tell whether a verb in the present tells of a day soon to come ("in May she flies to Oslo")."""
        published = self.times.published
        if published is None or self.status != "reported":
            return False
        if not 0 < (period_bounds(told.value)[0] - published).days <= _SOON:
            return False
        first, last = min(told.mark, self._anchors()[0]), max(told.mark, anchor)
        return words_of("coming", self.lang).search(self.masked.text, first, last) is not None

    def year_before(self, value: str | None) -> str | None:
        """Return the period right behind the figure, else one a year before `value` ("from … to … in 2022").

        Of a stretch of years it is the first.
        """
        last = self._anchors()[1]
        behind = (told.value for told in self.times.read(self.masked) if self._is_behind(told.mark, last))
        if value is None or self.status != "reported":
            return next(behind, None)
        first, end = period_bounds(value)
        is_span = first.year < end.year - 1 or self._is_told_by_years(value)
        before = f"{first.year}" if is_span else Hanging("year", -1).after(value)
        return next(behind, before)

    def last_year(self, value: str | None) -> str | None:
        """Return the last year of a stretch told by two years ("from … to … between 2021 and 2023")."""
        return value[len("2021/") :] if value and self._is_told_by_years(value) else value

    def _is_told_by_years(self, value: str) -> bool:
        """Tell whether words name both years of a stretch, no fiscal year ("2021-22")."""
        told = (told.words for told in self.times.read(self.masked) if told.value == value)
        return bool(_YEARS.fullmatch(value)) and any(len(_LAST_DIGITS.findall(words)) > 1 for words in told)

    def _is_behind(self, mark: int, anchor: int) -> bool:
        """Tell whether a period stands right behind the figure, no other one between."""
        between = self.masked.text[anchor + 1 : mark]
        return 0 < mark - anchor <= _BEHIND and not any(code in between for code in self._figure_codes())

    def _fits(self, value: str, mark: int) -> bool:
        published = self.times.published
        if published is None:
            return True
        first, last = period_bounds(value)
        if self.relation.instant and _YEARS.fullmatch(value) and int(value[5:]) != published.year:
            return False  # the span of a plan ("Action Plan 2025-2028"), no day on which it was signed
        if self.status in ("reported", None):
            if self.relation.name in ONCE and first > published and is_beside(self.found, self.masked, mark):
                return True
            return first <= published and (self.relation.name not in ONCE or not self.times.lasts(value))
        if self.relation.name in FIGURES:
            return True
        is_announced = self.relation.name == "invests_in"  # what is to be spent is dated by the announcement
        return (is_announced or last >= published) and not self.times.lasts(value)

    def _anchors(self) -> tuple[int, int]:
        """Return the masked offsets of the first and the last item that the match is about."""
        is_figure = "value" in self.found.fields and self.relation.name in FIGURES
        marks = anchors_of(self.found, self.masked, *(["value"] if is_figure else []))
        return (marks[0], marks[-1]) if marks else (self.found.begin, self.found.end - 1)

    def _cost(self, told: Told, first: int, last: int) -> float:
        """Return how far away a period is from the match, in what parts them."""
        text = self.masked.text
        if told.mark > last:
            between = text[last + 1 : told.mark]
        else:
            between = text[told.mark + 1 : first if told.mark < first else last]
            if first < told.mark:
                between = between_object(self.found, self.masked, told.mark, last)
        cost = self._distance(between) * (_INSIDE if first < told.mark < last else 1.0)
        if told.mark < last:
            opens = _BREAKS.split(text[: told.mark])[-1]
            frame = _FRAME * (1 + between.count(";")) if len(text[: told.mark]) <= _OPENING else _FRAME
            cost = min(cost, frame) if len(opens) <= _OPENING else cost
        if self._belongs_elsewhere(told.mark, last) or _ANOTHER.match(between):
            cost += _SUBORDINATE
        if self._is_late(told.value):
            cost += _COMMA
        if is_said(text, told, self.lang):
            cost += _SUBORDINATE
        if is_dateline(text, told):
            cost = _CLAUSE - _COMMA
        return cost + (_SUBORDINATE if self._is_parenthesis(told.mark, first, last) else 0.0)

    def _belongs_elsewhere(self, index: int, anchor: int) -> bool:
        """Tell whether a period stands right behind another figure than the one told."""
        if self.relation.name not in FIGURES:
            return False
        if (headed := headed_figure(self.masked, index)) is not None:
            return headed != anchor
        places = zip(self.masked.marks, self.masked.items, strict=True)
        figures = {mark: item.type for mark, item in places if mark < index}
        kind = figures.get(anchor, "Money")
        nearest = max((mark for mark, type_ in figures.items() if type_ == kind), default=anchor)
        return nearest != anchor and index - nearest <= _BEHIND

    def _is_late(self, value: str) -> bool:
        """Tell whether a figure that is expected would be one of the past."""
        published = self.times.published
        late = published is not None and period_bounds(value)[1] < published
        return late and self.status not in ("reported", None)

    def _distance(self, between: str) -> float:
        return (
            _CLAUSE * len(_BREAKS.findall(between))
            + _SUBORDINATE * len(words_of("subordinate", self.lang).findall(between))
            + _FIGURE * sum(between.count(code) for code in self._figure_codes())
            + _COMMA * between.count(",")
            + len(between) / _CHARACTERS
        )

    def _figure_codes(self) -> set[str]:
        """Return the characters of the figures and periods in the sentence."""
        kinds = ("Period",) if self.relation.name in DEEDS else ("Money", "Percent", "Multiple", "Period")
        places = zip(self.masked.marks, self.masked.items, strict=True)
        return {self.masked.text[mark] for mark, item in places if item.type in kinds}

    def _is_parenthesis(self, index: int, first: int, last: int) -> bool:
        """Tell whether a period stands in a relative clause that the match does not reach into."""
        for clause in _relative(self.lang).finditer(self.masked.text):
            begin, end = clause.span()
            if begin <= index < end:
                return not any(begin <= anchor < end for anchor in (first, last))
        return False

    def since_base(self, value: str) -> str:
        """Return the period of a growth with the base it is measured from, where that is years before."""
        if self.relation.name != "trade_growth":
            return value
        anchor = self._anchors()[1]
        bases = [t for t in self.times.read(self.masked) if t.back or is_compared(self.masked, t, self.lang)]
        base = min(bases, key=lambda told: abs(told.mark - anchor), default=None)
        fiscal = _YEARS.fullmatch(value) and int(value[5:]) - int(value[:4]) == 1
        year = value[len("2023/") :] if fiscal else value
        if base is None or base.back or len(year) != len("2024") or len(base.value) != len(year):
            return value
        return f"{base.value}/{year}" if int(year) - int(base.value) > 1 else value


@cache
def _relative(lang: str) -> re.Pattern[str]:
    """Return an expression for a relative clause between commas, or up to the end of the sentence."""
    return re.compile(rf"[,(] (?:\w+ )?(?:{load_lexicon(lang)['syntax']['relatives']}) [^,;()]*(?:[,;)]|\Z)")
