"""The folder of a site: what changed is written, what is another's is never touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tradegraph._exceptions import GraphError
from tradegraph.publishing.folders import MANIFEST, Outcome, SiteFolder, put
from tradegraph.rdf.archive import digest


def fill(path: Path, files: dict[str, bytes]) -> Outcome:
    """Publish `files` into a folder."""
    folder = SiteFolder.open(path)
    for name, content in files.items():
        folder.put(name, content)
    return folder.finish()


def files(path: Path) -> dict[str, bytes]:
    found = (file for file in path.rglob("*") if file.is_file() and file.name != MANIFEST)
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}


FIRST = {"a.html": b"one", "deep/er/b.html": b"two", ".well-known/void": b"three"}


def test_a_new_folder_gets_all_files(tmp_path: Path) -> None:
    assert fill(tmp_path / "new" / "site", FIRST) == Outcome(3, 0, 0)
    assert files(tmp_path / "new" / "site") == FIRST


def test_only_what_changed_is_written_and_what_left_is_removed(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    second = {"a.html": b"one", "c.html": b"new", ".well-known/void": b"3"}
    assert fill(tmp_path, second) == Outcome(written=2, unchanged=1, removed=1)
    assert files(tmp_path) == second
    assert not (tmp_path / "deep").exists()


def test_the_manifest_is_the_same_whatever_came_before(tmp_path: Path) -> None:
    fill(tmp_path / "one", {"old.html": b"old"})
    fill(tmp_path / "one", FIRST)
    fill(tmp_path / "two", dict(reversed(FIRST.items())))
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


def test_a_file_that_was_damaged_is_written_again(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    (tmp_path / "a.html").write_bytes(b"xxx")
    (tmp_path / "deep" / "er" / "b.html").unlink()
    assert fill(tmp_path, FIRST) == Outcome(written=2, unchanged=1, removed=0)
    assert files(tmp_path) == FIRST


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(GraphError, match=r"holds 1 files that are no published site, such as thesis\.docx"):
        fill(tmp_path, FIRST)
    assert files(tmp_path) == {"thesis.docx": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"")
    with pytest.raises(GraphError, match="not a folder"):
        fill(tmp_path / "site", FIRST)


def test_files_of_others_in_a_site_stay(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    (tmp_path / "deep" / "er" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "CNAME").write_bytes(b"data.example")
    assert fill(tmp_path, {"a.html": b"one"}).removed == 2
    assert files(tmp_path) == {"a.html": b"one", "deep/er/notes.txt": b"mine", "CNAME": b"data.example"}


def test_a_file_of_another_is_not_written_over(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    (tmp_path / "c.html").write_bytes(b"mine")
    with pytest.raises(GraphError, match=r"c\.html: written by somebody else"):
        fill(tmp_path, {**FIRST, "c.html": b"ours"})
    assert (tmp_path / "c.html").read_bytes() == b"mine"


def test_nothing_is_written_through_a_link_of_another(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    fill(tmp_path / "site", FIRST)
    (tmp_path / "site" / "country").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(GraphError, match="written by somebody else"):
        fill(tmp_path / "site", {**FIRST, "country/MX.html": b"ours"})
    assert files(elsewhere) == {}


def test_a_stale_file_that_was_changed_stays(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    (tmp_path / "a.html").write_bytes(b"edited by hand")
    outcome = fill(tmp_path, {"c.html": b"new"})
    assert outcome.kept == ("a.html",)
    assert (tmp_path / "a.html").read_bytes() == b"edited by hand"


def test_a_publication_that_broke_off_is_known_to_the_next(tmp_path: Path) -> None:
    fill(tmp_path, {"a.html": b"one"})
    folder = SiteFolder.open(tmp_path)
    folder.put("a.html", b"half")
    folder.put("b.html", b"half")  # and here the power fails
    (tmp_path / ".4711.part").write_bytes(b"ha")
    assert fill(tmp_path, {"c.html": b"new"}) == Outcome(written=1, unchanged=0, removed=2)
    assert {path.name for path in tmp_path.iterdir()} == {"c.html", MANIFEST}


def test_a_first_publication_that_broke_off_is_known_to_the_next(tmp_path: Path) -> None:
    SiteFolder.open(tmp_path).put("a.html", b"half")
    assert fill(tmp_path, FIRST).written == 3


@pytest.mark.parametrize(
    "path", ["../a.html", "/etc/passwd", "a/../../b", "", ".", "a//b", "a\\b", "a\0b", "a\nb", "c:d"]
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(GraphError, match="cannot be the name of a file of a site"):
        put(tmp_path, path, b"")


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"form": 9, "files": {}}', b'{"form": 1}'])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(GraphError, match="not a site's manifest"):
        SiteFolder.open(tmp_path)


def test_the_digests_are_those_of_the_files(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    known = json.loads((tmp_path / MANIFEST).read_bytes())["files"]
    assert known["a.html"] == digest(b"one")[:32]


def test_a_large_file_is_placed_once(tmp_path: Path) -> None:
    source = tmp_path / "dump"
    source.write_bytes(b"much")
    for is_new in (True, False):
        folder = SiteFolder.open(tmp_path / "site")
        folder.place("dumps/graph.nq", source, digest(b"much"))
        assert folder.finish().written == is_new
    assert (tmp_path / "site" / "dumps" / "graph.nq").read_bytes() == b"much"
