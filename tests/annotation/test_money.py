"""Money: the table beside this file, every way to write an amount, and offsets."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from tradegraph.annotation.currencies import currency_codes, currency_signs
from tradegraph.annotation.money import find_money
from tradegraph.annotation.quantities import decimal_mark, load_quantities, parse_number
from tradegraph.model import Money

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("money.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    text, options = case["text"], {key: case[key] for key in ("country", "dollar") if key in case}
    found = [
        f"{text[mention.start : mention.end]} = {mention.value.amount} {mention.value.currency}"
        for mention in find_money(text, lang=lang, **options)
    ]
    assert found == case["found"]


@pytest.mark.parametrize("code", sorted(currency_codes()))
def test_every_code_before_and_after_an_amount(code: str) -> None:
    for text, span in [
        (f"worth {code} 5 million.", f"{code} 5 million"),
        (f"of 2,500 {code} a", f"2,500 {code}"),
    ]:
        (mention,) = find_money(text, lang="en")
        assert text[mention.start : mention.end] == span
        assert mention.value.currency == code


@pytest.mark.parametrize("sign", sorted(currency_signs()))
def test_every_sign_before_an_amount(sign: str) -> None:
    for gap, (scale, factor) in product(
        ["", " "], [(" million", 10**6), ("bn", 10**9), (" trillion", 10**12)]
    ):
        text = f"A total of {sign}{gap}1.25{scale}, they said."
        (mention,) = find_money(text, lang="en")
        assert text[mention.start : mention.end] == f"{sign}{gap}1.25{scale}"
        assert mention.value.amount == Decimal("1.25") * factor


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_currency_word_after_an_amount(lang: str) -> None:
    million = {"en": "3 million ", "es": "3 millones de "}[lang]
    for word in load_quantities(lang)["currencies"]:
        text = f"({million}{word})"
        (mention,) = find_money(text, lang=lang)
        assert text[mention.start : mention.end] == text[1:-1]
        assert mention.value.amount == 3_000_000
        assert mention.value.currency in currency_codes() | {"CLF"}


def test_amounts_are_plain_numbers() -> None:
    (mention,) = find_money("US$1.20 billion", lang="en")
    assert mention.value == Money(Decimal(1_200_000_000), "USD")
    assert str(mention.value.amount) == "1200000000"


@pytest.mark.parametrize(
    ("digits", "decimal", "value"),
    [
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("1.234", None, "1234"),
        ("1,234", None, "1234"),
        ("0.234", None, "0.234"),
        ("1234.567", None, "1234.567"),
        ("1.234,5", None, "1234.5"),
        ("1,234.5", None, "1234.5"),
        ("1.234.567", None, "1234567"),
        ("12,34,567", ".", "1234567"),
        ("30 000", None, "30000"),
        ("24,7", ".", "24.7"),
        ("1,234", ",", "1.234"),
    ],
)
def test_separators(digits: str, decimal: str | None, value: str) -> None:
    assert parse_number(digits, decimal=decimal) == Decimal(value)


@pytest.mark.parametrize("digits", ["01.05.2024", "1.2.3", "10.1.1.5"])
def test_no_number_is_made_of_dates_and_versions(digits: str) -> None:
    assert parse_number(digits) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("9,000 millones y 15.3 %", "."),
        ("9.000 millones y 15,3 %", ","),
        ("1.447 millones", None),
        ("30,000 millones", None),
        ("3.5 millones y 3.051 millones", None),
    ],
)
def test_the_decimal_mark_of_a_spanish_article(text: str, mark: str | None) -> None:
    assert decimal_mark(text, lang="es") == mark
    assert decimal_mark(text, lang="en") == "."
