"""Figures: the rows of tables of official statistics, and what is wrong with those that are none."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from tradegraph._exceptions import DataError
from tradegraph.annotation.currencies import currency_codes
from tradegraph.ontology.gazetteer import fold, load_gazetteer
from tradegraph.statistics.forms import Form, find_form, load_words
from tradegraph.statistics.places import WORLD, Places, UnknownPlaceError

#: The commodity of a figure for all goods together.
TOTAL: Final = "TOTAL"
_DELIMITERS: Final = ",;\t"
_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Figure:
    """What a reporter says that it traded with a partner in a year.

    `reporter` and `partner` are ids such as "country/MX", `flow` is "exports" or "imports", `commodity` an HS
    code, another name of a product, or `TOTAL`, `currency` an ISO 4217 code.
    """

    reporter: str
    partner: str
    flow: str
    year: int
    commodity: str
    value: Decimal
    currency: str


class UnreadableRowError(Exception):
    """A row that gives no figure; the message names the value and the way out."""


@dataclass(slots=True)
class Tally:
    """What was read besides figures: rows left out by reason, and how many rows could not be read."""

    left_out: Counter[str] = field(default_factory=Counter)
    bad: int = 0


#: Told of each row that cannot be read.
Report = Callable[[str], None]


def read_header(path: Path) -> Form:
    """Return the form of the table in a CSV file.

    Raises `DataError` for a file that cannot be read and for one of no known form.
    """
    return _open(path)[1]


def read_figures(path: Path, tally: Tally, report: Report) -> Iterator[tuple[int, Figure]]:
    """Yield the figures of a CSV file with the numbers of their lines, a row at a time.

    Rows that are part of a figure are counted in `tally`; one that cannot be read is told to `report`, and
    the rest goes on. Raises `DataError` as `read_header` does, and for a file that ceases to be CSV.
    """
    rows, form, header = _open(path)
    reader = _Rows(form, header, Places(load_gazetteer(), load_words()))
    for line, row in rows:
        try:
            figure = reader.read(row)
        except UnreadableRowError as error:
            tally.bad += 1
            report(f"{path.name}, line {line}: {error}")
            continue
        if isinstance(figure, str):
            tally.left_out[figure] += 1
        else:
            yield line, figure


def _open(path: Path) -> tuple[Iterator[tuple[int, list[str]]], Form, list[str]]:
    """Return the rows below the header with their lines, the table's form, and its columns in lower case."""
    rows = _read_rows(path)
    _, first = next(rows, (0, []))
    header = [name.strip().lower() for name in first]
    return rows, find_form(header, file=path.name), header


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(_CHUNK)
        file.seek(0)
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for row in reader:
                if any(row):
                    yield reader.line_num, row
        except csv.Error as error:
            raise DataError(f"{path.name}, line {reader.line_num}: not CSV ({error}); mend it") from None


def _find_encoding(path: Path) -> str:
    """Return UTF-8 where the bytes are, else the encoding of Windows, that of downloads and spreadsheets."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, form: Form, header: Sequence[str], places: Places) -> None:
        place = {name: i for i, name in reversed(list(enumerate(header)))}
        self._columns = {
            part: [place[name] for name in names if name in place] for part, names in form.columns.items()
        }
        self._constants = form.constants
        self._whole = [(place[name], wanted) for name, wanted in form.whole.items() if name in place]
        self._places = places
        self._words = load_words()

    def read(self, row: Sequence[str]) -> Figure | str:
        """Return the figure of a row, or why it is left out; raises `UnreadableRowError`."""
        if any(i < len(row) and row[i].strip().lower() not in {"", *wanted} for i, wanted in self._whole):
            return "rows that break a figure down, by month, service or way of transport"
        flow = self._flow(self._text(row, "flow"))
        if flow is None:
            return "re-exports, re-imports and other parts of a flow"
        reporter, partner = self._place(row, "reporter"), self._place(row, "partner")
        if reporter is None or partner is None:
            return "partners that are no place, such as areas not specified"
        return Figure(
            reporter=reporter,
            partner=partner,
            flow=flow,
            year=self._year(self._text(row, "year")),
            commodity=self._commodity(self._text(row, "product", needed=False)),
            value=self._value(self._text(row, "value")),
            currency=self._currency(self._text(row, "currency")),
        )

    def _texts(self, row: Sequence[str], part: str) -> list[str]:
        if part in self._constants:
            return [self._constants[part]]
        cells = (row[i].strip() for i in self._columns.get(part, ()) if i < len(row))
        return [cell for cell in cells if cell]

    def _text(self, row: Sequence[str], part: str, *, needed: bool = True) -> str:
        texts = self._texts(row, part)
        if needed and not texts:
            raise UnreadableRowError(f"no {part}; give one")
        return texts[0] if texts else ""

    def _flow(self, text: str) -> str | None:
        word = fold(text)
        if word in self._words.partial_flows:
            return None
        if word not in self._words.flows:
            raise UnreadableRowError(f"{text!r} is no flow; write exports or imports")
        return self._words.flows[word]

    def _place(self, row: Sequence[str], part: str) -> str | None:
        """Return the place that a row names, by the first of its columns that is understood."""
        problems = []
        for text in self._texts(row, part):
            try:
                place = self._places.find(text)
            except UnknownPlaceError as error:
                problems.append(f"{part}: {error}")
                continue
            if place == WORLD and part == "reporter":
                raise UnreadableRowError(f"reporter: {text!r} reports nothing; name a country, state or bloc")
            return place
        raise UnreadableRowError(problems[0] if problems else f"no {part}; give one")

    def _year(self, text: str) -> int:
        if not _YEAR.fullmatch(text):
            raise UnreadableRowError(f"{text!r} is no year; write it as 2023")
        return int(text)

    def _commodity(self, text: str) -> str:
        return TOTAL if not text or text.upper() == TOTAL else text

    def _value(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value < 0:
            raise UnreadableRowError(f"{text!r} is no value; write it as 1234567.89")
        return value

    def _currency(self, text: str) -> str:
        if text.upper() not in currency_codes():
            raise UnreadableRowError(f"{text!r} is no currency; write its ISO 4217 code, such as USD")
        return text.upper()
