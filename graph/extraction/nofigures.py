"""Numbers that are no figure of what is told: shares of people ("one in ten jobs"), changes ("fell $3bn")."""

from __future__ import annotations

import re
from typing import Final

from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import expression_of, words_before, words_of

#: How far before a number its words tell that it is a share, or what it changed by, in characters.
_BEFORE: Final = 20
_CHANGED: Final = 45
#: What a place that is left out takes right before the trade, in masked characters: "non-EU imports".
_BESIDE: Final = 2


def is_no_figure(found: Found, masked: Masked, lang: str) -> bool:
    """Tell whether jobs are told as a share of all, or a sum as a change, or as trade with all the world.

    So is trade that leaves a place out ("exports outside the EU"): it is not that place's.
    """
    if found.pattern.relation == "supports_jobs":
        return _is_after(words_before("one_in", lang), _BEFORE, found, masked)
    if found.pattern.relation not in ("trade_value", "trade_growth"):
        return False
    start, end = found.begin, min(anchors_of(found, masked, "value"), default=found.begin)
    if any(item.type == "Elsewhere" for item in masked.items_in(max(0, start - _BESIDE), end)):
        return True
    if found.pattern.relation == "trade_growth":
        return False
    if words_of("worldwide", lang).search(masked.text, start, end):
        return True
    behind = expression_of("changed_behind", lang)
    is_more = any(behind.match(masked.text, mark + 1) for mark in anchors_of(found, masked, "value"))
    return is_more or _is_after(words_before("changed", lang), _CHANGED, found, masked)


def _is_after(words: re.Pattern[str], reach: int, found: Found, masked: Masked) -> bool:
    marks = anchors_of(found, masked, "value")
    return any(words.search(masked.text, max(0, mark - reach), mark) for mark in marks)
