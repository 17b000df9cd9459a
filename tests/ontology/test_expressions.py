"""Expressions compiled once for all runs: they are what `re` makes of them, whatever becomes of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tradegraph.extraction.patterns import load_grammar
from tradegraph.ontology import expressions, prepared
from tradegraph.ontology.expressions import compile_once

LONG = (
    r"(?i)\b(?P<first>[a-z]{2,9}+)(?:, |(?<!x) and )(?P<second>\d+(?:[.,]\d+)?|é|ñ|\ue001)(?!\w)"
    + "|another" * 40
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRADEGRAPH_CACHE", str(tmp_path))
    prepared._digest.cache_clear()
    expressions._open.cache_clear()
    return tmp_path


def compiled_by(run: int, expression: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many expressions are compiled when a new run asks for `expression`."""
    compiled: list[str] = []
    make = expressions._compile

    def compile_noted(text: str) -> expressions._Compiled:
        compiled.append(text)
        return make(text)

    expressions._open.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(expressions, "_compile", compile_noted)
        assert compile_once(expression) == re.compile(expression), run
    return len(compiled)


@pytest.mark.usefixtures("folder")
def test_an_expression_is_compiled_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [compiled_by(run, LONG, monkeypatch) for run in range(3)] == [1, 0, 0]


@pytest.mark.usefixtures("folder")
def test_what_is_kept_finds_the_same() -> None:
    compile_once(LONG)
    kept, made = compile_once(LONG), re.compile(LONG)
    assert (kept.flags, kept.groups, kept.groupindex) == (made.flags, made.groups, made.groupindex)
    found = kept.search("Exports: TONS, 3.5")
    assert found is not None
    assert found.groupdict() == {"first": "TONS", "second": "3.5"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_patterns_are_what_they_are_without_it(lang: str) -> None:
    grammar = load_grammar(lang)
    for pattern in (*grammar.chunks, *grammar.claims)[::40]:
        compile_once(pattern.expression)
        assert compile_once(pattern.expression) == re.compile(pattern.expression), pattern.name


@pytest.mark.parametrize("content", [b"no database" * 99, b"SQLite format 3\x00" + bytes(4000)])
def test_a_broken_file_does_no_harm(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    compile_once(LONG)
    next(folder.glob("expressions-*")).write_bytes(content)
    for run in range(2):
        compiled_by(run, LONG, monkeypatch)
    assert compiled_by(3, LONG, monkeypatch) == 0  # the file was begun anew


@pytest.mark.usefixtures("folder")
def test_code_that_the_engine_refuses_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_once(LONG)
    monkeypatch.setattr(expressions, "_engine", lambda _: None)  # as in a Python that lacks these modules
    assert compile_once(LONG) == re.compile(LONG)


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRADEGRAPH_CACHE", str(tmp_path / "file" / "cache"))
    expressions._open.cache_clear()
    assert compile_once(LONG) == re.compile(LONG)


@pytest.mark.usefixtures("folder")
def test_a_malformed_expression_is_an_error() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compile_once("(" * 300)
