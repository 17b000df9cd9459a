"""Amounts: the digits and number words of a text and what they are worth.

Number words, scales and the decimal mark come from `ontology/lexicon/<lang>/quantities.yaml`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from tradegraph._exceptions import DataError
from tradegraph.annotation.numberwords import SPACE, add_up, read_decimals, to_number_words
from tradegraph.annotation.words import any_case, to_prefix_tree
from tradegraph.ontology.lexicon import data_folder, read_yaml

#: A number in digits: groups parted by spaces or apostrophes, or by points and commas.
DIGITS: Final = r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"

_ONE: Final = Decimal(1)
_THOUSAND: Final = 1000
_MILLION: Final = Decimal(10) ** 6
#: What has more digits counts nothing that news tell.
_MOST_DIGITS: Final = 30
# One separator and three digits read as thousands, or as anything else: what tells an article's decimal mark.
_COMMA_GROUPS: Final = re.compile(r"\d,\d{3}(?!\d)")
_POINT_GROUPS: Final = re.compile(r"\d\.\d{3}(?!\d)")
_COMMA_DECIMALS: Final = re.compile(r"\d,\d{1,2}(?!\d)")
_POINT_DECIMALS: Final = re.compile(r"\d\.\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text, `text[start:end]`, with its scale words.

    `value` includes the scale, `factor` is the scale alone (1 without one); `short` tells a scale that is an
    abbreviation ("bn"), `worded` a number in words, `attached` digits that follow a letter ("KSh60", "G20").
    """

    start: int
    end: int
    value: Decimal
    factor: Decimal = _ONE
    short: bool = False
    worded: bool = False
    attached: bool = False


@cache
def load_quantities(lang: str) -> Mapping[str, Any]:
    """Return the quantity lexicon of a language, an ISO 639-1 code.

    Raises DataError where there is none.
    """
    path = data_folder() / "lexicon" / lang / "quantities.yaml"
    if not path.is_file():
        raise DataError(
            f"no quantity lexicon for language {lang!r}: add ontology/lexicon/{lang}/quantities.yaml"
        )
    entries: Mapping[str, Any] = read_yaml(path)
    return entries


def alternatives(words: Iterable[str]) -> str:
    r"""Return a regular expression for any of the words, longer ones first.

    >>> alternatives(["one", "one half"])
    '(?:one(?:\\ half)?)'
    """
    return f"(?:{to_prefix_tree(words)})"


def either_case(word: str) -> str:
    r"""Return a regular expression for a word with its first letter in either case.

    >>> either_case("half a")
    '[Hh]alf\\ a'
    """
    first, rest = word[0], re.escape(word[1:])
    return f"[{first.upper()}{first.lower()}]{rest}" if first.isalpha() else re.escape(word)


def initial_letters(words: Iterable[str]) -> str:
    """Return a regular expression for the first letters of the words in either case, a quick test.

    >>> initial_letters(["one", "two"])
    '[OTot]'
    """
    return (
        "["
        + "".join(sorted({letter for word in words for letter in (word[0].lower(), word[0].upper())}))
        + "]"
    )


def decimal_mark(text: str, *, lang: str) -> str | None:
    """Return the decimal mark that an article uses, or None where both readings stand open.

    English has the point. Spanish is written with either: an article with groups of three after a comma and
    more signs of a decimal point than of a comma has the point, and the other way round. One number alone
    does not tell.

    >>> decimal_mark("9,000 millones, un 15.3 %", lang="es")
    '.'
    """
    fixed = load_quantities(lang)["decimal"]
    if fixed is not None:
        return str(fixed)
    comma_groups, point_groups = len(_COMMA_GROUPS.findall(text)), len(_POINT_GROUPS.findall(text))
    comma_decimals, point_decimals = len(_COMMA_DECIMALS.findall(text)), len(_POINT_DECIMALS.findall(text))
    margin = comma_groups + point_decimals - point_groups - comma_decimals
    if margin > 0 and comma_groups and (point_decimals or comma_groups > 1):
        return "."
    return "," if margin < 0 and point_groups and (comma_decimals or point_groups > 1) else None


def parse_number(digits: str, *, decimal: str | None = ".") -> Decimal | None:
    """Return the value of a number in digits, or None where its separators make no sense.

    `decimal` is the decimal mark. Where it is not known a single separator before exactly three digits
    parts thousands. Groups of two are Indian ("1,00,000").

    >>> parse_number("3.051", decimal=None), parse_number("3.051"), parse_number("24,7", decimal=None)
    (Decimal('3051'), Decimal('3.051'), Decimal('24.7'))
    """
    digits = re.sub(r"[^\d.,]", "", digits)
    if len(digits) > _MOST_DIGITS:
        return None
    head, mark, tail = _split_decimals(digits, decimal=decimal)
    groups = re.split(r"[.,]", head)
    if len(groups) > 1 and not (len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups[1:])):
        return None
    return Decimal("".join(groups) + (f".{tail}" if mark else ""))


def _split_decimals(digits: str, *, decimal: str | None) -> tuple[str, str, str]:
    """Part a number into whole, mark and decimals; the latter two are empty for a whole number."""
    whole = (digits, "", "")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return whole
    head, mark, tail = digits[:last], digits[last], digits[last + 1 :]
    if mark in head:
        return whole
    if "." in head or "," in head or len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return head, mark, tail
    return (head, mark, tail) if mark == decimal else whole


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled grammar of a language's amounts."""

    pattern: re.Pattern[str]
    token: re.Pattern[str]
    number: str
    point: re.Pattern[str]
    numerals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    half: re.Pattern[str]
    short: frozenset[str]


@cache
def _grammar(lang: str) -> _Grammar:
    lexicon = load_quantities(lang)
    numerals = {word: Decimal(str(value)) for word, value in lexicon["numerals"].items()}
    words, short = _in_any_case(lexicon["scales"]), lexicon["short_scales"]
    scales = {word: Decimal(value) for word, value in {**words, **short}.items()}
    words_of = to_number_words(lexicon, numerals)
    number, scale, any_scale = words_of.number, alternatives(words), alternatives(scales)
    initials = initial_letters([*numerals, lexicon["article"]])
    gap = rf"(?:{SPACE}|-)"
    # "5 mil 300 millones": Spanish adds a number below a thousand after a scale.
    tail = rf"(?:{SPACE}\d{{1,3}}(?![\w.,]*\d)(?:{SPACE}{scale}(?!\w))*)*" if lexicon["compound"] else ""
    half = rf"(?:{lexicon['half_more']})?"
    digits = rf"(?:{DIGITS})(?P<scales>(?:(?:{gap}?{any_scale}(?!\w))+{half})?)"
    inner = rf"(?:(?<=mil){SPACE}\d{{1,3}})?" if lexicon["compound"] else ""
    # "mil 900 personas", "más de mil empleos": a thousand needs no "un" before it.
    alone = rf"|\b(?:mil|Mil)\b(?:{SPACE}\d{{1,3}}(?![\w.,]*\d))?" if lexicon["compound"] else ""
    then = rf"{gap}{scale}(?!\w)"
    # "two thousand five hundred": numbers of a language whose thousand is no numeral
    thousands = [word for word, value in words.items() if value == _THOUSAND and word not in numerals]
    rest = rf"(?:{SPACE}{alternatives(lexicon['and'])})?{SPACE}{number}(?![-\w])(?!{gap}{scale})"
    below = "".join(rf"(?:(?<={re.escape(word)}){rest})?" for word in thousands if word.isalpha())
    worded = (
        rf"\b(?={initials})(?<!-)(?:{words_of.large}(?:{then})*"
        rf"|(?:{number}{inner}|{either_case(lexicon['article'])})(?:{then})+{below}){half}"
    )
    return _Grammar(
        pattern=re.compile(rf"(?P<digits>{digits}{tail})|(?P<words>{worded}{tail}{alone})"),
        token=re.compile(
            rf"{DIGITS}|(?<![^\W\d])(?:{any_case(numerals)}|{words_of.point})(?!\w)|{any_scale}(?!\w)"
        ),
        number=number,
        point=re.compile(words_of.point),
        numerals={**numerals, lexicon["article"]: _ONE},
        scales=scales,
        half=re.compile(rf"(?:{lexicon['half_more']})\Z"),
        short=frozenset(short) - frozenset(words),
    )


def _in_any_case(scales: Mapping[str, int]) -> Mapping[str, int]:
    """Return large scales with their words in capitals, too: "US$12 Million", "90 BILLION"."""
    large = {word: value for word, value in scales.items() if value >= _MILLION}
    titled, upper = ({case(word): value for word, value in large.items()} for case in (str.title, str.upper))
    return {**titled, **upper, **scales}


def find_amounts(text: str, *, lang: str) -> Iterator[Amount]:
    """Yield the numbers of a text in order: digits with or without a scale, number words with one.

    `lang` is the text's language, an ISO 639-1 code with a quantity lexicon.
    """
    grammar, decimal = _grammar(lang), decimal_mark(text, lang=lang)
    for match in grammar.pattern.finditer(text):
        words = match.group()
        amount = _evaluate(words, grammar=grammar, decimal=decimal)
        if amount is not None:
            value, factor, short = amount
            start, worded = match.start(), match["words"] is not None
            attached = not worded and start > 0 and text[start - 1].isalpha()
            yield Amount(start, match.end(), value, factor, short, worded, attached)


def _evaluate(words: str, *, grammar: _Grammar, decimal: str | None) -> tuple[Decimal, Decimal, bool] | None:
    """Return the value, the scale and whether an abbreviation is among the scales."""
    more = grammar.half.search(words)  # "un millón y medio"
    tokens = grammar.token.findall(words[: more.start()] if more else words)
    segments: list[tuple[Decimal, Decimal]] = []
    decimals: list[Decimal] | None = None
    factor, short = _ONE, False
    mark = decimal or _mark_before_scale(tokens, grammar.scales)
    for token in tokens:
        scale = grammar.scales.get(token)
        if scale is not None:
            factor, short = factor * scale, short or token in grammar.short
            segments += [(read_decimals(decimals), Decimal(0))] if decimals else []
            decimals = None
            add_up(segments, scale)
        elif grammar.point.fullmatch(token):
            decimals = []
        else:
            number = grammar.numerals.get(token[:1].lower() + token[1:])
            number = parse_number(token, decimal=mark) if number is None else number
            if number is None:
                return None
            if decimals is None:
                segments.append((number, Decimal(0)))
            else:
                decimals.append(number)
    total = sum((value for value, _ in segments), read_decimals(decimals or []))
    half = factor / 2 if more else Decimal(0)
    return to_plain(total + half), factor, short


def number_words(lang: str) -> str:
    """Return a regular expression for the numbers that a language writes in words."""
    return _grammar(lang).number


def read_words(words: str, *, lang: str) -> Decimal | None:
    """Return the value of a number in words, None where they are none.

    >>> read_words("thirty-two point five", lang="en")
    Decimal('32.5')
    """
    found = _evaluate(words, grammar=_grammar(lang), decimal=None)
    return found[0] if found else None


def to_plain(value: Decimal) -> Decimal:
    """Return the value without idle decimals or an exponent.

    >>> to_plain(Decimal("1.20E3"))
    Decimal('1200')
    """
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _mark_before_scale(tokens: list[str], scales: Mapping[str, Decimal]) -> str | None:
    """Return the decimal mark of a number before a scale of which nobody counts thousands.

    "1.125 billones" and "37.449 mil millones" are decimals, "3.051 millones" is not.
    """
    scale = math.prod((scales.get(token, _ONE) for token in tokens[1:]), start=_ONE)
    return next((mark for mark in ".," if mark in tokens[0]), None) if scale > _MILLION else None
