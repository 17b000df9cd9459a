"""Rows made ready for a reader: those that tell of the ends of one claim become one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from pyoxigraph import Literal, NamedNode
from tradegraph.queries.results import Results, Term

#: Columns of a claim that its ends replace, or that its quote's source tells.
_REPLACED: Final = ("claim", "relationship", "relation", "role", "entity", "entityLabel", "headline")


def to_words(name: str) -> str:
    """Return the name of a column or role in words.

    >>> to_words("lastReported"), to_words("balanceOf")
    ('last reported', 'balance of')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def gather_ends(results: Results) -> Results:
    """Return the answer with one row a claim, whose column `ends` tells each role and who fills it."""
    if not {"claim", "role", "entity"} <= set(results.columns):
        return results
    at = results.columns.index
    kept = [name for name in results.columns if name not in _REPLACED and name != "relationLabel"]
    rows = []
    for _, group in groupby(results.terms, key=lambda row: row[at("claim")]):
        claim = list(group)
        first = claim[0]
        relation = first[at("relationLabel")] or first[at("relation")]
        ends = Literal("; ".join(_ends(claim, results.columns)))
        rows.append((relation, ends, *(first[at(name)] for name in kept)))
    return Results(columns=("relation", "ends", *kept), terms=tuple(rows))


def _ends(claim: Sequence[tuple[Term, ...]], columns: Sequence[str]) -> Iterator[str]:
    for row in claim:
        cells = dict(zip(columns, row, strict=True))
        role, name = cells["role"], cells.get("entityLabel") or cells["entity"]
        assert isinstance(role, Literal)
        yield f"{to_words(role.value)}: {name.value if isinstance(name, Literal | NamedNode) else ''}"
