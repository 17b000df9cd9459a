"""What takes long to make of the data files, kept on disk from run to run: the command starts twice as fast.

It is kept in the user's cache folder under the digest of all that it is made of, so that an edited pattern or
another version counts at once. What is not there or cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TypeVar

import platformdirs
from tradegraph.ontology.lexicon import data_folder

Made = TypeVar("Made")
#: The environment variable that names another folder; set to nothing, nothing is kept.
_FOLDER: Final = "TRADEGRAPH_CACHE"
#: The files that prepared data depend on: the data, and the code that reads them.
_SUFFIXES: Final = {".py", ".ttl", ".yaml"}
#: How many versions are kept of each thing, for as many installations side by side.
_VERSIONS: Final = 4


def load_prepared(name: str, make: Callable[[], Made]) -> Made:
    """Return what `make` returns, from disk where an earlier run has kept it under `name`.

    Only files that belong to the user are read: they are pickles, which may run code.
    """
    path = place_of(name, ".pickle")
    if path is None:
        return make()
    kept = _read(path)
    if kept is not None:
        return kept  # type: ignore[no-any-return]  # what make() made
    made = make()
    _write(path, made)
    return made


def place_of(name: str, suffix: str) -> Path | None:
    """Return where what is kept under `name` is, or will be, for these data and this code; None for nowhere.

    A file there that belongs to somebody else is as good as none.
    """
    folder, data = _folder(), data_folder()
    if folder is None or not isinstance(data, Path):  # in an archive, files have no times of change
        return None
    path = folder / f"{name}-{_digest(data)}{suffix}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_foreign = hasattr(os, "getuid") and path.exists() and path.stat().st_uid != os.getuid()
    except OSError:
        return None
    return None if is_foreign else path


def drop_old(path: Path) -> None:
    """Drop what is kept beside `path` under the same name, but for the newest versions."""
    versions = sorted(path.parent.glob(f"{path.name.rpartition('-')[0]}-*"), key=_changed, reverse=True)
    for old in versions[_VERSIONS:]:
        old.unlink(missing_ok=True)


def _folder() -> Path | None:
    named = os.environ.get(_FOLDER)
    if named is None:
        return platformdirs.user_cache_path("tradegraph")
    return Path(named) if named else None


def _read(path: Path) -> Any:
    """Return the content of a file; None where there is none, or it is broken."""
    try:
        return pickle.loads(path.read_bytes())
    except Exception:  # whatever a broken file may raise, the data can be made anew
        return None


def _write(path: Path, made: object) -> None:
    """Keep `made`, in one step, and drop its oldest versions; where the folder cannot be written, nothing."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as beside:
            written = Path(beside, path.name)
            written.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            written.replace(path)
        drop_old(path)
    except OSError:
        return


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


@cache
def _digest(data: Path) -> str:
    """Return the digest of the names, sizes and times of change of the data files and the package's code."""
    digest = hashlib.sha256(sys.version.encode())
    folders = {Path(str(folder)) for folder in (data, files("tradegraph.ontology"), files("tradegraph"))}
    for folder in sorted(folders):
        for path in _files_in(folder):
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _files_in(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=True):  # a checkout may be installed by links
        folders.sort()
        yield from (Path(place, name) for name in sorted(names) if Path(name).suffix in _SUFFIXES)
