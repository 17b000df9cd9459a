"""The page of a relationship: what it says, who says so, and what else is said of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tradegraph.pages.charts import Chart
from tradegraph.pages.nodes import Node, Nodes, Thing
from tradegraph.pages.series import chart_statements
from tradegraph.pages.statements import Statement, find_row, read_statements

#: Other figures of the same thing that are read, and those for the same period that are shown.
_SIBLINGS: Final = 200
_RIVALS: Final = 20
#: Roles besides the two ends.
_FURTHER: Final = ("product", "sector", "counterpart")
#: What a plan was followed by, and what follows from a plan.
_SEQUELS: Final = (("tg:fulfilledBy", "Later reported as done", "Foreseen before"),)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship: who takes part in it and as what, its rivals, and statements that it follows from.

    `rivals` are other values for the same thing, period and status; `charts` its figures over time.
    """

    statement: Statement
    roles: tuple[tuple[str, tuple[Thing, ...]], ...]
    rivals: tuple[Statement, ...]
    sequels: tuple[tuple[str, tuple[Statement, ...]], ...]
    charts: tuple[Chart, ...]


def read_relationship(nodes: Nodes, node: Node) -> Relationship | None:
    """Return what the page of a relationship shows, None for a node that is none."""
    statement = next(iter(read_statements(nodes, [node.iri])), None)
    if statement is None:
        return None
    siblings = _read_siblings(nodes, node)
    return Relationship(
        statement=statement,
        roles=tuple(_read_roles(nodes, node)),
        rivals=tuple(other for other in siblings if _is_rival(other, statement))[:_RIVALS],
        sequels=tuple(_read_sequels(nodes, node)),
        charts=chart_statements([statement, *siblings]),
    )


def _read_roles(nodes: Nodes, node: Node) -> Iterator[tuple[str, tuple[Thing, ...]]]:
    row = find_row(node)
    ends = (row.subject, row.object) if row else ()
    for role in dict.fromkeys((*ends, *_FURTHER)):
        if things := nodes.things(node.values(f"tg:{role}")):
            yield nodes.term(role), things


def _read_siblings(nodes: Nodes, node: Node) -> list[Statement]:
    """Return the statements of other figures for what this one measures."""
    thing = node.value("tg:measures")
    others = sorted(nodes.subjects("tg:measures", thing)) if thing else []
    return read_statements(nodes, [iri for iri in others if iri != node.iri][:_SIBLINGS])


def _is_rival(other: Statement, statement: Statement) -> bool:
    same = (statement.period, statement.status, statement.details, statement.words)
    return (other.period, other.status, other.details, other.words) == same


def _read_sequels(nodes: Nodes, node: Node) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    for name, after, before in _SEQUELS:
        for title, iris in ((after, node.values(name)), (before, sorted(nodes.subjects(name, node.iri)))):
            if found := read_statements(nodes, iris):
                yield title, tuple(found)
