"""What the main clause of a sentence begins with: "While Fiji sells more, Tonga …" begins with Tonga."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tradegraph.extraction.masking import Item
from tradegraph.extraction.syntax import expression_of, words_of
from tradegraph.model import Entity, Sentence

#: How long the word is at the most that opens a subordinate clause, in characters.
_OPENING: Final = 20
#: What may stand between two names of a list, in characters.
_LIST_GAP: Final = len(" and ")


def main_clause_heads(items: Sequence[Item], sentence: Sentence, text: str, lang: str) -> Iterator[Entity]:
    """Yield what the main clause may begin with where a subordinate one opens the sentence.

    That is none of a list: "After talks in Fiji, Norway and Tonga …".
    """
    opening = text[sentence.start : sentence.start + _OPENING].lower()
    if words_of("clause_openers", lang).match(opening) is None:
        return
    begins = expression_of("main_clause", lang)
    behind = (*(text[item.end : after.start] for item, after in pairwise(items)), "")
    for item, gap in zip(items, behind, strict=False):
        is_listed = 0 < len(gap) <= _LIST_GAP
        if item.entities and not is_listed and begins.search(text, sentence.start, item.start):
            yield item.entities[0]
