"""Plain text: paragraphs, hard-wrapped or one a line, with lists and pipe tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tradegraph.articles.pieces import (
    LINE,
    Piece,
    find_rows,
    is_closed,
    is_labelled,
    is_question_label,
    mark_entries,
    split_marker,
)

# Mail and wire services wrap between 60 and 80 columns; a longer line means one paragraph a line.
_WRAP_WIDTHS: Final = range(45, 101)
# Editors break a little before the margin, and rarely more than one long word before it.
_WRAP_SLACK: Final = 6
_LINE_LENGTH: Final = 140
_SENTENCE: Final = re.compile(r"[.!?][\"'”’»)]*\s+[A-ZÁÉÍÓÚÑ¿¡“«\"]")


def parse_plain(text: str) -> list[Piece]:
    """Return the pieces of plain `text`; short lines without a final period are of kind LINE."""
    lines = text.split("\n")
    rows, lines = find_rows(lines), mark_entries(lines)
    return list(
        _parse(lines, rows, width=_wrap_width(lines), spaced=any(not line.strip() for line in lines[1:-1]))
    )


def _parse(lines: Sequence[str], rows: dict[int, str | None], *, width: int, spaced: bool) -> Iterator[Piece]:
    parts: list[str] = []
    for index, line in enumerate(lines):
        if parts and (index in rows or not _continues(parts[-1], line, width=width, spaced=spaced)):
            yield _to_piece(parts)
            parts = []
        if index in rows:
            yield Piece("row", rows[index] or "")
        elif line.strip():
            parts.append(line)
    if parts:
        yield _to_piece(parts)


def _wrap_width(lines: Sequence[str]) -> int:
    """Return the column at which `lines` are hard-wrapped, 0 where each line is a paragraph."""
    width = max((len(line.rstrip()) for line in lines if " " in line.strip()), default=0)
    if width not in _WRAP_WIDTHS:
        return 0
    pairs = [pair for pair in pairwise(lines) if _may_run_on(*pair)]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if 2 * full > len(pairs) else 0


def _may_run_on(line: str, following: str) -> bool:
    """Tell whether the layout allows that the line `following` goes on with the sentence of `line`."""
    underline = not any(map(str.isalnum, following))
    return (
        bool(line.strip())
        and not underline
        and split_marker(following) is None
        and not is_labelled(following)
    )


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of the line `following` had no room at the end of `line`."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width - _WRAP_SLACK


def _continues(line: str, following: str, *, width: int, spaced: bool) -> bool:
    if not width or not _may_run_on(line, following) or not _is_full(line, following, width):
        return False
    indent, further = (len(each) - len(each.lstrip()) for each in (line, following))
    if further > indent and split_marker(line) is None:
        return False
    # Without blank lines between paragraphs, a full line that ends a sentence may well end its paragraph.
    return spaced or not (is_closed(line.rstrip()) and following.lstrip()[:1].isupper())


def _to_piece(lines: Sequence[str]) -> Piece:
    item = split_marker(lines[0])
    text = " ".join(line.strip() for line in (lines if item is None else [item, *lines[1:]]))
    if item is not None:
        return Piece("item", text)
    if is_question_label(text):
        return Piece("question", text)
    return Piece(LINE if _is_short(text) else "paragraph", text)


def _is_short(text: str) -> bool:
    if len(text) > _LINE_LENGTH or is_labelled(text) or _SENTENCE.search(text):
        return False
    return text.endswith("?") or not is_closed(text)


def resolve_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` with each LINE made a heading, a question or a paragraph by what follows it."""
    return [_resolve(piece, after) for piece, after in pairwise((*pieces, None)) if piece]


def _resolve(piece: Piece, after: Piece | None) -> Piece:
    if piece.kind != LINE:
        return piece
    if after is None or (not piece.text[0].isupper() and piece.text[0] not in "¿¡«“\"'0123456789"):
        return replace(piece, kind="paragraph")
    if piece.text.endswith("?"):
        return replace(piece, kind="question" if after.kind == "paragraph" else "paragraph")
    return replace(piece, kind="heading", level=2)
