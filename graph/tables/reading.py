"""The tables and lists of an article: how each is laid out, and what is claimed by its rows or items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tradegraph.extraction.masking import Item
from tradegraph.model import Article, Claim, Document
from tradegraph.tables.cells import find_runs, split_cells
from tradegraph.tables.claims import Table
from tradegraph.tables.grids import Grid, is_second_header
from tradegraph.tables.headers import HeaderReader
from tradegraph.tables.investors import Investors
from tradegraph.tables.lists import find_lists
from tradegraph.tables.records import Records
from tradegraph.tables.surroundings import find_surroundings


def read_tables(document: Document, homes: Mapping[str, Item]) -> dict[int, tuple[Claim, ...]]:
    """Return the claims of the tables that are understood, by the index of the row's block.

    `homes` are the places an article is at home in, as `find_homes` gives them: a table that does not say
    whose trade it shows is about the home. Rows of a table without any claim are left out, and in a table of
    two columns, which may be a card of labels and values of all kinds, each row without one.
    """
    reader = HeaderReader(document, homes)
    found: dict[int, tuple[Claim, ...]] = {}
    for first, last in find_runs(document.article, "row"):
        grid = _to_grid(reader, first, last)
        claims = _claims_of(grid) if grid else []
        told = {index: _claims_in(document.article, index, claims) for index in range(first, last + 1)}
        is_card = grid is not None and grid.is_card
        found.update((index, inside) for index, inside in told.items() if claims and (inside or not is_card))
    for first, last, entries in find_lists(reader):
        claims = [*Table(entries).claims()] or [*Investors(entries).claims()]
        listed = ((index, _claims_in(document.article, index, claims)) for index in range(first, last + 1))
        found.update((index, inside) for index, inside in listed if inside)
    return found


def _claims_of(grid: Grid) -> list[Claim]:
    """Return what a table states: statistics of trade, else records of any kind, else who invests."""
    return [*Table(grid).claims()] or [*Records(grid).claims()] or [*Investors(grid).claims()]


def _claims_in(article: Article, index: int, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    block = article.blocks[index]
    return tuple(claim for claim in claims if block.start <= claim.start < block.end)


def _to_grid(reader: HeaderReader, first: int, last: int) -> Grid | None:
    """Return the table in a run of rows; None where it has no header and body of several columns."""
    article = reader.document.article
    rows = [split_cells(article.text, b.start, b.end) for b in article.blocks[first : last + 1]]
    titles = []
    while len(rows) > 2 and sum(bool(cell.text) for cell in rows[0]) == 1 and len(rows[1]) > 1:
        titles.append(next(cell for cell in rows.pop(0) if cell.text))
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    depth = 2 if len(rows) > 2 and is_second_header(reader, rows[1]) else 1
    around = find_surroundings(reader, first, last, titles)
    return Grid(reader, tuple(rows[:depth]), tuple(rows[depth:]), around)
