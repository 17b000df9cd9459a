"""Bad input: a clear message, the right exit status, the rest of the batch done, never a traceback."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

GOOD = """---
title: Trade between Chile and Peru
published: 2024-05-02
lang: en
---

Chile exported goods worth $2.1 billion to Peru in 2023.
"""


def write_empty(folder: Path) -> Path:
    path = folder / "bad.txt"
    path.write_bytes(b"")
    return path


def write_blank(folder: Path) -> Path:
    path = folder / "bad.md"
    path.write_text(" \n\n\t\n", "utf-8")
    return path


def write_binary(folder: Path) -> Path:
    path = folder / "bad.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return path


def write_cut_utf16(folder: Path) -> Path:
    path = folder / "bad.txt"
    path.write_bytes(GOOD.encode("utf-16")[:-1])
    return path


def write_huge(folder: Path) -> Path:
    path = folder / "bad.txt"
    path.write_text("Chile exported copper to Peru in 2023. " * (50_000_000 // 39 + 1), "utf-8")
    assert path.stat().st_size >= 50_000_000
    return path


def write_html_without_text(folder: Path) -> Path:
    path = folder / "bad.html"
    path.write_text("<html><head><title></title></head><body><script>1</script></body></html>", "utf-8")
    return path


def write_broken_front_matter(folder: Path) -> Path:
    path = folder / "bad.md"
    path.write_text(
        '---\ntitle: "unclosed\npublished: [2024\n---\n\nChile exported copper to Peru.\n', "utf-8"
    )
    return path


def write_unknown_suffix(folder: Path) -> Path:
    path = folder / "bad.xyz"
    path.write_text(GOOD, "utf-8")
    return path


def write_nothing(folder: Path) -> Path:
    return folder / "missing.md"


def write_folder_as_file(folder: Path) -> Path:
    path = folder / "bad.md"
    path.mkdir()
    return path


def write_unreadable(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    path = folder / "bad.md"
    path.write_text(GOOD, "utf-8")
    path.chmod(stat.S_IWUSR)
    return path


WRITERS = [
    (write_empty, "empty"),
    (write_blank, "empty"),
    (write_binary, "text"),
    (write_cut_utf16, "UTF-16"),
    (write_huge, "split it"),
    (write_html_without_text, "no "),
    (write_broken_front_matter, "front matter"),
    (write_unknown_suffix, "not supported"),
    (write_nothing, "no such file"),
    (write_folder_as_file, "no articles"),
    (write_unreadable, "ermission denied"),
]


def assert_clean(result: Result, status: int) -> str:
    """Check the exit status, and that stderr has whole lines without a traceback; return it."""
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    assert "fault of tradegraph" not in result.output
    assert result.stderr.endswith("\n")
    return result.stderr


@pytest.mark.parametrize(("write", "message"), WRITERS, ids=lambda case: getattr(case, "__name__", None))
def test_a_bad_article_is_named_and_the_rest_is_built(
    run: Run, tmp_path: Path, write: Callable[[Path], Path], message: str
) -> None:
    good, kg = tmp_path / "good.md", tmp_path / "kg"
    good.write_text(GOOD, "utf-8")
    bad = write(tmp_path)
    stderr = assert_clean(run("build", bad, good, "--kg", kg), 1)
    assert bad.name in stderr
    assert message in stderr
    assert len(list((kg / "articles").glob("good*.nq"))) == 1
    assert len(list((kg / "articles").glob("*.nq"))) == 1


def test_only_bad_articles_are_input_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    stderr = assert_clean(run("build", write_empty(tmp_path), "--kg", tmp_path / "kg"), 3)
    assert "bad.txt" in stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_common_encoding_is_read(run: Run, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(GOOD.replace("Chile and Peru", "Chile y Perú, año tras año").encode(encoding))
    assert run("build", path, "--kg", tmp_path / "kg").exit_code == 0
    assert "año tras año" in next((tmp_path / "kg" / "articles").glob("*.nq")).read_text("utf-8")


def test_an_article_without_a_date_is_read_and_said_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Chile exported goods worth $2.1 billion to Peru last year.\n", "utf-8")
    result = run("build", path, "--kg", tmp_path / "kg")
    assert result.exit_code == 0, result.output
    assert "date" in result.stderr


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["ask", "no-such-question"], 3, "no-such-question"),
        (["sparql", "SELECT ?s WHERE { ?s ?p }"], 3, "query"),
        (["sparql", "no-such-file.rq"], 3, "no-such-file.rq"),
        (["sparql", "DELETE WHERE { ?s ?p ?o }"], 3, ""),
        (["sparql", "SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }"], 3, "SERVICE"),
        (["explain", "Nobody At All"], 3, "Nobody At All"),
        (["export", "--format", "gexf", "-o", "no-such-folder/out.gexf"], 3, "no-such-folder"),
        (["export", "--format", "docx", "-o", "out.docx"], 2, "docx"),
    ],
    ids=lambda case: case[-1] if isinstance(case, list) else "",
)
def test_a_question_that_cannot_be_answered(
    run: Run, sample_kg: Path, args: list[str], status: int, message: str
) -> None:
    stderr = assert_clean(run(*args, "--kg", sample_kg), status)
    assert message in stderr


@pytest.mark.parametrize(
    "verb", [["ask", "x"], ["sparql", "ASK {}"], ["facts"], ["explain", "Mexico"], ["validate"]]
)
def test_a_graph_that_does_not_exist(run: Run, tmp_path: Path, verb: list[str]) -> None:
    stderr = assert_clean(run(*verb, "--kg", tmp_path / "none"), 3)
    assert str(tmp_path / "none") in stderr
    assert "tradegraph build" in stderr
    assert not (tmp_path / "none").exists()


def test_a_graph_that_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kg").write_text("not a folder", "utf-8")
    stderr = assert_clean(run("facts", "--kg", tmp_path / "kg"), 3)
    assert str(tmp_path / "kg") in stderr
