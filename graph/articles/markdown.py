"""Markdown: headings, lists, tables and paragraphs, with the inline markup taken off."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from tradegraph.articles.pieces import (
    Piece,
    find_rows,
    is_labelled,
    is_question_label,
    mark_entries,
    split_marker,
)

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{2,})\s*")
_QUOTE: Final = re.compile(r"^ {0,3}>[ \t]?")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_RULE: Final = re.compile(r"\s*(?:[-*_]\s*){3,}")
_DEFINITION: Final = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:\s*\S+")
_NOTE: Final = re.compile(r" {0,3}\[\^[^\[\]]+\]:\s*")
_BOLD_LINE: Final = re.compile(r"\s*(\*\*\*?|___?)(?=\S)([^*_]+)\1[.:?]?\s*")

# A longer bold line is the opening paragraph, set off.
_HEADING_WORDS: Final = 25

# Each class of characters excludes its own delimiter, so that no pattern looks further than the next one
# and a text of stray asterisks is read in linear time.
_TAGS: Final = (
    "a|abbr|b|br|button|center|cite|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|"
    "ol|p|picture|q|s|section|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video"
)
_INLINE: Final = (
    (re.compile(r"!\[[^\[\]]*\]\([^()]*\)"), ""),  # image
    (re.compile(r"!\[[^\[\]]*\]\[[^\[\]]*\]"), ""),  # image by reference
    (re.compile(r"\[\^[^\[\]\s]{1,40}\]"), ""),  # footnote mark
    (re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),  # link
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),  # link by reference
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>"), r"\1"),  # autolink
    (re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE), " "),
    (re.compile(r"\*\*\*(?=\S)([^*]+)\*\*\*"), r"\1"),
    (re.compile(r"\*\*(?=[^\s*])((?:[^*]|\*(?!\*))+)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=[^\s_])((?:[^_]|_(?!_))+)__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)\*(?=\S)([^*]+)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]+)_(?!\w)"), r"\1"),
    (re.compile(r"~~(?=\S)([^~]+)~~"), r"\1"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
)
_MARK: Final = re.compile(r"[\\\[<*_~`&\ue021-\ue07e]")
# Escaped punctuation waits in the private use area until the markup is gone.
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_WAITING: Final = re.compile("[\ue021-\ue07e]")


def parse_markdown(text: str) -> list[Piece]:
    """Return the pieces of Markdown `text`, free of markup."""
    lines = [_QUOTE.sub("", line) for line in _drop_comments(text).split("\n") if not _FENCE.match(line)]
    return [Piece(piece.kind, strip_markup(piece.text), piece.level) for piece in _parse(lines)]


def strip_markup(text: str) -> str:
    r"""Return `text` without Markdown's inline markup.

    >>> strip_markup(r"The **[USMCA](https://example.org)** of 2020[^1] cost \*nothing\*")
    'The USMCA of 2020 cost *nothing*'
    """
    if not _MARK.search(text):
        return text
    text = _ESCAPE.sub(lambda escape: chr(0xE000 + ord(escape[1])), text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return html.unescape(_WAITING.sub(lambda waiting: chr(ord(waiting[0]) - 0xE000), text))


def _drop_comments(text: str) -> str:
    parts, start = [], 0
    while (opening := text.find("<!--", start)) >= 0 and (closing := text.find("-->", opening)) >= 0:
        parts.append(text[start:opening])
        start = closing + 3
    return "".join([*parts, text[start:]])


def _parse(lines: Sequence[str]) -> Iterator[Piece]:
    rows = find_rows(lines)
    parts: list[str] = []
    for index, line in enumerate(mark_entries(lines)):
        if parts and index not in rows and _UNDERLINE.fullmatch(line) and split_marker(parts[0]) is None:
            yield Piece("heading", " ".join(parts), 1 if "=" in line else 2)
            parts = []
            continue
        if parts and (index in rows or not _continues(parts[-1], line)):
            yield _to_piece(parts)
            parts = []
        if index in rows:
            yield Piece("row", rows[index] or "")
        elif heading := _HEADING.match(line):
            yield _to_heading(line[heading.end() :].rstrip().rstrip("#"), len(heading[1]))
        elif line.strip() and not _RULE.fullmatch(line) and not _DEFINITION.fullmatch(line):
            parts.append(_NOTE.sub("", line))
    if parts:
        yield _to_piece(parts)


def _continues(line: str, following: str) -> bool:
    """Tell whether `following` belongs to the paragraph or item of `line`."""
    if not following.strip() or split_marker(following) is not None or is_labelled(following):
        return False
    if _HEADING.match(following) or _RULE.fullmatch(following) or _NOTE.match(following):
        return False
    if _BOLD_LINE.fullmatch(line) or _BOLD_LINE.fullmatch(following):
        return False
    return not line.endswith(("  ", "\\"))  # a hard line break


def _to_heading(text: str, level: int) -> Piece:
    return Piece("question" if _asks(text) else "heading", text, level)


def _asks(text: str) -> bool:
    return text.rstrip(" *_").endswith("?")


def _to_piece(lines: Sequence[str]) -> Piece:
    item = split_marker(lines[0])
    text = " ".join(
        line.strip().removesuffix("\\") for line in (lines if item is None else [item, *lines[1:]])
    )
    if item is not None:
        return Piece("item", text)
    if is_question_label(strip_markup(text[:40])):
        return Piece("question", text)
    if len(lines) == 1 and _BOLD_LINE.fullmatch(text) and text.count(" ") < _HEADING_WORDS:
        return _to_heading(text, 3)
    return Piece("paragraph", text)
