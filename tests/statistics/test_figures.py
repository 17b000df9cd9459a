"""Rows of tables: which are figures, which are left out, and what is said of those that cannot be read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tradegraph._exceptions import DataError
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.statistics.figures import Figure, Tally, read_figures, read_header
from tradegraph.statistics.forms import load_words
from tradegraph.statistics.places import Places

TABLES = Path(__file__).parent / "tables"
HEADER = "reporter,partner,flow,year,value,currency"


def read(path: Path) -> tuple[list[Figure], Tally, list[str]]:
    tally, problems = Tally(), list[str]()
    figures = [figure for _, figure in read_figures(path, tally, problems.append)]
    return figures, tally, problems


def read_text(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[list[Figure], Tally, list[str]]:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return read(path)


def test_a_download_gives_figures_of_whole_years_and_flows() -> None:
    figures, tally, problems = read(TABLES / "comtrade.csv")
    assert problems == []
    assert len(figures) == 9
    assert figures[1] == Figure(
        "country/MX", "country/US", "exports", 2023, "TOTAL", Decimal("450000000000.5"), "USD"
    )
    assert {figure.commodity for figure in figures} == {"TOTAL", "87"}
    assert figures[6].partner == "tg:World"
    assert sorted(tally.left_out.values()) == [2, 2, 2]
    assert {reason.split()[0] for reason in tally.left_out} == {"partners", "re-exports,", "rows"}


def test_columns_may_be_capitalised_and_quoted_behind_a_byte_order_mark() -> None:
    assert (TABLES / "comtrade-capitalised.csv").read_bytes().startswith(b'\xef\xbb\xbf"TypeCode"')
    assert read(TABLES / "comtrade-capitalised.csv")[0] == read(TABLES / "comtrade.csv")[0]


def test_a_spreadsheet_in_spanish_is_read() -> None:
    figures, _, problems = read(TABLES / "tabla-es.csv")
    assert problems == []
    assert [(figure.reporter, figure.partner, figure.flow, figure.currency) for figure in figures] == [
        ("country/MX", "country/US", "exports", "USD"),
        ("country/US", "country/MX", "imports", "USD"),
        ("region/MX-NLE", "country/KR", "exports", "MXN"),
        ("country/ES", "bloc/european-union", "exports", "EUR"),
        ("country/MX", "tg:World", "imports", "USD"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MX", "country/MX"),
        ("mex", "country/MX"),
        ("MÉXICO", "country/MX"),
        ("CAN", "country/CA"),  # not the Andean Community, whose short form it is, too
        ("corea del sur", "country/KR"),
        ("Viet Nam", "country/VN"),
        ("US-UT", "region/US-UT"),
        ("Utah", "region/US-UT"),
        ("EU", "bloc/european-union"),
        ("GE", "country/GE"),
        ("US-GA", "region/US-GA"),
        ("W00", "tg:World"),
        ("0", "tg:World"),
    ],
)
def test_partners_are_named_by_code_or_name(tmp_path: Path, text: str, place: str) -> None:
    figures, _, problems = read_text(tmp_path, f"{HEADER}\nChile,{text},exports,2023,1,USD\n")
    assert problems == []
    assert [figure.partner for figure in figures] == [place]


def test_every_country_is_found_by_its_codes() -> None:
    gazetteer = load_gazetteer()
    places = Places(gazetteer, load_words())
    coded = [
        (code, id_)
        for id_, description in gazetteer.descriptions.items()
        for name in ("isoCode", "isoAlpha3")
        for code, _ in description.get(ONTOLOGY + name, ())
        if id_.startswith("country/")
    ]
    assert len(coded) > 490
    assert [(code, id_) for code, id_ in coded if places.find(code) != id_] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (3, "reporter: no place is called 'Mexiko'; did you mean Mexico?"),
        (4, "reporter: 'Georgia' is ambiguous; write GE (country/GE) or US-GA (region/US-GA)"),
        (5, "reporter: 'World' reports nothing; name a country, state or bloc"),
        (6, "no reporter; give one"),
        (7, "'transit' is no flow; write exports or imports"),
        (8, "'2023-24' is no year; write it as 2023"),
        (9, "'1,234.5' is no value; write it as 1234567.89"),
        (10, "'-5' is no value; write it as 1234567.89"),
        (11, "no value; give one"),
        (12, "'dollars' is no currency; write its ISO 4217 code, such as USD"),
        (13, "no flow; give one"),
    ],
)
def test_a_bad_row_is_told_by_file_line_and_value(line: int, message: str) -> None:
    _, tally, problems = read(TABLES / "mistakes.csv")
    assert f"mistakes.csv, line {line}: {message}" in problems
    assert tally.bad == len(problems) == 11


def test_the_other_rows_go_on() -> None:
    figures, _, _ = read(TABLES / "mistakes.csv")
    assert [(figure.value, figure.commodity) for figure in figures] == [
        (Decimal(450), "TOTAL"),
        (Decimal(460), "TOTAL"),
        (Decimal(450), "TOTAL"),
        (Decimal(7), "auto parts"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("MX,US,re-exports,2023,1,USD", "re-exports"),
        ("MX,US,RM,2023,1,USD", "re-exports"),
        ('MX,"Areas, nes",X,2023,1,USD', "partners that are no place"),
        ('MX,"Other Asia, nes",X,2023,1,USD', "partners that are no place"),
        ("MX,Bunkers,X,2023,1,USD", "partners that are no place"),
    ],
)
def test_parts_of_a_figure_are_left_out_and_counted(tmp_path: Path, row: str, reason: str) -> None:
    figures, tally, problems = read_text(tmp_path, f"{HEADER}\n{row}\n")
    assert (figures, problems) == ([], [])
    assert [(found.startswith(reason), n) for found, n in tally.left_out.items()] == [(True, 1)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_write_csv_in_many_ways(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [HEADER, "España,México,exportación,2023,1.5e9,EUR", ",,,,,"]
    text = "\r\n".join(line.replace(",", delimiter) for line in lines)
    figures, _, problems = read_text(tmp_path, text, encoding)
    assert problems == []
    assert figures == [Figure("country/ES", "country/MX", "exports", 2023, "TOTAL", Decimal("1.5e9"), "EUR")]


@pytest.mark.parametrize(
    "text", ["", "\n", "year,value\n2023,1\n", "PK\x03\x04", "reporter,partner,flow,year,value"]
)
def test_a_file_of_no_known_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(
        DataError, match=r"table\.csv: its first line is no header of a known table .*UN Comtrade"
    ):
        read_header(path)


def test_a_cell_without_an_end_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"table\.csv, line \d+: not CSV"):
        read_text(tmp_path, f'{HEADER}\nMX,US,exports,2023,1,"USD\n' + "x" * 200_000)
