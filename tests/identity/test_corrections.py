"""Corrections: the entries that README shows are read as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tradegraph.identity.corrections import KINDS, read_corrections
from tradegraph.rdf.iris import DEFAULT_BASE

README = Path(__file__).resolve().parents[2] / "README.md"


def test_readme_shows_an_entry_of_each_kind_that_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(- merge:.*?)```", README.read_text("utf-8"), re.DOTALL)
    file = tmp_path / "corrections.yaml"
    file.write_text(example, "utf-8")
    corrections, problems = read_corrections(file, base=DEFAULT_BASE)
    assert problems == []
    assert [correction.kind for correction in corrections] == list(KINDS)


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("merge: [person/a, person/b]", "merge person/a, person/b"),
        ("amend: claim/1\n  set: {period: 2023, value: 1.50}", "amend claim/1: period 2023, value 1.5"),
        ("rename: person/a\n  labels: {en: Ana}", "rename person/a: en Ana"),
        ("split: city/a\n  articles: [x-1, y-2]\n  as: city/b", "split city/a: articles x-1 y-2, as city/b"),
    ],
)  # fmt: skip
def test_a_correction_says_in_a_line_what_it_decides(tmp_path: Path, entry: str, line: str) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text(f"- {entry}\n  author: The editors\n  reason: A test.\n", "utf-8")
    ((correction,), problems) = read_corrections(file, base=DEFAULT_BASE)
    assert (correction.describe(), problems) == (line, [])


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    file = tmp_path / "corrections.yaml"
    file.write_text("# nothing yet\n", "utf-8")
    assert read_corrections(file, base=DEFAULT_BASE) == ([], [])
