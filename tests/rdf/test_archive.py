from __future__ import annotations

import os
from pathlib import Path

import pytest
from claims import to_article, to_claims
from tradegraph._exceptions import GraphError
from tradegraph.rdf.archive import digest_file, read_archive, to_nquads, write_archive, write_whole
from tradegraph.rdf.quads import to_quads


def test_an_archive_file_reads_back_the_same(tmp_path: Path) -> None:
    quads = to_quads(to_article(), to_claims())
    write_archive(tmp_path / "a.nq", quads)
    assert set(read_archive(tmp_path / "a.nq")) == set(quads)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.nq"]


def test_lines_are_sorted_and_each_there_once() -> None:
    quads = to_quads(to_article(), to_claims())
    lines = to_nquads([*reversed(quads), *quads]).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(quads)


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such file"), (b"<a> <b>", "not N-Quads"), (b"\xff\xfe", "not N-Quads")],
)
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "a.nq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GraphError, match=message) as error:
        read_archive(path)
    assert str(path) in str(error.value)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nq"
    write_whole(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no-such-folder"):
        write_whole(tmp_path / "no-such-folder" / "a.nq", b"")


def test_the_digest_of_a_missing_file_is_none(tmp_path: Path) -> None:
    assert digest_file(tmp_path / "a.nq") is None
