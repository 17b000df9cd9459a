"""The cells of statistical tables: where they lie, the figures in them, and units of money in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from tradegraph.annotation.currencies import currency_signs, currency_words
from tradegraph.annotation.numberwords import SPACE
from tradegraph.annotation.quantities import DIGITS, alternatives, load_quantities, parse_number
from tradegraph.annotation.text import fold_variants
from tradegraph.model import Article
from tradegraph.tables.words import plain, table_words

_MINUS: Final = r"\-–—−"
#: What may follow a figure: a note's mark.
_MARK: Final = r"(?:\.?[ºª°]|st|nd|rd|th|\.)?(?:\s?(?:[*†‡§¹²³⁴⁵]+|\[\w\]|\((?:[a-z]|\d)\)|/\d|[pef](?!\w)))*"
_POINT_DECIMALS: Final = re.compile(r"\d\.\d{1,2}(?!\d)")
_COMMA_DECIMALS: Final = re.compile(r"\d,\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, without the space around it: `text` is `article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell with its sign; `currency` is an ISO code or a local word, both None without."""

    start: int
    end: int
    value: Decimal
    currency: str | None = None
    scale: Decimal | None = None
    percent: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money in words, "US$ bn"; either part may be missing. `spans` is where the words lie."""

    currency: str | None = None
    scale: Decimal | None = None
    spans: tuple[tuple[int, int], ...] = ()


def find_runs(article: Article, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last block of each run of blocks of a kind, such as "row"."""
    found = {index: None for index, block in enumerate(article.blocks) if block.kind == kind}
    starts = [index for index in found if index - 1 not in found]
    ends = [index for index in found if index + 1 not in found]
    yield from zip(starts, ends, strict=True)


def split_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of the row `text[start:end]`.

    >>> [cell.text for cell in split_cells("1 | Mexico |", 0, 12)]
    ['1', 'Mexico', '']
    """
    cells, position = [], start
    for part in text[start:end].split("|"):
        begin = position + len(part) - len(part.lstrip())
        cells.append(Cell(begin, begin + len(part.strip()), part.strip()))
        position += len(part) + 1
    return tuple(cells)


def find_decimal(cells: Iterable[str], *, lang: str) -> str | None:
    """Return the decimal mark of a table, or None where no figure tells."""
    fixed = load_quantities(lang)["decimal"]
    if fixed is not None:
        return str(fixed)
    text = " | ".join(cells)
    points, commas = len(_POINT_DECIMALS.findall(text)), len(_COMMA_DECIMALS.findall(text))
    return "." if points > commas else "," if commas else None


def read_figures(cell: Cell, *, lang: str, decimal: str | None) -> tuple[Figure, ...]:
    """Return the figures of a cell that holds nothing else: one, or a second one in brackets after it.

    Brackets around all of the cell make it negative, as in accounts.

    >>> [str(figure.value) for figure in read_figures(Cell(0, 13, "94.4 (–9.3 %)"), lang="en", decimal=".")]
    ['94.4', '-9.3']
    """
    match = _figures(lang).fullmatch(cell.text)
    if match is None:
        return ()
    found = [_to_figure(cell, match, n, lang, decimal) for n in ("1", "2") if match[f"number{n}"]]
    return tuple(figure for figure in found if figure is not None)


def _to_figure(cell: Cell, match: re.Match[str], n: str, lang: str, decimal: str | None) -> Figure | None:
    value = parse_number(match[f"number{n}"], decimal=decimal)
    if value is None:
        return None
    sign = match[f"sign{n}"] or match[f"inner{n}"] or ""
    way = match[f"way{n}"] or match[f"late{n}"] or ""
    closed = n == "1" and match["open1"] is not None and not sign
    minus = (sign in _MINUS and sign != "") or plain(way) in _falls(lang) or closed
    currency, scale = _parts(match, n, lang)
    start = cell.start + match.start(f"number{n}")
    return Figure(
        start,
        cell.start + match.end(f"last{n}"),
        -abs(value) if minus else value,
        currency,
        scale,
        match[f"percent{n}"] is not None,
        bool(sign or way),
    )


def _parts(match: re.Match[str], n: str, lang: str) -> tuple[str | None, Decimal | None]:
    word = match[f"before{n}"] or match[f"after{n}"]
    money = load_quantities(lang).get("money_words", {}).get(word)
    if money:
        return money[1], Decimal(money[0])
    scale = match[f"scale{n}"]
    return _currencies(lang).get(word or ""), _scales(lang)[plain(scale)] if scale else None


def figure_in(text: str, start: int, end: int, *, lang: str) -> re.Match[str] | None:
    """Return the figure that `text[start:end]` begins with, its group "cell", behind words like "about"."""
    return _led_figure(lang).match(text, start, end)


@cache
def _figures(lang: str) -> re.Pattern[str]:
    first = rf"(?P<open1>\()?{_figure('1', lang)}(?(open1)\)){_MARK}"
    return re.compile(rf"[~≈]?{first}(?:(?:\s?\(|\s?[;/]\s?|,\s){_figure('2', lang)}\)?{_MARK})?")


@cache
def _led_figure(lang: str) -> re.Pattern[str]:
    about = alternatives(table_words(lang)["about"])
    return re.compile(rf"(?:(?:(?i:{about})\s|[~≈]\s?))*(?P<cell>{_figure('1', lang)})(?![\w%])")


def _figure(n: str, lang: str) -> str:
    """Return an expression for one figure, with its sign or the words that stand for one."""
    lexicon, words = load_quantities(lang), table_words(lang)
    of = alternatives(words["of"])
    way = f"(?i:{alternatives([*words['rises'], *words['falls']])})"
    before = alternatives(currency_signs())
    after = alternatives([*_currencies(lang), *lexicon.get("money_words", ())])
    scale, percent = alternatives(_scale_words(lang)), alternatives(["%", *lexicon["percent"]])
    return (
        rf"(?:(?P<way{n}>{way})(?:\s{alternatives(words['by'])})?)?\s?(?P<sign{n}>[+±{_MINUS}])?\s?"
        rf"(?P<before{n}>{before})?\s?(?P<inner{n}>[+{_MINUS}])?\s?"
        rf"(?P<last{n}>(?P<number{n}>{DIGITS})(?:(?:{SPACE}|-)?(?P<scale{n}>{scale})(?!\w))?"
        rf"(?:{SPACE}?(?:{of}{SPACE})?(?P<after{n}>{after})(?!\w))?(?:{SPACE}?(?P<percent{n}>{percent}))?)"
        rf"(?:\s(?P<late{n}>{way}))?"
    )


@cache
def _falls(lang: str) -> frozenset[str]:
    """Return the words that stand for a minus, as `plain` gives them."""
    return frozenset(map(plain, table_words(lang)["falls"]))


@cache
def _scales(lang: str) -> Mapping[str, Decimal]:
    """Return the scales by their words as `plain` gives them."""
    lexicon: Mapping[str, Any] = load_quantities(lang)
    words = {**lexicon["scales"], **lexicon["short_scales"], **table_words(lang)["scales"]}
    return {plain(word): Decimal(value) for word, value in words.items()}


def _scale_words(lang: str) -> list[str]:
    lexicon = load_quantities(lang)
    return [*lexicon["scales"], *lexicon["short_scales"], *table_words(lang)["scales"]]


@cache
def _currencies(lang: str) -> Mapping[str, str]:
    """Return currencies by sign, code or word; single letters and words with another meaning left out."""
    careful = {*load_quantities("en")["codes_like_words"], *table_words(lang)["not_units"]}
    words = {**currency_words(lang), **currency_signs()}
    return {
        word: code
        for word, code in words.items()
        if word not in careful and (len(word) > 1 or not word.isalpha())
    }


def find_units(text: str, *, lang: str, bare: bool) -> Unit:
    """Return the first unit of money in a header or caption; `bare` lets a currency or a scale stand alone.

    >>> find_units("All values are in billions of US dollars.", lang="en", bare=False)
    Unit(currency='USD', scale=Decimal('1000000000'), spans=((18, 40),))
    """
    folded = fold_variants(text)
    for match in _units(lang).finditer(folded):
        return _to_unit(match, lang)
    if not bare:
        return Unit()
    currency, scale = _bare_currency(lang).search(folded), _bare_scale(lang).search(plain(text))
    return Unit(
        _currencies(lang)[currency.group()] if currency else None,
        _scales(lang)[scale.group()] if scale else None,
        tuple(match.span() for match in (currency, scale) if match),
    )


def _to_unit(match: re.Match[str], lang: str) -> Unit:
    if match["money"]:
        scale, code = load_quantities(lang)["money_words"][match["money"].lower()]
        return Unit(code, Decimal(scale), (match.span(),))
    if match["letter"]:
        return Unit(currency_signs()[match["letter"]], _scales(lang)[plain(match["scale3"])], (match.span(),))
    currency, word = match["currency1"] or match["currency2"], match["scale1"] or match["scale2"]
    known = {key.lower(): code for key, code in _currencies(lang).items() if len(key) > 3}
    return Unit(
        _currencies(lang).get(currency) or known[currency.lower()],
        _scales(lang)[plain(word)],
        (match.span(),),
    )


@cache
def _units(lang: str) -> re.Pattern[str]:
    currencies = _currencies(lang)
    letters = "".join(sign for sign in currency_signs() if len(sign) == 1 and sign.isalpha())
    names = alternatives(word for word in currencies if len(word) > 3)
    currency = rf"(?:(?i:{names})|{alternatives(word for word in currencies if len(word) <= 3)})"
    scale = rf"(?i:{alternatives(word for word in _scale_words(lang) if len(word) > 1)})"
    short = alternatives(word for word in _scale_words(lang) if len(word) == 1)
    money = load_quantities(lang).get("money_words", {})
    of = alternatives(table_words(lang)["of"])
    return re.compile(
        rf"(?<![\w$])(?<!\d )(?:(?P<currency1>{currency})[ ,(]{{0,2}}(?P<scale1>{scale}|{short})(?![\w'])"
        rf"|(?P<letter>[{letters}]) ?(?P<scale3>{scale})(?![\w'])"
        rf"|(?P<scale2>{scale}|{short})(?: {of})?[ (]{{0,2}}(?P<currency2>{currency})(?!\w)"
        rf"|(?P<money>(?i:{alternatives(money) if money else '(?!)'}))(?!\w))"
    )


@cache
def _bare_currency(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?<!\d ){alternatives(_currencies(lang))}(?![\w-])")


@cache
def _bare_scale(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?<!\d ){alternatives(table_words(lang)['bare_scales'])}(?![\w'])")
