"""The index that searches are answered from: made beside the server, and anew when the store has changed."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from tradegraph._exceptions import RequestError, TradegraphError
from tradegraph.serving.answers import Task
from tradegraph.serving.processes import Nursery, WorkerError
from tradegraph.serving.settings import Limits
from tradegraph.serving.snapshots import Snapshot, Snapshots

#: What making an index may take: of 10,000 articles (19 million quads) it takes half a minute.
_LIMITS: Final = Limits(seconds=3600, memory=4 << 30)


class Index:
    """The index of a store, in a file in `folder`."""

    def __init__(self, snapshots: Snapshots, nursery: Nursery, folder: Path) -> None:
        self._snapshots = snapshots
        self._nursery = nursery
        self._folder = folder
        self._making: asyncio.Task[None] | None = None
        self._path: Path | None = None
        self._state = ""
        self.triples: int | None = None

    @property
    def path(self) -> str:
        """The file of the index; raises `RequestError` (503) until there is one."""
        self.renew()
        if self._path is None:
            reason = "the search index is being made; ask again in some seconds"
            raise RequestError(503, reason, Retry_After="10")
        return str(self._path)

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
        self._snapshots.use(snapshot)
        try:
            self.triples = (await self._run(snapshot, Task("index", {"path": str(path)})))["triples"]
        except (WorkerError, TradegraphError):
            self._state = ""  # to be tried again with the next search
        else:
            old, self._path = self._path, path
            if old is not None:
                old.unlink(missing_ok=True)
                old.with_suffix(".json").unlink(missing_ok=True)
        finally:
            self._snapshots.leave(snapshot)

    async def _run(self, snapshot: Snapshot, task: Task) -> Any:
        worker = await self._nursery.fork(snapshot, limits=_LIMITS)
        worker.step_back()
        try:
            reply = await worker.ask(task)
            try:
                return json.loads(reply.read(0, reply.size))
            finally:
                reply.close()
        finally:
            worker.end()
