"""What a sentence tells by the way, and whom it speaks of instead of those whom the text told of before.

"Fiji bought salmon from Norway, more than any country but Tonga, which took $10 million. Shipments the other
way …" goes on with Fiji and Norway: Tonga was only compared with. "Tonga, an old customer, took coffee and
paid $2 million" is not of the pair of the sentence before, whatever is left unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.places import is_place
from tradegraph.extraction.syntax import words_before
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: How far before a place the words stand that compare with it, in characters.
_REACH: Final = 24
#: How many sides a trade has.
_SIDES: Final = 2


def is_by_the_way(found: Found, masked: Masked, lang: str) -> bool:
    """Tell whether a match is on a place compared with: "… more than any but China, which took $3m"."""
    marks = anchors_of(found, masked, "value") or [found.end]
    return _aside(lang).search(masked.text, 0, marks[0]) is not None


def is_off_pair(
    ends: Mapping[str, Item], choice: Mapping[str, Item], discourse: Discourse, text: str, lang: str
) -> bool:
    """Tell whether both ends of a trade are carried over while the clause of the figure is of somebody else.

    `choice` holds the figure or the good. The place named last before it, in its clause, is neither end.
    """
    sides = [ends[name] for name in ("subject", "object") if name in ends]
    pair = {side.entities[0] for side in sides if side.kind == "carried" and side.entities}
    figure = choice.get("value") or choice.get("product")
    if len(pair) < _SIDES or figure is None:
        return False
    here = (item for item in discourse.sentence if item.end <= figure.start)
    before = [item for item in here if ";" not in text[item.end : figure.start]]
    nearest = next(_spoken_of(reversed(before), text, lang), None)
    return nearest is not None and nearest not in pair


def _spoken_of(items: Iterable[Item], text: str, lang: str) -> Iterator[Entity]:
    """Yield the places among some items but for adjectives and those that others are compared with."""
    compared = words_before("compared_with", lang)
    named = (item for item in items if item.type != "Demonym" and item.entities)
    for item in (item for item in named if is_place(item.entities[0])):
        if not compared.search(text, max(0, item.start - _REACH), item.start):
            yield item.entities[0]


@cache
def _aside(lang: str) -> re.Pattern[str]:
    """Return an expression for an open relative clause on a place that others are compared with."""
    words = load_lexicon(lang)["syntax"]
    relative = rf"(?:\w+ )?(?:{words['relatives_of_places']})"
    return re.compile(rf"(?<!\w)(?:{words['compared_with']}) [\ue000-\uf8ff],? {relative}(?!\w)[^,;:.!?|]*\Z")
