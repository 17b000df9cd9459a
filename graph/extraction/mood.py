"""Whether a sentence states, expects, plans or denies what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tradegraph.extraction.patterns import load_grammar
from tradegraph.extraction.relations import Relation
from tradegraph.ontology.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Mood:
    """How the words around a match are meant; `modal` is "future", "forecast", "plan" or None."""

    modal: str | None
    denied: bool


def read_mood(text: str, begin: int, end: int, lang: str) -> Mood:
    """Return the mood of `text[begin:end]`, the match within a masked sentence.

    What counts stands in the match or in its clause before it; of several words the last one.
    """
    start = max((match.end() for match in _clause_start(lang).finditer(text, 0, begin)), default=0)
    window = text[start:end]
    found = [(match.end(), name) for name, cue in _modals(lang) for match in cue.finditer(window)]
    modal = max(found)[1] if found else None
    return Mood(modal, _denial(lang).search(window) is not None)


@cache
def _modals(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues = load_grammar(lang).cues
    return tuple((name, cues[name]) for name in ("plan", "forecast", "future"))


@cache
def _clause_start(lang: str) -> re.Pattern[str]:
    return re.compile(rf"[;:]|, (?:{load_lexicon(lang)['syntax']['clause_starts']}) |\. ")


@cache
def _denial(lang: str) -> re.Pattern[str]:
    return load_grammar(lang).cues["denial"]


def to_status(relation: Relation, mood: Mood) -> str | None:
    """Return the status that a relation gives to a mood; None for a relation without status."""
    if not relation.moods:
        return None
    return relation.moods.get(mood.modal, "reported") if mood.modal else "reported"
