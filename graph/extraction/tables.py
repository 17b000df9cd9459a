"""Tables of trade statistics: partners, products or years in the rows; flows, changes and ranks in the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, reduce
from itertools import pairwise
from typing import Final

from tradegraph.annotation.currencies import local_currencies
from tradegraph.annotation.names import mint
from tradegraph.annotation.quantities import to_plain
from tradegraph.extraction.cells import Cell, Figure, find_decimal, read_figures, split_cells
from tradegraph.extraction.headers import Cue, HeaderReader
from tradegraph.extraction.masking import Item
from tradegraph.extraction.surroundings import Surroundings, find_surroundings
from tradegraph.extraction.tablewords import cues, plain
from tradegraph.model import Article, Claim, Document, Entity, Reference
from tradegraph.ontology.gazetteer import load_gazetteer

#: How sure a figure is that stands in a table whose header is understood.
_CONFIDENCE: Final = 0.9
#: The part of the rows that must name a place, period or flow for a column to be the one that labels the rows.
_MOST: Final = 0.6
#: Less money than this is no trade between countries: the scale of the column is not known.
_LEAST: Final = Decimal(1000)
_SCOPES: Final = {"exports": "export_market", "imports": "import_source", "total": "trade"}
_FLOWS: Final = {"export_market": "exports", "import_source": "imports"}
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)ºª°]?\s")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")


def read_tables(document: Document, homes: Mapping[str, Item]) -> dict[int, tuple[Claim, ...]]:
    """Return the claims of the tables that are understood, by the index of the row's block.

    `homes` are the places an article is at home in, as `find_homes` gives them: a table that does not say whose
    trade it shows is about the home. Rows of a table without any claim are left out.
    """
    reader = HeaderReader(document, homes)
    found: dict[int, tuple[Claim, ...]] = {}
    for first, last in _find_runs(document.article):
        claims = _read_table(reader, first, last)
        for index in range(first, last + 1) if claims else ():
            block = document.article.blocks[index]
            found[index] = tuple(claim for claim in claims if block.start <= claim.start < block.end)
    return found


def _find_runs(article: Article) -> Iterator[tuple[int, int]]:
    """Yield the first and the last block of each run of rows."""
    first = None
    for index, block in enumerate(article.blocks):
        if block.kind == "row" and first is None:
            first = index
        if block.kind != "row" and first is not None:
            yield first, index - 1
            first = None
    if first is not None:
        yield first, len(article.blocks) - 1


def _read_table(reader: HeaderReader, first: int, last: int) -> list[Claim]:
    article = reader.document.article
    rows = [split_cells(article.text, b.start, b.end) for b in article.blocks[first : last + 1]]
    titles = []
    while len(rows) > 2 and sum(bool(cell.text) for cell in rows[0]) == 1 and len(rows[1]) > 1:
        titles.append(next(cell for cell in rows.pop(0) if cell.text))
    if len(rows) < 2 or len(rows[0]) < 2:
        return []
    surroundings = find_surroundings(reader, first, last, titles)
    depth = 2 if len(rows) > 2 and _is_second_header(reader, rows[1]) else 1
    table = Table(reader, tuple(rows[:depth]), tuple(rows[depth:]), surroundings)
    return list(table.claims())


def _is_second_header(reader: HeaderReader, row: Sequence[Cell]) -> bool:
    """Tell whether a row below the header is one more: it holds units, flows or years, and no figures or places."""
    cells = [cell for cell in row if cell.text]
    found = [reader.read_cell(cell.start, cell.end) for cell in cells]
    known = [cue for cue in found if cue.kind not in (None, "other")]
    figures = any(
        re.search(r"\d", cell.text) and not cue.period for cell, cue in zip(cells, found, strict=True)
    )
    return len(known) > 1 and not figures and not any(cue.place for cue in found)


@dataclass(frozen=True)
class Line:
    """One row of a table's body: its cells, what its labels say, the section that it belongs to."""

    cells: tuple[Cell, ...]
    label: Cue
    stub: Item | None
    product: Item | None
    exporter: Item | None = None


@dataclass(frozen=True)
class Figured:
    """A figure of a table with all that is said of it: `cue` merges column, row, section and surroundings."""

    figure: Figure
    cell: Cell
    line: Line
    column: int
    cue: Cue


@dataclass(frozen=True)
class Table:
    """One table: `headers` are its one or two rows of headers, `body` the rows below."""

    reader: HeaderReader
    headers: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    around: Surroundings

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of the figures in order, row by row."""
        if self.stub is None:
            return
        for line in self.lines:
            made = [claim for figured in self._figures(line) if (claim := self._claim(figured))]
            yield from made or self._bare_products(line)

    @property
    def lang(self) -> str:
        """The language of the table's words."""
        return self.reader.lang

    @cached_property
    def decimal(self) -> str | None:
        """The decimal mark of the table's figures."""
        return find_decimal((cell.text for row in self.body for cell in row), lang=self.lang)

    @cached_property
    def columns(self) -> tuple[Cue, ...]:
        """What the headers say of each column; a header over several columns stands over the first of them."""
        rows = [[self.reader.read_cell(cell.start, cell.end) for cell in row] for row in self.headers]
        width = max(len(row) for row in (*self.headers, *self.body))
        found = []
        for index in range(width):
            cells = [row[index] if index < len(row) else Cue() for row in rows]
            if len(cells) == 2:
                above = next(
                    (i for i in range(min(index, len(rows[0]) - 1), 0, -1) if self.headers[0][i].text), 0
                )
                upper = rows[0][above] if above else cells[0]
                known = index < len(self.headers[1]) and self.headers[1][index].text
                cells = [cells[1].over(upper) if known else upper]
            found.append(cells[0])
        return tuple(found)

    @cached_property
    def kinds(self) -> tuple[str | None, ...]:
        """The kind of each column, with those settled that hang on the cells: signed percentages, numbered rows."""
        return tuple(self._kind(index) for index in range(len(self.columns)))

    def _kind(self, index: int) -> str | None:
        cue = self.columns[index]
        figures = [figure for figure in self._column_figures(index) if figure]
        if cue.kind == "percent":
            growth = any(figure.signed for figure in figures) and any(
                cue.percent or f.percent for f in figures
            )
            return "growth" if growth else "other"
        if cue.kind == "value" and not cue.flow and not cue.currency and self.around.cue.kind == "growth":
            return "growth"
        if cue.kind == "value" and figures and all(figure.percent for figure in figures):
            return "growth" if any(figure.signed for figure in figures) else "other"
        if not self._header(index) and self.around.superlative and self._counts(figures):
            return "rank"
        return cue.kind

    def _counts(self, figures: Sequence[Figure]) -> bool:
        values = [figure.value for figure in figures]
        return len(values) > 1 and values == [Decimal(n) for n in range(1, len(values) + 1)]

    def _header(self, index: int) -> str:
        return " ".join(row[index].text for row in self.headers if index < len(row)).strip()

    def _column_figures(self, index: int) -> list[Figure | None]:
        return [next(iter(self._read(row[index])), None) if index < len(row) else None for row in self.body]

    def _read(self, cell: Cell) -> tuple[Figure, ...]:
        return read_figures(cell, lang=self.lang, decimal=self.decimal)

    # ---- the columns that label the rows

    def _named(self, topic: str) -> list[int]:
        """Return the columns whose header is a word of the lexicon's `columns` topic."""
        found = []
        for index in range(len(self.columns)):
            header = re.sub(r"\([^()]*\)", "", plain(self._header(index))).strip(" .:*")
            if header and cues(self.lang, "columns", topic).fullmatch(header):
                found.append(index)
        return found

    @cached_property
    def _place_columns(self) -> list[int]:
        found = []
        for index in range(len(self.columns)):
            cells = [row[index] for row in self.body if index < len(row) and row[index].text]
            cells = [cell for cell in cells if not self._is_total(cell)]
            places = sum(self.reader.read_cell(cell.start, cell.end).place is not None for cell in cells)
            if places and places >= _MOST * len(cells):
                found.append(index)
        return found

    @cached_property
    def pair(self) -> tuple[int, int] | None:
        """The columns of exporters and importers, where a table has both."""
        exporters = [i for i in self._named("exporter") if i in self._place_columns]
        importers = [i for i in self._named("importer") if i in self._place_columns and i not in exporters]
        return (exporters[0], importers[0]) if exporters and importers else None

    @cached_property
    def stub(self) -> int | None:
        """The column that labels the rows: places, else periods or flows, else products."""
        if self.pair:
            return self.pair[1]
        if len(self._place_columns) > 1:
            named = [index for index in self._named("partner") if index in self._place_columns]
            return named[0] if len(named) == 1 else None
        if self._place_columns:
            return self._place_columns[0]
        return next(iter([*self._labelled_columns(), *self._named("product")]), None)

    def _labelled_columns(self) -> Iterator[int]:
        """Yield the first column where its cells are periods or name flows."""
        cells = [row[0] for row in self.body if row and row[0].text]
        found = [self.reader.read_cell(cell.start, cell.end) for cell in cells]
        known = sum(
            (cue.kind == "value" and bool(cue.flow or cue.period)) or cue.kind == "growth" for cue in found
        )
        if known and known >= _MOST * len(cells):
            yield 0

    def _is_total(self, cell: Cell) -> bool:
        return cues(self.lang, "totals").match(plain(cell.text)) is not None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the body with their labels; a row of one cell opens a section."""
        found, section = [], Cue()
        for row in self.body:
            filled = [cell for cell in row if cell.text]
            stub = row[self.stub] if self.stub is not None and self.stub < len(row) else None
            if len(filled) == 1 and len(row) > 1:
                section = self.reader.read_cell(filled[0].start, filled[0].end)
            elif stub is not None and stub.text:
                line = self._line(row, stub, section)
                found += [line] if line else []
        return tuple(found)

    def _line(self, row: tuple[Cell, ...], stub: Cell, section: Cue) -> Line | None:
        label = self.reader.read_cell(stub.start, stub.end)
        products = [index for index in self._named("product") if index < len(row) and row[index].text]
        product = self._product(row[products[0]]) if products else None
        if self.stub in self._place_columns:
            exporter = None
            if self.pair and self.pair[0] < len(row):
                source = row[self.pair[0]]
                exporter = self.reader.read_cell(source.start, source.end).place
            known = label.place and (exporter or not self.pair) and not (products and product is None)
            return Line(row, section, label.place, product, exporter) if known else None
        if self._is_total(stub) and (products or not label.flow):
            return None
        if products:
            return Line(row, section, None, product) if product else None
        return Line(row, replace(label, place=None).over(section), None, None)

    def _product(self, cell: Cell) -> Item | None:
        """Return the product that a cell names, in lower case as texts have it."""
        words = re.split(r"\s*[(;:*†]", cell.text)[0].strip()
        if self._is_total(cell) or not _LETTERS.search(words):
            return None
        return Item("Product", cell.start, cell.start + len(words), (mint(words.lower(), "Product"),))

    # ---- figures and what is said of them

    def _figures(self, line: Line) -> Iterator[Figured]:
        labels = {self.stub, *(self.pair or ()), *self._named("product")}
        for index, cell in enumerate(line.cells):
            kind = self.kinds[index] if index < len(self.kinds) else None
            if index in labels or kind not in ("value", "growth", "rank"):
                continue
            for number, figure in enumerate(self._read(cell)):
                second = number > 0
                if second and not (kind == "value" and figure.percent and figure.signed):
                    continue
                cue = self._cue(index, "growth" if second else kind, line)
                yield Figured(figure, cell, line, index, cue)
        yield from self._numbered(line)

    def _numbered(self, line: Line) -> Iterator[Figured]:
        """Yield the rank of a row that begins with its number: "1. China"."""
        cell = line.cells[self.stub or 0]
        match = _NUMBERED.match(cell.text)
        if match and line.stub and self.around.superlative and "rank" not in self.kinds:
            figure = Figure(
                cell.start, cell.start + match.end(1), Decimal(match[1]), None, None, False, False
            )
            yield Figured(figure, cell, line, self.stub or 0, replace(self.around.cue, kind="rank"))

    def _cue(self, index: int, kind: str | None, line: Line) -> Cue:
        """Return all that is said of a figure, the nearest words first."""
        column = replace(self.columns[index], kind=kind)
        if kind == "growth" and self.columns[index].kind != "value":
            column = self._beside(index, column)
        label = line.label
        if label.kind in ("growth", "rank", "other") and kind == "value":
            column = replace(column, kind=label.kind)
        cue = column.over(label)
        flow = column.flow if column.flow not in (None, "trade") else self._flow(column, label)
        return replace(cue.over(self.around.cue), flow=flow, kind=cue.kind, place=column.place)

    def _beside(self, index: int, column: Cue) -> Cue:
        """Return the cue of a column of changes with the flow of the column that it belongs to, on its left."""
        if column.flow is None and self.around.growth_flow:
            column = replace(column, flow=self.around.growth_flow)
        values = [i for i, kind in enumerate(self.kinds) if kind == "value" and i != self.stub]
        fits = [i for i in values if column.flow in (None, self.columns[i].flow)]
        left = [i for i in fits if i < index]
        base = left[-1] if left else next(iter(fits), None)
        if base is None:
            return column
        flow = self.columns[base].flow
        periods = [
            self.columns[i].period for i in fits if self.columns[i].flow == flow and (i < index or not left)
        ]
        latest = max((period for period in periods if period), default=None)
        filled = column.over(replace(self.columns[base], period=None, currency=None, place=None))
        return replace(filled, kind="growth", flow=column.flow or flow, period=column.period or latest)

    def _flow(self, column: Cue, label: Cue) -> str | None:
        """Return the flow of a column that names none, or only "total": from the rows' label or the surroundings."""
        if self.pair:
            return "exports"
        named = {cue.flow for cue in self.columns}
        if column.flow == "trade" and {"exports", "imports"} <= named:
            return "total"
        caption = self.around.cue.flow
        stub = _FLOWS.get(self.columns[self.stub or 0].scope or "")
        firm = caption if caption in ("exports", "imports", "balance") else None
        flow = label.flow or firm or stub or caption or column.flow
        return "total" if flow == "trade" else flow

    # ---- claims

    def _claim(self, figured: Figured) -> Claim | None:
        cue, sides = figured.cue, self._sides(figured)
        if sides is None or (cue.flow is None and cue.kind != "rank"):
            return None
        if cue.kind == "rank":
            return self._rank(figured, *sides)
        ends = {"subject": sides[0], "object": sides[1]}
        if cue.flow == "imports":
            ends = {"subject": sides[1], "object": sides[0]}
        if product := figured.line.product or cue.product:
            ends["product"] = product
        flow = "exports" if cue.flow == "imports" else cue.flow
        value, unit = self._amount(figured, sides[0].entities[0])
        if value is None:
            return None
        relation = "trade_growth" if cue.kind == "growth" else "trade_value"
        name = f"table-{cue.flow}-growth" if cue.kind == "growth" else f"table-{cue.flow}"
        return self._build(relation, figured, ends, name, flow=flow, value=value, unit=unit)

    def _amount(self, figured: Figured, reporter: Entity) -> tuple[Decimal | None, str | None]:
        figure, cue = figured.figure, figured.cue
        if cue.kind == "growth":
            return to_plain(figure.value), "percent"
        word = figure.currency or cue.currency
        if word is None or figure.percent:
            return None, None
        value = to_plain(figure.value * (figure.scale or cue.scale or 1))
        if abs(value) < _LEAST or (value < 0 and cue.flow != "balance"):
            return None, None
        if cue.deficit:
            value = -abs(value)
        return value, self._currency(word, reporter)

    def _currency(self, word: str, reporter: Entity) -> str:
        """Return the ISO code of a currency, a local word such as "rupee" being that of whose trade it is."""
        if not word.islower():
            return word
        country = load_gazetteer().country_of(reporter.id)
        code = country.code if country else None
        text = self.reader.document.article.text
        return local_currencies(text, [word], lang=self.lang, dollar="USD", country=code)[word]

    def _rank(self, figured: Figured, reporter: Item, partner: Item) -> Claim | None:
        value, scope = figured.figure.value, self._scope(figured)
        if figured.line.stub is not partner or scope is None or value < 1 or value != int(value):
            return None
        ends = {"subject": partner, "object": reporter}
        return self._build(
            "partner_rank",
            figured,
            ends,
            f"table-rank-{scope.replace('_', '-')}",
            scope=scope,
            value=value,
            unit="rank",
        )

    def _scope(self, figured: Figured) -> str | None:
        """Return what the rows are ranked by: the header, the caption, or the flow that the rows are sorted by."""
        own = self.columns[figured.column]
        if own.flow in _SCOPES and figured.column != self.stub:
            return _SCOPES[own.flow]
        caption = self.around.cue
        for scope in (self.columns[self.stub or 0].scope, caption.scope):
            if scope in _FLOWS:
                return scope
        if caption.scope is not None:
            return caption.scope
        flows = [i for i, kind in enumerate(self.kinds) if kind == "value" and i != self.stub]
        falling = {self._column_flow(i) for i in flows if self._is_falling(i)} & set(_SCOPES)
        return _SCOPES[falling.pop()] if len(falling) == 1 else _SCOPES.get(caption.flow or "")

    def _column_flow(self, index: int) -> str:
        column = self.columns[index]
        return (column.flow if column.flow not in (None, "trade") else self._flow(column, Cue())) or ""

    def _is_falling(self, index: int) -> bool:
        values = [figure.value for figure in self._column_figures(index) if figure]
        return len(values) > 1 and all(one >= other for one, other in pairwise(values))

    def _sides(self, figured: Figured) -> tuple[Item, Item] | None:
        """Return whose trade a figure is of, and with whom."""
        cue, line = figured.cue, figured.line
        if line.exporter and line.stub:
            return self._distinct(line.exporter, line.stub)
        if line.stub is None:
            partner = cue.partner or cue.place or line.label.partner
            return self._distinct(cue.reporter or self._home(), partner)
        if cue.place is not None:
            return None
        if cue.partner and self._are_reporters(cue, line.stub):
            return self._distinct(line.stub, cue.partner)
        reporter = cue.reporter or (self._home() if self._names_partners else None)
        return self._distinct(reporter, line.stub)

    def _are_reporters(self, cue: Cue, stub: Item) -> bool:
        """Tell whether the rows are those who trade with the partner named: states, or members of a group."""
        gazetteer, row, partner = load_gazetteer(), stub.entities[0], cue.partner
        if partner is None or row in gazetteer.members_of(partner.entities[0].id):
            return False
        if cue.reporter is None:
            return True
        return row.type == "Region" and gazetteer.country_of(row.id) == cue.reporter.entities[0]

    @property
    def _names_partners(self) -> bool:
        stub = self.columns[self.stub or 0]
        return self.around.cue.partners or any(cue.partners for cue in (stub, *self.columns))

    def _home(self) -> Item | None:
        """Return the first of the likely reporters that is no partner in a row or column."""
        named = [line.stub for line in self.lines if line.stub]
        named += [
            side for cue in (*self.columns, self.around.cue) for side in (cue.partner, cue.place) if side
        ]
        partners = {item.entities[0] for item in named}
        return next((item for item in self.around.reporters if item.entities[0] not in partners), None)

    def _distinct(self, reporter: Item | None, partner: Item | None) -> tuple[Item, Item] | None:
        """Return the two sides where both are known and neither lies in the other."""
        if reporter is None or partner is None:
            return None
        gazetteer, (one, other) = load_gazetteer(), (reporter.entities[0], partner.entities[0])
        within = gazetteer.country_of(one.id) == other or gazetteer.country_of(other.id) == one
        return (
            None if one == other or within or other in gazetteer.members_of(one.id) else (reporter, partner)
        )

    def _bare_products(self, line: Line) -> Iterator[Claim]:
        """Yield that a product is traded where a row names one without a figure of money."""
        cue = reduce(Cue.over, (line.label, *self.columns, self.around.cue))
        flow = self._flow(Cue(), line.label) or self._column_flow(len(self.columns) - 1)
        if line.product is None or line.stub is not None or flow not in ("exports", "imports"):
            return
        sides = self._sides(Figured(_NOTHING, line.cells[0], line, 0, cue))
        if sides is None and (flow == "imports" or cue.reporter is None or cue.partner is not None):
            return
        reporter, partner = sides or (cue.reporter, None)
        ends = {"subject": reporter, "object": partner, "product": line.product}
        if flow == "imports":
            ends |= {"subject": partner, "object": reporter}
        known = {name: item for name, item in ends.items() if item is not None}
        figured = Figured(_NOTHING, line.cells[self.stub or 0], line, 0, cue)
        yield replace(
            self._build("trades_product", figured, known, "table-product"), period=None, status=None
        )

    def _build(
        self, relation: str, figured: Figured, ends: Mapping[str, Item], name: str, *,
        flow: str | None = None, scope: str | None = None, value: Decimal | None = None, unit: str | None = None,
    ) -> Claim:  # fmt: skip
        article, cue = self.reader.document.article, figured.cue
        start, end = self._span(figured)
        period = cue.period or self.around.period
        return Claim(
            relation,
            _entity(ends.get("subject")),
            _entity(ends.get("object")),
            start,
            end,
            article.text[start:end],
            flow=flow,
            scope=scope,
            value=value,
            unit=unit,
            period=period,
            status=cue.status or ("projected" if _is_to_come(period, article) else "reported"),
            product=_entity(ends.get("product")),
            confidence=_CONFIDENCE,
            pattern=name,
            references=tuple(_references(ends, start, end)),
        )

    def _span(self, figured: Figured) -> tuple[int, int]:
        """Return the shortest stretch of the row that holds its labels and the figure."""
        line, stub = figured.line, figured.line.cells[self.stub or 0]
        items = [item for item in (line.stub, line.product, line.exporter) if item]
        places = [(item.start, item.end) for item in items] or [(stub.start, stub.end)]
        if figured.figure is not _NOTHING:
            inside = figured.column == self.stub
            places.append(
                (figured.figure.start, figured.figure.end)
                if inside
                else (figured.cell.start, figured.cell.end)
            )
        return min(start for start, _ in places), max(end for _, end in places)


_NOTHING: Final = Figure(0, 0, Decimal(0), None, None, False, False)


def _is_to_come(period: str | None, article: Article) -> bool:
    return bool(period and article.published and period[:4] > f"{article.published.year:04d}")


def _entity(item: Item | None) -> Entity | None:
    return item.entities[0] if item is not None else None


def _references(ends: Mapping[str, Item], start: int, end: int) -> Iterable[Reference]:
    for name, item in ends.items():
        kind = "named" if start <= item.start and item.end <= end else "carried"
        yield Reference(name, item.entities[0], item.start, item.end, kind)
