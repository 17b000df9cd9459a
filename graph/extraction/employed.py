"""Bodies told of behind their people: "Ana Silva, head of the Suva Chamber, which was founded in 1998".

An official is one item for the patterns, with the body inside. Where the sentence goes on with what is told
of no person, it is read a second time with the body in the official's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import BODIES
from tradegraph.extraction.interpreter import Found, find_claims
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.patterns import Grammar
from tradegraph.ontology.lexicon import load_lexicon

#: Items that hold the body of a post, with a holder or without one ("is head of the Chamber, which …").
_HOLDERS: Final = {"Official", "Post"}


def bodies_told(masked: Masked, grammar: Grammar) -> tuple[Masked, Iterator[Found]] | None:
    """Return a sentence with bodies in their officials' place, and what is told of them; None without."""
    text, items, marks = list(masked.text), list(masked.items), set[int]()
    for index, (mark, item) in enumerate(zip(masked.marks, masked.items, strict=True)):
        body = _last_body(item) if item.type in _HOLDERS else None
        if body is not None and _goes_on(grammar.lang).match(masked.text, mark + 1):
            text[mark], items[index] = grammar.codes[body.type], body
            marks.add(mark)
    if not marks:
        return None
    reading = replace(masked, text="".join(text), items=items, marks=list(masked.marks))
    return reading, (found for found in find_claims(reading, grammar) if found.begin in marks)


def _last_body(official: Item) -> Item | None:
    """Return the body that the words for an official end with."""
    inside = (item for slot in official.fields.values() if isinstance(slot, tuple) for item in slot)
    named = (item for item in inside if item.entities and item.entities[0].type in BODIES)
    return next((item for item in named if item.end == official.end), None)


@cache
def _goes_on(lang: str) -> re.Pattern[str]:
    """Return an expression for words behind a name that tell of no person."""
    return re.compile(rf"(?:{load_lexicon(lang)['syntax']['of_no_person']})(?!\w)")
