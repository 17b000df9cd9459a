"""The layout of a statistical table: what each column holds, which one labels the rows, what rows are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.masking import Item
from tradegraph.model import Entity
from tradegraph.tables.cells import Cell, Figure, find_decimal, read_figures
from tradegraph.tables.cue import Cue
from tradegraph.tables.headers import HeaderReader
from tradegraph.tables.surroundings import Surroundings
from tradegraph.tables.words import cues, heading, plain

#: The part of the rows that must name a place, period or flow for a column to label the rows.
_MOST: Final = 0.6
#: How many columns a card has.
_LABEL_AND_VALUE: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Line:
    """One row of the body: its cells, what its label and section say, the place, product, exporter named."""

    cells: tuple[Cell, ...]
    label: Cue
    place: Item | None = None
    product: Item | None = None
    exporter: Item | None = None


@dataclass(frozen=True)
class Grid:
    """One table: `headers` are its one or two rows of headers, `body` the rows below."""

    reader: HeaderReader
    headers: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    around: Surroundings

    @property
    def lang(self) -> str:
        """The language of the table's words."""
        return self.reader.lang

    @cached_property
    def columns(self) -> tuple[Cue, ...]:
        """What the headers say of each column; one over several columns stands over the first of them."""
        width = max(len(row) for row in (*self.headers, *self.body))
        return tuple(self._column(index) for index in range(width))

    def _column(self, index: int) -> Cue:
        found = Cue()
        for depth, row in enumerate(self.headers, start=1):
            position = index
            while depth < len(self.headers) and position > 1 and not _text(row, position):
                position -= 1
            if _text(row, position):
                found = self._cue_of(row[position]).over(found)
        return found

    @cached_property
    def kinds(self) -> tuple[str | None, ...]:
        """The kind of each column; signed percentages and numbered rows are told by the cells."""
        return tuple(self._kind(index) for index in range(len(self.columns)))

    def _kind(self, index: int) -> str | None:
        cue, cells = self.columns[index], [found for found in self._read_column(index) if found]
        firsts = [figures[0] for figures in cells]
        percent = cue.percent or any(figure.percent for figure in firsts)
        signed = any(figure.signed for figure in firsts)
        if cue.kind in ("growth", "percent") and any(len(figures) > 1 for figures in cells) and cue.flow:
            return "value"
        if cue.kind == "percent" or (
            firsts and cue.kind == "value" and all(figure.percent for figure in firsts)
        ):
            return "growth" if signed and percent else "other"
        if cue.kind == "value" and not cue.flow and not cue.currency and self.around.cue.kind == "growth":
            return "growth"
        if not self._header(index) and self.around.superlative and _counts_up(firsts):
            return "rank"
        return cue.kind

    def read(self, cell: Cell) -> tuple[Figure, ...]:
        """Return the figures of a cell."""
        return read_figures(cell, lang=self.lang, decimal=self._decimal)

    def values(self, index: int) -> list[Decimal]:
        """Return the first figure of each row's cell in a column, rows without one left out."""
        return [figures[0].value for figures in self._read_column(index) if figures]

    @cached_property
    def _decimal(self) -> str | None:
        return find_decimal((cell.text for row in self.body for cell in row), lang=self.lang)

    def _read_column(self, index: int) -> list[tuple[Figure, ...]]:
        return [self.read(cell) for cell in self._cells(index)]

    def _cells(self, index: int) -> list[Cell]:
        return [row[index] for row in self.body if _text(row, index) and not _opens_section(row)]

    def _header(self, index: int) -> str:
        return " ".join(_text(row, index) for row in self.headers).strip()

    def _cue_of(self, cell: Cell) -> Cue:
        return self.reader.read_cell(cell.start, cell.end)

    def _is_total(self, cell: Cell) -> bool:
        return cues(self.lang, "totals").match(plain(cell.text)) is not None

    # ---- the columns that label the rows

    def named(self, topic: str) -> list[int]:
        """Return the columns whose header is a word of the lexicon's `columns` topic.

        The first one may go on with whose the goods are: "Product sent to Fiji".
        """
        headers = (heading(self._header(i)) for i in range(len(self.columns)))
        pattern = cues(self.lang, "columns", topic)
        first = self.columns[0]
        is_sent = topic == "product" and first.flow and (first.partner or first.reporter)
        return [
            index
            for index, header in enumerate(headers)
            if header and (pattern.fullmatch(header) or (is_sent and not index and pattern.match(header)))
        ]

    @cached_property
    def place_columns(self) -> tuple[int, ...]:
        """The columns whose cells name places, one each."""
        return tuple(index for index in range(len(self.columns)) if self._holds_places(index))

    def _holds_places(self, index: int) -> bool:
        cells = [cell for cell in self._cells(index) if not self._is_total(cell)]
        places = sum(self._cue_of(cell).place is not None for cell in cells)
        return places > 0 and places >= _MOST * len(cells)

    @cached_property
    def pair(self) -> tuple[int, int] | None:
        """The columns of exporters and importers, where a table has both."""
        exporters = [index for index in self.named("exporter") if index in self.place_columns]
        importers = [i for i in self.named("importer") if i in self.place_columns and i not in exporters]
        return (exporters[0], importers[0]) if exporters and importers else None

    @cached_property
    def stub(self) -> int | None:
        """The column that labels the rows: places, else periods or flows, else products."""
        if self.pair:
            return self.pair[1]
        if len(self.place_columns) > 1:
            named = [index for index in self.named("partner") if index in self.place_columns]
            return named[0] if len(named) == 1 else None
        if self.place_columns:
            return self.place_columns[0]
        return 0 if self._labels_rows(0) else next(iter(self.named("product")), None)

    @property
    def is_card(self) -> bool:
        """Whether there are two columns: what a row is about, and what is said of it."""
        return len(self.headers[0]) == _LABEL_AND_VALUE

    def _labels_rows(self, index: int) -> bool:
        """Tell whether the cells of a column are periods or name flows; on a card, those before a figure."""
        cells = self._cells(index)
        if self.is_card:
            figured = [row for row in self.body if len(row) > 1 and self.read(row[1])]
            cells = [row[0] for row in figured] or cells
        found = [self._cue_of(cell) for cell in cells]
        known = sum(
            cue.kind == "growth" or (cue.kind == "value" and bool(cue.flow or cue.period)) for cue in found
        )
        return known > 0 and known >= _MOST * len(found)

    @cached_property
    def labels(self) -> frozenset[int]:
        """All columns that hold no figures of trade but say what these are of."""
        stub = () if self.stub is None else (self.stub,)
        return frozenset((*stub, *(self.pair or ()), *self.named("product")))

    # ---- the rows

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the body but for sums; a row of one cell opens a section that its words are said of."""
        found: list[Line] = []
        section = Cue()
        for row in self.body:
            if _opens_section(row):
                section = self._cue_of(next(cell for cell in row if cell.text))
            elif self.stub is not None and _text(row, self.stub):
                found += self._line(row, row[self.stub], section)
        return tuple(found)

    @cached_property
    def places(self) -> frozenset[Entity]:
        """The places in the rows."""
        return frozenset(line.place.entities[0] for line in self.lines if line.place)

    def _line(self, row: tuple[Cell, ...], stub: Cell, section: Cue) -> Iterator[Line]:
        label, products = self._cue_of(stub), [i for i in self.named("product") if _text(row, i)]
        product = self._product(row[products[0]]) if products else None
        if products and product is None:
            return
        if self.stub in self.place_columns:
            exporter = (
                self._cue_of(row[self.pair[0]]).place if self.pair and self.pair[0] < len(row) else None
            )
            if label.place and (exporter or not self.pair):
                yield Line(row, section, label.place, product, exporter)
        elif product is not None:
            yield Line(row, section, product=product)
        elif label.flow or not self._is_total(stub):
            yield Line(row, replace(label, place=None).over(section))

    def _product(self, cell: Cell) -> Item | None:
        """Return the product that a cell names, in lower case as texts have it."""
        words = re.split(r"\s*[(;:*†]", cell.text)[0].strip()
        if self._is_total(cell) or not _WORD.search(words):
            return None
        end = cell.start + len(words)
        known = (m for m in self.reader.document.mentions if (m.start, m.end) == (cell.start, end))
        entities = next((m.entities for m in known if m.type in ("Product", "Sector")), ())
        return Item("Product", cell.start, end, entities or (mint(words.lower(), "Product"),))


def is_second_header(reader: HeaderReader, row: Sequence[Cell]) -> bool:
    """Tell whether a row below the header is one more: units, flows or years, no figures or places."""
    cells = [cell for cell in row if cell.text]
    found = [reader.read_cell(cell.start, cell.end) for cell in cells]
    known = [cue for cue in found if cue.kind not in (None, "other")]
    figures = any(
        re.search(r"\d", cell.text) and not cue.period for cell, cue in zip(cells, found, strict=True)
    )
    return len(known) > 1 and not figures and not any(cue.place for cue in found)


def _opens_section(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds one cell alone, whose words are said of the rows below."""
    return len(row) > 1 and sum(bool(cell.text) for cell in row) == 1


def _text(row: Sequence[Cell], index: int) -> str:
    return row[index].text if index < len(row) else ""


def _counts_up(figures: Sequence[Figure]) -> bool:
    return len(figures) > 1 and [figure.value for figure in figures] == list(range(1, len(figures) + 1))
