"""The verb `conflicts` on real articles: what it reports was judged one by one, and false alarms are few."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from rdflib import Graph
from rdflib.namespace import SH
from tradegraph.building.checks import run_checks
from tradegraph.building.pipeline import build
from tradegraph.building.review import review_graph
from tradegraph.rdf.store import Store

TESTS = Path(__file__).parent
CORPUS = TESTS / "corpus"
JUDGED: dict[str, list[dict[str, Any]]] = yaml.safe_load((TESTS / "judged-conflicts.yaml").read_text("utf-8"))
#: At most this share of what is reported may be false alarms.
FALSE_ALARMS = 0.2

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def dev_kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the dev articles, which the tests of the command share."""
    kg = tmp_path_factory.mktemp("conflicts") / "kg"
    build([CORPUS / "dev" / "articles"], kg)
    return kg


def open_articles() -> list[Path]:
    """Return the articles of train that may be read."""
    blind = (CORPUS / "blind.txt").read_text("utf-8").splitlines()
    return [path for path in sorted((CORPUS / "train" / "articles").iterdir()) if path.stem not in blind]


def reported(kg: Path) -> list[tuple[str, ...]]:
    with Store.open(kg / "store") as store:
        return sorted(
            (
                conflict.check.name,
                *(conflict.row[f"{side}Article"].rpartition("/")[2][:-9] for side in ("first", "second")),
                *(conflict.row[f"{side}Value"] for side in ("first", "second")),
            )
            for conflict in run_checks(store)
        )


def judged(entries: Iterable[dict[str, Any]]) -> list[tuple[str, ...]]:
    return sorted((entry["check"], *entry["articles"], *entry["values"]) for entry in entries)


def test_dev_and_seeds_together_report_what_was_judged(shared: Path, tmp_path: Path) -> None:
    build([CORPUS / "dev" / "articles", shared / "articles" / "seeds"], tmp_path / "kg")
    assert reported(tmp_path / "kg") == judged(JUDGED["dev"])


def test_the_open_part_of_train_reports_what_was_judged(tmp_path: Path) -> None:
    build(open_articles(), tmp_path / "kg")
    assert reported(tmp_path / "kg") == judged(JUDGED["train"])


def test_false_alarms_are_few() -> None:
    entries = [entry for part in JUDGED.values() for entry in part]
    assert len(entries) == 11
    for part in (JUDGED["dev"], entries):
        assert sum(not entry["right"] for entry in part) <= FALSE_ALARMS * len(part)


def test_both_quotes_stand_side_by_side_and_the_status_is_one(
    run: Run, dev_kg: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    result = run("conflicts", "--kg", dev_kg, "--check", "rival-figures")
    assert result.exit_code == 1, result.output
    paragraph = next(part for part in result.stdout.split("\n\n") if "Mexico – China" in part)
    assert paragraph.split("\n") == [
        "  Mexico – China · value of trade · balance · 2023",
        "    -104,100,000,000 USD",
        "      “Mexico's trade deficit with China was $104.1 billion”",
        "      Altiplano Business Daily · Mexico's China bill hits first-half record · 2024-08-16 ·",
        "      article/mexico-china-banxico-425e24aa",
        "    -62,707,000,000 USD",
        "      “México tuvo con ese país un saldo negativo de 62,707 millones de dólares”",
        "      Cuadernos de Comercio · El déficit de México con China se duplicó en cinco años, según la",
        "      aduana china · 2024-07-23 · article/mexico-china-aduanas-6f7205eb",
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_terminal(run: Run, dev_kg: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("conflicts", "--kg", dev_kg, "--lang", "es").stdout.splitlines()
    assert lines[0] == "¿Qué cifras de lo mismo se contradicen? (6)"
    assert max(map(len, lines)) <= width


def test_no_conflict_is_status_zero(run: Run, dev_kg: Path) -> None:
    result = run("conflicts", "--kg", dev_kg, "--check", "rival-ranks", "--check", "status-conflicts")
    assert (result.exit_code, result.stdout) == (0, "No conflicts.\n")


def test_other_formats_have_every_column(run: Run, dev_kg: Path, tmp_path: Path) -> None:
    records = json.loads(run("conflicts", "--kg", dev_kg, "--format", "json").stdout)
    written = run("conflicts", "--kg", dev_kg, "--format", "csv", "-o", tmp_path / "conflicts.csv")
    assert written.exit_code == 1
    assert not written.stdout
    rows = list(csv.DictReader(io.StringIO((tmp_path / "conflicts.csv").read_text("utf-8"))))
    assert len(records) == len(rows) == 6
    assert [{key: value for key, value in row.items() if value} for row in rows] == records


def test_an_unknown_check_is_input_that_cannot_be_used(run: Run, dev_kg: Path) -> None:
    result = run("conflicts", "--kg", dev_kg, "--check", "rival-figure")
    assert result.exit_code == 3
    assert "did you mean rival-figures?" in result.stderr


def test_each_conflict_is_a_warning_of_the_reports(dev_kg: Path) -> None:
    report = json.loads((dev_kg / "report.json").read_text("utf-8"))
    assert report["counts"]["warnings"] == len(report["checks"]) + len(report["warnings"])
    graph = Graph().parse(dev_kg / "report.ttl")
    shapes = [str(shape).partition("#")[2] for shape in graph.objects(None, SH.sourceShape)]
    assert shapes.count("check-rival-figures") == len(report["checks"]) == 6
    reviewed = [result.shape for result in review_graph(dev_kg).report.warnings]
    assert reviewed.count("tgsh:check-rival-figures") == 6
