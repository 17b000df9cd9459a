"""Repeats: figures that a table gives twice, found on disk so that a table may be of any size."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from types import TracebackType
from typing import Final, Self

#: Kilobytes of the index that stay in memory; what is more goes to a file that the system removes.
_CACHE: Final = 65_536


class Repeats:
    """What has been seen, by key, with the value and the place where it was seen first."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("PRAGMA synchronous = OFF")
        self._seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, value TEXT, place TEXT) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def note(self, key: str, value: str, place: str) -> tuple[str, str] | None:
        """Note that `key` has `value`; return the value and place of the first time, None for the first."""
        row = (key, value, place)
        with closing(self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", row)) as cursor:
            if cursor.rowcount:
                return None
        found = self._seen.execute("SELECT value, place FROM seen WHERE key = ?", (key,)).fetchone()
        return found[0], found[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._seen.close()
