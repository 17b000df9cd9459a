"""What a server is told: where it answers, from which store, and how much an answer may take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def count_workers() -> int:
    """Return how many queries run at once unless told: two for each processor, and one that is free."""
    return 2 * len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else [0] * 2) + 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: `seconds`, `memory` and `bytes` in bytes, `rows` of a table or triples."""

    seconds: float = 10
    memory: int = 512 << 20
    rows: int = 100_000
    bytes: int = 32 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """A server of the store in the folder `store`.

    `base` is where its IRIs lead, the store's own unless given; `workers` run at once, of which `slow` at
    most have queries that take longer than `slice` seconds. `waiting` requests may wait for a worker in each
    lane. A request is at most `request` bytes long and read within `patience` seconds, its head at most
    `head` bytes. A stopping server lets queries run on for `grace` seconds. `yasgui` is the folder, by URL,
    from which browsers load the editor.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = field(default_factory=count_workers)
    slice: float = 0.2
    waiting: int = 64
    connections: int = 256
    request: int = 1 << 20
    head: int = 16 << 10
    patience: float = 10
    grace: float = 5
    yasgui: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def slow(self) -> int:
        """How many workers queries may hold that take long: fewer than half."""
        return max(1, (self.workers - 1) // 2)

    @property
    def fast(self) -> int:
        """How many workers are kept for queries that have just begun."""
        return max(1, self.workers - self.slow)
