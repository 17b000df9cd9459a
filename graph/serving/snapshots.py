"""Snapshots: a store held as it was, so that a build may put another in its place while it is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tradegraph._exceptions import GraphError
from tradegraph.rdf.holding import Hold, hold_store
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import read_note


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
        self._holds: dict[Snapshot, Hold] = {}
        self._users: dict[Snapshot, int] = {}
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
        for snapshot in list(self._holds):
            self._release(snapshot)

    def _remove_unused(self, snapshot: Snapshot) -> None:
        if snapshot != self.current and not self._users.get(snapshot):
            self._users.pop(snapshot, None)
            self._release(snapshot)

    def _release(self, snapshot: Snapshot) -> None:
        if hold := self._holds.pop(snapshot, None):
            hold.release()

    def _take(self) -> Snapshot:
        hold = hold_store(self._store)
        path = hold.path if hold else self._store
        note = read_note(path)
        content = f"{sorted(note.items())}" if note else f"{_look(path)}"
        state = hashlib.sha256(content.encode()).hexdigest()[:16]
        snapshot = Snapshot(path, state, str(note.get("base", DEFAULT_BASE)))
        if hold:
            self._holds[snapshot] = hold
        return snapshot


def _look(store: Path) -> tuple[int, int, int] | None:
    """Return what is another once the store was written to or swapped, None where there is no store."""
    try:
        folder, current = store.stat(), (store / "CURRENT").stat()
    except OSError:
        return None
    return folder.st_ino, folder.st_mtime_ns, current.st_mtime_ns
