"""The benchmark of questions: its data is the same each time, and it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tradegraph.rdf.quads import relationship_key

from .corpus import make_article, make_quads, make_store

ROOT = Path(__file__).resolve().parents[2]


def test_the_same_number_gives_the_same_article() -> None:
    assert make_article(7) == make_article(7)
    assert list(make_quads(range(2))) == list(make_quads(range(2)))
    assert make_article(7)[0].slug != make_article(8)[0].slug


def test_a_claim_is_where_its_words_are() -> None:
    for article, claims in map(make_article, range(20)):
        assert all(claim.quote == article.text[claim.start : claim.end] for claim in claims)


def test_articles_share_relationships() -> None:
    stated = [relationship_key(claim) for number in range(200) for claim in make_article(number)[1]]
    assert 0.7 < len(set(stated)) / len(stated) < 0.98


def test_the_benchmark_runs(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.queries",
        "statements",
        "--articles",
        "20",
        "--small",
        "20",
    ]
    result = subprocess.run(
        [*command, "--store", tmp_path, "--limit", "60000"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert [line.split()[:2] for line in result.stdout.splitlines()[1:]] == [
        ["statements", "example"],
        ["statements", "heaviest"],
    ]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("serving_load", ["--clients", "4", "--hostile", "0.25", "--seconds", "2", "--limit", "60000"]),
        ("serving_latency", ["members", "--runs", "2"]),
    ],
)
def test_the_benchmarks_of_serving_run(tmp_path: Path, name: str, options: list[str]) -> None:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", "--store", str(make_store(tmp_path, 20))]
    result = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert "members" in result.stdout or "afterwards: an answer" in result.stdout
