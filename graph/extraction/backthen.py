"""Figures of a time told just before: "down on 2023, when they stood at …", "imports, then …"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import words_before, words_of
from tradegraph.extraction.times import FIGURES, Times
from tradegraph.ontology.lexicon import load_lexicon

#: How far behind a figure words tell that it is one of a year, in characters.
_BEHIND: Final = 20


def period_back_then(found: Found, masked: Masked, times: Times, lang: str) -> str | None:
    """Return the period that a figure belongs to by "when" or "then", even one that is compared with."""
    if found.pattern.relation not in FIGURES:
        return _period_when(found, masked, times, lang)
    figure = next(iter(anchors_of(found, masked, "value")), found.end)
    before = [told for told in times.read(masked) if told.mark < figure]
    if before and _when(lang).fullmatch(masked.text, before[-1].mark + 1, figure):
        return before[-1].value
    is_then = words_before("then", lang).search(masked.text, max(0, figure - 40), figure)
    if is_then or words_of("back_then", lang).search(masked.text, max(0, found.begin - 20), figure):
        value = before[-1].value if before else times.last
        start = value.partition("/")[0] if value and times.lasts(value) else value  # "since 2022": in 2022
        yearly = words_of("yearly", lang).search(masked.text, figure, figure + _BEHIND)
        return start[: len("2024")] if start and yearly else start
    return None


def _period_when(found: Found, masked: Masked, times: Times, lang: str) -> str | None:
    """Return the period right before the clause on a deed: "signed in 2016, when Holm visited Fiji"."""
    if words_of("back_then_behind", lang).match(masked.text, found.end + 1):
        return times.read(masked)[-1].value if times.read(masked) else times.last
    places = ((told, masked.text[told.mark + 1 : found.begin]) for told in times.read(masked))
    value = next((told.value for told, gap in places if gap and _when(lang).fullmatch(f"{gap} ")), None)
    return value.partition("/")[0] if value and times.lasts(value) else value  # "since 2022, when": in 2022


@cache
def _when(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between a period and the figure that it was when."""
    return re.compile(rf",? (?:{load_lexicon(lang)['syntax']['when']})(?!\w)[^,;.:]{{0,50}}")
