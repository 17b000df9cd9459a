"""Lanes: which query runs when, so that a slow one never delays a fast one.

Every query begins in the fast lane. One that is not done within a slice of time leaves it: it runs on where
it is, with the lowest priority, and a fresh worker takes its place in the fast lane. Only so many may run on
at once; of a query beyond them the work is given up, and it begins anew in the slow lane, where it waits for
its turn. What took long before goes there at once. So each worker of the fast lane is free after a slice.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from typing import Any, Final, TypeVar

from tradegraph._exceptions import GraphError, RequestError
from tradegraph.serving.answers import Reply, Task
from tradegraph.serving.processes import ForkServer, Worker, WorkerError
from tradegraph.serving.settings import Settings
from tradegraph.serving.snapshots import Snapshots

_Value = TypeVar("_Value")

#: How many tasks are remembered to take long.
_REMEMBERED: Final = 10_000
#: Seconds until a new worker is tried for after none could be had.
_AGAIN: Final = 1.0


class Lanes:
    """The workers of a server, and the tasks that wait for them."""

    def __init__(self, settings: Settings, snapshots: Snapshots, forkserver: ForkServer) -> None:
        self.settings = settings
        self.snapshots = snapshots
        self._forkserver = forkserver
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._turns = asyncio.Semaphore(settings.slow)
        self._waiting = {"fast": 0, "slow": 0}
        self._workers: set[Worker] = set()
        self._chores: set[asyncio.Task[None]] = set()
        self._slow: OrderedDict[bytes, None] = OrderedDict()
        self._running = 0
        self._is_open = True

    async def open(self) -> None:
        """Start the workers of the fast lane; raises `GraphError` where the store cannot be opened."""
        for worker in await asyncio.gather(*(self._fork() for _ in range(self.settings.fast))):
            self._idle.put_nowait(worker)

    async def close(self) -> None:
        """End all workers."""
        self._is_open = False
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        for worker in list(self._workers):
            self._end(worker)
        await self._forkserver.close()

    def describe(self) -> dict[str, Any]:
        """Return how many workers there are and what waits."""
        return {
            "workers": len(self._workers),
            "idle": self._idle.qsize(),
            "queue": sum(self._waiting.values()),
            "slow": {"running": self._running, "queue": self._waiting["slow"]},
        }

    async def run(self, task: Task) -> Reply:
        """Return the answer to a task; raises `RequestError` (503) where it needs too much time or memory.

        To cancel this ends the query.
        """
        key = sha256(self.snapshots.current.state.encode() + task.to_line()).digest()
        if key in self._slow:
            return await self._run_slow(task)
        worker = await self._take()
        asked = asyncio.ensure_future(worker.ask(task))
        try:
            await asyncio.wait([asked], timeout=self.settings.slice)
            if asked.done():
                return self._finish(worker, asked)
        except asyncio.CancelledError:
            self._begin(self._see_off(worker, asked))
            raise
        except BaseException:
            self._give_up(worker, asked)
            self._grow()
            raise
        self._remember(key)
        self._grow()
        if not self._turns.locked():
            return await self._run_on(worker, asked)
        self._give_up(worker, asked)
        return await self._run_slow(task)

    def _finish(self, worker: Worker, asked: asyncio.Future[Reply]) -> Reply:
        """Return the answer of a worker of the fast lane, and put the worker back."""
        try:
            reply = asked.result()
        except WorkerError:
            raise self._died() from None
        if reply.spent or worker.snapshot != self.snapshots.current:
            self._replace(worker)
        else:
            self._idle.put_nowait(worker)
        return reply

    async def _see_off(self, worker: Worker, asked: asyncio.Future[Reply]) -> None:
        """Let a query whose client went away have its slice: a new worker costs more than most queries do."""
        await asyncio.wait([asked], timeout=self.settings.slice)
        with suppress(RequestError):
            if asked.done():
                self._finish(worker, asked).close()
                return
        self._give_up(worker, asked)
        self._grow()

    async def _run_on(self, worker: Worker, asked: asyncio.Future[Reply]) -> Reply:
        """Return the answer that a worker has begun on, now in the slow lane."""
        async with self._turns:
            worker.step_back()
            return await self._wait(worker, asked, self.settings.limits.seconds - self.settings.slice)

    async def _run_slow(self, task: Task) -> Reply:
        """Return the answer to a task that waits for its turn in the slow lane."""
        async with self._queue("slow"):
            await self._wait_for(self._turns.acquire())
        try:
            try:
                worker = await self._fork()
            except GraphError:
                raise _busy() from None
            worker.step_back()
            asked = asyncio.ensure_future(worker.ask(task))
            return await self._wait(worker, asked, self.settings.limits.seconds)
        finally:
            self._turns.release()

    async def _wait(self, worker: Worker, asked: asyncio.Future[Reply], seconds: float) -> Reply:
        """Return the answer of a worker of the slow lane, and end the worker."""
        self._running += 1
        try:
            done, _ = await asyncio.wait([asked], timeout=max(seconds, 0))
        except BaseException:
            self._give_up(worker, asked)
            raise
        finally:
            self._running -= 1
        if not done:
            self._give_up(worker, asked)
            raise RequestError(
                503,
                f"the query took longer than {self.settings.limits.seconds:g} seconds; ask for less: "
                "name a subject, drop a part that multiplies the rows, or add a LIMIT",
                Retry_After="60",
            )
        self._end(worker)
        try:
            return asked.result()
        except WorkerError:
            raise self._died() from None

    def _died(self) -> RequestError:
        memory = self.settings.limits.memory >> 20
        return RequestError(
            503,
            f"the query needs more than {memory:,} MB of memory, or is nested too deep; ask for less: "
            "fewer rows to sort, to group or to join, or a LIMIT within a subquery",
            Retry_After="60",
        )

    async def _take(self) -> Worker:
        """Return a worker of the fast lane, of the store as it is now."""
        while True:
            async with self._queue("fast"):
                worker = await self._wait_for(self._idle.get())
            if worker.snapshot == self.snapshots.current and not worker.has_ended:
                return worker
            self._replace(worker)

    async def _wait_for(self, awaitable: Awaitable[_Value]) -> _Value:
        try:
            return await asyncio.wait_for(awaitable, self.settings.limits.seconds)
        except TimeoutError:
            raise _busy() from None

    @asynccontextmanager
    async def _queue(self, lane: str) -> AsyncIterator[None]:
        if self._waiting[lane] >= self.settings.waiting:
            raise _busy()
        self._waiting[lane] += 1
        try:
            yield
        finally:
            self._waiting[lane] -= 1

    def _remember(self, key: bytes) -> None:
        self._slow[key] = None
        if len(self._slow) > _REMEMBERED:
            self._slow.popitem(last=False)

    def _replace(self, worker: Worker) -> None:
        self._end(worker)
        self._grow()

    def _give_up(self, worker: Worker, asked: asyncio.Future[Reply]) -> None:
        """End a worker whose answer nobody waits for; of one that is there already the body is let go."""
        if asked.done() and not asked.cancelled() and asked.exception() is None:
            asked.result().close()
        asked.cancel()
        self._end(worker)

    def _end(self, worker: Worker) -> None:
        if worker in self._workers:
            self._workers.discard(worker)
            worker.end()
            self.snapshots.leave(worker.snapshot)

    def _grow(self) -> None:
        """Add a worker to the fast lane, as soon as it is ready."""
        self._begin(self._add())

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the requests, as long as the lanes are open."""
        if not self._is_open:
            work.close()
            return
        chore = asyncio.create_task(work)
        self._chores.add(chore)
        chore.add_done_callback(self._chores.discard)

    async def _add(self) -> None:
        while True:
            try:
                self._idle.put_nowait(await self._fork())
            except GraphError:
                await asyncio.sleep(_AGAIN)
            else:
                return

    async def _fork(self) -> Worker:
        snapshot = self.snapshots.current
        self.snapshots.use(snapshot)
        try:
            worker = await self._forkserver.fork(snapshot)
        except BaseException:
            self.snapshots.leave(snapshot)
            raise
        self._workers.add(worker)
        return worker


def _busy() -> RequestError:
    return RequestError(503, "too many queries wait already; ask again in some seconds", Retry_After="10")
