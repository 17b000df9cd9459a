"""Snapshots: a store held by hard links, so that a build may put another in its place while it is asked.

Oxigraph opens a store's files as it needs them. Asked of one whose folder has gone, a query with GROUP BY
never ended and took all memory (pyoxigraph 0.5.13): a server needs files that stay as long as it asks them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from tradegraph._exceptions import GraphError
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import read_note

_PREFIX: Final = ".serving."
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store as it was at one time: the folder that holds it, its state in a few letters, and its base."""

    path: Path
    state: str
    base: str


class Snapshots:
    """The snapshots of the store in the folder `store`; those that nobody needs any more are removed.

    Raises `GraphError` where there is no store.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._numbers = count()
        self._users: dict[Snapshot, int] = {}
        _sweep(store.parent)
        self._seen = _look(store)
        if self._seen is None:
            raise GraphError(f"{store}: no store here; build one with: tradegraph build ARTICLES")
        self.current = self._take()

    def renew(self) -> bool:
        """Take a new snapshot where the store has changed; tell whether it has.

        Between the two moves by which a build swaps stores there is none: the old one is kept.
        """
        seen = _look(self._store)
        if seen is None or seen == self._seen:
            return False
        old, self.current, self._seen = self.current, self._take(), seen
        self._remove_unused(old)
        return True

    def use(self, snapshot: Snapshot) -> None:
        """Note that somebody asks a snapshot."""
        self._users[snapshot] = self._users.get(snapshot, 0) + 1

    def leave(self, snapshot: Snapshot) -> None:
        """Note that somebody does not ask a snapshot any more."""
        self._users[snapshot] -= 1
        self._remove_unused(snapshot)

    def close(self) -> None:
        """Remove all snapshots."""
        for snapshot in {self.current, *self._users}:
            self._remove(snapshot)

    def _remove_unused(self, snapshot: Snapshot) -> None:
        if snapshot != self.current and not self._users.get(snapshot):
            self._users.pop(snapshot, None)
            self._remove(snapshot)

    def _remove(self, snapshot: Snapshot) -> None:
        if snapshot.path != self._store:
            shutil.rmtree(snapshot.path, ignore_errors=True)

    def _take(self) -> Snapshot:
        place = self._store.parent / f"{_PREFIX}{os.getpid()}.{next(self._numbers)}"
        path = place if _link(self._store, place) else self._store
        note = read_note(path)
        content = f"{sorted(note.items())}" if note else f"{_look(path)}"
        state = hashlib.sha256(content.encode()).hexdigest()[:16]
        return Snapshot(path, state, str(note.get("base", DEFAULT_BASE)))


def _look(store: Path) -> tuple[int, int, int] | None:
    """Return what is another once the store was written to or swapped, None where there is no store."""
    try:
        folder, current = store.stat(), (store / "CURRENT").stat()
    except OSError:
        return None
    return folder.st_ino, folder.st_mtime_ns, current.st_mtime_ns


def _link(store: Path, place: Path) -> bool:
    """Link the files of a store into a new folder; False where the file system allows no links there."""
    for _ in range(_TRIES):
        try:
            place.mkdir()
            for file in store.iterdir():
                os.link(file, place / file.name)
        except FileNotFoundError:  # a build swaps the stores just now
            shutil.rmtree(place, ignore_errors=True)
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            return False
        else:
            return True
    return False


def _sweep(folder: Path) -> None:
    """Remove the snapshots of servers that were killed."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(ValueError, PermissionError):
            try:
                os.kill(int(left.name.split(".")[2]), 0)
            except ProcessLookupError:
                shutil.rmtree(left, ignore_errors=True)
