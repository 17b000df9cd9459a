"""Holding a store's files by hard links, so that a build may put another in its place while it is read.

Oxigraph opens a store's files as it needs them. Asked of one whose folder has gone, a query failed, or never
ended and took all memory (pyoxigraph 0.5.13): a reader needs files that stay as long as it reads.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows: nobody can tell there whether a folder's reader still lives
    fcntl = None  # type: ignore[assignment]

#: What the folders with links are called, beside the store.
PREFIX: Final = ".reading."
_TRIES: Final = 5


class Hold:
    """The files of a store in a folder of their own, `path`, until the hold is released or its process ends.

    The folder is locked for as long, so that no other process sweeps it away.
    """

    def __init__(self, store: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=store.parent))
        self._process = os.getpid()
        self._lock = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            for file in store.iterdir():
                os.link(file, self.path / file.name)
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Remove the folder; a process that was forked from the one that holds it lets it be."""
        if os.getpid() == self._process:
            shutil.rmtree(self.path, ignore_errors=True)
            os.close(self._lock)


def hold_store(store: Path) -> Hold | None:
    """Hold the store in this folder; None where none is there, or no links can be made beside it.

    What readers that were killed left behind is swept away first.
    """
    if fcntl is None:
        return None
    _sweep(store.parent)
    for _ in range(_TRIES):
        if not (store / "CURRENT").exists():
            return None
        try:
            return Hold(store)
        except (FileNotFoundError, BlockingIOError):  # a build swaps stores just now, or someone sweeps
            continue
        except OSError:  # a folder that may not be written to, a file system without links
            return None
    return None


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):  # its reader lives, or another process was faster
            lock = os.open(left, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(lock)
