"""Tables each row of which is a record: a project, a post and its holder, an agreement and its sides.

The headers tell what a column holds (`records` in the lexicon's tables.yaml); the columns together tell what
a row states: a company, a place and an amount are an investment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from tradegraph.annotation.matches import BODIES
from tradegraph.annotation.names import mint
from tradegraph.annotation.quantities import to_plain
from tradegraph.extraction.masking import Item
from tradegraph.model import Claim, Mention, Reference
from tradegraph.tables.cells import Cell, Figure, find_units
from tradegraph.tables.grids import Grid
from tradegraph.tables.words import cues, heading, table_words

#: How sure a record is that stands in a table whose headers are understood.
_CONFIDENCE: Final = 0.85
#: Less money than this is no investment: the scale of the column is not known.
_LEAST: Final = Decimal(1000)
#: What the entity of a column may be, by the column's role; the first where a name does not tell.
_TYPES: Final = {
    "company": ("Company", *sorted(BODIES - {"Company"})),
    "place": ("City", "Region", "Country", "Facility"),
    "seat": ("City", "Region", "Country"),
    "person": ("Person",),
    "body": ("Company", *sorted(BODIES - {"Company"}), "Country", "Region", "Bloc"),
    "agreement": ("Agreement",),
}
_SIDES: Final = {"Country", "Region", "Bloc", "City", *BODIES}
#: What a plan makes of a record that is told as one.
_PLANNED: Final = {"invests_in": "target", "supports_jobs": "projected"}
_FORENAME_AND_SURNAME: Final = 2


@dataclass(frozen=True)
class Records:
    """The claims of one table: its first row of headers tells what the columns hold."""

    grid: Grid

    @cached_property
    def roles(self) -> Mapping[str, int]:
        """The columns by their roles, the first one of each."""
        headers = [heading(cell.text) for cell in self.grid.headers[0]]
        found = {
            role: next((i for i, words in enumerate(headers) if words and pattern.fullmatch(words)), None)
            for role in table_words(self.grid.lang)["records"]
            if (pattern := cues(self.grid.lang, "records", role))
        }
        return {role: index for role, index in found.items() if index is not None}

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of the rows in order."""
        for row in (*self.grid.headers[1:], *self.grid.body):
            yield from self._project(row)
            yield from self._post(row)
            yield from self._agreement(row)

    def _project(self, row: Sequence[Cell]) -> Iterator[Claim]:
        """Yield what a company puts into a place, how many it employs there, and where its seat is."""
        firm, place, seat = (self._entity(row, role) for role in ("company", "place", "seat"))
        if firm and place:
            ends = {"subject": firm, "object": place}
            if (money := self._money(row)) is not None:
                yield self._claim("invests_in", row, ends, "money", value=money[0], unit=money[1])
            jobs = self._figure(row, "jobs")
            if jobs is not None and jobs.value == int(jobs.value) > 0:
                yield self._claim("supports_jobs", row, ends, "jobs", value=to_plain(jobs.value), unit="jobs")
        if firm and seat:
            yield self._claim("located_in", row, {"subject": firm, "object": seat}, "seat")

    def _post(self, row: Sequence[Cell]) -> Iterator[Claim]:
        person, employer = self._entity(row, "person"), self._entity(row, "body")
        role = self._cell(row, "post")
        if person and employer and role:
            ends = {"subject": person, "object": employer}
            yield self._claim("holds_position", row, ends, "post", role=role.text)

    def _agreement(self, row: Sequence[Cell]) -> Iterator[Claim]:
        pact, sides = self._entity(row, "agreement"), self._cell(row, "sides")
        if pact is None or sides is None:
            return
        for mention in self._mentions(sides):
            if mention.type in _SIDES and mention.entities:
                side = Item(mention.type, mention.start, mention.end, mention.entities)
                yield self._claim("party_to", row, {"subject": side, "object": pact}, "sides")

    # ---- cells

    def _cell(self, row: Sequence[Cell], role: str) -> Cell | None:
        index = self.roles.get(role)
        cell = row[index] if index is not None and index < len(row) else None
        is_told = cell and cell.text and not cues(self.grid.lang, "totals").match(cell.text.lower())
        return cell if is_told else None

    def _mentions(self, cell: Cell) -> Iterator[Mention]:
        return self.grid.reader.mentions_in(cell.start, cell.end)

    def _entity(self, row: Sequence[Cell], role: str) -> Item | None:
        """Return the entity of a cell: one that it names, or the words of the cell as a new one."""
        cell = self._cell(row, role)
        if cell is None:
            return None
        named = [m for m in self._mentions(cell) if m.type in _TYPES[role] and m.entities and not m.adjective]
        if named and (role != "agreement" or (named[0].start, named[0].end) == (cell.start, cell.end)):
            found = named[0]
            return Item(found.type, found.start, found.end, found.entities)
        words = cell.text.split(" (")[0]
        is_name = words[:1].isupper() and not any(map(str.isdigit, words))
        if not is_name or (role == "person" and len(words.split()) < _FORENAME_AND_SURNAME):
            return None
        kind = _TYPES[role][0]
        return Item(kind, cell.start, cell.start + len(words), (mint(words, kind),))

    def _figure(self, row: Sequence[Cell], role: str) -> Figure | None:
        cell = self._cell(row, role)
        figures = self.grid.read(cell) if cell else ()
        return figures[0] if figures and not figures[0].percent else None

    def _money(self, row: Sequence[Cell]) -> tuple[Decimal, str] | None:
        """Return an amount and its currency, as the cell, its header or the words around tell."""
        figure = self._figure(row, "money")
        if figure is None:
            return None
        header, around = self.grid.headers[0][self.roles["money"]], self.grid.around.cue
        unit = find_units(header.text, lang=self.grid.lang, bare=True)
        currency = figure.currency or unit.currency or around.currency
        value = to_plain(figure.value * (figure.scale or unit.scale or around.scale or 1))
        return (value, currency) if currency and value >= _LEAST else None

    def _period(self, row: Sequence[Cell]) -> str | None:
        """Return when a row's deed was done: as its column of dates, or the words around the table tell."""
        cell = self._cell(row, "date")
        if cell is None:
            return self.grid.around.period
        told = (m.value for m in self._mentions(cell) if m.type == "Period" and isinstance(m.value, str))
        return next(told, None) or self.grid.reader.period_of(cell.text)

    def _claim(
        self, relation: str, row: Sequence[Cell], ends: Mapping[str, Item], ending: str, **fields: Any
    ) -> Claim:
        """Return a claim with its ends, the words of the row that state it, its period and status.

        The words reach up to the cell of the role `ending`.
        """
        text, last = self.grid.reader.document.article.text, self._cell(row, ending)
        spans = [(item.start, item.end) for item in ends.values()]
        spans += [(last.start, last.end)] if last else []
        start, end = min(first for first, _ in spans), max(last for _, last in spans)
        claim = Claim(
            relation,
            ends["subject"].entities[0],
            ends["object"].entities[0],
            start,
            end,
            text[start:end],
            pattern=f"table-{relation.replace('_', '-')}",
            confidence=_CONFIDENCE,
            references=tuple(
                Reference(name, item.entities[0], item.start, item.end) for name, item in ends.items()
            ),
            **fields,
        )
        if relation in ("holds_position", "located_in"):
            return claim
        planned = _PLANNED.get(relation) if self.grid.around.cue.status else None
        period = None if relation == "supports_jobs" else self._period(row)
        return replace(claim, period=period, status=planned or "reported")
