"""Characters made uniform: one form of each letter, one kind of space, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, soft hyphen, zero-width and direction marks, the byte order mark, and halves of surrogate pairs
# (a "\ud800" escape in YAML or JSON gives one), which no encoding can write.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ODD_SPACES: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_SPACES: Final = re.compile(r"\s+")
_NOT_WORDS: Final = re.compile(r"[\W_]+")


def clean_characters(text: str) -> str:
    r"""Return `text` with "\n" as the only line end, plain spaces and no invisible characters.

    >>> clean_characters("Mé\u00adxico\u00a0City\r\n")
    'México City\n'
    """
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text)))


def squeeze(text: str) -> str:
    r"""Return `text` as one line in NFC, its runs of white space collapsed.

    >>> squeeze("  two \n  words ")
    'two words'
    """
    if text.isascii() and text.isprintable():  # most of English, three times as fast
        return " ".join(text.split())
    return unicodedata.normalize("NFC", _SPACES.sub(" ", clean_characters(text))).strip()


def fold(text: str) -> str:
    """Return the words of `text` for comparison: no case, no punctuation.

    >>> fold("“Sign the thing”, he said")
    'sign the thing he said'
    """
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
