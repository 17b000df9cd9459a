"""Official figures in a graph: loaded, replaced, removed, and there after every build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tradegraph import Store
from tradegraph.exports import export
from tradegraph.queries.catalogue import run_query

Run = Callable[..., Result]

TABLES = Path(__file__).parent / "tables"
ROOT = Path(__file__).resolve().parents[2]
NEWS = """---
title: Trade of two neighbours
published: 2024-03-01
lang: en
source: The Harbour Gazette
---

Mexico's exports to the United States reached $475 billion in 2023.
"""


@pytest.fixture(scope="module")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article and its graph, copied for each test."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "articles").mkdir()
    (folder / "articles" / "neighbours.md").write_text(NEWS, "utf-8")
    assert run("build", folder / "articles", "--kg", folder / "kg").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def loaded(run: Run, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph with a table loaded; tests do not change it."""
    folder = tmp_path_factory.mktemp("loaded")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    assert load(run, folder / "kg", TABLES / "comtrade.csv").exit_code == 0
    return folder / "kg"


@pytest.fixture
def kg(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "kg"


@pytest.fixture
def articles(kg: Path) -> Path:
    return kg.with_name("articles")


def load(run: Run, kg: Path, *args: object) -> Result:
    return run("load-statistics", *args, "--kg", kg)


def ask(kg: Path, query: str) -> list[str]:
    with Store.open(kg / "store") as store:
        return sorted(row["x"] for row in store.rows(query))


def figures(kg: Path, graph: str = "?g") -> int:
    name = graph if graph == "?g" else f"<https://w3id.org/tradegraph/graph/statistics/{graph}>"
    (number,) = ask(kg, f"SELECT (COUNT(*) AS ?x) {{ GRAPH {name} {{ ?o a qb:Observation }} }}")
    return int(number)


def dump(kg: Path) -> list[str]:
    with Store.open(kg / "store") as store:
        return sorted(map(str, store.quads))


def test_figures_are_loaded_and_what_was_left_out_is_said(run: Run, kg: Path) -> None:
    result = load(run, kg, TABLES / "comtrade.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:4] == [
        "comtrade: 9 figures, 3 reporters, 2022 to 2023",
        "  left out: 2 partners that are no place, such as areas not specified",
        "  left out: 2 re-exports, re-imports and other parts of a flow",
        "  left out: 2 rows that break a figure down, by month, service or way of transport",
    ]
    assert result.stderr == ""
    assert figures(kg, "comtrade") == 9
    # In the union, too: a query need not name the graph.
    assert ask(kg, "SELECT (COUNT(*) AS ?x) { ?o a qb:Observation }") == ["9"]


def test_a_claim_stands_beside_what_both_sides_report(loaded: Path) -> None:
    with Store.open(loaded / "store") as store:
        answer = run_query(store, "claims-against-statistics", first="MX", second="US")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    told = [(row["reporterLabel"], float(row["official"]), float(row["ratio"])) for row in rows]
    assert told == [("Mexico", 450000000000.5, 1.056), ("United States", 480000000000, 0.99)]
    assert {row["quote"] for row in rows} == {"Mexico's exports to the United States reached $475 billion"}


def test_bad_rows_are_told_and_the_rest_is_loaded(run: Run, kg: Path) -> None:
    result = load(run, kg, TABLES / "mistakes.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("tradegraph: mistakes.csv, line 3: reporter: no place is called 'Mexiko'")
    assert result.stderr.endswith("tradegraph: and 2 more rows that cannot be read\n")
    assert "  not read: 12 rows; mend them, and load the file again\n" in result.stdout
    assert "  left out: 1 repeated rows\n" in result.stdout
    assert figures(kg) == 2


def test_a_second_figure_for_the_same_is_told_with_the_first(run: Run, kg: Path, tmp_path: Path) -> None:
    header = "reporter,partner,flow,year,value,currency\n"
    (tmp_path / "one.csv").write_text(f"{header}MX,US,exports,2023,450,USD\n", "utf-8")
    (tmp_path / "two.csv").write_text(f"{header}Mexico,US,X,2023,460,USD\n", "utf-8")
    result = load(run, kg, tmp_path / "one.csv", tmp_path / "two.csv", "--name", "Both tables")
    assert result.exit_code == 1
    assert "two.csv, line 2: 460 USD, but one.csv, line 2 has 450 USD for the same; keep one" in result.stderr
    assert ask(kg, "SELECT ?x { ?o tg:officialValue ?x }") == ["450"]
    assert ask(kg, "SELECT ?x { ?set a qb:DataSet ; dcterms:source ?x }") == ["one.csv", "two.csv"]
    assert figures(kg, "both-tables") == 1


def test_loading_again_replaces(run: Run, kg: Path, tmp_path: Path) -> None:
    load(run, kg, TABLES / "comtrade.csv")
    first = dump(kg)
    load(run, kg, TABLES / "comtrade.csv")
    assert dump(kg) == first
    path = tmp_path / "comtrade.csv"
    path.write_text("reporter,partner,flow,year,value,currency\nMX,US,X,2021,5,USD\n", "utf-8")
    load(run, kg, path)
    assert figures(kg) == 1


def test_removing_leaves_what_was_there_before(run: Run, kg: Path) -> None:
    before = dump(kg)
    load(run, kg, TABLES / "comtrade.csv", TABLES / "tabla-es.csv")
    assert figures(kg) == 14
    assert load(run, kg, "--remove", "comtrade").stdout == "Removed: comtrade\n"
    assert figures(kg) == figures(kg, "tabla-es") == 5
    assert load(run, kg, "--remove", "tabla-es").exit_code == 0
    assert dump(kg) == before


def test_builds_keep_the_figures_and_add_up_to_one_from_nothing(run: Run, kg: Path, articles: Path) -> None:
    load(run, kg, TABLES / "comtrade.csv")
    (articles / "more.md").write_text(NEWS.replace("475", "477").replace("neighbours", "friends"), "utf-8")
    assert run("build", articles, "--kg", kg).exit_code == 0
    assert figures(kg) == 9
    grown, exported = dump(kg), export(kg, "nq", part="all")
    shutil.rmtree(kg / "store")
    assert run("build", articles, "--kg", kg).exit_code == 0
    assert dump(kg) == grown
    assert export(kg, "nq", part="all") == exported
    other = kg.with_name("other")
    assert run("build", articles, "--kg", other).exit_code == 0
    assert load(run, other, TABLES / "comtrade.csv").exit_code == 0
    assert dump(other) == grown
    assert export(other, "nq", part="all") == exported


def test_exports_have_the_figures_as_a_part(run: Run, loaded: Path) -> None:
    record = (loaded / "statistics" / "comtrade.nq").read_bytes()
    part = export(loaded, "nq", part="statistics")
    assert sorted(record.splitlines()) == part.splitlines()
    assert set(part.splitlines()) <= set(export(loaded, "nq", part="all").splitlines())
    assert b"statistics/comtrade" not in export(loaded, "nq")
    turtle = run("export", "--format", "ttl", "--graph", "statistics", "--kg", loaded).stdout
    assert "@prefix qb: <http://purl.org/linked-data/cube#> ." in turtle


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        ([TABLES / "README.md"], 3, "README.md: its first line is no header of a known table"),
        ([TABLES / "none.csv"], 3, "none.csv: no such file or directory"),
        ([TABLES], 3, "is a directory"),
        (["--remove", "customs"], 3, "no official figures are called 'customs'; there are comtrade"),
        ([], 2, "give FILES to load, or --remove NAME"),
        ([TABLES / "comtrade.csv", "--remove", "comtrade"], 2, "one of the two"),
        ([TABLES / "comtrade.csv", TABLES / "comtrade.csv"], 2, "would both be called comtrade; give --name"),
    ],
)
def test_what_cannot_be_loaded_is_said_and_changes_nothing(
    run: Run, loaded: Path, args: list[object], status: int, message: str
) -> None:
    before = (loaded / "store").stat().st_ino
    result = load(run, loaded, *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert (loaded / "store").stat().st_ino == before
    assert figures(loaded) == 9


def test_a_file_without_a_figure_leaves_the_old_ones(run: Run, kg: Path, tmp_path: Path) -> None:
    load(run, kg, TABLES / "comtrade.csv")
    path = tmp_path / "comtrade.csv"
    path.write_text("reporter,partner,flow,year,value,currency\nMX,US,RX,2021,5,USD\n", "utf-8")
    result = load(run, kg, path)
    assert result.exit_code == 3
    assert "comtrade.csv: no figure in it that could be loaded (re-exports" in result.stderr
    assert figures(kg) == 9
    assert [path.name for path in (kg / "statistics").iterdir()] == ["comtrade.nq"]


def test_what_came_before_a_useless_file_is_loaded(run: Run, kg: Path, tmp_path: Path) -> None:
    path = tmp_path / "useless.csv"
    path.write_text("reporter,partner,flow,year,value,currency\nMX,US,RX,2021,5,USD\n", "utf-8")
    assert load(run, kg, TABLES / "tabla-es.csv", path).exit_code == 3
    assert figures(kg) == figures(kg, "tabla-es") == 5


def test_figures_need_a_graph(run: Run, tmp_path: Path) -> None:
    result = load(run, tmp_path / "nowhere", TABLES / "comtrade.csv")
    assert result.exit_code == 3
    assert "no graph here; build one with: tradegraph build" in result.stderr


def test_figures_are_under_the_base_of_the_graph(run: Run, articles: Path, tmp_path: Path) -> None:
    kg = tmp_path / "based"
    assert run("build", articles, "--kg", kg, "--base", "https://data.example/").exit_code == 0
    load(run, kg, TABLES / "comtrade.csv")
    with Store.open(kg / "store") as store:
        answer = run_query(store, "claims-against-statistics", first="MX", second="US")
    assert answer.n == 2
