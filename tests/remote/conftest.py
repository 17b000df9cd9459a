"""Real servers with empty stores, and one of our own that misbehaves on request."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from programs import free_port, oxigraph_server, running

#: Settings under which Virtuoso runs in a folder of its own, for this machine only.
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso_server(program: Callable[[str], str], folders: pytest.TempPathFactory) -> Iterator[str]:
    """Run a Virtuoso server with an empty store: a block that gives its address for queries."""
    folder, http = folders.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(port=free_port(), http=http))
    command = [program("virtuoso-t"), "+configfile", "virtuoso.ini", "+foreground"]
    with running(command, folder, f"http://127.0.0.1:{http}/sparql", seconds=120) as url:
        yield url


@pytest.fixture
def oxigraph(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The root of an Oxigraph server with an empty store."""
    with oxigraph_server(program, tmp_path_factory) as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address for queries of a Virtuoso server with an empty store; its user is dba, password dba."""
    with virtuoso_server(program, tmp_path_factory) as url:
        yield url


class Misbehaving(ThreadingHTTPServer):
    """A proxy before a real server that refuses, breaks off or delays the requests that it is told to.

    `plan` gives, for the number of a request, its path and its headers, the status to answer with; 0 breaks
    the connection off, None passes the request on.
    """

    daemon_threads = True
    plan: Callable[[int, str, dict[str, str]], int | None] = staticmethod(lambda *_: None)
    headers: dict[str, str]
    reply: bytes = b"the reason that the server gives"

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target, self.headers = target, {}
        self.seen: list[tuple[str, str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(BaseHTTPRequestHandler):
    server: Misbehaving

    def handle_request(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.title(): value for name, value in self.headers.items()}
        self.server.seen.append((self.command, self.path, headers))
        status = self.server.plan(len(self.server.seen), self.path, headers)
        if status == 0:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif status is not None:
            self.answer(status, self.server.headers, self.server.reply)
        else:
            self.pass_on(body, headers)

    def pass_on(self, body: bytes, headers: dict[str, str]) -> None:
        kept = {name: headers[name] for name in ("Accept", "Content-Type") if name in headers}
        request = urllib.request.Request(
            self.server.target + self.path, data=body or None, headers=kept, method=self.command
        )
        try:
            with urllib.request.urlopen(request) as response:
                self.answer(
                    response.status, {"Content-Type": response.headers["Content-Type"]}, response.read()
                )
        except urllib.error.HTTPError as error:
            self.answer(error.code, {}, error.read())

    def answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_request  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxy(oxigraph: str) -> Iterator[Misbehaving]:
    """A proxy before an Oxigraph server with an empty store."""
    with Misbehaving(oxigraph) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave the credentials of whoever runs the tests out of them."""
    for name in ("TRADEGRAPH_USER", "TRADEGRAPH_PASSWORD", "TRADEGRAPH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
