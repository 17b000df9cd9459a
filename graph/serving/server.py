"""The server: uvicorn with limits on what slow or hostile clients can hold."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn
from tradegraph._exceptions import UsageError
from tradegraph.deriving.versions import check_store
from tradegraph.rdf.store import Store
from tradegraph.serving.app import make_app
from tradegraph.serving.settings import Settings
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEPT_ALIVE: Final = 15
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 whose clients have `patience` seconds to send the head of a request."""

    patience = 10.0

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the head of a request."""
        super().connection_made(transport)
        # Else the end of an answer waits 40 ms for the client to acknowledge its beginning.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting: asyncio.TimerHandle | None = None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin anew."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        if self._waiting is not None:
            self._waiting.cancel()

    def _wait(self) -> None:
        """Set the clock where a head is awaited, and stop it where a request is being answered."""
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if is_answering and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        elif not is_answering and self._waiting is None:
            self._waiting = self.loop.call_later(self.patience, self.transport.close)


class Server(uvicorn.Server):
    """A server that ends with status 0 when it is asked to end, after its queries have had their grace."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM, at once when they come twice."""
        loop = asyncio.get_running_loop()
        for number in _STOPPING:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in _STOPPING:
                loop.remove_signal_handler(number)

    async def startup(self, sockets: Any = None) -> None:
        """Begin to answer, and say where."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            sys.stderr.write(
                f"tradegraph: serving at http://{f'[{host}]' if ':' in host else host}:{port}/\n"
            )


def serve(settings: Settings) -> None:
    """Serve a graph until SIGINT or SIGTERM; raises `GraphError` where its store cannot be used."""
    check_store(settings.store)
    Store.open(settings.store).close()  # tells what is wrong with it, if anything
    listener = _listen(settings.host, settings.port)
    config = uvicorn.Config(
        make_app(settings),
        http=type("Protocol", (PatientProtocol,), {"patience": settings.patience}),
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=int(settings.grace),
        h11_max_incomplete_event_size=2 * settings.head,
    )
    Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket at the address; raises `UsageError` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        number = error.errno or 0  # of a host that is not known it is negative
        reason = os.strerror(number).lower() if number > 0 else "no such host"
        raise UsageError(f"{host}:{port}: {reason}; choose others with --host and --port") from None
