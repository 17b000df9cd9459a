"""What is said of all of a statistical table: captions, notes, the sentences before it, the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from tradegraph.extraction.masking import Item
from tradegraph.model import Sentence
from tradegraph.tables.cells import Cell
from tradegraph.tables.cue import Cue
from tradegraph.tables.headers import HeaderReader
from tradegraph.tables.words import cues, plain

#: The longest paragraph that is taken for a caption or note, in characters.
_LONGEST_CAPTION: Final = 220
_LONGEST_NOTE: Final = 320
#: How many blocks before and after a table may belong to it.
_BEFORE: Final = 3
_AFTER: Final = 2
#: How many sentences before a table are asked for its period.
_REACH: Final = 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said of a whole table.

    `cue` merges captions, notes and title, the nearest first; `period` comes from the sentences before it
    where these name none; `homes` are the places whose trade it may show, the likeliest first; `partner` is
    with whom, the title being asked too; `growth_flow` is the flow that a note says changes are of;
    `superlative` tells that the rows are the largest of something, `worldwide` that these are all countries.
    `topic` is what the figures are of: "trade", "investment" (that of the home abroad if `is_outward`), or
    something "other".
    """

    cue: Cue
    period: str | None
    homes: tuple[Item, ...]
    partner: Item | None
    growth_flow: str | None
    superlative: bool
    worldwide: bool
    topic: str
    is_outward: bool


def find_surroundings(reader: HeaderReader, first: int, last: int, titles: Sequence[Cell]) -> Surroundings:
    """Return what is said of the table in the blocks `first` to `last`; `titles` are captions in its rows."""
    captions = [(cell.start, cell.end, True) for cell in titles] + list(_captions(reader, first))
    notes = list(_notes(reader, last))
    title = next(((b.start, b.end) for b in reader.document.article.blocks if b.kind == "title"), None)
    found = [reader.read_caption(start, end, loose=loose) for start, end, loose in captions]
    found += [reader.read_note(start, end) for start, end in notes]
    spoken = [(start, end) for start, end, _ in captions]
    headline = reader.read_caption(*title, loose=False) if title else Cue()
    near = reduce(_beside, found, Cue())
    texts = [
        plain(reader.document.article.text[start:end])
        for start, end in (*spoken, *([title] if title else []))
    ]
    return Surroundings(
        near.over(Cue(flow=_traded(headline, near), scope=headline.scope, partners=headline.partners)),
        near.period or _period_before(reader, first) or headline.period,
        _homes(reader, headline),
        near.partner or headline.partner,
        next((flow for span in (*spoken, *notes) if (flow := reader.growth_flow(*span))), None),
        any(cues(reader.lang, "superlatives").search(text) for text in texts),
        any(cues(reader.lang, "worldwide").search(text) for text in texts),
        *(("trade", False) if near.flow else _topic(texts[: len(spoken)] or texts, reader.lang)),
    )


def _traded(headline: Cue, near: Cue) -> str | None:
    """Return the flow that a title tells where no caption tells buyers from suppliers.

    A "balance" is as often the review of a year.
    """
    return None if headline.flow == "balance" or near.scope else headline.flow


def _topic(texts: Sequence[str], lang: str) -> tuple[str, bool]:
    """Return what figures are of whose captions name no flow of trade, and whether it is the home's abroad.

    The nearest words that tell decide.
    """
    for text in texts:
        if cues(lang, "investment").search(text):
            return "investment", cues(lang, "outward").search(text) is not None
        if cues(lang, "others").search(text):
            return "other", False
    return "trade", False


def _beside(near: Cue, farther: Cue) -> Cue:
    """Return what a caption says with what a farther one adds: to "Exports to Fiji" no other flow's sides."""
    if near.flow and near.partner and near.flow != farther.flow:
        farther = replace(farther, reporter=None, partner=None)
    return near.over(farther)


def _homes(reader: HeaderReader, headline: Cue) -> tuple[Item, ...]:
    homes = (reader.homes.get("State"), reader.homes.get("Country"), headline.reporter)
    return tuple(home for home in homes if home)


def _captions(reader: HeaderReader, first: int) -> Iterator[tuple[int, int, bool]]:
    """Yield headings and short paragraphs before a table, and the last sentence of a longer one.

    The third value tells a caption from a sentence of the story.
    """
    blocks = reader.document.article.blocks
    for index in range(first - 1, max(first - 1 - _BEFORE, -1), -1):
        block = blocks[index]
        if block.kind not in ("heading", "paragraph"):
            return
        if block.kind == "paragraph" and block.end - block.start > _LONGEST_CAPTION:
            last = _sentences_of(reader, index)[-1]
            yield last.start, last.end, False
            return
        told, end = reader.document.article.text[block.start : block.end].rstrip(), block.end
        if told.endswith(":"):  # "The total is known. By country, for 2023:" leads in by its end
            for last in _sentences_of(reader, index)[1:][-1:]:
                yield last.start, last.end, True
                end = last.start
        yield block.start, end, not told.endswith(".")
        if block.kind == "heading":
            return


def _sentences_of(reader: HeaderReader, block: int) -> list[Sentence]:
    return [sentence for sentence in reader.document.sentences if sentence.block == block]


def _notes(reader: HeaderReader, last: int) -> Iterator[tuple[int, int]]:
    """Yield the notes under a table."""
    article = reader.document.article
    for block in article.blocks[last + 1 : last + 1 + _AFTER]:
        opens = cues(reader.lang, "notes").match(plain(article.text[block.start : block.end]))
        if block.kind not in ("paragraph", "item") or block.end - block.start > _LONGEST_NOTE or not opens:
            return
        yield block.start, block.end


def _period_before(reader: HeaderReader, first: int) -> str | None:
    """Return the period that the nearest sentence before a table names."""
    blocks, text = reader.document.article.blocks, reader.document.article.text
    told = ("paragraph", "heading", "item")
    before: list[Sentence] = [
        s for s in reader.document.sentences if s.block < first and blocks[s.block].kind in told
    ]
    periods = (reader.period_of(text[s.start : s.end]) for s in reversed(before[-_REACH:]))
    return next((period for period in periods if period), None)
