"""Pieces of an article: what the parsers of the three formats have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tradegraph.articles.characters import squeeze

#: Provisional kind of a short line of plain text: a heading, unless its neighbours say otherwise.
LINE: Final = "line"
#: Provisional kind of what a page marks as its byline or date.
BYLINE: Final = "byline"

_MARKER: Final = re.compile(r"\s*(?:[-*+•◦▪‣●○■·–]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_QUESTION_LABEL: Final = re.compile(r"(?:Q|P|Question|Pregunta)\s?\d{0,3}\s?[:.–—-]\s?\S", re.IGNORECASE)
_ANSWER_LABEL: Final = re.compile(r"(?:A|R|Answer|Respuesta)\s?\d{0,3}\s?:\s", re.IGNORECASE)
#: What opens a line that is an entry: a few words and a colon ("WHERE: Milan"), or a date and a sign.
_ENTRY: Final = re.compile(
    r"\s*[*_]{0,3}(?:(?!https?:)[^\W\d_][\w&/'’.-]*(?:,? [\w&/'’().-]+){0,4}[*_]{0,3}:"
    r"|(?:[^\W\d_]+,? ?){0,4}(?:\d{1,2} )?(?:[^\W\d_]+ ){0,2}(?:19|20)\d\d[*_]{0,3} ?(?::| [–—-]))"
    r"[*_]{0,3}\s+\S"
)
_SENTENCE_END: Final = re.compile(r"""[.!?…:;]["'”’»)\]*_]*\Z""")
_CELL_EDGE: Final = re.compile(r"(?<!\\)\|")
_HEADLINE_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its role: a kind of `model.Block`, or LINE. `level` is that of a heading."""

    kind: str
    text: str
    level: int = 0


def to_pieces(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield `pieces` with their text on one line, without those that hold no letter or digit."""
    for piece in pieces:
        text = squeeze(piece.text)
        if any(map(str.isalnum, text)):
            yield Piece(piece.kind, text, piece.level)


def split_marker(line: str) -> str | None:
    """Return the text of a list item without its marker, None where `line` is no list item.

    >>> split_marker("  • Steel"), split_marker("2) Steel"), split_marker("Steel")
    ('Steel', 'Steel', None)
    """
    marker = _MARKER.match(line)
    return line[marker.end() :] if marker else None


def find_entries(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lines that open entries side by side: "WHERE: Milan", "1996: Embassy opens".

    One such line among others is none: a sentence may open so.

    >>> sorted(find_entries(["WHO: the governor", "WHERE: Milan", "", "Note: the sea is blue", "and wide."]))
    [0, 1]
    """
    opening = {index for index, line in enumerate(lines) if _opens_entry(line)}
    return {index for index in opening if {index - 1, index + 1} & opening}


def mark_entries(lines: Sequence[str]) -> list[str]:
    """Return `lines` with a list's marker before those that open entries: each is an item of its own."""
    entries = find_entries(lines)
    return [f"- {line.strip()}" if index in entries else line for index, line in enumerate(lines)]


def _opens_entry(line: str) -> bool:
    return _ENTRY.match(line) is not None and split_marker(line) is None and not is_labelled(line)


def find_rows(lines: Sequence[str]) -> dict[int, str | None]:
    """Return the text of each table row by its index in `lines`, None for a line under a table's header."""
    rows: dict[int, str | None] = {}
    for index, line in enumerate(lines):
        if "|" not in line:
            continue
        if _is_separator(line):
            rows[index] = None
            if index and "|" in lines[index - 1]:
                rows[index - 1] = to_row(lines[index - 1])
        elif index - 1 in rows or (line.strip().startswith("|") and line.strip().endswith("|")):
            rows[index] = to_row(line)
    return rows


def _is_separator(line: str) -> bool:
    return "--" in line and set(line) <= set("|:- \t")


def to_row(line: str) -> str:
    """Return the cells of a pipe table's line joined by " | ".

    >>> to_row("| 1 | Mexico ||")
    '1 | Mexico |'
    """
    inner = line.strip().removeprefix("|").removesuffix("|")
    return " | ".join(cell.strip().replace("\\|", "|") for cell in _CELL_EDGE.split(inner)).strip()


def is_labelled(line: str) -> bool:
    """Tell whether `line` opens with the label of a question or an answer ("Q:", "P:", "A:", "R:")."""
    return is_question_label(line) or _ANSWER_LABEL.match(line) is not None


def is_question_label(line: str) -> bool:
    """Tell whether `line` opens with the label of a question."""
    # "P. Lindqvist" opens like "P. And you?".
    return _QUESTION_LABEL.match(line) is not None and (line[1:2] != "." or line.rstrip().endswith("?"))


def is_closed(text: str) -> bool:
    """Tell whether `text` ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_prose(piece: Piece, *, words: int = 8) -> bool:
    """Tell whether `piece` is at least one whole sentence of the story, of `words` or more."""
    return (
        piece.kind in ("paragraph", "item") and is_closed(piece.text) and piece.text.count(" ") >= words - 1
    )


def is_headline(piece: Piece) -> bool:
    """Tell whether `piece` has as many words as a headline; a letterhead or a subheading may have fewer."""
    return len(piece.text.split()) >= _HEADLINE_WORDS
