"""Capitalised words, and the small words between them that make one group of them."""

from __future__ import annotations

import re
from typing import Final

CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ]"
#: Hyphened words that qualify the name before them and are no part of it ("Osaka-based").
_SUFFIX: Final = (
    r"[-–](?:based|owned|led|made|backed|style|born|listed|run|sized|registered|controlled|headquartered)\b"
)
#: Articles in lower case that a surname begins with ("al-Masry", "d'Ornano").
_ARTICLE: Final = rf"(?<!\w)(?:(?:al|el|ul|ad|an|ar|as|ash|at|az)[-–]|d['’])(?={CAPITAL})"
_FIRST: Final = (
    rf"(?<!\w)(?:(?:{CAPITAL}\.)+(?![\w–-])"
    rf"|(?:St|Ste|Mt|Ft|Sta|Sto|Md|Mohd|Ma|Wm)\.(?= {CAPITAL})"
    rf"|(?:{CAPITAL}|{_ARTICLE}|\d+-?(?={CAPITAL})|[a-z]{{1,2}}(?={CAPITAL}[a-z]))(?:(?!{_SUFFIX})[\w&.–-]|['’´`+](?={CAPITAL})|['’](?=[^\W\d_]{{3}}))*[\w&]"
    rf"|{CAPITAL})(?:(?:(?<=[-–]{CAPITAL}\.{CAPITAL})|(?<=[-–]{CAPITAL}\.{CAPITAL}\.{CAPITAL}))\.)?(?:['’]s?(?!\w))?"
)
_TITLE: Final = (
    r"(?:Mr|Mrs|Ms|Dr|Sr|Sra|Dra|Lic|Ing|Gov|Sen|Rep|Prof"
    r"|(?:Hon|Eng|Engr|Amb|Arq|Mtro|Mtra|Alh|Barr)(?=\.))\b"
)
_TOKEN: Final = rf"(?!{_TITLE})(?:{_FIRST}|\d{{1,3}}(?:\.\d+)?(?= {CAPITAL}))"
_LINK: Final = (
    r"(?:of|for|and|the|on|in|de|del|la|las|los|el|y|e|en|para|por|&"
    r"|von|van|der|bin|bint|al|ibn|di|da|do|dos|das|du|des|le|ter|es(?= Salaam))"
)
#: A capitalised group: capitalised words, with small linking words between them.
GROUP: Final = re.compile(rf"{_FIRST}(?:(?: {_LINK}){{0,3}} {_TOKEN})*")
#: Where a group may come apart: a possessive, or linking words.
LINKED: Final = re.compile(rf"['’]s?(?:(?: {_LINK})* |$)|(?: {_LINK})+ ")
LOWER_LINK: Final = re.compile(_LINK)


def ends_with_apostrophe(text: str, left: int, mark: int) -> bool:
    """Tell whether an apostrophe belongs to the name that it ends ("Shia' al-Amin"), and closes no quote.

    Whose something is ends in "s" before it.
    """
    return text[mark - 1].lower() not in "sxz" and text[left - 1 : left] not in {"'", "‘"}
