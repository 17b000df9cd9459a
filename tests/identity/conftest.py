"""A graph of the articles of tests/namesakes.py, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from namesakes import STORIES, write_story
from tradegraph.building.pipeline import build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `articles` and the graph `kg` of them, built once."""
    folder = tmp_path_factory.mktemp("identity")
    for name in STORIES:
        write_story(folder / "articles", name)
    build([folder / "articles"], folder / "kg")
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A copy of the folder, to be changed."""
    shutil.copytree(built, tmp_path / "place")
    return tmp_path / "place"
