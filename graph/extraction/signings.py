"""When agreements were signed and came into force: told once, it holds for the whole article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Final

from tradegraph.annotation.hanging import Hanging
from tradegraph.annotation.quantities import load_quantities
from tradegraph.extraction.instants import as_instant
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import words_before, words_of
from tradegraph.extraction.times import Times
from tradegraph.extraction.told import Told, is_said
from tradegraph.model import Claim
from tradegraph.ontology.lexicon import load_lexicon

#: How far from "signed" or "in force" its date stands, in characters.
_NEAR: Final = 60
#: In how many years after its signing an agreement comes into force.
_SOON: Final = 2
#: What parts a date from the deed beside it.
_BREAK: Final = re.compile(r"[;:]|\. ")
#: What says of an agreement told before that it is not signed says little else, in characters.
_SHORT: Final = 10
#: The years of a plan ("Action Plan 2025-2030").
_YEARS: Final = re.compile(r"\d{4}/\d{4}")


@dataclass
class Signings:
    """The dates of an article's agreements, by the agreement's id, in the order of the text.

    `other` holds dates that stand beside an agreement and are not those of its signing: an anniversary, or
    the day from which it is in force. `certain` are the agreements whose
    date is told in so many words, with the number of the sentence; `unsigned` are those of which the article
    says that they are not signed yet.
    """

    lang: str = "en"
    signed: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    in_force: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    other: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, str] = field(default_factory=dict)
    certain: set[tuple[str, int]] = field(default_factory=set)
    unsigned: set[str] = field(default_factory=set)
    _sentence: int = -1
    _starts: list[int] = field(default_factory=list)
    _last: str | None = None
    _ceremony: str | None = None
    _leads_in: bool = False
    _is_item: bool = False

    def enter(self, kind: str) -> None:
        """Go on to a sentence of a block of some kind."""
        self._is_item = kind == "item"

    def note(self, masked: Masked, times: Times) -> None:
        """Take over what a sentence tells: the date beside each word for a signing, or for being in force."""
        self._starts.append(masked.start)
        self._sentence = len(self._starts) - 1
        agreements = [
            (mark, item.entities[0].id)
            for mark, item in zip(masked.marks, masked.items, strict=True)
            if item.type == "Agreement" and item.entities and not _is_aside(masked.text, mark, self.lang)
        ]
        told = [
            each
            for each in times.read(masked)
            if not (is_said(masked.text, each, self.lang) or _is_span(each))
        ]
        self._note_unsigned(masked.text, agreements)
        goes_on = _goes_on(self.lang).match(masked.text) is not None
        if self._ceremony and (self._leads_in or goes_on):
            for _, listed in agreements:
                self.signed[listed].append(self._ceremony)
        is_signing = False
        for match in _cues(self.lang).finditer(masked.text):
            agreement = _nearest(agreements, match.start()) or (self._last if told else None)
            is_signing |= match["signing"] is not None
            if agreement:
                self._enter(match, agreement, told, times)
            if match["signing"] and not self._is_unsigned(match):
                self._note_ceremony(_date_beside(match, told, self.lang), agreement is not None, times)
        for (first, founding), (second, created) in pairwise(agreements):  # "a declaration that created …"
            if words_of("creating", self.lang).fullmatch(masked.text[first + 1 : second].strip()):
                self.signed[created] += self.signed[founding][-1:]
        self._last = agreements[-1][1] if agreements else self._last
        if not (self._is_item and self._leads_in):
            self._leads_in = (is_signing or goes_on) and masked.text.rstrip().endswith(":")

    def _note_unsigned(self, text: str, agreements: Sequence[tuple[int, str]]) -> None:
        """Note the agreement that awaits its signature, or of which there is only a framework."""
        for match in words_of("awaiting", self.lang).finditer(text):
            opens = match.start() <= _SHORT or text[: match.start()].endswith("it ")
            is_of_last = opens and len(text) - match.end() <= _SHORT  # "It has still not been signed."
            agreement = _nearest(agreements, match.start()) or (self._last if is_of_last else None)
            self.unsigned |= {agreement} if agreement else set()
        framework = words_before("framework_for", self.lang)
        self.unsigned |= {agreement for mark, agreement in agreements if framework.search(text, 0, mark)}

    def _note_ceremony(self, date: str | None, is_named: bool, times: Times) -> None:
        """Take over when documents were signed; undated, as the last ones, or on the story's day.

        A date beside the name of an agreement is that of all only where it is news.
        """
        if is_named:
            self._ceremony = date if date and times.is_fresh(date) else self._ceremony
        else:
            value = date or self._ceremony or times.deed or times.trip or times.story
            self._ceremony = as_instant(value, times.published) if value else None

    def _is_unsigned(self, match: re.Match[str]) -> bool:
        """Tell whether a word for a signing tells a plan or is denied."""
        return _unsigned(self.lang).search(match.string, 0, match.start()) is not None

    def _enter(self, match: re.Match[str], agreement: str, told: Sequence[Told], times: Times) -> None:
        """Note the date beside a word for a signing or for being in force."""
        signing = match["signing"] is not None
        value = _date_beside(match, told, self.lang)
        if value is None:
            undated = signing and all(times.is_ahead(each.value) for each in told)
            value = as_instant(times.deed, times.published) if undated and times.deed else None
        years = match["n"] or match["m"]
        date = Hanging("year", -_count(years, self.lang)).after(value) if years and value else value
        if value is None or date is None or self._is_unsigned(match):
            return
        if times.is_ahead(date):
            return
        if told:
            self.certain.add((agreement, self._sentence))
        if not signing or years:
            self.other[agreement].add(value)
        if years is None or _count(years, self.lang):
            (self.signed if signing else self.in_force)[agreement].append(date)

    def date(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield the claims, those on an agreement dated by its signing, else by when it came into force."""
        claims = list(claims)
        for claim in claims:
            if claim.relation == "signed" and claim.period and claim.object:
                self.told.setdefault(claim.object.id, claim.period)
        for claim in claims:
            yield self._dated(claim) if claim.relation in ("party_to", "signed") else claim

    def _dated(self, claim: Claim) -> Claim:
        """Return a claim with the date of its agreement; what was signed on some day is planned no more."""
        agreement = claim.object.id if claim.object else ""
        signed, in_force = _most_exact(self.signed[agreement]), _most_exact(self.in_force[agreement])
        if agreement in self.unsigned and claim.relation == "party_to":
            return replace(claim, status="target")
        sentence = bisect_right(self._starts, claim.start) - 1
        if (
            claim.status == "target"
            and (agreement, sentence) in self.certain
            and claim.relation == "party_to"
        ):
            return replace(claim, status="reported", period=signed or in_force)
        own = claim.period is not None and claim.period not in self.other[agreement]
        vague = own and signed is not None and signed.startswith(str(claim.period))
        if claim.status == "target" or (own and not vague and not _is_soon_after(claim.period, signed)):
            return claim
        if claim.relation == "signed":  # the day that it took effect is none of its signing
            return replace(claim, period=signed or (claim.period if own else None))
        return replace(claim, period=signed or in_force or self.told.get(agreement) or claim.period)


def _is_soon_after(period: str | None, signed: str | None) -> bool:
    """Tell whether a period is a year or two after a signing: the agreement came into force then."""
    return bool(period and signed) and 0 < int(str(period)[:4]) - int(str(signed)[:4]) <= _SOON


def _most_exact(dates: Sequence[str]) -> str | None:
    """Return the date told first, or a more exact one within it."""
    return max((date for date in dates if date.startswith(dates[0])), key=len, default=None)


def _is_aside(text: str, mark: int, lang: str) -> bool:
    """Tell whether a name is told by the way: in brackets, or as a short form ("…, CEPA for short")."""
    in_brackets = text.count("(", 0, mark) > text.count(")", 0, mark)
    return in_brackets or words_of("short_form", lang).match(text, mark + 2) is not None


def _nearest(agreements: Sequence[tuple[int, str]], position: int) -> str | None:
    """Return the agreement named last before a position, else the first behind it."""
    before = [agreement for mark, agreement in agreements if mark < position]
    return before[-1] if before else next((agreement for _, agreement in agreements), None)


def _date_beside(match: re.Match[str], told: Sequence[Told], lang: str) -> str | None:
    """Return the date nearest to a deed, the first day of a stretch."""
    near = [(gap, each.value) for each in told if (gap := _gap(match, each, lang)) is not None]
    return min(near)[1].partition("/")[0] if near else None


def _is_span(told: Told) -> bool:
    """Tell whether a period is the years of a plan, no day on which it was signed."""
    return _YEARS.fullmatch(told.value) is not None and told.words[:1].isdigit()


def _gap(match: re.Match[str], told: Told, lang: str) -> int | None:
    """Return how far a date is from a deed, None where another deed or clause lies between."""
    behind = told.mark >= match.end()
    gap = match.string[match.end() : told.mark] if behind else match.string[told.mark : match.start()]
    breaks = (_BREAK, words_of("other_time", lang), _cues(lang))
    apart = len(gap) > _NEAR or any(each.search(gap) for each in breaks)
    return None if apart else len(gap)


def _count(words: str, lang: str) -> int:
    """Return the number that words stand for, "two" or "second"; 0 for others."""
    if words.isdecimal():
        return int(words)
    lexicon = load_quantities(lang)
    return int(lexicon["counts"].get(words) or lexicon["ordinals"].get(words, 0))


@cache
def _goes_on(lang: str) -> re.Pattern[str]:
    """Return an expression for what opens a sentence on documents that were signed just before."""
    return re.compile(rf"(?:{load_lexicon(lang)['syntax']['signed_before']})(?!\w)")


@cache
def _unsigned(lang: str) -> re.Pattern[str]:
    """Return an expression for words, at the end of a text, behind which "signed" is a plan or denied."""
    return re.compile(rf"(?<!\w)(?:{load_lexicon(lang)['syntax']['unsigned']}) \Z")


@cache
def _cues(lang: str) -> re.Pattern[str]:
    """Return an expression for a signing, or for being in force; `n` and `m` count the years since."""
    syntax = load_lexicon(lang)["syntax"]
    in_force = syntax["in_force"].replace("(?P<n>", "(?P<m>")
    return re.compile(rf"(?<!\w)(?:(?P<signing>{syntax['signings']})|{in_force})(?!\w)")
