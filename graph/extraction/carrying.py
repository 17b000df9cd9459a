"""What period a claim takes over from the text before it."""

from __future__ import annotations

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.mood import is_by_speaker
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.syntax import words_of
from tradegraph.extraction.times import DEEDS, FIGURES, ONCE, Times
from tradegraph.extraction.told import is_day


def carried_period(
    relation: Relation, found: Found, masked: Masked, times: Times, *, status: str | None, lang: str
) -> str | None:
    """Return the period of the text before that a figure or deed without one shares.

    Neither a plan nor what holds in general ("now stands at $2 billion a year") takes any over, a rank only
    where it is told of the past.
    """
    words = masked.text[max(0, found.begin - 40) : found.end + 20]
    if relation.name in FIGURES and times.entry and len(times.entry) == len("2024"):
        return times.told_before(masked, found.begin) or times.entry
    if relation.name in FIGURES and status == "reported" and not words_of("standing", lang).search(words):
        return times.carried(masked, found.begin)
    if relation.name == "partner_rank" and words_of("past_ranks", lang).search(words):
        return times.carried(masked, found.begin)
    is_deed = relation.name in DEEDS - {"party_to"} or words_of("signings", lang).search(
        masked.text, found.begin, found.end
    )
    if relation.name in DEEDS and status == "target":
        signing = words_of("to_sign", lang).search(masked.text, max(0, found.begin - 20), found.end)
        return times.ahead if relation.name in ONCE or signing else None
    if relation.name == "invests_in":
        return times.entry
    speaks = is_by_speaker(masked.text, found.begin, found.end, lang)
    if relation.name == "met_with" and not speaks and (here := times.told_before(masked, found.begin)):
        return here
    value = times.told_deed(masked) if relation.name in DEEDS and is_deed else None
    # Who "had gone" there did so some day before the one that is told.
    is_before = relation.name == "visited" and words_of("had_gone", lang).search(words)
    return value[: len("2024-05")] if value and is_before and is_day(value) else value
