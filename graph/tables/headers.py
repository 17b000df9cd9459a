"""What header cells, row labels and captions of statistical tables say of the figures beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.periods import find_periods, period_bounds
from tradegraph.extraction.masking import Item
from tradegraph.model import Document, Mention
from tradegraph.ontology.lexicon import load_lexicon
from tradegraph.tables.cells import Unit, find_units
from tradegraph.tables.cue import Cue
from tradegraph.tables.words import BRACKETS, blank, cues, flow_of, flow_words, plain, spell, table_words

_GOODS: Final = {"Product", "Sector"}
_LETTER: Final = re.compile(r"[^\W\d_]")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: An ISO 8601 day or a stretch of days.
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
#: What may stand between a place and the flow that is its own: "Florida's total goods exports".
_OWN: Final = r"(?: [a-z]+){0,2} "


@dataclass(frozen=True)
class HeaderReader:
    """Reads the words around the figures of one article's tables."""

    document: Document
    homes: Mapping[str, Item]

    @property
    def lang(self) -> str:
        """The language of the tables' words."""
        return "es" if self.document.article.lang == "es" else "en"

    def read_cell(self, start: int, end: int) -> Cue:
        """Return what the header cell or row label `text[start:end]` says."""
        text = self.document.article.text[start:end]
        unit = find_units(text, lang=self.lang, bare=True)
        cue = self._read(start, end, unit)
        kind = self._kind(text, cue, unit)
        period = self.period_of(text, growth=kind == "growth")
        if kind == "value" and self._is_earlier(text):
            kind = "other"
        place = self._place_alone(start, end, unit)
        return replace(cue, kind="value" if place else kind, period=period, place=place)

    def read_caption(self, start: int, end: int, *, loose: bool) -> Cue:
        """Return what the caption or sentence `text[start:end]` says of a whole table.

        With `loose` the only place in it is whose trade it is, whatever stands around.
        """
        text = self.document.article.text[start:end]
        unit = find_units(text, lang=self.lang, bare=False)
        noted = BRACKETS.search(text) or cues(self.lang, "in_money").search(plain(text))
        if unit.currency is None and noted:  # "Key figures (US$, f.o.b.)", "Figures in dollars"
            bare = find_units(text[noted.start() : noted.end()], lang=self.lang, bare=True)
            unit = replace(unit, currency=bare.currency)
        cue = self._read(start, end, unit)
        growth = cue.flow and cue.percent and cues(self.lang, "growth").search(plain(text))
        places = list(self._places(start, end, unit))
        if loose and len(places) == 1 and not cue.reporter and not cue.partner:
            cue = replace(cue, reporter=_to_item(places[0]))
        return replace(cue, kind="growth" if growth else None, period=self.period_of(text))

    def read_note(self, start: int, end: int) -> Cue:
        """Return what a note under a table says: its unit and period."""
        text = self.document.article.text[start:end]
        unit = find_units(text, lang=self.lang, bare=False)
        return Cue(currency=unit.currency, scale=unit.scale, period=self.period_of(text))

    def growth_flow(self, start: int, end: int) -> str | None:
        """Return the flow that a note says changes are of: "Change refers to total trade"."""
        for sentence in plain(self.document.article.text[start:end]).split(". "):
            refers = cues(self.lang, "refers").search(sentence)
            if refers and cues(self.lang, "growth").search(sentence, 0, refers.start()):
                return flow_of(sentence[refers.end() :], self.lang)
        return None

    def period_of(self, text: str, *, growth: bool = False) -> str | None:
        """Return the period that words name, the latest of several; days and bases of changes left out."""
        spelled = spell(text, self.lang)
        found = find_periods(spelled, lang=self.lang, published=self.document.article.published)
        values = [
            (bool(_YEAR.search(spelled[m.start : m.end])), m.value)
            for m in found
            if isinstance(m.value, str) and not _DAY.match(m.value) and not self._is_base(spelled, m)
        ]
        if values:
            value = max(values, key=lambda entry: (entry[0], period_bounds(entry[1])[1]))[1]
            return value.rpartition("/")[2] if growth and len(value) == len("2023/2024") else value
        return None if found else max(_YEAR.findall(spelled), default=None)

    def _is_base(self, text: str, period: Mention) -> bool:
        """Tell whether a period is what a change is measured against: "on 2023", "frente a 2023"."""
        digit = next((i for i in range(period.start, period.end) if text[i].isdigit()), period.start)
        ends = (plain(text[:position]).rstrip() for position in (period.start, digit))
        return any(
            m.end() == len(before) for before in ends for m in cues(self.lang, "bases").finditer(before)
        )

    def _is_earlier(self, text: str) -> bool:
        """Tell whether a header is about a time seen from another one: "a year earlier"."""
        found = find_periods(text, lang=self.lang, published=self.document.article.published)
        return bool(found) and not any(isinstance(m.value, str) for m in found)

    def _read(self, start: int, end: int, unit: Unit) -> Cue:
        text = plain(self.document.article.text[start:end])
        flow = flow_of(text, self.lang) or self._way(text, start, end, unit)
        reporter, partner = self._sides(start, end, unit, flow)
        forecast = cues(self.lang, "forecasts").search(plain(spell(text, self.lang)))
        target = cues(self.lang, "targets").search(text)
        dangling = flow is not None and self._role_before(text + " ", flow) == "partner"
        return Cue(
            flow=flow,
            reporter=reporter,
            partner=partner,
            product=self._product(start, end),
            currency=unit.currency,
            scale=unit.scale,
            percent="%" in text or any(word in text for word in self._percent_words),
            status="projected" if forecast else "target" if target else None,
            scope=next((s for s in table_words(self.lang)["scopes"] if self._has(text, "scopes", s)), None),
            deficit=flow == "balance" and bool(cues(self.lang, "deficits").search(text)) and "/" not in text,
            partners=dangling or bool(cues(self.lang, "partners").search(text)),
        )  # fmt: skip

    def _way(self, text: str, start: int, end: int, unit: Unit) -> str | None:
        """Return the flow of a header that is a direction and a place, in its plain `text`: "From Fiji"."""
        first = next(self._places(start, end, unit), None)
        before = plain(self.document.article.text[start : first.start]).strip() if first else ""
        ways = table_words(self.lang)["ways"]
        is_bare = first is not None and not _LETTER.search(text[first.end - start :])
        return next((flow for flow, words in ways.items() if is_bare and before in words), None)

    def _has(self, text: str, *path: str) -> bool:
        return cues(self.lang, *path).search(text) is not None

    @property
    def _percent_words(self) -> list[str]:
        return list(load_lexicon(self.lang)["quantities"]["percent"])

    def _kind(self, text: str, cue: Cue, unit: Unit) -> str:
        words = plain(text)
        if cues(self.lang, "others").search(words) or cues(self.lang, "shares").search(words):
            return "other"
        growth = cues(self.lang, "growth").search(words)
        if not growth and self._is_rank(words):
            return "rank"
        if growth:
            money = unit.currency and not cue.percent
            sure = cue.percent or cues(self.lang, "rates").search(words)
            return "other" if money else "growth" if sure else "percent"
        if cue.percent:
            return "percent"
        return "value" if cue.flow or self._is_generic(text, unit) else "other"

    def _is_rank(self, words: str) -> bool:
        rest, found = cues(self.lang, "ranks").subn(" ", words)
        rest = cues(self.lang, "generic").sub(" ", flow_words(self.lang).sub(" ", rest))
        return bool(found) and not _LETTER.search(rest)

    def _is_generic(self, text: str, unit: Unit) -> bool:
        """Tell whether a header holds only units, periods and empty words ("Value, US$ bn", "2024")."""
        spelled = spell(blank(text, unit.spans), self.lang)
        periods = find_periods(spelled, lang=self.lang, published=self.document.article.published)
        spelled = blank(spelled, [(period.start, period.end) for period in periods])
        rest = cues(self.lang, "generic").sub(" ", plain(spelled))
        rest = cues(self.lang, "forecasts").sub(" ", rest)
        return len(_LETTER.findall(rest)) < 2 and bool(text.strip() or unit.spans)

    def mentions_in(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that lie in `text[start:end]`, in order."""
        mentions = self.document.mentions
        first = bisect_left(mentions, start, key=lambda mention: mention.start)
        yield from takewhile(lambda mention: mention.end <= end, mentions[first:])

    def _places(self, start: int, end: int, unit: Unit) -> Iterator[Mention]:
        """Yield the places named in `text[start:end]`, without those in a unit such as "US$ bn"."""
        text = self.document.article.text
        for m in self.mentions_in(start, end):
            if m.type in STATES and m.entities:
                in_unit = any(begin < m.end - start and m.start - start < stop for begin, stop in unit.spans)
                if not in_unit and text[m.end : m.end + 1] != "$":
                    yield m

    def _place_alone(self, start: int, end: int, unit: Unit) -> Item | None:
        places = list(self._places(start, end, unit))
        if not places:
            return None
        first, text = places[0], self.document.article.text[start:end]
        outside = blank(text, [*unit.spans, (first.start - start, first.end - start)])
        rest = BRACKETS.sub("", outside)
        rest = _articles(self.lang).sub("", plain(rest) + " ")
        return None if len(_LETTER.findall(rest)) > 1 or first.adjective else _to_item(first)

    def _sides(self, start: int, end: int, unit: Unit, flow: str | None) -> tuple[Item | None, Item | None]:
        """Return whose trade `text[start:end]` speaks of, and with whom, by the words around the places."""
        text, sides = self.document.article.text, dict[str, Item]()
        places = list(self._places(start, end, unit))
        roles = [self._role_before(plain(text[start : m.start]), flow) for m in places]
        for index, (m, role) in enumerate(zip(places, roles, strict=True)):
            if role == "either":  # "importaciones de Fiyi", which goes on "desde Noruega" or not
                is_home = any(home.entities == m.entities for home in self.homes.values())
                role = "reporter" if is_home or "partner" in roles else "partner"
            if role is None and index and self._are_joined(places[index - 1], m) and sides:
                role = "partner" if "reporter" in sides else None
            if role is None and self._owns(
                m, end, joined=index + 1 < len(places) and self._are_joined(m, places[index + 1])
            ):
                role = "reporter"
            if role is not None:
                sides.setdefault(role, _to_item(m))
        return sides.get("reporter"), sides.get("partner")

    def _role_before(self, before: str, flow: str | None) -> str | None:
        """Return the role of a place by the preposition that `before` ends with."""
        links = table_words(self.lang)["links"]["total" if flow in (None, "trade") else flow]
        words = [(word, role) for role, entries in links.items() for word in entries]
        ended = _articles(self.lang).sub("", before).rstrip()
        for word, role in sorted(words, key=lambda entry: -len(entry[0])):
            if ended.endswith(word) and not ended[: -len(word)][-1:].isalnum():
                return str(role)
        return None

    def _owns(self, place: Mention, end: int, *, joined: bool) -> bool:
        """Tell whether the words after a place name its own trade: "Florida exports", "Peru's partners"."""
        after = plain(self.document.article.text[place.end : end])
        possessive = any(after.startswith(mark) for mark in table_words(self.lang)["possessives"])
        own = re.match(rf"(?:'s?)?{_OWN}?", after)
        rest = after[own.end() :] if own else after
        followed = any(
            found and found.start() <= len(_OWN)
            for found in (flow_words(self.lang).search(rest), cues(self.lang, "partners").search(rest))
        )
        return place.adjective or possessive or joined or followed or after.startswith(":")

    def _are_joined(self, first: Mention, second: Mention) -> bool:
        between = plain(self.document.article.text[first.end : second.start]).strip()
        return between in table_words(self.lang)["joints"]

    def _product(self, start: int, end: int) -> Item | None:
        """Return the product of a flow or of its partners: "copper exports", "buyers of Kenyan tea"."""
        text, generic = self.document.article.text, table_words(self.lang)["generic"]
        before_goods, behind_goods = _around_goods(self.lang)
        for m in self.mentions_in(start, end):
            if m.type in _GOODS and plain(text[m.start : m.end]) not in generic:
                before, after = plain(text[start : m.start]), plain(text[m.end : end])
                if behind_goods.match(after) or before_goods.search(before):
                    return _to_item(m)
        return None


@cache
def _around_goods(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return expressions for the flow before or behind its product: "exports of", "buyers of Kenyan"."""
    flows, partners = flow_words(lang).pattern, cues(lang, "partners").pattern
    return re.compile(rf"(?:{flows}|{partners}) (?:of|for|de|del)(?: \w+)? \Z"), re.compile(rf" {flows}")


@cache
def _articles(lang: str) -> re.Pattern[str]:
    """Return an expression for an article at the end of the words before a place."""
    return re.compile(rf"(?:(?<!\w)(?:{'|'.join(table_words(lang)['articles'])}) )?\Z")


def _to_item(mention: Mention) -> Item:
    return Item(mention.type, mention.start, mention.end, mention.entities)
