"""Periods: years, months, days and stretches of them, absolute or seen from the day of publication.

The forms are data (`periods` in `ontology/lexicon/<lang>/quantities.yaml`): regular expressions with slots.
A slot catches a part: `{year}` a year, `{yy}` two of its digits, `{year_or_yy}` either, `{anyyear}` a year
or words such as "last year", `{decade_year}` "1990" or "90", `{month}` a month by name, `{mm}`, `{day}` and
`{dd}` figures, `{n}` a count, `{q}` and `{quarter}` a quarter in figures and words, `{h}` and `{half}` a
half, `{weekday}`, `{fiscal}` the place of a fiscal year ("last"). A digit at its end keeps two slots of a
kind apart. All other slots (`{since}`, `{dash}`) catch nothing. What a form means is its `is`, a name in
`timeline.KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from tradegraph._exceptions import DataError
from tradegraph.annotation.parts import Parts
from tradegraph.annotation.quantities import alternatives, initial_letters, load_quantities
from tradegraph.annotation.timeline import KINDS, last_day, resolve
from tradegraph.annotation.words import any_case
from tradegraph.model import Mention
from tradegraph.ontology.expressions import compile_once

_POINT: Final = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_PERIOD: Final = re.compile(rf"({_POINT})(?:/({_POINT}))?")
_SLOT: Final = re.compile(r"\{([a-z_]+)\d?\}")
_NO_MORE: Final = r"(?![\w%]|[.,]\d)"
_YEAR: Final = rf"(?:1[89]\d\d|20\d\d){_NO_MORE}"
# How far back from a date without a year a word such as "will" puts it in the future, in characters.
_REACH: Final = 90
# A date with no more words before it opens its sentence ("On 14 November he will …"), in characters.
_OPENING: Final = 10
# How many periods' bounds are remembered: articles name the same ones again and again.
_REMEMBERED: Final = 4096
_SENTENCE_END: Final = re.compile(r"[.!?:;]\s|\n")

# The part that each catching slot adds to, and the lexicon entry that gives its words their number.
_CAUGHT: Final[Mapping[str, tuple[str, str | None]]] = {
    "year": ("years", None),
    "yy": ("years", None),
    "year_or_yy": ("years", None),
    "plain_year": ("years", None),
    "decade_year": ("years", None),
    "anyyear": ("years", "relative_years"),
    "month": ("months", "months"),
    "plain_month": ("months", "months"),
    "cued_month": ("months", "months"),
    "mm": ("months", None),
    "day": ("days", None),
    "dd": ("days", None),
    "n": ("n", "counts"),
    "q": ("n", None),
    "h": ("n", None),
    "quarter": ("n", "quarters"),
    "half": ("n", "halves"),
    "weekday": ("n", "weekdays"),
    "fiscal": ("n", "fiscal_shifts"),
}


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a period: the function that gives its value, and its catching groups as (group, slot)."""

    kind: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """All forms of a language as one regular expression; the last group of a match names its form."""

    pattern: re.Pattern[str]
    forms: Mapping[str, _Form]
    values: Mapping[str, Mapping[str, int]]
    future: re.Pattern[str]
    to_come: re.Pattern[str]
    said: re.Pattern[str]
    told_clause: re.Pattern[str]
    relative_clause: re.Pattern[str]
    gone: re.Pattern[str]
    fiscal_starts: Mapping[str, int]


def _slots(lexicon: Mapping[str, Any]) -> dict[str, str]:
    """Return the regular expression of each slot."""
    cues = "|".join(rf"(?<=\b{cue} )" for cue in lexicon["month_cues"])
    not_before = "".join(rf"(?<!\b{re.escape(word)} )" for word in lexicon["not_year_before"])
    not_next = rf"(?!\s{alternatives(lexicon['not_year_next'].split())}\b)"
    return {
        **lexicon["period_words"],
        "year": _YEAR,
        "yy": rf"\d\d{_NO_MORE}",
        "year_or_yy": rf"(?:{_YEAR}|\d\d{_NO_MORE})",
        "anyyear": rf"(?:{_YEAR}|{alternatives(lexicon['relative_years'])}\b)",
        "plain_year": rf"{not_before}(?:19\d\d|20\d\d){_NO_MORE}(?![-–/]\w){not_next}",
        "decade_year": r"(?:1[89]\d0|20\d0|\d0)",
        "month": alternatives(lexicon["months"]),
        "plain_month": alternatives(lexicon["plain_months"]) + r"\b",
        "cued_month": rf"(?:{cues}){alternatives(lexicon['cued_months'])}\b",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?![\d%]|[.,]\d)",
        "mm": r"(?:0[1-9]|1[0-2])",
        "dd": r"(?:0[1-9]|[12]\d|3[01])",
        "n": rf"(?:\d{{1,2}}|{any_case(lexicon['counts'])})",
        "q": "[1-4]",
        "h": "[12]",
        "quarter": any_case(lexicon["quarters"]),
        "half": any_case(lexicon["halves"]),
        "weekday": alternatives(lexicon["weekdays"]) + r"\b",
        "fiscal": any_case(lexicon["fiscal_shifts"]),
        "weekday_before": "",  # caught as a weekday
        "dash": r"\s?[-–—]\s?",
        "slash": "[-–—/]",
    }


@cache
def _grammar(lang: str) -> _Grammar:
    lexicon = load_quantities(lang)
    slots, sources, forms = _slots(lexicon), [], {}
    for index, entry in enumerate(lexicon["periods"]):
        source, groups = _compile_form(entry["form"], f"f{index}", slots)
        sources.append(source)
        forms[f"f{index}"] = _Form(_known("kind of period", entry["is"], KINDS), groups)
    return _Grammar(
        compile_once(rf"\b(?={_starts(lexicon)})(?<![$€£¥₹#/])(?<!\d[.,–-])(?:{'|'.join(sources)})(?!\w)"),
        forms,
        {slot: lexicon[entry] for slot, (_, entry) in _CAUGHT.items() if entry},
        re.compile(rf"\b(?:{alternatives(lexicon['future'])}|{lexicon['future_forms']})\b"),
        re.compile(rf"\b(?:{alternatives(lexicon['to_come'])}|{lexicon['future_forms']})\b"),
        re.compile(rf"\b{alternatives(lexicon['said'])}\b"),
        re.compile(rf"\b(?:{lexicon['told_clause']}) "),
        re.compile(rf"\b(?:{lexicon['relative_clause']}) (?:[a-z]+ )?\Z"),
        re.compile(rf"\b(?:{lexicon['date_gone']}) \Z"),
        lexicon["fiscal_starts"],
    )


def _compile_form(form: str, name: str, slots: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a form as a regular expression that ends in an empty group `name`, and its catching groups.

    The group stands behind: the engine passes an alternative over by its first letter where none opens it.
    """
    groups: list[tuple[str, str]] = []

    def expand(match: re.Match[str]) -> str:
        slot = _known("slot in a period", match[1], slots)
        if slot == "weekday_before":
            groups.append((f"{name}_{len(groups)}", "weekday"))
            return f"(?:(?P<{groups[-1][0]}>{slots['weekday']}),? )"
        if slot not in _CAUGHT:
            return slots[slot]
        groups.append((f"{name}_{len(groups)}", slot))
        return f"(?P<{groups[-1][0]}>{slots[slot]})"

    return f"(?:{_SLOT.sub(expand, form)})(?P<{name}>)", tuple(groups)


def _known(what: str, name: str, names: Iterable[str]) -> str:
    if name not in names:
        raise DataError(f"quantities.yaml: unknown {what} {name!r}; known are {', '.join(sorted(names))}")
    return name


def _starts(lexicon: Mapping[str, Any]) -> str:
    """Return a quick test for where a period may begin: the long list of forms is tried there alone."""
    names, words = [*lexicon["months"], *lexicon["weekdays"]], lexicon["period_starts"]
    initials = initial_letters([*names, *words])
    return rf"\d|FY|CY|(?={initials})(?:{alternatives(names)}|{any_case(words)})(?![^\W\d])"


def find_periods(text: str, *, lang: str, published: date | None) -> list[Mention]:
    """Return the periods in a text, mentions of type "Period".

    The value is an ISO 8601 year, month, date or interval ("2019/2023"), a `Hanging` for a period that
    hangs on another one in the text ("a year earlier"), None where nothing tells which is meant. `lang` is
    the text's language; `published` the day from which relative periods are seen: without it they give
    nothing. A date without a year is the nearest past one, after "will", "next" and the like the nearest to
    come. "Since 2018" runs to the year of publication, "by 2030" from it.

    >>> text = "in the first half of 2024, up on last year"
    >>> found = find_periods(text, lang="en", published=date(2025, 5, 1))
    >>> [mention.value for mention in found]
    ['2024-01/2024-06', '2024']
    """
    grammar = _grammar(lang)
    found = []
    for match in grammar.pattern.finditer(text):
        form = grammar.forms[str(match.lastgroup)]
        parts = _parts(match, form, grammar, published)
        value = resolve(form.kind, parts) if parts else None
        if value is not None or form.kind == "unknown":
            found.append(Mention(match.start(), match.end(), "Period", value=value))
    return found


def _parts(match: re.Match[str], form: _Form, grammar: _Grammar, published: date | None) -> Parts | None:
    """Return what a match caught, or None where it needs a publication date that is not known."""
    caught: dict[str, list[int]] = {"years": [], "months": [], "days": [], "n": []}
    for group, slot in form.groups:
        words = match[group]
        if words is None:
            continue
        number = int(words) if words.isdecimal() else _value(words, grammar.values[slot])
        if slot == "anyyear" and not words.isdecimal():
            if published is None:
                return None
            number += published.year
        caught[_CAUGHT[slot][0]].append(number)
    return Parts(
        published,
        years=tuple(caught["years"]),
        months=tuple(caught["months"]),
        days=tuple(caught["days"]),
        n=caught["n"][0] if caught["n"] else None,
        future=not caught["years"] and _speaks_of_future(match, grammar),
        fiscal_start=_fiscal_start(match.string, grammar) if form.kind == "financial_year" else 1,
    )


def _value(words: str, values: Mapping[str, int]) -> int:
    """Return the number that words stand for, written with or without a capital."""
    return values[words] if words in values else values[words.lower()]


def _speaks_of_future(match: re.Match[str], grammar: _Grammar) -> bool:
    """Tell whether a word puts a date in the future: before it, or behind one that opens a sentence."""
    text, start = match.string, match.start()
    before = _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]
    clause = grammar.told_clause.split(before)[-1]
    if grammar.gone.search(before):
        return False
    if grammar.future.search(before):
        return True
    opens = len(clause) < min(_OPENING, start + 1)
    behind = _SENTENCE_END.split(text[match.end() : match.end() + 2 * _REACH])[0] if opens else ""
    found = grammar.to_come.search(behind)
    if found is None or grammar.relative_clause.search(behind[: found.start()]):
        return False
    return not grammar.said.search(behind, 0, found.start())


def _fiscal_start(text: str, grammar: _Grammar) -> int:
    """Return the month that fiscal years begin with in the country that the text names most."""
    counts = {name: text.count(name) for name in grammar.fiscal_starts}
    best = max(counts, key=lambda name: counts[name])
    return grammar.fiscal_starts[best] if counts[best] else 1


def is_period(value: str) -> bool:
    """Tell whether `value` is an ISO 8601 year, month, date or interval of these, with real months and days.

    >>> is_period("2024-01/2024-06"), is_period("2024-13")
    (True, False)
    """
    try:
        first, last = period_bounds(value)
    except ValueError:
        return False
    return first <= last


@lru_cache(maxsize=_REMEMBERED)
def period_bounds(value: str) -> tuple[date, date]:
    """Return the first and the last day of a period, an ISO 8601 year, month, date or interval of these.

    Raises ValueError where `value` is none.

    >>> period_bounds("2023/2024-02")
    (datetime.date(2023, 1, 1), datetime.date(2024, 2, 29))
    """
    match = _PERIOD.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no period: write a year, month, date or two of them with a slash")
    return _first_day(match[1]), _last_day(match[2] or match[1])


def _first_day(point: str) -> date:
    return date.fromisoformat((point + "-01-01")[:10])


def _last_day(point: str) -> date:
    if len(point) == len("2024-01-31"):
        return date.fromisoformat(point)
    return last_day(int(point[:4]), int(point[5:] or 12))
