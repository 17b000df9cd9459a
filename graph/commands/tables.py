"""Answers as text for the terminal: aligned columns, and under each row the words that it comes from.

Nothing is cut off: what does not fit a line is continued on the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any, Final

from pyoxigraph import NamedNode
from rich.cells import cell_len
from tradegraph.commands.rows import gather_ends, to_words
from tradegraph.queries.results import Results
from tradegraph.rdf.store import Store

#: Columns between two columns, and before a quote.
_GAP: Final = 2
#: Width where there is no terminal.
_WIDTH: Final = 110
#: A column is not made narrower than this to fit a line.
_NARROWEST: Final = 8

#: No fewer columns stand side by side, whatever their words.
_FEWEST: Final = 3

#: Gives the label of an IRI.
Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, and its cells' texts and side."""

    heading: str
    cells: tuple[str, ...]
    right: bool = False

    @property
    def width(self) -> int:
        """The widest cell, in columns of the terminal."""
        return max(map(cell_len, (self.heading, *self.cells)))

    @property
    def longest_word(self) -> int:
        """The longest word of heading and cells, in columns of the terminal."""
        return max(
            (cell_len(word) for text in (self.heading, *self.cells) for word in text.split()), default=0
        )


def to_table(results: Results, *, label: Label) -> str:
    """Return rows as text, wrapped to the terminal's width; `label` names IRIs.

    `x` and `xLabel` become one column, columns without any value are left out, a quote stands under its
    row with its article, and the ends of a claim in one row. Columns for which a line has no room between
    whole words stand under the row, too.
    """
    if results.boolean is not None:
        return "yes\n" if results.boolean else "no\n"
    if not results.terms:
        return "no rows\n"
    results = gather_ends(results)
    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    columns, further = _part(_columns(results, label), width)
    widths = _fit(columns, width)
    lines = list(_line([column.heading for column in columns], columns, widths))
    lines.append("  ".join("─" * width for width in widths))
    quotes = list(_quotes(results, label))
    for i in range(results.n):
        lines.extend(_line([column.cells[i] for column in columns], columns, widths))
        below = [*_tell_further(further, i), *quotes[i]]
        lines.extend(line for text in below for line in indent(text, width=width))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def indent(text: str, *, width: int, depth: int = 4) -> list[str]:
    """Return `text` in lines of at most `width`, each `depth` columns from the left."""
    space = " " * depth
    return wrap(text, max(width, 40), initial_indent=space, subsequent_indent=space, break_on_hyphens=False)


def _columns(results: Results, label: Label) -> list[Column]:
    shown = [name for name in results.columns if not _is_source(name, results.columns)]
    columns = (_column(name, results, label) for name in shown if _leads(name, results.columns))
    return [column for column in columns if any(column.cells)]


def _is_source(name: str, names: Sequence[str]) -> bool:
    """Tell whether a column is a quote or a quote's article: these stand under the row."""
    lower = name.lower()
    quoted = name.replace("article", "quote").replace("Article", "Quote")
    return lower.endswith("quote") or (lower.endswith("article") and quoted in names)


def _leads(name: str, names: Sequence[str]) -> bool:
    """Tell whether a column is not merely the label of one beside it, as a headline is of its article."""
    if name == "headline":
        return "article" not in names
    return not name.endswith("Label") or name.removesuffix("Label") not in names


def _column(name: str, results: Results, label: Label) -> Column:
    values = _values(name, results)
    labels = _values(f"{name}Label", results) or [None] * results.n
    cells = tuple(
        str(given) if given else to_cell(value, label) for value, given in zip(values, labels, strict=True)
    )
    numeric = all(isinstance(value, int | float | Decimal) or value is None for value in values)
    return Column(to_words(name.removesuffix("Label")), cells, right=numeric)


def _values(name: str, results: Results) -> list[Any]:
    if name not in results.columns:
        return []
    at = results.columns.index(name)
    return [row[at] for row in results.rows]


def to_cell(value: Any, label: Label) -> str:
    """Return a value as text: an IRI by its label, a large number with its thousands parted.

    >>> to_cell(Decimal("1100000000.0"), str), to_cell(2022, str), to_cell(None, str)
    ('1,100,000,000', '2022', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        value = value.normalize() + 0
        return f"{value:,f}"
    if isinstance(value, str) and "://" in value and " " not in value:
        return label(value)
    return " ".join(str(value).split())


def to_label(iri: str, store: Store, lang: str) -> str:
    """Return how an IRI is shown: its label and, for an article, its path; else its path or the IRI."""
    path = iri.removeprefix(store.base)
    node = NamedNode(iri)
    headlines = store.values(node, "schema:headline")
    if headlines:
        return f"{headlines[0][0]} ({path})"
    names = store.values(node, "skos:prefLabel") or store.values(node, "rdfs:label")
    ranked = sorted(names, key=lambda name: (name[1] != lang, name[1] != "en", name))
    return ranked[0][0] if ranked else path


def _quotes(results: Results, label: Label) -> Iterator[list[str]]:
    """Yield the quotes of each row, each with its article."""
    names = [name for name in results.columns if name.lower().endswith("quote")]
    for row in results.rows:
        cells = dict(zip(results.columns, row, strict=True))
        yield [_quote(name, cells, label) for name in names if cells[name]]


def _quote(name: str, cells: dict[str, Any], label: Label) -> str:
    article = cells.get(name.replace("quote", "article").replace("Quote", "Article"))
    words = " ".join(str(cells[name]).split())
    return f"“{words}” — {label(article)}" if article else f"“{words}”"


def _part(columns: Sequence[Column], width: int) -> tuple[list[Column], list[Column]]:
    """Return the columns that fit a line without words being broken, and the further ones."""
    floors = [column.width if column.right else column.longest_word for column in columns]
    n = len(columns)
    while n > _FEWEST and sum(floors[:n]) + _GAP * (n - 1) > width:
        n -= 1
    return list(columns[:n]), list(columns[n:])


def _tell_further(columns: Iterable[Column], i: int) -> Iterator[str]:
    """Yield the cells of row `i` that stand under it, in one line, each with its heading."""
    told = [f"{column.heading}: {column.cells[i]}" for column in columns if column.cells[i]]
    if told:
        yield " · ".join(told)


def _fit(columns: Sequence[Column], width: int) -> list[int]:
    """Return the columns' widths, the widest made narrower until all fit, as far as may be.

    Between words first; then within words, and within numbers last.
    """
    fitted = [column.width for column in columns]
    texts = [i for i, column in enumerate(columns) if not column.right]
    numbers = [i for i, column in enumerate(columns) if column.right]
    words = {i: columns[i].longest_word for i in texts}
    for floors in (words, dict.fromkeys(texts, _NARROWEST), dict.fromkeys(numbers, _NARROWEST)):
        while sum(fitted) + _GAP * (len(fitted) - 1) > width:
            wide = [i for i, floor in floors.items() if fitted[i] > floor]
            if not wide:
                break
            fitted[max(wide, key=fitted.__getitem__)] -= 1
    return fitted


def _line(cells: Iterable[str], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of one row, more than one where a cell is wider than its column."""
    wrapped = [
        wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(cells, widths, strict=True)
    ]
    for i in range(max(map(len, wrapped), default=0)):
        parts = [lines[i] if i < len(lines) else "" for lines in wrapped]
        yield (" " * _GAP).join(
            _pad(part, width, right=column.right)
            for part, width, column in zip(parts, widths, columns, strict=True)
        )


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * max(0, width - cell_len(text))
    return space + text if right else text + space
