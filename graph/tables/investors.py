"""Tables and lists of investors by country: "By country of origin: Spain, $3.1 billion"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tradegraph.extraction.masking import Item
from tradegraph.model import Claim
from tradegraph.tables.claims import Figured, Table
from tradegraph.tables.grids import Line
from tradegraph.tables.partners import distinct, find_home

#: Columns that hold no amounts.
_NO_AMOUNTS: Final = {"growth", "percent", "rank"}


class Investors(Table):
    """The claims of one such table: what the place of each row has put into the home, or the home there."""

    def claims(self) -> Iterator[Claim]:
        """Yield an investment for the first amount of each row; nothing where the table is of else."""
        home = self.grid.around.cue.reporter or find_home(self.grid)
        if home is None or self.grid.around.topic != "investment":
            return
        for line in self.grid.lines:
            claims = (self._invested(line, index, home) for index in range(len(line.cells)))
            yield from [claim for claim in claims if claim is not None][:1]

    def _invested(self, line: Line, index: int, home: Item) -> Claim | None:
        column, sides = self.grid.columns[index], distinct(home, line.place)
        figure = next(iter(self.grid.read(line.cells[index])), None)
        if index in self.grid.labels or column.kind in _NO_AMOUNTS or figure is None or sides is None:
            return None
        cue = replace(column, kind="value").over(self.grid.around.cue)
        figured = Figured(figure, line.cells[index], line, index, cue)
        value, unit = self._amount(figured, home.entities[0])
        if value is None:
            return None
        investor, host = sides if self.grid.around.is_outward else reversed(sides)
        claim = Claim("invests_in", None, None, 0, 0, "", pattern="table-investor", value=value, unit=unit)
        return self._finish(claim, figured, {"subject": investor, "object": host})
