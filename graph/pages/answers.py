"""Answers as tables: what each column and cell is, and the figures over time that the rows hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal, NamedNode
from tradegraph.pages.charts import Chart, Sample, draw_charts, to_year
from tradegraph.pages.formats import format_period, format_value
from tradegraph.pages.nodes import Nodes
from tradegraph.pages.sites import is_web
from tradegraph.queries.results import Results, Term, to_python
from tradegraph.rdf.iris import to_iri

#: Rows of an answer that a page shows.
SHOWN: Final = 200
_LABEL: Final = "Label"
#: Paths of what has a number for a name, and how much of it tells one from another.
_STATEMENTS: Final = ("claim/", "relationship/")
_DIGITS: Final = 7
#: Columns that hold the very words of articles.
_QUOTES: Final = re.compile("quote|words", re.IGNORECASE)
_PERIODS: Final = ("period", "date")
#: Columns that say how much and when, or how it is told, and so not what is measured.
_ASIDE: Final = frozenset(
    (
        "value", "unit", "period", "year", "status", "sources", "claims", "quote", "article",
        "speaker", "speakerLabel", "publisher", "publishedBy",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and the path of the page or the address that it leads to."""

    text: str
    lang: str = ""
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `kind` is "number", "quote" or "text"."""

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a table, its first rows; `total` is how many there are."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    charts: tuple[Chart, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more rows than are shown."""
        return self.total > len(self.rows)


def to_table(results: Results, nodes: Nodes) -> Table:
    """Return an answer as a table: an entity and its label share a column, empty columns are left out."""
    if results.boolean is not None:
        return Table((Column("answer", "text"),), ((Cell("yes" if results.boolean else "no"),),), 1)
    if results.triples is not None:
        return _list_triples(results, nodes)
    shown = results.terms[:SHOWN]
    filled = {
        name for row in shown for name, term in zip(results.columns, row, strict=True) if term is not None
    }
    kept = [name for name in results.columns if f"{name}{_LABEL}" not in filled and name in filled]
    columns = tuple(_to_column(name, [row[results.columns.index(name)] for row in shown]) for name in kept)
    rows = tuple(tuple(_to_cells(results.columns, kept, row, nodes)) for row in shown)
    return Table(columns, rows, results.n, draw_charts(_read_samples(results)))


def _list_triples(results: Results, nodes: Nodes) -> Table:
    columns = tuple(Column(title, "text") for title in ("subject", "predicate", "object"))
    triples = (results.triples or ())[:SHOWN]
    rows = tuple(tuple(_to_cell(term, nodes) for term in triple) for triple in triples)
    return Table(columns, rows, results.n)


def _to_column(name: str, terms: Sequence[Term]) -> Column:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix(_LABEL)).lower()
    if _QUOTES.search(name):
        return Column(words, "quote")
    values = [to_python(term) for term in terms if term is not None]
    numbers = bool(values) and all(isinstance(value, int | float | Decimal) for value in values)
    return Column(words, "number" if numbers and name != "year" else "text")


def _to_cells(
    columns: Sequence[str], kept: Sequence[str], row: Sequence[Term], nodes: Nodes
) -> Iterator[Cell]:
    bound = dict(zip(columns, row, strict=True))
    for name in kept:
        thing = bound.get(name.removesuffix(_LABEL)) if name.endswith(_LABEL) else None
        cell = _to_cell(bound[name], nodes)
        cell = replace(cell, text=format_period(cell.text)) if name in _PERIODS else cell
        if isinstance(thing, NamedNode) and cell.text:
            link = _to_cell(thing, nodes)
            cell = replace(cell, path=link.path, url=link.url)
        yield cell


def _to_cell(term: Term, nodes: Nodes) -> Cell:
    if isinstance(term, NamedNode):
        return _link(term.value, nodes)
    if isinstance(term, Literal):
        return Cell(_write(term), term.language or "")
    return Cell("" if term is None else str(term))


def _write(term: Literal) -> str:
    """Return a literal as people write it: numbers with their digits in groups, years as they are."""
    value = to_python(term)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | Decimal)
        or term.datatype == to_iri("xsd:gYear")
    ):
        return term.value
    return format(Decimal(value), ",f").replace("-", "−")


def _link(iri: str, nodes: Nodes) -> Cell:
    if iri.startswith(nodes.store.base):
        thing = nodes.thing(iri)
        is_statement = thing.path is not None and thing.path.startswith(_STATEMENTS)
        return Cell(thing.name.value[: _DIGITS if is_statement else None], thing.name.lang, thing.path)
    return Cell(iri, url=iri if is_web(iri) else None)


def _read_samples(results: Results) -> Iterator[tuple[str, Sample]]:
    """Yield the figures of whole years, each under what the other columns say that it measures."""
    if not {"value", "period"} <= set(results.columns) and not {"value", "year"} <= set(results.columns):
        return
    for row in results.rows[:SHOWN]:
        bound = dict(zip(results.columns, row, strict=True))
        year, value = to_year(str(bound.get("period") or bound.get("year"))), bound["value"]
        if year and isinstance(value, Decimal | int):
            words = format_value(Decimal(value), bound.get("unit"))
            is_open = bound.get("status") not in (None, "reported")
            yield _to_title(bound), Sample(year, Decimal(value), words, is_open=is_open)


def _to_title(bound: dict[str, Any]) -> str:
    """Return what a row measures: what its columns of words say, and the unit."""
    names = (name for name in bound if name not in _ASIDE and f"{name}{_LABEL}" not in bound)
    words = [bound[name] for name in names if isinstance(bound[name], str) and not _QUOTES.search(name)]
    return ", ".join([*words, *filter(None, [bound.get("unit")])])
