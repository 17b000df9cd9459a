"""Series: the figures of statements and of answers, by what they measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradegraph.pages.charts import Chart, Sample, draw_charts, to_year
from tradegraph.pages.nodes import Thing
from tradegraph.pages.statements import Statement


def chart_statements(statements: Iterable[Statement]) -> tuple[Chart, ...]:
    """Return charts of the figures of whole years, one for each thing measured."""
    return draw_charts(_sample(statements))


def _sample(statements: Iterable[Statement]) -> Iterator[tuple[str, Sample]]:
    for statement in statements:
        year, figure = to_year(statement.period), statement.figure
        if year and figure and statement.measures:
            yield (
                to_title(statement),
                Sample(
                    year, figure.value, figure.words, statement.path, statement.is_open, statement.sources
                ),
            )


def to_title(statement: Statement) -> str:
    """Return what a statement measures, in words: its sentence and its unit."""
    told = to_words(statement)
    unit = statement.figure.unit if statement.figure else None
    unit = f"growth in {unit}" if unit and statement.relation == "trade_growth" else unit
    return f"{told} ({unit})" if unit else told


def to_words(statement: Statement) -> str:
    """Return the sentence of a statement as plain words."""
    ends = f"{_join(statement.subjects)} {statement.verb} {_join(statement.objects)}".rstrip()
    return ", ".join([ends, *(thing.name.value for thing in statement.details)])


def _join(things: Iterable[Thing]) -> str:
    return " and ".join(thing.name.value for thing in things)
