"""How texts are folded for matching: one character for one, so that offsets stay."""

from __future__ import annotations

from typing import Final

#: Typographic variants that mean the same to a matcher.
_VARIANTS: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "“": '"', "”": '"'}
)


def fold_variants(text: str) -> str:
    """Return `text` with straight quotes and plain hyphens, each character in its place.

    >>> fold_variants("EU–Mercosur")
    'EU-Mercosur'
    """
    return text.translate(_VARIANTS)


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
