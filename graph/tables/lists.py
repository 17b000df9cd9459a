"""Lists of figures, one place or product an item, read as tables without a header.

"The main destinations were: – China: $540 million, up 22 %" says of each item what a table says in a row:
what it is of, an amount, how much this changed, a rank. The words that lead in stand for the caption.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.quantities import alternatives
from tradegraph.extraction.masking import Item
from tradegraph.model import Article, Block, Claim, Document, Entity, Mention, Money, Sentence
from tradegraph.tables.cells import Cell, Figure, figure_in, find_runs
from tradegraph.tables.cue import Cue
from tradegraph.tables.grids import Grid, Line
from tradegraph.tables.headers import HeaderReader
from tradegraph.tables.surroundings import Surroundings, find_surroundings
from tradegraph.tables.words import flow_of, flow_words, plain, table_words

#: The part of a list's items that must be figures of a place or product, and how many these are at the least.
_MOST: Final = 0.6
_LEAST: Final = 2
#: How far from an item's beginning its place or product may stand, in characters: "Exports to the".
_REACH: Final = 60
#: What stands between the label of an item and its figures: an aside, then a sign.
_BEHIND: Final = re.compile(
    r"(?: ?\([^()]{1,40}\)|, [^,:;|\d]{3,60}(?=[:,]| [–—-]))?(?: ?[:=]| [–—-]|,| (?=\())\s?\(?"
)
#: What parts the figures of an item.
_NEXT: Final = re.compile(r"\)?[,;.]?\s?\(?")
_ORDINAL: Final = re.compile(
    r"(?:n[o.]*[º°]?\.? ?)?(?P<number>\d{1,2})(?:st|nd|rd|th|\.?[ºª°])(?!\w)", re.IGNORECASE
)
#: The columns: what an item is of, its amount, how much this changed, its rank.
_COLUMNS: Final = (Cue(kind="value"), Cue(kind="value"), Cue(kind="growth", percent=True), Cue(kind="rank"))
_GOODS: Final = {"Product", "Sector"}
#: What the names of patterns begin with by which tables and lists are read.
_TABLE: Final = "table-"
#: So much behind an item's figures is no sentence, in characters.
_REST: Final = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list: what it is of, the flow that its preposition tells, and the cells of its row."""

    label: Mention
    flow: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ListGrid(Grid):
    """A list as a table: no headers, columns that are known, the rows' labels read before."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def columns(self) -> tuple[Cue, ...]:
        """What the figures of an item are: the rows are partners' where their prepositions say so."""
        led = any(entry.flow for entry in self.entries)
        return (replace(_COLUMNS[0], partners=led), *_COLUMNS[1:])

    @cached_property
    def kinds(self) -> tuple[str | None, ...]:
        """The kind of each column."""
        return tuple(cue.kind for cue in _COLUMNS)

    @cached_property
    def stub(self) -> int | None:
        """The column of places or products."""
        return 0

    @cached_property
    def labels(self) -> frozenset[int]:
        """The column of places or products."""
        return frozenset({0})

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows, those of a sum left out."""
        return tuple(_to_line(entry) for entry in self.entries if not self._is_total(entry.cells[0]))

    def read(self, cell: Cell) -> tuple[Figure, ...]:
        """Return the figures of a cell, an amount in the currency that the text around it tells."""
        figures = super().read(cell)
        return tuple(replace(each, currency=each.currency or self._currency_at(each)) for each in figures)

    def _currency_at(self, figure: Figure) -> str | None:
        mentions = self.reader.document.mentions
        index = bisect_right(mentions, figure.start, key=lambda mention: mention.start) - 1
        value = mentions[index].value if index >= 0 and mentions[index].end >= figure.end else None
        return value.currency if isinstance(value, Money) else None


def _to_line(entry: Entry) -> Line:
    item = Item(entry.label.type, entry.label.start, entry.label.end, entry.label.entities)
    cue = Cue(flow=entry.flow)
    is_good = entry.label.type in _GOODS
    return Line(entry.cells, cue, product=item) if is_good else Line(entry.cells, cue, place=item)


def find_lists(reader: HeaderReader) -> Iterator[tuple[int, int, ListGrid]]:
    """Yield each list most items of which are figures of a place or product, and its first and last block."""
    blocks = reader.document.article.blocks
    for first, last in find_runs(reader.document.article, "item"):
        entries = [_read(reader, block) for block in blocks[first : last + 1]]
        found = tuple(entry for entry in entries if entry is not None)
        if len(found) >= max(_LEAST, _MOST * len(entries)):
            rows = tuple(entry.cells for entry in found)
            yield first, last, ListGrid(reader, (), rows, _around(reader, first, last, found), found)


def _around(reader: HeaderReader, first: int, last: int, entries: Sequence[Entry]) -> Surroundings:
    """Return what is said of a list; a place that heads an item is no side of all of them, but a partner."""
    around = find_surroundings(reader, first, last, ())
    cue, heads = around.cue, {entry.label.entities[0] for entry in entries}
    reporter, partner = (_unless(side, heads) for side in (cue.reporter, cue.partner))
    if (reporter, partner) == (cue.reporter, cue.partner):
        return around
    cue = replace(cue, reporter=reporter, partner=partner, partners=True)
    return replace(around, cue=cue, partner=_unless(around.partner, heads))


def _unless(side: Item | None, heads: AbstractSet[Entity]) -> Item | None:
    """Return a side, None where it heads an item."""
    return None if side is None or side.entities[0] in heads else side


def _read(reader: HeaderReader, block: Block) -> Entry | None:
    """Return an item as an entry; None where it does not begin with a place or product and its figures."""
    document, lang = reader.document, reader.lang
    label = _label(document, block)
    if label is None:
        return None
    text = document.article.text
    before = plain(text[block.start : label.start])
    behind = _BEHIND.match(text, label.end, block.end)
    if behind is None or _before(lang).fullmatch(before) is None:
        return None
    cells = [
        Cell(block.start, label.end, text[label.start : label.end]),
        *_figures(text, behind.end(), block.end, lang),
    ]
    return Entry(label, _flow(before, lang), tuple(cells)) if any(cell.text for cell in cells[1:]) else None


def _label(document: Document, block: Block) -> Mention | None:
    """Return the place or product that an item names first, near its beginning."""
    index = bisect_left(document.mentions, block.start, key=lambda mention: mention.start)
    found = next(iter(document.mentions[index : index + 1]), None)
    if found is None or found.adjective or not found.entities or found.start - block.start > _REACH:
        return None
    return found if found.end < block.end and found.type in {*STATES, *_GOODS} else None


def _flow(before: str, lang: str) -> str | None:
    """Return the flow that the words before a label tell: "To Japan: …" is what is sold there."""
    told = flow_of(before, lang)
    words = before.split()
    links = table_words(lang)["links"]
    sides = (flow for flow in ("exports", "imports") if words and words[0] in links[flow]["partner"])
    return told or next(sides, None)


@cache
def _before(lang: str) -> re.Pattern[str]:
    """Return an expression for what may stand before the label of an item: "To the", "Exports to"."""
    links, articles = table_words(lang)["links"], table_words(lang)["articles"]
    words = {*links["exports"]["partner"], *links["imports"]["partner"]}
    return re.compile(
        rf"(?:{flow_words(lang).pattern}[^.:;,]{{0,40}} )?"
        rf"(?:{alternatives(words)} )?(?:{alternatives(articles)} )?"
    )


def _figures(text: str, start: int, end: int, lang: str) -> Sequence[Cell]:
    """Return the cells of an item's figures: an amount, how much it changed, a rank; empty where not told."""
    cells = [Cell(start, start, "") for _ in _COLUMNS[1:]]
    position = start
    while position < end:
        ordinal = _ORDINAL.match(text, position, end)
        figure = None if ordinal else figure_in(text, position, end, lang=lang)
        if ordinal is not None:
            span, column = ordinal.span("number"), 2
        elif figure is not None:
            span, column = figure.span("cell"), 1 if figure["percent1"] else 0
        else:
            break
        if cells[column].text:
            break
        cells[column] = Cell(*span, text[slice(*span)])
        stop = ordinal.end() if ordinal is not None else span[1]
        parted = _NEXT.match(text, stop, end)
        position = parted.end() if parted else end
        if position == stop:
            break
    return cells


def says_more(claims: Sequence[Claim], sentence: Sentence, document: Document) -> bool:
    """Tell whether an item's sentence goes on behind the figures that `claims` tell of it."""
    told = max((claim.end for claim in claims), default=sentence.start)
    rest = document.article.text[max(told, sentence.start) : sentence.end]
    return len(rest.strip(" .,;)")) > _REST


def agreeing(
    claims: Iterable[Claim], tables: Mapping[int, Sequence[Claim]], article: Article
) -> Iterator[Claim]:
    """Yield the claims of an article without those that read otherwise a figure that its `tables` tell."""
    figures = {(index, *_figure_of(claim)) for index, told in tables.items() for claim in told}
    for claim in claims:
        index = bisect_right(article.blocks, claim.start, key=lambda block: block.start) - 1
        if claim.pattern.startswith(_TABLE) or (index, *_figure_of(claim)) not in figures:
            yield claim


def _figure_of(claim: Claim) -> tuple[str, Decimal | None]:
    return claim.relation, None if claim.value is None else abs(claim.value)
