"""Numbers of people that are a share, and no count: "one in ten jobs"."""

from __future__ import annotations

from typing import Final

from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import words_before

#: How far before a number its words tell that it is a share, in characters.
_BEFORE: Final = 20


def is_one_in(found: Found, masked: Masked, lang: str) -> bool:
    """Tell whether jobs are told as a share of all ("one in ten jobs in Utah")."""
    if found.pattern.relation != "supports_jobs":
        return False
    one_in = words_before("one_in", lang)
    marks = anchors_of(found, masked, "value")
    return any(one_in.search(masked.text, max(0, mark - _BEFORE), mark) for mark in marks)
