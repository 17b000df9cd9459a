"""What a user is told, and what servers learn of the user: refusals, credentials, addresses."""

from __future__ import annotations

import base64
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.request import Request

import pytest
from click.testing import Result
from programs import free_port
from tradegraph._exceptions import EndpointError, GraphError, UsageError
from tradegraph.remote.clients import Client
from tradegraph.remote.connections import Connection
from tradegraph.remote.credentials import Credentials, check_address, find_credentials
from tradegraph.remote.endpoints import Endpoint, find_endpoint, find_writable

from .conftest import Misbehaving

QUICK = Connection(timeout=5, pauses=(0.01, 0.01), wait=lambda _: None)
QUESTION = ("ask", "trade-partners", "-p", "country=Mexico")


def client_of(url: str, connection: Connection | None = None) -> Client:
    return Client(Endpoint(f"{url}/query", f"{url}/update", f"{url}/store"), connection or fresh())


def fresh(**options: object) -> Connection:
    return Connection(timeout=5, pauses=(0.01, 0.01), wait=lambda _: None, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "answers 400: the reason that the server gives"),
        (401, "TRADEGRAPH_USER"),
        (403, "administrator"),
        (404, "nothing is at this address"),
        (405, "--update"),
        (413, "limit for the size of requests"),
        (500, "answers 500: the reason that the server gives"),
        (503, "answers 503"),
    ],
)
def test_a_refusal_names_the_address_and_the_way_out(proxy: Misbehaving, status: int, words: str) -> None:
    proxy.plan = lambda *_: status
    with pytest.raises(EndpointError) as caught:
        client_of(proxy.url).update("INSERT DATA { <a:a> <a:b> 1 }")
    assert str(caught.value).startswith(f"{proxy.url}/update: ")
    assert words in str(caught.value)
    assert caught.value.status == status
    assert len(proxy.seen) == (3 if status == 503 else 1)


def test_a_server_says_how_long_to_wait(proxy: Misbehaving) -> None:
    waited: list[float] = []
    connection = Connection(timeout=5, pauses=(0.5, 1.0), wait=waited.append)
    proxy.headers = {"Retry-After": "7"}
    proxy.plan = lambda n, *_: 503 if n == 1 else None
    assert client_of(proxy.url, connection).ask("ASK {}")
    assert waited == [7.0]


def test_markup_is_left_out_of_a_reason(proxy: Misbehaving) -> None:
    proxy.reply = b"<html><head><title>x</title></head><body><p>No  such <b>repository</b></p></body></html>"
    proxy.plan = lambda *_: 500
    with pytest.raises(EndpointError, match=r"answers 500: No such repository$"):
        client_of(proxy.url).ask("ASK {}")


def test_a_redirect_is_told_and_not_followed(proxy: Misbehaving) -> None:
    proxy.headers = {"Location": "https://elsewhere.example/query"}
    proxy.plan = lambda *_: 301
    with pytest.raises(EndpointError, match=r"use the new address: https://elsewhere\.example/query"):
        client_of(proxy.url).ask("ASK {}")


def test_a_page_is_no_answer(proxy: Misbehaving) -> None:
    proxy.headers = {"Content-Type": "text/html"}
    proxy.plan = lambda *_: 200
    with pytest.raises(EndpointError, match="answers text/html, not SPARQL results"):
        client_of(proxy.url).ask("ASK {}")


@pytest.mark.parametrize("header", ["X-SPARQL-MaxRows", "X-SPARQL-Anytime"])
def test_an_answer_that_is_cut_is_no_answer(proxy: Misbehaving, header: str) -> None:
    proxy.headers = {"Content-Type": "application/sparql-results+json", header: "10000"}
    proxy.plan = lambda *_: 200
    with pytest.raises(EndpointError, match="cut at 10000"):
        client_of(proxy.url).ask("ASK {}")


def test_nobody_there(run: Callable[..., Result]) -> None:
    result = run(*QUESTION, "--kg", f"http://127.0.0.1:{free_port()}/query")
    assert result.exit_code == 3
    assert "nobody answers at 127.0.0.1" in result.stderr


def test_no_machine_of_that_name() -> None:
    with pytest.raises(EndpointError, match=r"no machine is called nowhere\.invalid"):
        find_endpoint("http://nowhere.invalid/query", QUICK)


def test_no_answer_in_time() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"http://127.0.0.1:{mute.getsockname()[1]}/query"
        with pytest.raises(EndpointError, match="no answer in time"):
            find_endpoint(url, Connection(timeout=0.2, pauses=()))


def test_a_certificate_that_nobody_vouches_for(program: Callable[[str], str], tmp_path: Path) -> None:
    openssl = program("openssl")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert",
         "-subj", "/CN=localhost"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    with Misbehaving("http://127.0.0.1:9") as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        with pytest.raises(EndpointError, match=r"certificate is not trusted .*SSL_CERT_FILE"):
            find_endpoint(f"https://localhost:{port}/query", QUICK)
        with pytest.raises(EndpointError):
            find_endpoint(f"http://localhost:{port}/query", fresh())
        server.shutdown()


@pytest.mark.parametrize("option", ["--endpoint", "--update", "--graph-store"])
def test_a_password_in_an_address_is_refused_and_not_repeated(
    run: Callable[..., Result], sample_kg: Path, option: str, oxigraph: str
) -> None:
    secret = oxigraph.replace("//", "//ana:top-secret@")
    options = {"--endpoint": oxigraph} | {option: secret}
    words = [word for pair in options.items() for word in pair]
    result = run("push", "--kg", sample_kg, *words)
    assert result.exit_code == 2
    assert "a password has no place in an address" in result.stderr
    assert "top-secret" not in result.output
    assert "ana" not in result.output


def test_an_address_is_of_the_web() -> None:
    with pytest.raises(UsageError, match="not an address"):
        check_address("ftp://data.example/")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Credentials()),
        ({"TRADEGRAPH_USER": "ana", "TRADEGRAPH_PASSWORD": "pw"}, Credentials("ana", "pw")),
        ({"TRADEGRAPH_TOKEN": "abc", "TRADEGRAPH_USER": "ana"}, Credentials(token="abc")),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], expected: Credentials, tmp_path: Path
) -> None:
    environment = {"NETRC": str(tmp_path / "none"), **environment}
    assert find_credentials("http://data.example/query", environment=environment) == expected


def test_credentials_come_from_netrc_for_their_host_only(tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine data.example login ana password pw\n")
    file.chmod(0o600)
    environment = {"NETRC": str(file)}
    assert find_credentials("http://data.example:8890/q", environment=environment) == Credentials("ana", "pw")
    assert not find_credentials("http://other.example/q", environment=environment)
    file.write_text("machine data.example login ana passwort very-secret\n")
    with pytest.raises(GraphError, match="cannot be read") as caught:
        find_credentials("http://data.example/q", environment=environment)
    assert "very-secret" not in str(caught.value)


def test_credentials_show_nothing() -> None:
    assert repr(Credentials("ana", "pw", "abc")) == "Credentials()"


def test_a_password_is_given_when_asked_and_then_kept(
    proxy: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRADEGRAPH_USER", "ana")
    monkeypatch.setenv("TRADEGRAPH_PASSWORD", "pw")
    expected = "Basic " + base64.b64encode(b"ana:pw").decode()
    proxy.headers = {"WWW-Authenticate": 'Negotiate, Basic realm="x"'}
    proxy.plan = lambda _, __, headers: None if headers.get("Authorization") == expected else 401
    client = client_of(proxy.url)
    assert client.ask("ASK {}")
    assert client.ask("ASK {}")
    assert ["Authorization" in headers for _, _, headers in proxy.seen] == [False, True, True]


def test_a_wrong_password_is_tried_once(proxy: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_USER", "ana")
    monkeypatch.setenv("TRADEGRAPH_PASSWORD", "wrong-secret")
    proxy.headers = {"WWW-Authenticate": 'Digest realm="x", nonce="abc", qop="auth"'}
    proxy.plan = lambda *_: 401
    client = client_of(proxy.url)
    for _ in range(2):
        with pytest.raises(EndpointError, match="answers 401") as caught:
            client.ask("ASK {}")
        assert "wrong-secret" not in str(caught.value)
    assert len(proxy.seen) == 3


def test_a_digest_is_given_for_each_request(proxy: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_USER", "ana")
    monkeypatch.setenv("TRADEGRAPH_PASSWORD", "pw")
    proxy.headers = {"WWW-Authenticate": 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'}
    proxy.plan = lambda _, __, headers: None if "Authorization" in headers else 401
    client = client_of(proxy.url)
    assert client.ask("ASK {}")
    assert client.ask("ASK {}")
    said = [headers["Authorization"] for _, _, headers in proxy.seen if "Authorization" in headers]
    assert [len(proxy.seen), len(said)] == [3, 2]
    assert all(text.startswith('Digest username="ana", realm="x", nonce="abc"') for text in said)
    assert ["nc=00000001" in said[0], "nc=00000002" in said[1]] == [True, True]


def test_a_token_is_said_at_once(proxy: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_TOKEN", "abc")
    assert client_of(proxy.url).ask("ASK {}")
    assert proxy.seen[0][2]["Authorization"] == "Bearer abc"


def test_a_token_is_not_sent_where_others_could_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEGRAPH_TOKEN", "abc")
    with pytest.raises(EndpointError, match="unencrypted; use its https address"):
        fresh().send(Request("http://data.example/query"))


@pytest.mark.parametrize("path", ["", "/", "/query"])
def test_addresses_are_found_from_the_root_or_that_for_queries(oxigraph: str, path: str) -> None:
    endpoint = find_writable(oxigraph + path, QUICK)[0]
    assert endpoint == Endpoint(f"{oxigraph}/query", f"{oxigraph}/update", f"{oxigraph}/store")


def test_addresses_that_are_given_are_taken(oxigraph: str) -> None:
    endpoint = find_writable(oxigraph, QUICK, update="http://u.example/", graph_store="http://g.example/")[0]
    assert endpoint == Endpoint(f"{oxigraph}/query", "http://u.example/", "http://g.example/")


def test_a_server_that_cannot_be_written_to(proxy: Misbehaving) -> None:
    proxy.plan = lambda _, path, __: None if path.startswith("/query") else 404
    clients = find_writable(f"{proxy.url}/query", QUICK)
    assert [client.update for client in clients] == [f"{proxy.url}/query"]


@pytest.mark.parametrize(("is_patient", "tries"), [(False, 1), (True, 3)], ids=["a query", "a push"])
def test_what_takes_too_long_is_tried_again_by_a_push_only(is_patient: bool, tries: int) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url, waited = f"http://127.0.0.1:{mute.getsockname()[1]}/query", list[float]()
        connection = Connection(timeout=0.1, pauses=(0.5, 1.0), wait=waited.append, is_patient=is_patient)
        with pytest.raises(EndpointError, match="no answer in time"):
            connection.send(Request(url))
        assert len(waited) + 1 == tries
