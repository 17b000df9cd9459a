"""Whose trade a figure of a table is, and with whom."""

from __future__ import annotations

from tradegraph.extraction.masking import Item
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.tables.cue import Cue
from tradegraph.tables.grids import Grid, Line


def find_sides(grid: Grid, cue: Cue, line: Line) -> tuple[Item, Item] | None:
    """Return whose trade a figure is of, and with whom."""
    if line.place is None:
        return distinct(cue.reporter or find_home(grid), cue.partner or cue.place or grid.around.partner)
    if line.exporter:
        return distinct(line.exporter, line.place)
    if cue.place:
        named = grid.columns[grid.stub or 0].partners and not cue.reporter
        return distinct(cue.place, line.place) if named else None
    if cue.partner and _are_reporters(cue, line.place):
        return distinct(line.place, cue.partner)
    reporter = cue.reporter or (find_home(grid) if _names_partners(grid) else None)
    return distinct(reporter, line.place) if reporter and reporter.entities[0] not in grid.places else None


def _names_partners(grid: Grid) -> bool:
    """Tell whether headers or captions have the rows for somebody's partners; columns for both flows do."""
    both = {"exports", "imports"} <= {cue.flow for cue in grid.columns}
    said = grid.around.cue.partners or any(cue.partners for cue in grid.columns)
    return (said or both) and not grid.around.worldwide


def find_home(grid: Grid) -> Item | None:
    """Return the first of the article's homes that is no partner in a row or column."""
    named = [side for cue in (*grid.columns, grid.around.cue) for side in (cue.partner, cue.place)]
    partners = grid.places | {item.entities[0] for item in named if item}
    return next((home for home in grid.around.homes if home.entities[0] not in partners), None)


def _are_reporters(cue: Cue, row: Item) -> bool:
    """Tell whether rows are those who trade with the partner named: the states of a country, or any place."""
    gazetteer, place, partner = load_gazetteer(), row.entities[0], cue.partner
    if partner is None or place in gazetteer.members_of(partner.entities[0].id):
        return False
    return (
        cue.reporter is None
        or cue.reporter.entities == partner.entities
        or (place.type == "Region" and gazetteer.country_of(place.id) == cue.reporter.entities[0])
    )


def distinct(reporter: Item | None, partner: Item | None) -> tuple[Item, Item] | None:
    """Return the two sides where both are known and neither lies in the other."""
    if reporter is None or partner is None:
        return None
    gazetteer, one, other = load_gazetteer(), reporter.entities[0], partner.entities[0]
    within = gazetteer.country_of(one.id) == other or gazetteer.country_of(other.id) == one
    return None if one == other or within or other in gazetteer.members_of(one.id) else (reporter, partner)
