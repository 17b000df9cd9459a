"""Whether a sentence states, expects, plans or denies what it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.extraction.patterns import load_grammar
from tradegraph.extraction.relations import Relation
from tradegraph.ontology.lexicon import load_lexicon

#: How far behind a match its denial may stand ("the meeting between … was postponed"), in characters.
_BEHIND: Final = 80
#: Up to here words only open a sentence, in characters: who speaks behind them says nothing before it.
_OPENING: Final = 18
#: What closes a clause: what is denied behind it is something else.
_CLOSE: Final = re.compile("[;:]")
#: What somebody said, not a title or a word in quotation marks: its mood says nothing of what follows it.
_QUOTATION: Final = '["«“][^"«»“”]{20,}["»”]'
#: What stands for an item in a masked sentence.
_ITEM: Final = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Mood:
    """How the words around a match are meant; `modal` is "future", "forecast", "plan" or None."""

    modal: str | None
    denied: bool


def read_mood(
    text: str, begin: int, end: int, lang: str, anchors: Sequence[int] = (), *, is_title: bool = False
) -> Mood:
    """Return the mood of `text[begin:end]`, the match within a masked sentence.

    What counts stands in the match or in its clause before it; of several words the last one. Relative
    clauses and other asides between commas count only where one of `anchors`, the offsets of what the match
    is about, lies in them; "without a deal" counts where the clause is hypothetical. What is said not to
    have come about, or to be planned, is so behind it. Headlines tell what is to come by an infinitive.
    """
    start = max((match.end() for match in _clause_start(lang).finditer(text, 0, begin)), default=0)
    start = _clause_of_own(text, start, (begin, end), anchors, lang)
    if is_by_speaker(text, begin, end, lang):
        start = begin
    window = _without_asides(text, start, end, anchors, lang)
    syntax = load_lexicon(lang)["syntax"]
    done = max((m.start() for m in _cue(syntax.get("deeds_done", "(?!)")).finditer(window)), default=0)
    found = [(match.end(), name) for name, cue in _modals(lang) for match in cue.finditer(window, done)]
    modal = max(found)[1] if found else None
    if modal == "future" and any(name == "plan" for _, name in found):  # "the goal is to …"
        modal = "plan"
    behind = _cue(syntax["planned_behind"])
    if modal is None and is_title and _cue(syntax.get("headline_future", "(?!)")).search(window):
        modal = "future"
    if modal is None and any(behind.match(text, place) for place in {end, *(mark + 1 for mark in anchors)}):
        modal = "plan"
    denied = _denial(lang).search(window) or _cue(syntax["counterfactual"]).match(window)
    close = _CLOSE.search(text, end)
    reach = min(end + _BEHIND, close.start() if close else len(text))
    undone = _cue(syntax["denied_behind"]).search(text, max(begin, end - 1), reach)
    return Mood(modal, denied is not None or undone is not None)


def _clause_of_own(text: str, start: int, match: tuple[int, int], anchors: Sequence[int], lang: str) -> int:
    """Return where the clause begins that tells a match, else `start`.

    What a clause behind a comma tells of the name before it is no part of what is said around this name:
    "Fiji does not trust the court, which has its seat in Suva".
    """
    first = min(anchors, default=-1)
    aside = _relative(lang).match(text, first + 1) if match[0] <= first else None
    told = _ITEM.search(text, aside.end(), match[1]) if aside else None
    is_apart = aside is not None and all(aside.end() <= each for each in anchors if each > first)
    return aside.start() if aside is not None and told is not None and is_apart else start


def is_by_speaker(text: str, begin: int, end: int, lang: str) -> bool:
    """Tell whether a match is about who says what stands before it, which tells nothing of it."""
    said = _speaking(lang).match(text, begin, end) or _speaks(lang).search(text[:begin])
    return begin > _OPENING and said is not None


@cache
def _speaking(lang: str) -> re.Pattern[str]:
    """Return an expression for who says what stands before: "Fiji may join, Anders Holm said after …"."""
    return re.compile(rf"[\ue000-\uf8ff],? {load_lexicon(lang)['syntax']['said']}(?!\w)")


@cache
def _speaks(lang: str) -> re.Pattern[str]:
    """Return an expression for the words before who says so: "Fiji may join, said Anders Holm after …"."""
    said = load_lexicon(lang)["syntax"]["said"]
    return re.compile(rf", {said} (?:(?:on |el |este )?[\ue000-\uf8ff],? )?\Z")


@cache
def _relative(lang: str) -> re.Pattern[str]:
    """Return an expression for what opens a clause that tells more of a name right before it."""
    return re.compile(rf", (?:{load_lexicon(lang)['syntax']['tells_more']})(?!\w)")


def _without_asides(text: str, start: int, end: int, anchors: Sequence[int], lang: str) -> str:
    """Return `text[start:end]` without the asides that hold none of the anchors."""
    if not anchors or _cue(load_lexicon(lang)["syntax"]["hypothetical"]).search(text, start, end):
        return text[start:end]
    kept, reached = [], start
    for aside in _asides(lang).finditer(text, start, end):
        if not any(aside.start() < anchor < aside.end() for anchor in anchors):
            kept.append(text[reached : aside.start()])
            reached = aside.end()
    return ",".join([*kept, text[reached:end]])


@cache
def _asides(lang: str) -> re.Pattern[str]:
    """Return an expression for a relative clause between commas, or words such as "without …," before one."""
    syntax = load_lexicon(lang)["syntax"]
    return re.compile(rf"(?:,|\A) ?(?:{syntax['relatives']}|{syntax['asides']}) [^,;]*,")


@cache
def _cue(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{source})")


@cache
def _modals(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    cue = load_grammar(lang).cue
    return tuple((name, cue(name)) for name in ("plan", "forecast", "future"))


@cache
def _clause_start(lang: str) -> re.Pattern[str]:
    syntax = load_lexicon(lang)["syntax"]
    return re.compile(rf"{_QUOTATION}|[;:]|, (?:{syntax['clause_starts']}) | (?:{syntax['contrasts']}) |\. ")


@cache
def _denial(lang: str) -> re.Pattern[str]:
    return load_grammar(lang).cue("denial")


def to_status(relation: Relation, mood: Mood) -> str | None:
    """Return the status that a relation gives to a mood; None for a relation without status."""
    if not relation.moods:
        return None
    return relation.moods.get(mood.modal, "reported") if mood.modal else "reported"
