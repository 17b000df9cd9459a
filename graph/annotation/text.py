"""How texts are folded for matching: one character for one, so that offsets stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Letters beyond Latin-1, whose marks newsrooms keep or drop as they please ("Việt Nam", "Erdoğan"), and
#: some of them that Unicode keeps whole.
_MARKED: Final = (*range(0x100, 0x250), *range(0x1E00, 0x1F00))
_WHOLE: Final = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T"}


def _plain_letters() -> Iterator[tuple[str, str]]:
    """Yield letters with marks, each with the letter without."""
    for char in map(chr, _MARKED):
        base = unicodedata.normalize("NFD", char)[0]
        if base != char and base.isascii():
            yield char, base


#: Typographic variants that mean the same to a matcher.
_VARIANTS: Final = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "“": '"',
    "”": '"',
    **_WHOLE,
    **dict(_plain_letters()),
}
#: Where a variant may stand; to look at these alone takes a tenth of the time of `str.translate`.
_RARE: Final = re.compile(r"[^\x00-\xff]")


def fold_variants(text: str) -> str:
    """Return `text` with straight quotes, plain hyphens and letters without rare marks, each in its place.

    >>> fold_variants("EU–Mercosur")
    'EU-Mercosur'
    >>> fold_variants("Việt Nam and México")
    'Viet Nam and México'
    """
    return _RARE.sub(lambda char: _VARIANTS.get(char[0], char[0]), text)


def fold_case(text: str) -> str:
    """Return `text` in lower case, each character in its place.

    A letter whose lower case is longer, such as the Turkish dotted capital, stays as it is.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def is_word_at(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` begins and ends at word boundaries."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isalnum()
