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
from dataclasses import asdict, replace
from typing import Final

from tradegraph._exceptions import GraphError
from tradegraph.serving.answers import INLINE, Reply, Task
from tradegraph.serving.settings import Limits
from tradegraph.serving.snapshots import Snapshot

#: Seconds within which a new process has to say that it is ready.
_READY: Final = 60.0
#: Bytes that are read at once: a line and what a body takes beside it.
_PART: Final = 2 * INLINE
#: The lowest priority: the processor is for queries that take long only while nobody else needs it.
_LOW: Final = 19


class WorkerError(Exception):
    """A worker process has ended without an answer."""


class Channel:
    """The server's end of a socket to another process, that nothing blocks on."""

    def __init__(self, ours: socket.socket) -> None:
        ours.setblocking(False)
        self._socket = ours
        self._loop = asyncio.get_running_loop()
        self._ready = asyncio.Event()
        self._listen()

    @property
    def has_news(self) -> bool:
        """Tell whether there is something to receive: where nothing was asked, the end of the process."""
        return self._ready.is_set()

    async def send(self, line: bytes, *files: int) -> None:
        """Send a line, with descriptors of files; raises `WorkerError` where nobody reads it."""
        try:
            if files:
                socket.send_fds(self._socket, [line], files)
            else:
                await self._loop.sock_sendall(self._socket, line)
        except OSError as error:
            raise WorkerError(str(error)) from None

    async def receive(self) -> Reply:
        """Return the next answer; raises `WorkerError` where the process ends before."""
        data, file = b"", None
        while b"\n" not in data:
            part, found = await self._read()
            data, file = data + part, found if file is None else file
        line, _, body = data.partition(b"\n")
        reply = Reply.from_line(line)
        while reply.is_inline and len(body) < reply.size:
            body += (await self._read())[0]
        return replace(reply, body=body, file=file)

    def close(self) -> None:
        """Close the socket."""
        self._loop.remove_reader(self._socket)
        self._socket.close()

    async def _read(self) -> tuple[bytes, int | None]:
        while True:
            await self._ready.wait()
            try:
                part, files, *_ = socket.recv_fds(self._socket, _PART, 1)
            except BlockingIOError:
                self._listen()
                continue
            except OSError as error:
                raise WorkerError(str(error)) from None
            if not part:
                raise WorkerError("it has ended")
            self._listen()
            return part, files[0] if files else None

    def _listen(self) -> None:
        self._ready.clear()
        self._loop.add_reader(self._socket, self._hear)

    def _hear(self) -> None:
        # Else the loop would hear of it again and again until it is read.
        self._loop.remove_reader(self._socket)
        self._ready.set()


class Worker:
    """A worker process that asks `snapshot`."""

    def __init__(self, channel: Channel, pid: int, snapshot: Snapshot) -> None:
        self.pid = pid
        self.snapshot = snapshot
        self._channel: Channel | None = channel

    @property
    def has_ended(self) -> bool:
        """Tell whether the process of a worker that nothing was asked of has ended."""
        return self._channel is None or self._channel.has_news

    async def ask(self, task: Task) -> Reply:
        """Return the answer to a task; raises `WorkerError` where the process ends before."""
        if self._channel is None:
            raise WorkerError("it was ended")
        await self._channel.send(task.to_line())
        return await self._channel.receive()

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


class ForkServer:
    """The process that forks workers; started when the first is asked for, and again where it was ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._turn = asyncio.Lock()

    async def fork(self, snapshot: Snapshot, *, limits: Limits | None = None) -> Worker:
        """Return a new worker that is ready; raises `GraphError` where none can be had.

        `limits` hold for the worker where they are others than the fork server's.
        """
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        settings = {"limits": asdict(limits or self._limits), "store": str(snapshot.path)}
        line = json.dumps(settings).encode() + b"\n"
        try:
            with theirs:
                await self._ask(line, theirs.fileno())
            greeting = await asyncio.wait_for(channel.receive(), _READY)
        except (WorkerError, TimeoutError) as error:
            channel.close()
            raise GraphError(f"{snapshot.path}: no worker can open the store ({error})") from None
        return Worker(channel, int(greeting.body), snapshot)

    async def close(self) -> None:
        """End the fork server."""
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
        command = [sys.executable, "-m", "tradegraph.serving.forkserver", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        self._channel = Channel(ours)
        await asyncio.wait_for(self._channel.receive(), _READY)
