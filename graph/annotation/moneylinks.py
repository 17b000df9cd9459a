"""What joins amounts of money: the words of ranges, and of sums that take the currency of another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.annotation.numberwords import SPACE
from tradegraph.annotation.quantities import alternatives, load_quantities

#: How far behind two amounts "respectively" may stand, in characters.
_RESPECTIVE: Final = 40


@dataclass(frozen=True, slots=True)
class Links:
    """What joins the two amounts of a range, and what may follow one that takes the currency before it."""

    span: re.Pattern[str]
    both: re.Pattern[str]
    each: re.Pattern[str]
    between: re.Pattern[str]
    since: re.Pattern[str]
    carry_next: re.Pattern[str]
    carry_after: re.Pattern[str]
    carry_back: re.Pattern[str]
    bare_after: re.Pattern[str]
    large_after: re.Pattern[str]
    bare_next: re.Pattern[str]
    clear_scale: re.Pattern[str]
    carry_characters: int


@cache
def links_of(lang: str) -> Links:
    """Return the words of a language that join amounts, as its quantity lexicon gives them."""
    lexicon = load_quantities(lang)
    return Links(
        span=re.compile(rf"{SPACE}?[-–—]{SPACE}?|{SPACE}{alternatives(lexicon['ranges'])}{SPACE}"),
        both=re.compile(rf"{SPACE}{alternatives(lexicon['and'])}{SPACE}"),
        each=re.compile(rf"[^.;!?]{{0,{_RESPECTIVE}}}\b{lexicon['respectively']}\b"),
        between=re.compile(rf"(?i:{alternatives(lexicon['between'])}){SPACE}\Z"),
        since=re.compile(rf"(?i:\b{alternatives(lexicon['since'])}){SPACE}\Z"),
        carry_next=re.compile(rf"\s*(?:[,.;:()\]—–|]|\Z)|\s+{lexicon['carry_next']}"),
        carry_after=re.compile(rf"(?i:\b{lexicon['carry_after']}){SPACE}\Z"),
        carry_back=re.compile(rf"(?i:\b{lexicon['carry_back']}){SPACE}\Z"),
        bare_after=re.compile(rf"(?i:\b{lexicon['bare_after']}){SPACE}\Z"),
        large_after=re.compile(rf"(?i:\b{lexicon['large_after']}){SPACE}\Z"),
        bare_next=re.compile(rf"\s*(?:[,.;:)]|\Z)|\s+{lexicon['bare_next']}\b"),
        clear_scale=re.compile(rf"[\d\s]{alternatives(lexicon['clear_scales'])}\Z"),
        carry_characters=lexicon["carry_characters"],
    )
