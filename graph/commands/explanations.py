"""Explanations as lines for the eye: what is stated, its words and its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from shutil import get_terminal_size

from tradegraph.commands.tables import indent, to_cell
from tradegraph.explaining import Explanation


def tell(explanations: Iterable[Explanation]) -> Iterator[str]:
    """Yield the lines of explanations, grouped by relation, as wide as the terminal is."""
    width = get_terminal_size((110, 24)).columns
    for relation, group in groupby(explanations, key=lambda explanation: explanation.relation):
        yield relation
        for explanation in group:
            yield from indent(_state(explanation), width=width, depth=2)
            yield from indent(f"“{' '.join(explanation.quote.split())}”", width=width)
            yield from indent(_source(explanation), width=width)
            for correction in explanation.corrections:
                yield from indent(f"corrected: {correction}", width=width)
        yield ""


def _state(explanation: Explanation) -> str:
    ends = [f"{role}: {name}" for role, name in explanation.ends]
    amount = f"{to_cell(explanation.value, str)} {explanation.unit or ''}".strip()
    rank = f"rank {explanation.rank}" if explanation.rank is not None else ""
    return " · ".join(filter(None, [*ends, amount, rank, explanation.period, explanation.status]))


def _source(explanation: Explanation) -> str:
    headline = explanation.headline or explanation.article
    published = explanation.published.isoformat() if explanation.published else "undated"
    speaker = f"said by {explanation.speaker}" if explanation.speaker else None
    confidence = None if explanation.confidence is None else f"confidence {explanation.confidence}"
    return " · ".join(filter(None, [headline, published, speaker, confidence]))
