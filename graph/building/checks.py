"""Checks of the whole graph: each pair that one of `queries/checks` finds is a warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tradegraph.queries.checking import Check, find_checks, run_check
from tradegraph.rdf.store import Store
from tradegraph.shapes.report import Report, Result


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two relationships that cannot both be right.

    `row` is the answer of `check` as plain texts: the relationships `first` and `second` with `firstValue`,
    `firstClaim`, `firstQuote`, `firstArticle` and so on, and what both are about: `class`, `subject`,
    `object`, `flow`, `product`, `period`, `topic`, `unit`, where they are told.
    """

    check: Check
    row: Mapping[str, str]

    def to_record(self) -> dict[str, Any]:
        """Return the conflict as plain values, with the name of its check."""
        return {"check": self.check.name, **self.row}

    def to_result(self) -> Result:
        """Return the conflict as a warning about the first relationship, whose value is the second."""
        return Result(
            severity="Warning",
            messages=self.check.word(self.row),
            focus=self.row["first"],
            path="",
            value=self.row["second"],
            shape=self.check.shape,
            constraint="SPARQL",
            claim=self.row["firstClaim"],
            quote=self.row["firstQuote"],
        )


def run_checks(store: Store, names: Iterable[str] = ()) -> list[Conflict]:
    """Return what the checks called `names` find, all checks where there are none.

    Conflicts are ordered by check, then by the IRIs of their relationships. Raises `QueryError` for an
    unknown check.
    """
    return [
        Conflict(check, row)
        for check in find_checks(names)
        for row in sorted(run_check(check, store), key=lambda row: (row["first"], row["second"]))
    ]


def to_report(conflicts: Iterable[Conflict]) -> Report:
    """Return conflicts as warnings of a SHACL report."""
    return Report(tuple(conflict.to_result() for conflict in conflicts))
