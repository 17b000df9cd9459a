"""Periods told beside a deed that belong to another one."""

from __future__ import annotations

import re
from typing import Final

from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.syntax import words_before, words_of
from tradegraph.extraction.told import Told, is_since

#: What may stand between a deed's object and its date where nothing parts them.
_BESIDE_WORDS: Final = re.compile(
    r"(?:[\ue000-\uf8ff ,]|\b(?:on|in|at|from|this|next|en|el|la|este|esta)\b)*"
)
#: A period in brackets, a colon, and the figure that is of it.
_HEADING: Final = re.compile(r"\([\ue000-\uf8ff] ?: ?[\ue000-\uf8ff]")
#: So far from its words stands the year in which somebody joined, in characters.
_CLOSE: Final = 25


def is_of_another(relation: Relation, found: Found, masked: Masked, told: Told, lang: str) -> bool:
    """Tell whether a period is when something else was done than what a match tells.

    Somebody became a member in a year right behind the body's name, or one told with "joined".
    """
    text = masked.text
    if relation.name in ("invests_in", "member_of") and words_before("other_deeds", lang).search(
        text, 0, told.mark
    ):
        return True
    if relation.name == "member_of":
        return not (is_beside(found, masked, told.mark) or _is_joining(found, text, told, lang))
    return relation.instant and _is_renewed(text, told, lang)


def _is_renewed(text: str, told: Told, lang: str) -> bool:
    """Tell whether a period is that of what is renewed here: "a renewed pact, first signed in 1995"."""
    first, renewed = words_before("first_done", lang), words_of("renewed", lang)
    return first.search(text, 0, told.mark) is not None and renewed.search(text, 0, told.mark) is not None


def _is_joining(found: Found, text: str, told: Told, lang: str) -> bool:
    """Tell whether words beside a period tell that somebody became a member."""
    words = text[min(told.mark, found.begin) : max(told.mark, found.end)]
    close = len(words) - (found.end - found.begin) <= _CLOSE
    return close and (is_since(told, lang) or words_of("joining", lang).search(words) is not None)


def headed_figure(masked: Masked, mark: int) -> int | None:
    """Return where the figure stands that a period in brackets heads: "$9 million (2023: $8 million)"."""
    found = _HEADING.match(masked.text, max(0, mark - 1))
    return found.end() - 1 if found else None


def is_beside(found: Found, masked: Masked, mark: int) -> bool:
    """Tell whether a period stands beside the match's object, at most places between ("… tomorrow")."""
    return _BESIDE_WORDS.fullmatch(between_object(found, masked, mark, found.end)) is not None


def between_object(found: Found, masked: Masked, mark: int, last: int) -> str:
    """Return the words between a period and the object of a match, up to `last` where it has none."""
    place = next(iter(anchors_of(found, masked, "object")), last)
    return masked.text[min(mark, place) + 1 : max(mark, place)]
