"""The server's side of the worker processes: starting them, asking them, ending them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Final

from tradegraph._exceptions import GraphError
from tradegraph.serving.answers import LINE, Reply, Task
from tradegraph.serving.settings import Limits
from tradegraph.serving.snapshots import Snapshot

#: Seconds within which a new process has to say that it is ready.
_READY: Final = 60.0
#: The lowest priority: the processor is for queries that take long only while nobody else needs it.
_LOW: Final = 19


class WorkerError(Exception):
    """A worker process has ended without an answer."""


class Channel:
    """The server's end of a socket to another process, that nothing blocks on."""

    def __init__(self, ours: socket.socket) -> None:
        ours.setblocking(False)
        self._socket = ours

    async def send(self, line: bytes, *files: int) -> None:
        """Send a line, with descriptors of files; raises `WorkerError` where nobody reads it."""
        try:
            if files:
                socket.send_fds(self._socket, [line], files)
            else:
                await asyncio.get_running_loop().sock_sendall(self._socket, line)
        except OSError as error:
            raise WorkerError(str(error)) from None

    async def receive(self) -> tuple[bytes, int | None]:
        """Return the next line and the descriptor that came with it; raises `WorkerError` at the end."""
        line, files = b"", list[int]()
        while not line.endswith(b"\n"):
            await self._wait()
            try:
                part, found, *_ = socket.recv_fds(self._socket, LINE, 1)
            except BlockingIOError:
                continue
            except OSError as error:
                raise WorkerError(str(error)) from None
            files += found
            line += part
            if not part:
                raise WorkerError("it has ended")
        return line, files[0] if files else None

    def close(self) -> None:
        """Close the socket."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    async def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        loop.add_reader(self._socket, ready.set)
        try:
            await ready.wait()
        finally:
            if self._socket.fileno() >= 0:
                loop.remove_reader(self._socket)


class Worker:
    """A worker process that asks `snapshot`."""

    def __init__(self, channel: Channel, pid: int, snapshot: Snapshot) -> None:
        self.pid = pid
        self.snapshot = snapshot
        self._channel: Channel | None = channel

    async def ask(self, task: Task) -> Reply:
        """Return the answer to a task; raises `WorkerError` where the process ends before."""
        if self._channel is None:
            raise WorkerError("it was ended")
        await self._channel.send(task.to_line())
        line, file = await self._channel.receive()
        if file is None:
            raise WorkerError("it sent no body")
        return Reply.from_line(line, file)

    def step_back(self) -> None:
        """Leave the processor to others."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOW)

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._channel is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._channel.close()
            self._channel = None


class Nursery:
    """The process that forks workers; started when the first is asked for, and again where it was ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._turn = asyncio.Lock()

    async def fork(self, snapshot: Snapshot, *, limits: Limits | None = None) -> Worker:
        """Return a new worker that is ready; raises `GraphError` where none can be had.

        `limits` hold for the worker where they are others than the nursery's.
        """
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        settings = {"limits": asdict(limits or self._limits), "store": str(snapshot.path)}
        line = json.dumps(settings).encode() + b"\n"
        try:
            with theirs:
                await self._ask(line, theirs.fileno())
            pid = await asyncio.wait_for(_greet(channel), _READY)
        except (WorkerError, TimeoutError) as error:
            channel.close()
            raise GraphError(f"{snapshot.path}: no worker can open the store ({error})") from None
        return Worker(channel, pid, snapshot)

    async def close(self) -> None:
        """End the nursery."""
        if self._process is not None and self._channel is not None:
            self._channel.close()
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
            self._process = self._channel = None

    async def _ask(self, line: bytes, file: int) -> None:
        async with self._turn:
            if self._process is None or self._process.poll() is not None:
                await self.close()
                await self._start()
            assert self._channel is not None
            await self._channel.send(line, file)

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tradegraph.serving.nursery", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self._channel = Channel(ours)
        await asyncio.wait_for(self._channel.receive(), _READY)


async def _greet(channel: Channel) -> int:
    """Return the process number that a new worker greets with."""
    line, file = await channel.receive()
    assert file is not None
    reply = Reply.from_line(line, file)
    try:
        return int(reply.read(0, 20))
    finally:
        reply.close()
