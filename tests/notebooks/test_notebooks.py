"""The notebooks run from top to bottom, and show what they showed when they were written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs nbformat: pip install '.[test]'")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient: pip install '.[test]'")

NOTEBOOKS = sorted(Path(__file__).parent.glob("*.ipynb"))


def test_there_is_a_notebook() -> None:
    assert [path.name for path in NOTEBOOKS] == ["from-articles-to-a-plot.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_showed(path: Path, tmp_path: Path, renew_golden: bool) -> None:
    stored = nbformat.read(path, as_version=4)
    run = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(run, timeout=300, kernel_name="python3", record_timing=False).execute(
        cwd=str(tmp_path)
    )
    if renew_golden:
        nbformat.write(run, path)
        return
    for before, after in zip(stored.cells, run.cells, strict=True):
        assert _shown(after) == _shown(before), before.source
    assert any(
        "image/png" in output.get("data", {}) for cell in run.cells for output in cell.get("outputs", ())
    )


def _shown(cell: Any) -> list[str]:
    """Return the texts that a cell shows; pictures differ with the version of the plotting library."""
    texts: list[str] = []
    for output in cell.get("outputs", ()):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        texts.append(re.sub(r"<Figure size .*>", "<Figure>", text))
    return texts
