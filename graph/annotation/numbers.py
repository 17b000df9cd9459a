"""Percentages and counts: "49 percent", "un 30,8 %", "51,000", "half a million"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from tradegraph.annotation.numberwords import SPACE
from tradegraph.annotation.quantities import (
    DIGITS,
    Amount,
    alternatives,
    decimal_mark,
    find_amounts,
    initial_letters,
    load_quantities,
    number_words,
    parse_number,
    read_words,
)
from tradegraph.model import Mention

# What makes digits part of something else: a letter ("16th"), a sign of percent, more of a date or word; a
# "220-strong team" counts 220.
_NOT_A_COUNT: Final = re.compile(
    r"[^\W\d_]|[ \u00a0\u202f]?[%°º]|[/:]\d|-(?!strong (?:workforce|staff|team|payroll)\b)[A-Za-z]"
)

#: No low end of a range but a year: "3% in 2022 and 4% in 2023".
_YEAR: Final = r"(?:19|20)\d\d(?![\d.,]*\d)"

#: Fewer than this many, told in words, are hardly a figure ("two people", "a shop with fourteen staff").
_FEWEST_SPELT: Final = 8


@cache
def _grammar(lang: str) -> re.Pattern[str]:
    """Return the compiled grammar of percentages; a range has a first number without a sign."""
    lexicon = load_quantities(lang)
    number = rf"(?:{DIGITS}|(?<![\w-])(?:{number_words(lang)})(?=\s))"
    joint = rf"(?:{SPACE}?[-–—]{SPACE}?|{SPACE}{alternatives([*lexicon['ranges'], *lexicon['and']])}{SPACE})"
    points = "|".join(lexicon["percent_points"])
    sign = rf"(?:{SPACE}?%|(?:{SPACE}|-){alternatives(lexicon['percent'])}(?!\w))(?![ -](?:{points})\b)"
    low = rf"(?!{_YEAR})(?P<low>(?>{number}))"
    pattern = rf"(?:{low}{joint})?(?P<number>{number})(?P<sign>{sign})"
    initials = initial_letters(lexicon["numerals"])
    return re.compile(rf"(?<![\w.,])(?=\d|{initials}){pattern}")


def find_percents(text: str, *, lang: str) -> list[Mention]:
    """Return the percentages in a text, mentions of type "Percent" whose value is an unsigned Decimal.

    `lang` is the text's language. A range gives two mentions; percentage points give none.

    >>> [mention.value for mention in find_percents("From 10 to 12.5 percent", lang="en")]
    [Decimal('10'), Decimal('12.5')]
    """
    if "%" not in text and not any(word in text for word in load_quantities(lang)["percent"]):
        return []
    decimal = decimal_mark(text, lang=lang)
    found: list[Mention] = []
    for match in _grammar(lang).finditer(text):
        for name, end in (("low", match.end("low")), ("number", match.end())):
            value = _percent(match[name], lang, decimal) if match[name] else None
            if value is not None:
                found.append(Mention(match.start(name), end, "Percent", value=value))
    return found


def _percent(number: str, lang: str, decimal: str | None) -> Decimal | None:
    """Return the value of a number in digits or words."""
    return parse_number(number, decimal=decimal) if number[0].isdecimal() else read_words(number, lang=lang)


def find_numbers(text: str, *, lang: str, amounts: Iterable[Amount] | None = None) -> list[Mention]:
    """Return the counts in a text, mentions of type "Number" whose value is a Decimal.

    `lang` is the text's language. Counts are numbers in digits, or in words with a scale ("eight hundred"),
    that belong to no longer sign such as "G20", "16th" or "5 %"; the two numbers of a range are two counts.
    Money and years are counts too here: a caller keeps the more special mentions. `amounts` are the text's
    amounts, if already found.

    >>> [mention.value for mention in find_numbers("51,000 jobs, half a million visits", lang="en")]
    [Decimal('51000'), Decimal('500000')]
    """
    amounts = list(find_amounts(text, lang=lang) if amounts is None else amounts)
    scales = [amount.factor for amount in amounts]
    for i, (left, right) in enumerate(pairwise(amounts)):
        if scales[i] == 1 and text[left.end : right.start].strip() in {"-", "–"} and left.value < right.value:
            scales[i] = right.factor
    counts = [
        Mention(amount.start, amount.end, "Number", value=amount.value * (scale / amount.factor))
        for amount, scale in zip(amounts, scales, strict=True)
        if _is_count(text, amount)
    ]
    return sorted([*counts, *_spelt_counts(text, amounts, lang)], key=lambda mention: mention.start)


def _spelt_counts(text: str, amounts: Iterable[Amount], lang: str) -> Iterator[Mention]:
    """Yield the numbers in words without a scale that count what the lexicon lists: "ninety new jobs"."""
    taken = [(amount.start, amount.end) for amount in amounts]
    for match in _counted(lang).finditer(text):
        value = read_words(match["number"], lang=lang)
        is_free = all(match.end("number") <= start or match.start() >= end for start, end in taken)
        if value is not None and value >= _FEWEST_SPELT and is_free:
            yield Mention(match.start(), match.end("number"), "Number", value=value)


@cache
def _counted(lang: str) -> re.Pattern[str]:
    """Return an expression for a number in words before what is counted."""
    lexicon = load_quantities(lang)
    things = alternatives(lexicon["counted"])
    initials = initial_letters([*lexicon["numerals"], lexicon["article"]])
    spelt = rf"(?<![\w-])(?={initials})(?P<number>{number_words(lang)})"
    return re.compile(rf"{spelt}(?={SPACE}(?:[^\W\d][\w-]*{SPACE}){{0,2}}{things}(?!\w))")


def _is_count(text: str, amount: Amount) -> bool:
    """Tell whether a number stands by itself."""
    if amount.attached or amount.short:
        return False
    before = text[max(0, amount.start - 2) : amount.start]
    glued = before[-1:] in "$€£¥₹₩/" or (before[-1:] in "-–." and before[:1].isalpha())
    return not (before and glued) and not _NOT_A_COUNT.match(text, amount.end)
