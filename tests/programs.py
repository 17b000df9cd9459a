"""Programs of others that tests run: servers on free ports of this machine, each ended with its block."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not answer at {url}")


def end(process: subprocess.Popen[bytes], *, seconds: float = 30) -> None:
    """End a process, by force where it has not ended in time."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(command: list[str], folder: Path, url: str, *, seconds: float = 20) -> Iterator[str]:
    """Run a server in a folder of its own until the end of the block."""
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(url, process, seconds)
        yield url
    finally:
        end(process)


@contextmanager
def oxigraph_server(
    program: Callable[[str], str], folders: pytest.TempPathFactory, *options: str
) -> Iterator[str]:
    """Run an Oxigraph server with an empty store: a block that gives its root."""
    folder, address = folders.mktemp("oxigraph"), f"127.0.0.1:{free_port()}"
    command = [program("oxigraph"), "serve", "--location", "store", "--bind", address, *options]
    with running(command, folder, f"http://{address}") as url:
        yield url
