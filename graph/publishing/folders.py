"""The folder of a site: only what changed is written, only what publishing wrote is removed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from tradegraph._exceptions import GraphError
from tradegraph.building.manifest import to_json
from tradegraph.rdf.archive import digest, digest_file, write_whole

#: What a site's folder holds: the digest of each file that was written there.
MANIFEST: Final = ".tradegraph-site.json"
#: The files that an unfinished publication may have written, so that the next one knows them.
_JOURNAL: Final = ".tradegraph-site.journal"
#: Raised when the manifest's form changes.
_FORM: Final = 1
#: Hexadecimal digits of a digest that are kept: half of SHA-256, enough to tell a changed file.
_DIGITS: Final = 32
#: Characters that no name of a file has on every system.
_UNSAFE: Final = re.compile(r"[\x00-\x1f\\:*?\"<>|]")
#: The name of a file that is being written; one stays behind where a process was killed.
_PART: Final = re.compile(r"\.\d+\.part")


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a site: its path, the digest of its content, and whether it had to be written."""

    path: str
    digest: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files a publication wrote, left as they were, and removed.

    `kept` are files that no longer belong to the site but were changed by somebody else, and stay.
    """

    written: int
    unchanged: int
    removed: int
    kept: tuple[str, ...] = ()


@dataclass(slots=True)
class SiteFolder:
    """The folder of a site while it is published.

    `known` are the files of earlier publications with their digests, "" where these are not known; `foreign`
    are those of others, which are never touched; `files` those of this one.
    """

    path: Path
    known: Mapping[str, str]
    foreign: frozenset[str]
    files: dict[str, str] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the folder `path`, made where there is none.

        Raises `GraphError` for a folder with files that no publication wrote, and for a damaged manifest.
        """
        if path.exists() and not path.is_dir():
            raise GraphError(f"{path}: not a folder; give another one to publish into")
        path.mkdir(parents=True, exist_ok=True)
        present = {name for name in _walk(path) if not _is_part(name)}
        if present and not present & {MANIFEST, _JOURNAL}:
            raise GraphError(
                f"{path}: holds {len(present):,} files that are no published site, such as {min(present)}; "
                "give an empty folder, or the one of a site published before"
            )
        known = _read_manifest(path / MANIFEST) | dict.fromkeys(_read_journal(path / _JOURNAL), "")
        return cls(path, known, frozenset(present - known.keys() - {MANIFEST, _JOURNAL}))

    def announce(self, paths: Iterable[str]) -> None:
        """Note files that are about to be written, so that a publication after a crash knows them."""
        new = [path for path in paths if self.known.get(path) != ""]
        if new:
            with (self.path / _JOURNAL).open("a", encoding="utf-8") as journal:
                journal.writelines(f"{path}\n" for path in new)

    def put(self, path: str, content: bytes) -> None:
        """Make `content` that of the file `path`; see `put`."""
        self.announce([path])
        self.note([put(self.path, path, content, foreign=self.foreign)])

    def place(self, path: str, source: Path, sha256: str) -> None:
        """Make the file `path` one like `source`, of any size, whose digest is `sha256`."""
        self.announce([path])
        target = check_target(self.path, path, foreign=self.foreign)
        is_new = digest_file(target) != sha256
        if is_new:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(_part_name())
            shutil.copyfile(source, part)
            part.replace(target)
        self.note([Written(path, sha256[:_DIGITS], is_new)])

    def note(self, written: Iterable[Written]) -> None:
        """Count files that were put into the folder, here or by other processes."""
        for file in written:
            self.files[file.path] = file.digest
            self.written += file.is_new

    def finish(self) -> Outcome:
        """Remove what no longer belongs to the site, and write down what does."""
        stale = sorted(self.known.keys() - self.files.keys())
        kept = tuple(path for path in stale if not self._remove(path))
        content = to_json({"form": _FORM, "files": self.files})
        manifest = self.path / MANIFEST
        if not manifest.is_file() or manifest.read_bytes() != content:
            write_whole(manifest, content)
        for part in filter(_is_part, list(_walk(self.path))):
            (self.path / part).unlink()
        (self.path / _JOURNAL).unlink(missing_ok=True)
        removed = sum(1 for path in stale if path not in kept)
        return Outcome(self.written, len(self.files) - self.written, removed, kept)

    def _remove(self, path: str) -> bool:
        """Remove a file unless somebody else changed it, and the folders that it leaves empty."""
        file = self.path / path
        if not file.is_file():
            return True
        if self.known[path] not in ("", digest(file.read_bytes())[:_DIGITS]):
            return False
        file.unlink()
        with contextlib.suppress(OSError):  # a folder that is not empty stays
            for folder in file.relative_to(self.path).parents:
                if folder != Path():
                    (self.path / folder).rmdir()
        return True


def put(folder: Path, path: str, content: bytes, *, foreign: frozenset[str] = frozenset()) -> Written:
    """Make `content` that of the file `path` under `folder`, unless it is already.

    A reader sees the old content or the new, never a part. Raises `GraphError` where a file lies there that
    publishing did not write (`foreign`), and for a path that leads out of the folder.
    """
    file = folder / path
    if not all(part.strip(".") for part in path.split("/")) or _UNSAFE.search(path):
        raise GraphError(f"{path!r}: cannot be the name of a file of a site; change the IRI that gives it")
    if foreign and not foreign.isdisjoint([path, *map(str, Path(path).parents)]):
        raise GraphError(
            f"{file}: written by somebody else, and a page of the site has this name; move it away"
        )
    key = digest(content)[:_DIGITS]
    if _holds(file, content):
        return Written(path, key, is_new=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(_part_name())
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Written(path, key, is_new=True)


def check_target(folder: Path, path: str, *, foreign: frozenset[str]) -> Path:
    """Return the file of `path` under `folder`; raises `GraphError` as `put` does."""
    if not all(part.strip(".") for part in path.split("/")) or _UNSAFE.search(path):
        raise GraphError(f"{path!r}: cannot be the name of a file of a site; change the IRI that gives it")
    if foreign and not foreign.isdisjoint([path, *map(str, Path(path).parents)]):
        raise GraphError(
            f"{folder / path}: another's file, where the site has one of this name; move it away"
        )
    return folder / path


def _is_part(path: str) -> bool:
    return _PART.fullmatch(path.rpartition("/")[2]) is not None


def _part_name() -> str:
    """Return the name of a file that this process is writing, as `_PART` knows it."""
    return f".{os.getpid()}.part"


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _walk(folder: Path) -> Iterator[str]:
    """Yield the files under a folder, and links to folders: those are not followed."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*names, *links):
            yield Path(parent, name).relative_to(folder).as_posix()


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_bytes())
        if data["form"] != _FORM:
            raise ValueError(f"form {data['form']}, not {_FORM}")
        return {str(name): str(key) for name, key in data["files"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{path}: not a site's manifest ({error}); publish into an empty folder") from None


def _read_journal(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
