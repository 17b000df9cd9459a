"""Tables of trade statistics: partners, products or years in rows; flows, changes and ranks in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Final

from tradegraph.annotation.currencies import local_currencies
from tradegraph.annotation.quantities import to_plain
from tradegraph.extraction.masking import Item
from tradegraph.model import Claim, Entity, Reference
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.tables.cells import Cell, Figure
from tradegraph.tables.cue import Cue
from tradegraph.tables.grids import Grid, Line
from tradegraph.tables.partners import find_sides

#: How sure a figure is that stands in a table whose header is understood.
_CONFIDENCE: Final = 0.9
#: Less money than this is no trade between countries: the scale of the column is not known.
_LEAST: Final = Decimal(1000)
_SCOPES: Final = {"exports": "export_market", "imports": "import_source", "total": "trade"}
_FLOWS: Final = {scope: flow for flow, scope in _SCOPES.items() if flow != "total"}
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)ºª°]?\s")


@dataclass(frozen=True)
class Figured:
    """A figure in its row with all that is said of it: `cue` merges column, row and surroundings."""

    figure: Figure | None
    cell: Cell
    line: Line
    column: int
    cue: Cue


@dataclass(frozen=True)
class Table:
    """The claims of one table."""

    grid: Grid

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of the figures in order, row by row; nothing where they are not of trade."""
        for line in self.grid.lines if self._is_of_trade() else ():
            made = [claim for figured in self._figures(line) if (claim := self._claim(figured))]
            yield from made or self._traded_products(line)

    def _is_of_trade(self) -> bool:
        """Tell whether captions speak of trade, or else headers or rows of a flow of it, or of buyers."""
        cues = (*self.grid.columns, *(line.label for line in self.grid.lines))
        is_of_flow = any(cue.flow for cue in cues) or self._stub.scope in _FLOWS
        return self.grid.around.topic == "trade" or is_of_flow

    # ---- figures and what is said of them

    def _figures(self, line: Line) -> Iterator[Figured]:
        kinds = self.grid.kinds
        for index, cell in enumerate(line.cells):
            kind = kinds[index] if index not in self.grid.labels else None
            if kind in ("value", "growth", "rank"):
                first, *more = [*self.grid.read(cell), None, None][:2]
                if first:
                    yield Figured(first, cell, line, index, self._cue(index, kind, line))
                changes = (figure for figure in more if figure and figure.percent and figure.signed)
                for figure in changes if kind == "value" else ():
                    yield Figured(figure, cell, line, index, self._cue(index, "growth", line))
        yield from self._numbers(line)

    def _numbers(self, line: Line) -> Iterator[Figured]:
        """Yield the rank of a row that begins with its number: "1. China"."""
        cell = line.cells[self.grid.stub or 0]
        match = _NUMBERED.match(cell.text)
        if match and line.place and self.grid.around.superlative and "rank" not in self.grid.kinds:
            figure = Figure(cell.start, cell.start + match.end(1), Decimal(match[1]))
            yield Figured(figure, cell, line, self.grid.stub or 0, replace(self.grid.around.cue, kind="rank"))

    def _cue(self, index: int, kind: str, line: Line) -> Cue:
        """Return all that is said of a figure, the nearest words first."""
        column = replace(self.grid.columns[index], kind=kind)
        if kind == "growth" and self.grid.kinds[index] == "growth":
            column = self._with_base(index, column)
        elif kind == "value" and line.label.kind in ("growth", "rank", "other"):
            column = replace(column, kind=line.label.kind)
        flow = self._flow(column, line.label)
        cue = column.over(line.label).over(self._corner).over(self._around)
        return replace(cue, flow=flow, place=column.place)

    def _with_base(self, index: int, column: Cue) -> Cue:
        """Return a column of changes with what is said of the column that these are of, on its left."""
        columns, around = self.grid.columns, self.grid.around
        column = replace(column, flow=column.flow or around.growth_flow)
        values = [
            i for i, kind in enumerate(self.grid.kinds) if kind == "value" and i not in self.grid.labels
        ]
        fits = [i for i in values if column.flow in (None, columns[i].flow)]
        left = [i for i in fits if i < index]
        if not fits:
            return column
        base = columns[left[-1] if left else fits[0]]
        same = [columns[i].period or "" for i in left or fits if columns[i].flow == base.flow]
        period = column.period or max(same) or None
        return replace(column.over(replace(base, currency=None, place=None)), period=period)

    def _flow(self, column: Cue, label: Cue) -> str | None:
        """Return the flow of a column: its own, else that of the row, the rows' header or the caption."""
        if self.grid.pair:
            return "exports"
        if column.flow not in (None, "trade"):
            return column.flow
        if column.flow == "trade" and {"exports", "imports"} <= {cue.flow for cue in self.grid.columns}:
            return "total"
        caption, rows = self.grid.around.cue.flow, self._stub.scope or ""
        firm = caption if caption in ("exports", "imports", "balance") else None
        ranked = _FLOWS.get(self.grid.around.cue.scope or "")  # "top buyers of tea"
        flow = label.flow or self._stub.flow or firm or _FLOWS.get(rows) or caption or column.flow or ranked
        return "total" if flow == "trade" else flow

    @property
    def _stub(self) -> Cue:
        return self.grid.columns[self.grid.stub or 0]

    @cached_property
    def _corner(self) -> Cue:
        """What the header of the rows says of the figures beside them: "Good sent to Fiji (US$)"."""
        stub = self._stub
        return Cue(currency=stub.currency, scale=stub.scale, reporter=stub.reporter, partner=stub.partner)

    @cached_property
    def _around(self) -> Cue:
        """What captions say, without the sides of another flow than the header of the rows tells."""
        around = self.grid.around.cue
        is_other = self._stub.flow not in (None, "trade", around.flow)
        return replace(around, reporter=None, partner=None) if is_other else around

    # ---- claims

    def _claim(self, figured: Figured) -> Claim | None:
        cue, sides = figured.cue, find_sides(self.grid, figured.cue, figured.line)
        if sides is None:
            return None
        if cue.kind == "rank":
            return self._rank(figured, *sides)
        value, unit = self._amount(figured, sides[0].entities[0])
        if value is None or cue.flow is None:
            return None
        ends = _to_ends(cue.flow, *sides, figured.line.product or cue.product)
        claim = Claim(
            "trade_value", None, None, 0, 0, "", pattern=f"table-{cue.flow}", value=value, unit=unit
        )
        claim = replace(claim, flow="exports" if cue.flow == "imports" else cue.flow)
        if cue.kind == "growth":
            claim = replace(claim, relation="trade_growth", pattern=f"{claim.pattern}-growth")
        return self._finish(claim, figured, ends)

    def _amount(self, figured: Figured, reporter: Entity) -> tuple[Decimal | None, str | None]:
        figure, cue = figured.figure, figured.cue
        if figure is None or cue.kind == "growth":
            return (to_plain(figure.value), "percent") if figure else (None, None)
        word = figure.currency or cue.currency
        value = to_plain(figure.value * (figure.scale or cue.scale or 1))
        if word is None or figure.percent or abs(value) < _LEAST or (value < 0 and cue.flow != "balance"):
            return None, None
        return -abs(value) if cue.deficit else value, self._currency(word, reporter)

    def _currency(self, word: str, reporter: Entity) -> str:
        """Return the ISO code of a currency; a local word such as "rupee" is that of whose trade it is."""
        country = load_gazetteer().country_of(reporter.id)
        code, text = country.code if country else None, self.grid.reader.document.article.text
        local = local_currencies(
            text, [word] if word.islower() else [], lang=self.grid.lang, dollar="USD", country=code
        )
        return local.get(word, word)

    def _rank(self, figured: Figured, reporter: Item, partner: Item) -> Claim | None:
        value = figured.figure.value if figured.figure else Decimal(0)
        scope = _SCOPES.get(figured.line.label.flow or "") or self._scope(figured.column)
        if figured.line.place is not partner or scope is None or value < 1 or value != int(value):
            return None
        claim = Claim("partner_rank", None, None, 0, 0, "", scope=scope, value=value, unit="rank")
        name = f"table-rank-{scope.replace('_', '-')}"
        ends = _to_ends("exports", partner, reporter, figured.line.product or figured.cue.product)
        return self._finish(replace(claim, pattern=name), figured, ends)

    def _scope(self, column: int) -> str | None:
        """Return what the rows are ranked by: the header, the caption, or the flow that sorts the rows."""
        columns, caption = self.grid.columns, self.grid.around.cue
        own = columns[column].flow if column != self.grid.stub else None
        said = [
            _SCOPES.get(own or ""),
            *(scope for scope in (self._stub.scope, caption.scope) if scope in _FLOWS),
        ]
        if found := next((scope for scope in (*said, caption.scope) if scope), None):
            return found
        values = [
            i for i, kind in enumerate(self.grid.kinds) if kind == "value" and i not in self.grid.labels
        ]
        falling = {self._flow(columns[i], Cue()) or "" for i in values if _is_falling(self.grid.values(i))}
        sorted_by = falling & set(_SCOPES)
        return _SCOPES[sorted_by.pop()] if len(sorted_by) == 1 else _SCOPES.get(caption.flow or "")

    def _traded_products(self, line: Line) -> Iterator[Claim]:
        """Yield that a product is traded where a row names one with figures of something else than money."""
        figures = any(self.grid.read(cell) for i, cell in enumerate(line.cells) if i not in self.grid.labels)
        cue = self.grid.around.cue
        for column in reversed(self.grid.columns):
            cue = column.over(cue)
        flow = self._flow(Cue(flow=cue.flow), line.label)
        if (
            not figures
            or line.product is None
            or line.place
            or flow not in ("exports", "imports")
            or cue.place
        ):
            return
        sides = find_sides(self.grid, cue, line)
        if sides is None and (flow == "imports" or cue.reporter is None or cue.partner is not None):
            return
        reporter, partner = sides or (cue.reporter, None)
        ends = _to_ends(flow, reporter, partner, line.product)
        figured = Figured(None, line.cells[self.grid.stub or 0], line, self.grid.stub or 0, cue)
        claim = self._finish(
            Claim("trades_product", None, None, 0, 0, "", pattern="table-product"), figured, ends
        )
        yield replace(claim, period=None, status=None)

    def _finish(self, claim: Claim, figured: Figured, ends: Mapping[str, Item]) -> Claim:
        """Return a claim with its ends, evidence, period and status."""
        article, cue = self.grid.reader.document.article, figured.cue
        start, end = self._span(figured)
        period = cue.period or self.grid.around.period
        to_come = period and article.published and period[:4] > f"{article.published.year:04d}"
        entities = {name: item.entities[0] for name, item in ends.items()}
        return replace(
            claim,
            subject=entities.get("subject"),
            object=entities.get("object"),
            product=entities.get("product"),
            start=start,
            end=end,
            quote=article.text[start:end],
            period=period,
            status=cue.status or ("projected" if to_come else "reported"),
            confidence=_CONFIDENCE,
            references=tuple(_references(ends, start, end)),
        )

    def _span(self, figured: Figured) -> tuple[int, int]:
        """Return the shortest stretch of the row that holds its labels and the figure."""
        line, stub = figured.line, figured.line.cells[self.grid.stub or 0]
        items = [item for item in (line.place, line.product, line.exporter) if item]
        spans = [(item.start, item.end) for item in items] or [(stub.start, stub.end)]
        if figured.figure:
            inside = figured.column == self.grid.stub
            found = figured.figure if inside else figured.cell
            spans.append((found.start, found.end))
        return min(start for start, _ in spans), max(end for _, end in spans)


def _to_ends(flow: str, reporter: Item | None, partner: Item | None, product: Item | None) -> dict[str, Item]:
    subject, other = (partner, reporter) if flow == "imports" else (reporter, partner)
    ends = {"subject": subject, "object": other, "product": product}
    return {name: item for name, item in ends.items() if item is not None}


def _is_falling(values: list[Decimal]) -> bool:
    return len(values) > 1 and all(one >= other for one, other in pairwise(values))


def _references(ends: Mapping[str, Item], start: int, end: int) -> Iterable[Reference]:
    for name, item in ends.items():
        kind = "named" if start <= item.start and item.end <= end else "carried"
        yield Reference(name, item.entities[0], item.start, item.end, kind)
