"""Bylines and datelines: what the first lines of an article say about its origin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tradegraph.articles.boilerplate import load_cues
from tradegraph.articles.dates import FoundDate, find_date, find_url_date, reads_day_first
from tradegraph.articles.origins import Origin
from tradegraph.articles.pieces import BYLINE, Piece, is_closed, is_prose

# Bylines stand above the story or under its first paragraph.
_REGION: Final = 16
_PROSE_BEFORE: Final = 2
_LINE_LENGTH: Final = 160
_CAPITAL: Final = r"[A-ZÁÉÍÓÚÑÜÖÄÇ][\w.'’&-]*"
_NAME: Final = (
    rf"{_CAPITAL}(?:,? (?:(?:de|del|la|las|los|van|von|der|da|do|y|and|e|bin|al) )*{_CAPITAL}){{0,7}}"
)
_BYLINE: Final = re.compile(
    rf"(?:{_NAME} )?(?:an? |una )?(?:(?:column|story|words|text|analysis|columna|texto|análisis)\s*:? )?"
    r"(?:written |escrit[oa] |posted |publicado )?(?:by|por|texto(?=:)|autora?(?=:)|author(?=:)):? "
    rf"(?P<name>(?-i:{_NAME}))(?P<rest>\s*(?:[|/,;·(–—-].*)?)",
    re.IGNORECASE,
)
_TWICE: Final = re.compile(rf"(?P<name>{_CAPITAL}(?: {_CAPITAL}){{1,3}}) (?P=name)")
_LABEL: Final = re.compile(
    r"\b(?:(?:first )?published|posted|publicad[oa]|publicación|fecha|date|updated|actualizad[oa]|creado)"
    r"(?: (?:on|el|at|en))?\b:?",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    r"\s*(?:last )?(?:updated|modified|actualizad[oa]|modificad[oa])\b", re.IGNORECASE
)
# Hours, zones and reading times beside a date.
_CLOCK: Final = re.compile(
    r"\b\d{1,2}(?::\d\d){1,2}\s*(?:h(?:rs|oras)?\b\.?)?|\b\d{1,2}\s*(?=[ap]\.?\s?m\b)|\b[ap]\.?\s?m\b\.?|"
    r"\b(?:GMT|UTC|EST|EDT|CST|CDT|MST|PST|PDT|ET|CET|BST)\b(?:[+-]\d+)?|"
    r"\b\d+[ -]min(?:ute)?s?\.?(?: read| de lectura)?|\b(?:issue|vol|no|núm|n[.º°]|edición|edition)\.? \d+|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|"
    r"\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|\b(?:at|on|el|a las?|las)\b",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"[\s|·•,.:;()–—-]+")
_PLACE: Final = re.compile(rf"(?:{_NAME})?")
_DATELINE: Final = re.compile(  # without a digit there is no date: most paragraphs are passed over at once
    rf"(?=\D*\d)(?P<place>{_CAPITAL}[^—–\d\n]{{0,60}}?)[,.]?\s+(?P<date>[\w .,°]{{4,32}}?)\s*"
    r"(?:\((?P<agency>[^()]{2,40})\)\s*)?\.?(?:[–—]|-{1,2})\s?"
)
_AGENCY: Final = re.compile(
    rf"{_CAPITAL}[^—–\n()]{{0,60}}\((?P<agency>[^()\d]{{2,40}})\)\s*\.?(?:[–—]|-{{1,2}})\s?"
)


@dataclass(slots=True)
class _Reading:
    """What has been read so far of an article's first lines."""

    origin: Origin
    year: int | None
    day_first: bool | None
    kept: list[Piece] = field(default_factory=list)
    byline_above: bool = False

    def find(self, text: str) -> FoundDate | None:
        return find_date(text, day_first=self.day_first, year=self.year)

    def learn(self, origin: Origin) -> None:
        self.origin = self.origin.or_else(origin)


def read_bylines(pieces: Sequence[Piece], origin: Origin, *, defaults: Origin) -> tuple[Origin, list[Piece]]:
    """Return `origin` completed from the bylines and datelines of `pieces`, and the pieces without these.

    What `origin` says stands. A date without a year counts with the year of `defaults` or of the URL only. A
    dateline inside the first paragraph stays in the text.
    """
    known = defaults.published or find_url_date(origin.url or defaults.url)
    order = reads_day_first(origin.lang or defaults.lang)
    reading = _Reading(origin, year=known.year if known else None, day_first=order)
    prose = 0
    for index, piece in enumerate(pieces):
        if index >= _REGION or prose >= _PROSE_BEFORE:
            return reading.origin, [
                *reading.kept,
                *(piece for piece in pieces[index:] if piece.kind != BYLINE),
            ]
        if not _is_read(piece, reading):
            reading.kept.append(piece)
            prose += is_prose(piece)
    return reading.origin, reading.kept


def _is_read(piece: Piece, reading: _Reading) -> bool:
    """Read `piece`, and tell whether there is nothing more in it than a byline or dateline."""
    if piece.kind in ("item", "row", "question"):
        return False
    if piece.kind == BYLINE:
        return _read_byline(piece.text, reading) or _read_marked(piece.text, reading)
    above, reading.byline_above = reading.byline_above, False
    if len(piece.text) <= _LINE_LENGTH:
        if _read_byline(piece.text, reading):
            reading.byline_above = True
            return True
        if _read_date(piece.text, reading) or (above and _is_occupation(piece.text)):
            return True
    if is_prose(piece):
        _read_dateline(piece.text[:_LINE_LENGTH], reading)
    return False


def _read_marked(text: str, reading: _Reading) -> bool:
    """Read what the page itself marks as its byline or date; all of it is."""
    if not _UPDATED.match(text) and (found := reading.find(text)):
        reading.learn(Origin(published=found.value))
    return True


def _read_byline(text: str, reading: _Reading) -> bool:
    match = _BYLINE.fullmatch(text) or _TWICE.fullmatch(text)
    if not match or (is_closed(text) and not re.search(r"(?<![^\W\d_])[ap]\.?\s?m\.\Z", text)):
        return False
    rest = match.groupdict().get("rest") or ""
    found = reading.find(rest)
    reading.learn(Origin(author=match["name"].rstrip(" .,"), published=found.value if found else None))
    return True


def _is_occupation(text: str) -> bool:
    return not is_closed(text) and len(text) < 120 and load_cues().occupations.search(text) is not None


def _read_date(text: str, reading: _Reading) -> bool:
    """Read a line that holds a date, perhaps a place and a time, and nothing else."""
    found = reading.find(text)
    if not found:
        return False
    label = _LABEL.search(text)
    outside = _LABEL.sub(" ", text[: found.start]) + " | " + _LABEL.sub(" ", text[found.end :])
    place = _MARKS.sub(" ", _CLOCK.sub(" ", outside)).strip()
    if find_date(place):  # "Published 3 May 2024 | Updated 4 May 2024"
        place = ""
    if len(place) > 60 or not _PLACE.fullmatch(place):
        return False
    if _UPDATED.match(text):
        return True
    if reading.origin.published and reading.origin.published != found.value and not label:
        return False  # the heading of a day in a chronicle
    reading.learn(Origin(published=found.value))
    return True


def dateline_day(text: str, *, year: int | None = None) -> date | None:
    """Return the day of the dateline that a paragraph opens with, of a `year` where it names none.

    >>> dateline_day("Dar es Salaam, 20 August 2025 – The minister said today that …")
    datetime.date(2025, 8, 20)
    """
    match = _DATELINE.match(text[:_LINE_LENGTH])
    found = find_date(match["date"], year=year) if match else None
    return found.value if found else None


def _read_dateline(text: str, reading: _Reading) -> None:
    match = _DATELINE.match(text)
    found = reading.find(match["date"]) if match else None
    if match and found:
        reading.learn(Origin(published=found.value, source=match["agency"]))
    elif match := _AGENCY.match(text):
        reading.learn(Origin(source=match["agency"]))
