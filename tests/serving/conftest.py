"""Servers that the tests of serving share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .servers import Server, running


@pytest.fixture(scope="session")
def server(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample articles, with limits that tests reach soon."""
    folder = tmp_path_factory.mktemp("server")
    options = ("--timeout", "5", "--memory", "256", "--rows", "5000", "--bytes", "2")
    with running(sample_kg, *options, folder=folder) as server:
        end = time.monotonic() + 300  # the index steps back behind all else
        while server.health()["triples"] is None and time.monotonic() < end:
            time.sleep(0.1)
        yield server
