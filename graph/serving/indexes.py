"""The index that searches are answered from: made beside the server, and anew when the store has changed."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from tradegraph._exceptions import GraphError, RequestError
from tradegraph.serving.answers import Task
from tradegraph.serving.processes import ForkServer, WorkerError
from tradegraph.serving.settings import Limits
from tradegraph.serving.snapshots import Snapshot, Snapshots

#: What making an index may take: of 10,000 articles (19 million quads) it takes half a minute.
_LIMITS: Final = Limits(seconds=3600, memory=4 << 30)


class Index:
    """The index of a store, in a file in `folder`."""

    def __init__(self, snapshots: Snapshots, forkserver: ForkServer, folder: Path) -> None:
        self._snapshots = snapshots
        self._forkserver = forkserver
        self._folder = folder
        self._making: asyncio.Task[None] | None = None
        self._path: Path | None = None
        self._counts: Path | None = None
        self._state = ""
        self.triples: int | None = None

    @property
    def path(self) -> str:
        """The file of the index; raises `RequestError` (503) until there is one."""
        self.renew()
        return _check("the search index is", self._path)

    @property
    def counts(self) -> str:
        """The file of the graph's counts; raises `RequestError` (503) until there is one."""
        self.renew()
        return _check("the description of the data is", self._counts)

    def renew(self) -> None:
        """Begin to make the index where the store is another; until it is there the old one is asked."""
        snapshot = self._snapshots.current
        if snapshot.state != self._state and (self._making is None or self._making.done()):
            self._state = snapshot.state
            self._making = asyncio.create_task(self._make(snapshot))

    async def close(self) -> None:
        """Make it no more."""
        if self._making is not None:
            self._making.cancel()
            with suppress(asyncio.CancelledError):
                await self._making

    async def _make(self, snapshot: Snapshot) -> None:
        path = self._folder / f"{snapshot.state}.sqlite"
        counts = path.with_suffix(".json")
        self._snapshots.use(snapshot)
        try:
            await self._run(snapshot, Task("index", {"path": str(path)}))
            self._path = self._replace(self._path, path)
            self.triples = int(await self._run(snapshot, Task("counts", {"path": str(counts)})))
            self._counts = self._replace(self._counts, counts)
        except (WorkerError, GraphError):
            self._state = ""  # to be tried again with the next search
        finally:
            self._snapshots.leave(snapshot)

    def _replace(self, old: Path | None, new: Path) -> Path:
        if old is not None and old != new:
            old.unlink(missing_ok=True)
        return new

    async def _run(self, snapshot: Snapshot, task: Task) -> bytes:
        worker = await self._forkserver.fork(snapshot, limits=_LIMITS)
        worker.step_back()
        try:
            reply = await worker.ask(task)
        finally:
            worker.end()
        try:
            body = reply.read(0, reply.size)
        finally:
            reply.close()
        if reply.status != 200:
            sys.stderr.write(body.decode(errors="replace"))
            raise GraphError(f"{snapshot.path}: the search index cannot be made")
        return body


def _check(what: str, path: Path | None) -> str:
    if path is None:
        raise RequestError(503, f"{what} being made; ask again in some seconds", Retry_After="10")
    return str(path)
