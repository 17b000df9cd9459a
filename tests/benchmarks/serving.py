"""A server for benchmarks: `tradegraph serve` on a store, its memory, and clients that keep connections."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs at a port of this machine."""

    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> int:
        """Return the bytes that all processes of the server hold, what they share counted once."""
        return sum(map(_proportional, [self.process.pid, *_descendants(self.process.pid)]))


def make_kg(folder: Path, store: Path) -> Path:
    """Return a `kg` folder that has `store` for its store."""
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", "utf-8")
    (folder / "store").symlink_to(store.resolve())
    return folder


@contextmanager
def running(kg: Path, *options: str) -> Iterator[Server]:
    """Serve a graph until the end of the block."""
    log = kg / "errors"
    command = [sys.executable, "-m", "tradegraph", "serve", "--kg", str(kg), "--port", "0", *options]
    with log.open("wb") as errors, subprocess.Popen(command, stderr=errors) as process:
        try:
            yield Server(_await_port(process, log), process)
        finally:
            process.terminate()


async def wait_for_index(server: Server) -> None:
    """Wait until searches are answered: from then on nothing is made beside the answers."""
    async with Client(server.port) as client:
        while (await client.get("/complete?words=me&kind="))[0] != 200:
            await asyncio.sleep(0.5)


class Client:
    """A client that sends one request after another over one connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, target: str) -> tuple[int, bytes]:
        """Return the status and body of the answer to a GET."""
        reader, writer = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
        self._streams = reader, writer
        writer.write(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        if "connection: close" in head:
            await self.close()
        return int(head.split()[1]), body

    async def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _await_port(process: subprocess.Popen[bytes], log: Path) -> int:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"serving at http://127\.0\.0\.1:(\d+)/", log.read_text("utf-8")):
            return int(found[1])
        time.sleep(0.05)
    raise SystemExit(f"no server: {log.read_text('utf-8')}")


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _descendants(child)


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has just ended
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
