"""Real servers for the tests: `tradegraph serve` in a process of its own, and requests over sockets."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph
from programs import end
from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its address, its process and what it writes to stderr."""

    url: str
    process: subprocess.Popen[bytes]
    errors: Path

    def request(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        timeout: float = 60,
        **headers: str,
    ) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(method, path, body, named, timeout=timeout)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        *,
        timeout: float = 60,
    ) -> Response:
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Response(response.status, found, response.read())
        finally:
            connection.close()

    def ask(self, query: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("GET", f"/sparql?{urlencode({'query': query})}", None, named)

    def health(self) -> Any:
        return self.request("/health").json()

    def logged(self, path: str) -> dict[str, Any]:
        """Return what the log says of the last request for a path.

        A line is written behind the response, so who has that may be ahead of the log.
        """

        def entries() -> list[dict[str, Any]]:
            written = self.errors.read_text("utf-8").rpartition("\n")[0].splitlines()
            read = (json.loads(line) for line in written if line.startswith("{"))
            return [entry for entry in read if entry["path"] == path]

        assert wait_until(lambda: bool(entries())), f"no line for {path}: {self.errors.read_text('utf-8')}"
        return entries()[-1]

    def stop(self, number: int = signal.SIGTERM, *, timeout: float = 20) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout)


def wait_until(told: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Return True once `told` does, False where it does not within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if told():
            return True
        time.sleep(0.05)
    return False


@contextmanager
def running(kg: Path, *options: str, folder: Path) -> Iterator[Server]:
    """Serve the graph in `kg` at a free port, until the end of the block."""
    errors = folder / f"errors-{time.monotonic_ns()}"
    command = [sys.executable, "-m", "tradegraph", "serve", "--kg", str(kg), "--port", "0", *options]
    with errors.open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            yield Server(_await_address(process, errors), process, errors)
        finally:
            end(process, seconds=20)


def _await_address(process: subprocess.Popen[bytes], errors: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"serving at (http\S+)/\n", errors.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"no server: {errors.read_text('utf-8')}")


def make_kg(folder: Path, quads: Iterable[Quad]) -> Path:
    """Make what `serve` needs of a `kg` folder, with a store of just these quads."""
    folder.mkdir()
    (folder / "manifest.json").write_text("{}", "utf-8")
    store = pyoxigraph.Store(str(folder / "store"))
    store.extend(quads)
    store.flush()
    return folder
