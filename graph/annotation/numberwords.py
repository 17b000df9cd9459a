"""Numbers in words: "one hundred and twenty", "treinta y cinco", "nine point four", "two and a half"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from tradegraph.annotation.words import any_case

#: A space that does not end a line: plain, no-break, thin or narrow no-break.
SPACE: Final = "[ \u00a0\u2009\u202f]"
_NOTHING: Final = "(?!)"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Regular expressions for the numbers that a language writes in words.

    `number` is any of them, `large` one of a hundred or a thousand and more, which counts also where no scale
    follows; `point` is the word before decimals.
    """

    number: str
    large: str
    point: str


def to_number_words(lexicon: Mapping[str, Any], numerals: Mapping[str, Decimal]) -> NumberWords:
    """Return the number words of a quantity lexicon, built of its `numerals`.

    Only a unit follows a ten, and only what is below a hundred follows hundreds: "two and three million" are
    two numbers.
    """
    words: Mapping[str, str] = lexicon["number_words"]

    def having(fits: Callable[[Decimal], bool]) -> str:
        found = [word for word, value in numerals.items() if fits(value)]
        return rf"{any_case(found)}(?!\w)" if found else _NOTHING

    unit = having(lambda value: value == int(value) and value < 10)
    teen = having(lambda value: value == int(value) and 10 <= value < 100 and (value < 20 or value % 10 != 0))
    ten = having(lambda value: 20 <= value < 100 and value % 10 == 0)
    small = rf"(?:{ten}(?:{words['tens']}{unit})?|{teen}|{unit})"
    hundreds = having(lambda value: 100 <= value < 1000)
    few = rf"(?:{unit}|(?i:{lexicon['article']})){words['hundred']}(?!\w)"  # "two hundred", "a hundred"
    more = rf"(?:{words['hundreds']}{SPACE}{small}(?!{words['hundred']}))?"
    hundred = rf"(?:{hundreds}(?:{SPACE}{small})?|{few}{more})"
    whole = rf"(?:{hundred}|{small})"
    thousand = rf"(?:{whole}{SPACE})?{having(lambda value: value >= 1000)}(?:{SPACE}{whole})?"
    spoken = rf"{SPACE}(?:{words['point']}){SPACE}{small}(?:{SPACE}{unit})*"
    fraction = having(lambda value: value != int(value))
    number = rf"(?:{fraction}|{thousand}|{whole}(?:{spoken}|{words['half']}(?!\w))?)"
    large = rf"{words['before_large']}(?:{thousand}|{hundred})"
    return NumberWords(number, large, rf"(?:{words['point']})")


def add_up(segments: list[tuple[Decimal, Decimal]], scale: Decimal) -> None:
    """Multiply by `scale` the last numbers of `segments`, which are values with their scales so far.

    >>> segments = [(Decimal(2000), Decimal(1000)), (Decimal(500), Decimal(1))]
    >>> add_up(segments, Decimal(1000000))
    >>> segments
    [(Decimal('2500000000'), Decimal('1000000'))]
    """
    value = Decimal(0)
    while segments and segments[-1][1] < scale:
        value += segments.pop()[0]
    segments.append(((value or Decimal(1)) * scale, scale))


def read_decimals(numbers: list[Decimal]) -> Decimal:
    """Return the decimals that somebody speaks one after the other: "point two five", "coma veinticinco".

    >>> read_decimals([Decimal(2), Decimal(5)]), read_decimals([Decimal(20), Decimal(5)])
    (Decimal('0.25'), Decimal('0.25'))
    """
    digits = ""
    for number in numbers:
        is_unit_of_ten = len(digits) > 1 and digits.endswith("0") and number < 10
        digits = str(int(digits) + number) if is_unit_of_ten else digits + str(number)
    return Decimal(f"0.{digits or 0}")
