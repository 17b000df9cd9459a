"""What surrounds a story on its page: told by the cues in `ontology/lexicon`, and dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Final

import yaml
from tradegraph._exceptions import DataError
from tradegraph.articles.pieces import LINE, Piece, is_closed, is_prose
from tradegraph.ontology.expressions import compile_once

_EDGES: Final = " *_•–—-"
_BRACKETS: Final = ("()", "[]")
_BAR: Final = re.compile(r" *[|·•] *")
# Longer blocks are the story's, whatever words they hold.
_LINE_LENGTH: Final = 400
_PHRASE_LENGTH: Final = 200
_PROMOTION_LENGTH: Final = 800
_STORY_BEFORE_ENDING: Final = 2
_HEADLINES: Final = 3
# A caption's mark is shorter than this.
_CAPTION_REACH: Final = 200
#: The groups that are looked for within lines, in lower case.
_SEARCHED: Final = ("phrases", "promotions")


@dataclass(frozen=True, slots=True)
class Cues:
    """The groups of the lexicon, each one compiled pattern."""

    lines: re.Pattern[str]
    phrases: re.Pattern[str]
    sections: re.Pattern[str]
    endings: re.Pattern[str]
    promotions: re.Pattern[str]
    captions: re.Pattern[str]
    links: re.Pattern[str]
    biographies: re.Pattern[str]
    occupations: re.Pattern[str]
    elements: re.Pattern[str]
    bylines: re.Pattern[str]


@cache
def load_cues() -> Cues:
    """Return the packaged cues; raises DataError where the lexicon is malformed."""
    resource = files("tradegraph.ontology") / "lexicon" / "boilerplate.yaml"
    groups = yaml.safe_load(resource.read_text(encoding="utf-8"))
    try:
        joined = {field.name: _join(groups[field.name], groups["name"]) for field in fields(Cues)}
        # Searched in every line, and so tried at the start of words only, in lower case: a third of the time.
        searched = {name: compile_once(rf"\b(?=\w)(?:{joined.pop(name)})") for name in _SEARCHED}
        matched = {name: compile_once(f"(?i){pattern}") for name, pattern in joined.items()}
        return Cues(**searched, **matched)
    except (KeyError, TypeError, re.error) as error:
        raise DataError(f"{resource}: {error!r}; each group is a list of regular expressions") from error


def _join(patterns: Sequence[str], name: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns).replace("<name>", name)


def drop_boilerplate(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the story among `pieces`, in their order."""
    return _drop_headlines(list(_sift(pieces, load_cues())))


def _sift(pieces: Sequence[Piece], cues: Cues) -> Iterator[Piece]:
    section: Piece | None = None  # the heading of the list of links that is being dropped
    heading: Piece | None = None  # the heading last seen in that list: the story's, if a sentence follows
    sentences = 0
    for piece in pieces:
        line = _to_line(piece)
        if sentences >= _STORY_BEFORE_ENDING and cues.endings.fullmatch(line):
            return
        if _opens_section(piece, line, cues):
            section, heading = piece, None
            continue
        if _is_boilerplate(piece, line, cues):
            continue
        if section and not _resumes(piece, section):
            heading = piece if piece.kind == "heading" else None
            continue
        if section and heading:
            yield heading
        section = heading = None
        sentences += is_prose(piece)
        yield piece


def _to_line(piece: Piece) -> str:
    """Return the text of `piece` without the marks around it, empty where it is too long for a cue."""
    if len(piece.text) > _PROMOTION_LENGTH:
        return ""
    line = piece.text.strip(_EDGES)
    if any(line[:1] + line[-1:] == pair and line.count(pair[0]) == 1 for pair in _BRACKETS):
        line = line[1:-1]
    return line.removesuffix(":").rstrip()


def _opens_section(piece: Piece, line: str, cues: Cues) -> bool:
    """Tell whether `piece` is the heading of a list of links: a line, or the only cell of a row."""
    return not is_prose(piece) and cues.sections.fullmatch(line) is not None


def _resumes(piece: Piece, section: Piece) -> bool:
    """Tell whether the story goes on with `piece` after the list of links under `section`."""
    if piece.kind == "row":
        return section.kind != "row"
    return piece.kind == "question" or is_prose(piece)


def _is_boilerplate(piece: Piece, line: str, cues: Cues) -> bool:
    if not line or piece.kind == "row":
        return not piece.text
    lower = line.lower()
    if cues.promotions.search(lower):
        return True
    if len(line) > _LINE_LENGTH or piece.kind == "question":
        return False
    return (
        (len(line) <= _PHRASE_LENGTH and cues.phrases.search(lower) is not None)
        or cues.lines.fullmatch(line) is not None
        or cues.biographies.fullmatch(line) is not None
        or _is_caption(piece.text, cues)
        or _is_bar(line, cues)
    )


def _is_caption(text: str, cues: Cues) -> bool:
    """Tell whether `text` ends with the mark of a caption, and what is no letter or digit."""
    marks = cues.captions.finditer(text, max(0, len(text) - _CAPTION_REACH))
    return any(not any(map(str.isalnum, text[mark.end() :])) for mark in marks)


def _is_bar(line: str, cues: Cues) -> bool:
    """Tell whether `line` is a row of links, such as "Print | Share | Save for later"."""
    if not _BAR.search(line):
        return False
    entries = [entry.strip(" *_[]") for entry in _BAR.split(line)]
    return (
        len(entries) > 1
        and all(entry.count(" ") < 10 for entry in entries)
        and any(cues.links.fullmatch(entry) for entry in entries)
    )


def _drop_headlines(pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` without the headlines of other stories that an English page of plain text ends with."""
    end = len(pieces)
    while end and _is_headline(pieces[end - 1]):
        end -= 1
    announced = end and pieces[end - 1].text.endswith(":")
    return pieces if len(pieces) - end < _HEADLINES or announced else pieces[:end]


def _is_headline(piece: Piece) -> bool:
    if piece.kind != LINE or is_closed(piece.text):
        return False
    long_words = [word for word in piece.text.split() if len(word) > 3]
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) > 0.7 * len(long_words)
