"""The demo: the whole way on the samples, readable in a narrow and in a wide terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tradegraph import Store

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def shown(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's folder and what it printed."""
    out = tmp_path_factory.mktemp("demo")
    result = run("demo", "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return out, result.stdout


def test_every_sample_is_read_and_no_claim_rejected(shown: tuple[Path, str]) -> None:
    _, text = shown
    assert "Read 15 articles, in English and Spanish." in text
    assert ": 0 rejected, " in " ".join(text.split())


def test_three_questions_are_answered_with_quotes(shown: tuple[Path, str]) -> None:
    _, text = shown
    answers = text.split("tradegraph ask ")[1:]
    assert len(answers) == 3
    assert all("“" in answer for answer in answers)


def test_the_files_it_names_are_there(shown: tuple[Path, str]) -> None:
    out, text = shown
    assert str(out / "kg") in text
    assert str(out / "network.gexf") in text
    assert (out / "network.gexf").read_text("utf-8").startswith("<?xml")
    with Store.open(out / "kg" / "store") as store:
        assert len(list((out / "kg" / "articles").glob("*.nq"))) == 15
        assert bool(store.query("ASK { ?claim a tg:Claim }"))


def test_the_commands_it_proposes_work(run: Run, shown: tuple[Path, str]) -> None:
    out, _ = shown
    assert run("explain", "Utah", "--kg", out / "kg").exit_code == 0
    assert run("questions").exit_code == 0


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("demo").stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []
