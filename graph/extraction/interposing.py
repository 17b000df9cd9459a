"""Words that may stand between a verb and its preposition: "focuses mainly on", "is aimed above all at".

Cues tell verbs with their prepositions. What may come between the two is the same for all of them, so that
the language tells it once, and each cue that ends in one of its prepositions takes it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tradegraph.annotation.words import to_alternation

#: What a cue is made of where it stands for itself to the letter.
_LITERAL: Final = re.compile(r"[\w ]+")
#: How long the words before the preposition must be: shorter ones are of prepositions ("a pesar de").
_SHORTEST: Final = 6


def interpose(cues: Mapping[str, Sequence[str]], syntax: Mapping[str, str]) -> dict[str, list[str]]:
    """Return `cues` with what the language may put before the last preposition of each.

    >>> syntax = {"interposed": "mainly", "interposed_before": "on|at"}
    >>> interpose({"aims": ["looks hard at", "covers"]}, syntax)
    {'aims': ['covers', 'looks hard(?:,? (?:mainly),?)? at']}
    """
    if "interposed" not in syntax:
        return {name: list(words) for name, words in cues.items()}
    ending = re.compile(rf"(?P<stem>.{{{_SHORTEST},}}) (?P<last>{syntax['interposed_before']})")
    between = f"(?:,? (?:{syntax['interposed'].strip()}),?)?"
    return {name: list(_widen(words, ending, between)) for name, words in cues.items()}


def _widen(words: Sequence[str], ending: re.Pattern[str], between: str) -> Iterator[str]:
    """Yield the words of one cue; those to the letter that share their last word share an expression."""
    shared: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found = ending.fullmatch(word)
        if found is None:
            yield word
        elif _LITERAL.fullmatch(word):
            shared[found["last"]].append(found["stem"])
        elif _is_whole(found["stem"]):
            yield f"{found['stem']}{between} {found['last']}"
        else:
            yield word
    for last, stems in shared.items():
        yield f"{to_alternation(stems)}{between} {last}".replace("\\ ", " ")


def _is_whole(stem: str) -> bool:
    """Tell whether no group is open at the end of `stem`."""
    return stem.count("(") == stem.count(")") and not stem.endswith("|")
