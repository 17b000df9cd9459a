"""Entries of a chronology: "March. Fiji opened …", "12 May – …", the paragraphs under the heading "2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tradegraph.model import Document

#: What stands behind the time that an entry is of.
_HEADED: Final = re.compile(r"[.:]|\s?[–—]|\s-\s|\Z")
#: How many entries make a chronology: one alone is the date of a report ("12 May 2025 – Fiji said …").
_FEW: Final = 2


def find_entries(document: Document) -> dict[int, str]:
    """Return the ISO 8601 day, month or year of each block that is an entry, or under its heading."""
    headed = dict(_find_headed(document))
    if len(headed) < _FEW:
        return {}
    entries: dict[int, str] = {}
    above: str | None = None
    for index, block in enumerate(document.article.blocks):
        if block.kind in ("heading", "title"):
            above = headed.get(index)
        if told := headed.get(index, above):
            entries[index] = told
    return entries


def _find_headed(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the blocks that begin with a time and a mark behind it, and the time."""
    starts = {block.start: index for index, block in enumerate(document.article.blocks)}
    for mention in document.mentions:
        block = starts.get(mention.start)
        if block is None or mention.type != "Period" or not isinstance(mention.value, str):
            continue
        end = document.article.blocks[block].end
        if "/" not in mention.value and _HEADED.match(document.article.text[mention.end : end]):
            yield block, mention.value
