"""Versions: a store that another version derived is not asked, and the next build brings it up to date."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tradegraph._exceptions import GraphError
from tradegraph.deriving.versions import check_store, digest_derivations
from tradegraph.rdf.store import read_note, write_note

Run = Callable[..., Result]


@pytest.fixture
def kg(sample_kg: Path, tmp_path: Path) -> Path:
    """A graph of which another version made the store."""
    copy = shutil.copytree(sample_kg, tmp_path / "kg")
    write_note(copy / "store", read_note(copy / "store") | {"shared": "other", "derived": "other"})
    return copy


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "data-quality"],
        ["sparql", "ASK {}"],
        ["explain", "Mexico"],
        ["entities"],
        ["conflicts"],
        ["export", "--format", "gexf"],
        ["publish", "--out", "site"],
        ["push", "--endpoint", "http://127.0.0.1:9/"],
        ["serve", "--port", "0"],
    ],
    ids=" ".join,
)
def test_a_store_of_another_version_is_not_asked(
    run: Run, kg: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kg.parent)
    result = run(*words, "--kg", kg)
    assert result.exit_code == 3, result.output
    assert f"bring it up to date with: tradegraph build --kg {kg}" in result.stderr
    assert result.stdout == ""


def test_a_build_brings_it_up_to_date(run: Run, kg: Path) -> None:
    assert run("build", "--kg", kg).exit_code == 0
    assert read_note(kg / "store")["derived"] == digest_derivations()
    assert run("ask", "data-quality", "--kg", kg).exit_code == 0


def test_a_store_that_says_nothing_is_taken_as_it_is(tmp_path: Path) -> None:
    check_store(tmp_path)
    write_note(tmp_path, {"derived": "other"})
    with pytest.raises(GraphError, match="another version"):
        check_store(tmp_path)
