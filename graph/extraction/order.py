"""The order in which what the patterns found in a sentence is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.relations import load_frames


def in_text_order(found: Iterable[Found], masked: Masked) -> list[Found]:
    """Return matches in their order, those that may carry ends over last and by the place of their figure.

    What a figure leaves unsaid was told by the figures before it in the text. Of matches on one figure the
    first pattern still comes first: sorting is stable.
    """
    carrying, figures, others = _carrying(), list[Found](), list[Found]()
    for match in found:
        (figures if match.pattern.relation in carrying else others).append(match)
    return others + sorted(figures, key=lambda match: _place_of_figure(match, masked))


@cache
def _carrying() -> frozenset[str]:
    """Return the relations whose claims may carry ends over."""
    return frozenset(name for name, relation in load_frames().items() if relation.carried)


def _place_of_figure(found: Found, masked: Masked) -> int:
    """Return the offset of the figure or good that a match is about; of one without, where it ends."""
    for name in ("value", "product"):
        items = found.fields.get(name)
        if isinstance(items, tuple) and items:
            return int(items[0].start)
    return masked.span(found.begin, found.end)[1]
