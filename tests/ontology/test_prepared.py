"""What is kept from run to run: made once, and again where anything it is made of has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tradegraph.ontology import ontology_file, prepared
from tradegraph.ontology.prepared import load_prepared


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRADEGRAPH_CACHE", str(tmp_path / "cache"))
    prepared._digest.cache_clear()
    return tmp_path / "cache"


class Maker:
    """Makes a list, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[int]:
        self.times += 1
        return [1, 2]


def test_what_is_kept_is_made_once(folder: Path) -> None:
    make = Maker()
    assert [load_prepared("numbers", make), load_prepared("numbers", make)] == [[1, 2], [1, 2]]
    assert make.times == 1
    assert [path.name.split("-")[0] for path in folder.iterdir()] == ["numbers"]


def test_an_edited_file_counts_at_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "ontology"
    shutil.copytree(str(ontology_file("")), copy)
    monkeypatch.setenv("TRADEGRAPH_ONTOLOGY", str(copy))
    make = Maker()
    load_prepared("numbers", make)
    with (copy / "relations.yaml").open("a") as file:
        file.write("# more\n")
    prepared._digest.cache_clear()  # as another run has
    load_prepared("numbers", make)
    assert make.times == 2
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05cno_module\nThing\n."])
def test_a_broken_file_is_made_anew(folder: Path, content: bytes) -> None:
    make = Maker()
    load_prepared("numbers", make)
    next(folder.iterdir()).write_bytes(content)
    assert load_prepared("numbers", make) == [1, 2]
    assert make.times == 2
    assert load_prepared("numbers", make) == [1, 2]
    assert make.times == 2


@pytest.mark.usefixtures("folder")
def test_a_file_of_somebody_else_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    load_prepared("numbers", make)
    monkeypatch.setattr(os, "getuid", lambda: -1, raising=False)
    load_prepared("numbers", make)
    assert make.times == 2


def test_a_folder_that_cannot_be_written_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRADEGRAPH_CACHE", str(tmp_path / "file" / "cache"))
    assert load_prepared("numbers", Maker()) == [1, 2]


def test_nothing_is_kept_where_the_folder_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_CACHE", "")
    make = Maker()
    load_prepared("numbers", make)
    load_prepared("numbers", make)
    assert make.times == 2


def test_old_versions_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in range(6):
        monkeypatch.setattr(prepared, "_digest", lambda _, version=version: f"{version:016}")
        load_prepared("numbers", Maker())
        newest = folder / f"numbers-{version:016}.pickle"
        os.utime(newest, ns=(version, version))
    left = sorted(path.name for path in folder.iterdir())
    assert left == [f"numbers-{version:016}.pickle" for version in (2, 3, 4, 5)]
