"""Servers that the tests of serving share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .servers import Server, running, wait_until


@pytest.fixture(scope="session")
def server(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample articles that is patient, as the machine may be busy."""
    with running(sample_kg, "--timeout", "60", folder=tmp_path_factory.mktemp("server")) as server:
        yield await_index(server)


@pytest.fixture(scope="session")
def limited(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the sample articles with limits that tests reach soon."""
    options = ("--timeout", "5", "--memory", "256", "--rows", "5000", "--bytes", "2")
    with running(sample_kg, *options, folder=tmp_path_factory.mktemp("limited")) as server:
        yield server


def await_index(server: Server) -> Server:
    """Return the server once it can search, which steps back behind all else."""
    wait_until(lambda: server.health()["triples"] is not None, seconds=300)
    return server
