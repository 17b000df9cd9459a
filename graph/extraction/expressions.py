"""The structure of expressions, as far as patterns need it: alternatives and groups."""

from __future__ import annotations

import re
from typing import Final

#: An expression's smallest parts: an escaped character, a class of characters, a group's opening, any other.
_UNITS: Final = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\(\?(?::|P<\w+>|<?[=!])|.", re.DOTALL)
#: What may be repeated not at all.
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")


def split_choices(expression: str) -> list[str]:
    """Return the alternatives of an expression, parted by "|" outside groups and slots.

    >>> split_choices("in {place|Owner}|(?:at|on)[|)]")
    ['in {place|Owner}', '(?:at|on)[|)]']
    """
    choices, depth = [""], 0
    for unit in _UNITS.findall(expression):
        depth += _depth(unit) + (unit == "{") - (unit == "}")
        if unit == "|" and depth == 0:
            choices.append("")
        else:
            choices[-1] += unit
    return choices


def split_group(expression: str) -> tuple[str, str, str]:
    """Return what opens the group that `expression` begins with, what is inside, and what follows it.

    Raises re.error where the group has no end.

    >>> split_group("(?:in(?:to)?|at[)]) {place}")
    ('(?:', 'in(?:to)?|at[)]', ' {place}')
    """
    depth, opening = 0, ""
    for unit in _UNITS.finditer(expression):
        depth += _depth(unit.group())
        opening = opening or unit.group()
        if depth == 0:
            return opening, expression[len(opening) : unit.start()], expression[unit.end() :]
    raise re.error(f"group without end: {expression!r}")


def is_optional(rest: str) -> bool:
    """Tell whether what stands before `rest` in an expression may be left out."""
    return _OPTIONAL.match(rest) is not None


def _depth(unit: str) -> int:
    return unit.startswith("(") - (unit == ")")
