"""Currencies: ISO codes, names and signs, and what a "$" or a bare "pesos" stands for in an article.

Codes and names come from Babel's CLDR data, signs and everyday words from the quantity lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies
from tradegraph.annotation.quantities import alternatives, load_quantities

_YUAN = re.compile(r"\b(?:yuan(?:es)?|RMB|CNY|renminbi)\b")
_YEN = re.compile(r"\b(?:yen(?:es)?|JPY)\b")


#: How often an article names the country that it is at home in, at the least.
_AT_HOME: Final = 3


@cache
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes of the currencies that are in use today."""
    territories: Iterable[str] = get_global("territory_currencies")
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


@cache
def currency_signs() -> Mapping[str, str]:
    """Return the signs and ISO codes written beside an amount, each with its code or local currency."""
    return {**{code: code for code in currency_codes()}, **load_quantities("en")["symbols"]}


@cache
def currency_words(lang: str) -> Mapping[str, str]:
    """Return the words for currencies in a language, each with its code or local currency ("peso")."""
    names = {
        get_currency_name(code, count=count, locale=lang): code
        for code in sorted(currency_codes())
        for count in (1, 2)
    }
    return {**names, **load_quantities(lang)["currencies"]}


@cache
def _territories(word: str, lang: str) -> Mapping[str, str]:
    """Return the names of the countries whose currency's name has the word, and these currencies."""
    names, found = Locale.parse(lang).territories, {}
    for territory in get_global("territory_currencies"):
        for code in get_territory_currencies(territory):
            if word in get_currency_name(code, locale="en").lower() and territory in names:
                found[names[territory]] = code
    return found


@cache
def _homes(lang: str) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return expressions for the names and the signs of each currency that "$" may stand for."""
    lexicon = load_quantities(lang)
    return {
        code: (
            re.compile(rf"(?<!\w){alternatives(names)}(?!\w)"),
            re.compile(rf"(?<!\w){alternatives(lexicon['dollar_signs'][code])}(?![A-Za-z])"),
        )
        for code, names in lexicon["dollar_homes"].items()
    }


def home_dollar(text: str, *, lang: str) -> str:
    """Return the code of the currency that a bare "$" stands for in an article: the American one by default.

    It is that of the country which the text names most, where American dollars have a sign of their own
    beside it ("US$"), or where no American is named at all; a sign such as "A$" tells that "$" is American.

    >>> home_dollar("Fiji sold Tonga goods worth $3 million", lang="en")
    'USD'
    """
    if "$" not in text:
        return "USD"
    homes = _homes(lang)
    counts = {code: len(names.findall(text)) for code, (names, _) in homes.items()}
    american = counts.pop("USD")
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < _AT_HOME or homes[best][1].search(text):
        return "USD"
    apart = homes["USD"][1].search(text)
    return best if apart or (lang == "en" and not american) else "USD"


def local_currencies(
    text: str, words: Iterable[str], *, lang: str, dollar: str, country: str | None
) -> dict[str, str]:
    """Return the ISO code that each local currency word stands for in an article.

    `words` are local currencies that occur in the text, such as "dollar" and "peso". `dollar` is the code of
    "$", `country` the ISO 3166-1 code of the publisher's country. A word that many countries share ("dinar")
    is taken from the publisher's country, else from the country named most often, else from the lexicon.

    >>> local_currencies("Jordan sold 2bn dinars", ["dinar"], lang="en", dollar="USD", country=None)
    {'dinar': 'JOD'}
    """
    return {word: _local_currency(text, word, lang=lang, dollar=dollar, country=country) for word in words}


def _local_currency(text: str, word: str, *, lang: str, dollar: str, country: str | None) -> str:
    if word == "dollar":
        return dollar
    if word == "yen":
        return "CNY" if _YUAN.search(text) and not _YEN.search(text) else "JPY"
    for code in get_territory_currencies(country) if country else ():
        if word in get_currency_name(code, locale="en").lower():
            return str(code)
    lexicon = load_quantities("en")
    if word in lexicon["shared"]:
        named = {name: text.count(name) for name in _territories(word, lang)}
        best = max(named, key=lambda name: (named[name], name))
        if named[best]:
            return _territories(word, lang)[best]
    return str(lexicon["local"][word])
