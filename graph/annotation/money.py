"""Amounts of money: "US$1.1 billion", "Rs 3,000 crore", "1.447 millones de dólares"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from tradegraph.annotation.currencies import currency_signs, currency_words, local_currencies
from tradegraph.annotation.moneylinks import Links, links_of
from tradegraph.annotation.numberwords import SPACE
from tradegraph.annotation.quantities import (
    Amount,
    alternatives,
    find_amounts,
    load_quantities,
    to_plain,
)
from tradegraph.model import Mention, Money

_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_THOUSAND: Final = Decimal(1000)
_MILLION: Final = Decimal(10) ** 6
#: How many times as much a sum may have been from which it fell: "from 9 to 2 million".
_FALL: Final = 10
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’»)]*\s+[\"“‘«(¿¡]*[A-ZÁÉÍÓÚÑ0-9]|\n")
# A bare number that is a year, or the end of one ("FY2020-21 to $26 billion"), begins no range.
_PART_OF_DATE: Final = re.compile(r"[-–/]|\W?(?:19|20)\d\d\Z")
#: How far before an amount the words for what it tells may stand, and how far before it the money whose
#: currency, or currency and scale, it takes over; in characters.
_WORDS_BEFORE: Final = 60
_CARRIED_FAR: Final = 600
_CARRIED_NEAR: Final = 150
_CARRIED_BACK: Final = 400
_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
#: The longest sign before an amount has this many characters ("U.S. $").
_LONGEST_SIGN: Final = 6


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An amount with the currency beside it, if any: a code, or a local word such as "peso"."""

    amount: Amount
    start: int
    end: int
    currency: str | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What may stand after an amount, and which words need a large amount beside them to be currencies."""

    after: re.Pattern[str]
    currencies: Mapping[str, str]
    money_words: Mapping[str, tuple[int, str]]
    careful: frozenset[str]
    weight: re.Pattern[str]
    qualifier: re.Pattern[str]
    qualifiers: Mapping[str, str]


@cache
def _grammar(lang: str) -> _Grammar:
    lexicon = load_quantities(lang)
    # "R" and the like stand before an amount only: after it "m" would be metres, "$" begins the next amount.
    signs = {sign: code for sign, code in currency_signs().items() if len(sign) > 1 or not sign.isascii()}
    currencies, money_words = {**signs, **currency_words(lang)}, lexicon.get("money_words", {})
    word = alternatives([*currencies, *money_words])
    adjective = alternatives(lexicon["dollar_adjectives"])
    return _Grammar(
        after=re.compile(rf"(?:{SPACE}|-)?{lexicon['linked']}(?P<word>{word})(?!\w|{SPACE}?\d)"),
        currencies=currencies,
        money_words=money_words,
        careful=frozenset([*load_quantities("en")["codes_like_words"], *lexicon["words_like_words"]]),
        weight=re.compile(rf"{alternatives(lexicon['weights'])}{SPACE}{lexicon['weight_next']}\b"),
        qualifier=re.compile(rf"{SPACE}\((?P<adjective>{adjective})\)|{SPACE}(?P<bare>Cdn|CDN)\b"),
        qualifiers=lexicon["dollar_adjectives"],
    )


def find_money(
    text: str,
    *,
    lang: str,
    dollar: str = "USD",
    country: str | None = None,
    amounts: Iterable[Amount] | None = None,
) -> list[Mention]:
    """Return the amounts of money in a text, mentions of type "Money" whose value is a `Money`.

    `lang` is the text's language; `dollar` the ISO 4217 code of the currency that "$" and "dollars" stand
    for; `country` the publisher's ISO 3166-1 code, whose currency a bare "pesos" or "rupees" is taken for. A
    range gives two mentions, each with the scale; a bare "26 billion" takes the currency of the money before
    it in the sentence (in Spanish: shortly before it). `amounts` are the text's amounts, if already found.

    >>> [mention.value for mention in find_money("From US$1 billion to C$2m.", lang="en")]
    [Money(amount=Decimal('1000000000'), currency='USD'), Money(amount=Decimal('2000000'), currency='CAD')]
    """
    amounts = find_amounts(text, lang=lang) if amounts is None else amounts
    candidates = [_candidate(text, amount, _grammar(lang)) for amount in amounts]
    links = links_of(lang)
    # once more behind the carrying: the second of two sums may have its currency from there
    candidates = _join_ranges(text, _carry(text, _join_ranges(text, candidates, links), links), links)
    found = [(candidate, candidate.currency) for candidate in candidates if candidate.currency]
    words = sorted({currency for _, currency in found if currency.islower()})
    local = local_currencies(text, words, lang=lang, dollar=dollar, country=country)
    return [
        Mention(each.start, each.end, "Money", value=Money(each.value, local.get(currency, currency)))
        for each, currency in found
    ]


def _candidate(text: str, amount: Amount, grammar: _Grammar) -> _Candidate:
    """Return an amount with the currency sign, code or word that stands beside it."""
    start, sign = (amount.start, None) if amount.worded else _sign_before(text, amount, grammar.careful)
    after = None if amount.attached and not sign else _word_after(text, amount, grammar)
    end, word, scale = after or (amount.end, None, _ONE)
    currency = word if word and (sign is None or sign.islower()) else sign
    qualifier = grammar.qualifier.match(text, end) if currency == "dollar" else None
    if qualifier:
        end, currency = qualifier.end(), grammar.qualifiers[qualifier["adjective"] or qualifier["bare"]]
    return _Candidate(amount, start, end, currency, amount.value * scale)


def _is_large(amount: Amount) -> bool:
    return amount.factor > _ONE or amount.value >= _THOUSAND


def _sign_before(text: str, amount: Amount, careful: frozenset[str]) -> tuple[int, str | None]:
    """Return where the money starts and the currency of the longest sign or code that ends at its digits."""
    end = amount.start - (text[amount.start - 1 : amount.start] in (" ", "\u00a0", "\u2009", "\u202f"))
    for start in range(max(0, end - _LONGEST_SIGN), end):
        sign = text[start:end]
        code = currency_signs().get(sign)
        if code and not (
            sign[0].isalpha() and start and (text[start - 1].isalnum() or text[start - 1] in "-&.")
        ):
            letter = len(sign) == 1 and sign.isalpha()
            trusted = amount.factor > _ONE if letter else sign not in careful or _is_large(amount)
            return (start, code) if trusted else (amount.start, None)
    return amount.start, None


def _word_after(text: str, amount: Amount, grammar: _Grammar) -> tuple[int, str, Decimal] | None:
    """Return where the money ends, the currency of the word after its number, and the scale it adds."""
    match = grammar.after.match(text, amount.end)
    if match is None:
        return None
    word = match["word"]
    if word in grammar.money_words:
        scale, code = grammar.money_words[word]
        return match.end(), code, Decimal(scale)
    if (word in grammar.careful and not _is_large(amount)) or grammar.weight.match(text, match.start("word")):
        return None
    return match.end(), grammar.currencies[word], _ONE


def _join_ranges(text: str, candidates: list[_Candidate], links: Links) -> list[_Candidate]:
    """Give the two amounts of a range ("$1.2-1.5 billion", "20 a 25 millones de euros") what only one has."""
    joined = list(candidates)
    for i, (left, right) in enumerate(pairwise(candidates)):
        currency = left.currency or right.currency
        if currency and right.value and _is_range(text, left, right, links):
            scale = right.value / right.amount.value * right.amount.factor
            falls = links.since.search(text, max(0, left.start - 10), left.start)
            is_less = left.value <= right.value / scale * (_FALL if falls else 1)
            is_less = is_less or bool(links.each.match(text, right.end))
            inherits = left.amount.factor == _ONE and is_less and left.value == left.amount.value
            if inherits or left.currency or left.amount.factor > _ONE:
                value = to_plain(left.value * scale) if inherits else left.value
                joined[i] = replace(left, currency=currency, value=value)
                joined[i + 1] = replace(right, currency=right.currency or currency)
    return joined


def _is_range(text: str, left: _Candidate, right: _Candidate, links: Links) -> bool:
    """Tell whether only a dash or "to" parts the amounts, or "and" after "between"."""
    if right.currency is None and (right.amount.attached or right.amount.factor == _ONE):
        return False
    dash = text[left.end : right.start].strip() in {"-", "–", "—"}
    if right.currency is None and not dash and not links.carry_next.match(text, right.end):
        return False
    if left.currency is None and _PART_OF_DATE.match(text, max(0, left.start - 1), left.end):
        return False
    if links.span.fullmatch(text, left.end, right.start):
        return True
    if not links.both.fullmatch(text, left.end, right.start):
        return False
    opened = links.between.search(text, max(0, left.start - 10), left.start)
    return bool(opened or links.each.match(text, right.end))


def _carry(text: str, candidates: list[_Candidate], links: Links) -> list[_Candidate]:
    """Give a bare amount the currency of the money before it, one without a scale its scale as well."""
    carried: list[_Candidate] = []
    last: _Candidate | None = None
    factor = _ONE  # of the last money whose scale is told
    for candidate in _carry_back(text, candidates, links):
        each, amount = candidate, candidate.amount
        bare = last is not None and each.currency is None and _is_clear(text, amount, links)
        if bare and last and amount.factor >= _MILLION and _carries(text, last, each, links):
            each, factor = replace(each, currency=last.currency), amount.factor
        elif bare and last and amount.factor <= _THOUSAND and _takes_scale(text, last, each, factor, links):
            scale = factor if each.value < _THOUSAND else _MILLION  # "24 mil 600 (millones)"
            value = to_plain(each.value * scale)
            each = replace(each, currency=last.currency, value=value)
        elif each.currency:
            factor = max(amount.factor, each.value / (amount.value or _ONE))  # "4 mil 100 mdd" are millions
        last = each if each.currency else last
        carried.append(each)
    return carried


def _is_clear(text: str, amount: Amount, links: Links) -> bool:
    """Tell whether an amount needs no currency beside it: "9.2bn" is a sum where "5m" may be metres."""
    return not amount.short or bool(links.clear_scale.search(text, amount.start, amount.end))


def _carry_back(text: str, candidates: list[_Candidate], links: Links) -> list[_Candidate]:
    """Give an amount of trade before any money the currency of the first: "sold 90 million, $2m of it"."""
    first = next((each for each in candidates if each.currency), None)
    if first is None:
        return candidates
    return [
        replace(each, currency=first.currency) if _is_traded(text, each, first, links) else each
        for each in candidates
    ]


def _is_traded(text: str, bare: _Candidate, first: _Candidate, links: Links) -> bool:
    """Tell whether a bare amount in millions shortly before the first money is said to be bought or sold."""
    if bare.currency or bare.amount.factor < _MILLION or not _is_clear(text, bare.amount, links):
        return False
    if not 0 <= first.start - bare.end <= _CARRIED_BACK or not links.carry_next.match(text, bare.end):
        return False
    return links.carry_back.search(text, max(0, bare.start - _WORDS_BEFORE), bare.start) is not None


def _carries(text: str, last: _Candidate, bare: _Candidate, links: Links) -> bool:
    """Tell whether a bare amount is near enough to the last money, and no noun of its own follows."""
    if not links.carry_next.match(text, bare.end):
        return False
    if links.carry_characters:
        return bare.start - last.end <= links.carry_characters
    if not _SENTENCE_END.search(text, last.end, bare.start):
        return True
    is_told = links.carry_after.search(text, max(0, bare.start - _WORDS_BEFORE), bare.start)
    return bool(is_told) and bare.start - last.end <= _CARRIED_FAR


def _takes_scale(text: str, last: _Candidate, bare: _Candidate, factor: Decimal, links: Links) -> bool:
    """Tell whether a bare number counts in the millions of the money before it ("vendió por 460")."""
    if factor < _MILLION or _YEAR.match(text, bare.start, bare.end):
        return False
    if bare.start - last.end > _CARRIED_NEAR or not links.bare_next.match(text, bare.end):
        return False
    is_sum = bare.value >= _HUNDRED or not _SENTENCE_END.search(text, last.end, bare.start)
    told = [links.bare_after, links.large_after] if is_sum else [links.bare_after]
    before = max(0, bare.start - _WORDS_BEFORE)
    return any(words.search(text, before, bare.start) for words in told)
