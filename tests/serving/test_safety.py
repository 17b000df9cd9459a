"""What hostile clients cannot do: hold the server up, fill its memory, leave processes behind."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from click.testing import Result

from .servers import Response, Server, running, wait_until

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c < ?f) }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
DEEP = f"ASK {{ FILTER({'(' * 30_000}1{')' * 30_000}) }}"


def children(pid: int) -> list[int]:
    """Return the processes that a process began, and those that they began."""
    found: list[int] = []
    for file in Path("/proc").glob(f"{pid}/task/*/children"):
        with suppress(OSError):  # that thread has ended
            found += map(int, file.read_text().split())
    return [*found, *(grandchild for child in found for grandchild in children(child))]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def kg(sample_kg: Path, tmp_path: Path) -> Path:
    """A graph of a test's own."""
    return shutil.copytree(sample_kg, tmp_path / "kg", ignore=shutil.ignore_patterns(".reading.*"))


def test_a_query_over_the_time_is_ended_with_the_reason(limited: Server) -> None:
    begun = time.monotonic()
    response = limited.ask(ENDLESS)
    assert response.status == 503
    assert "longer than 5 seconds" in response.text
    assert int(response.headers["retry-after"]) > 0
    assert 4.5 < time.monotonic() - begun < 20


def test_a_query_over_the_memory_is_ended_with_the_reason(limited: Server) -> None:
    response = limited.ask(GREEDY)
    assert response.status == 503
    assert "256 MB" in response.text or "5 seconds" in response.text


def test_a_query_that_is_nested_too_deep_ends_only_its_worker(limited: Server) -> None:
    body = DEEP.encode()
    response = limited.request("/sparql", method="POST", body=body, Content_Type="application/sparql-query")
    assert response.status == 503
    assert "nested too deep" in response.text
    assert limited.ask("ASK {}").status == 200


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_row_too_many_is_refused_and_none_is_cut_off(limited: Server, form: str) -> None:
    def ask(n: int) -> Response:
        # The text has in it what parts rows in each of the formats.
        text = '"""a,{"x":{"type":"\\n<result>,{}"""'
        query = f"SELECT (1 AS ?s) ({text} AS ?o) {{ ?a ?b ?c }} LIMIT {n}"
        return limited.request(f"/sparql?format={form}&query={quote(query)}")

    assert ask(5000).status == 200
    response = ask(5001)
    assert response.status == 413
    assert "more than 5,000 rows" in response.text


def test_an_answer_over_the_bytes_is_refused(limited: Server) -> None:
    def ask(n: int) -> Response:
        return limited.ask(f'SELECT ("{"y" * 900}" AS ?x) {{ ?a ?b ?c }} LIMIT {n}')

    assert ask(2000).status == 200
    response = ask(4000)
    assert response.status == 413
    assert "over 2,097,152 bytes" in response.text


def test_triples_are_counted_too(limited: Server) -> None:
    assert limited.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }").status == 413
    assert limited.ask("CONSTRUCT { ?s a ?o } { ?s ?p ?o } LIMIT 5000").status == 200


def test_slow_queries_do_not_delay_fast_ones(limited: Server) -> None:
    with ThreadPoolExecutor(6) as pool:
        slow = [pool.submit(limited.ask, f"{ENDLESS} #{n}") for n in range(6)]
        time.sleep(1)
        begun = time.monotonic()
        answers = [limited.ask(f"ASK {{}} #{n}").status for n in range(10)]
        taken = time.monotonic() - begun
        assert {future.result().status for future in slow} == {503}
    assert answers == [200] * 10
    assert taken < 8  # behind the slow ones it would be 14


def test_too_many_queries_are_turned_away(sample_kg: Path, tmp_path: Path) -> None:
    with (
        running(sample_kg, "--workers", "2", "--timeout", "2", folder=tmp_path) as server,
        ThreadPoolExecutor(90) as pool,
    ):
        answers = list(pool.map(lambda n: server.ask(f"{ENDLESS} #{n}"), range(90)))
        assert {answer.status for answer in answers} == {503}
        assert any("too many queries wait" in answer.text for answer in answers)
        assert server.ask("ASK {}").status == 200
        assert wait_until(lambda: server.health()["workers"] <= 2)


def test_a_client_that_goes_away_ends_its_query(sample_kg: Path, tmp_path: Path) -> None:
    with running(sample_kg, "--timeout", "120", folder=tmp_path) as server:
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            assert wait_until(lambda: server.health()["slow"]["running"] == 1)
        assert wait_until(lambda: server.health()["slow"]["running"] == 0)


def test_a_worker_that_is_killed_is_replaced(limited: Server) -> None:
    forkserver = children(limited.process.pid)[0]
    workers = children(forkserver)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not set(workers) & set(children(forkserver)))
    assert {limited.ask(f"ASK {{}} #{n}").status for n in range(8)} == {200}


def test_the_fork_server_is_begun_anew(sample_kg: Path, tmp_path: Path) -> None:
    with running(sample_kg, folder=tmp_path) as server:
        os.kill(children(server.process.pid)[0], signal.SIGKILL)
        assert wait_until(lambda: server.ask("ASK {}").status == 200, seconds=30)


def test_a_server_that_is_killed_leaves_no_process(kg: Path, tmp_path: Path) -> None:
    with running(kg, folder=tmp_path) as server, ThreadPoolExecutor(1) as pool:
        pool.submit(server.ask, ENDLESS)
        assert wait_until(lambda: server.health()["slow"]["running"] == 1)
        processes = children(server.process.pid)
        assert len(processes) > 3
        server.process.kill()
        assert wait_until(lambda: not any(map(is_alive, processes)))
    with running(kg, folder=tmp_path):
        assert len(list(kg.glob(".reading.*"))) == 1  # what was left behind is swept away


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_ends_what_runs_and_cleans_up(
    kg: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with running(kg, folder=tmp_path) as server, ThreadPoolExecutor(1) as pool:
        running_on = pool.submit(server.ask, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?c }")
        time.sleep(0.3)
        processes = children(server.process.pid)
        assert server.stop(number) == 0
        assert wait_until(lambda: not any(map(is_alive, processes)))
        assert running_on.result().status in (200, 503)
    assert not list(kg.glob(".reading.*"))


def test_a_build_under_the_server_shows(run: Callable[..., Result], tmp_path: Path, kg: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    query = "SELECT (COUNT(*) AS ?n) { ?article a tg:Article }"
    with running(kg, folder=tmp_path) as server:
        before = server.ask(query)
        kept = server.ask(query, If_None_Match=before.headers["etag"])
        assert kept.status == 304
        (articles / "one.md").write_text(
            "---\ntitle: Chile and Peru\npublished: 2024-05-02\nsource: The Gazette\nlang: en\n---\n"
            "Chile exported goods worth $2.1 billion to Peru in 2023.\n",
            "utf-8",
        )
        assert run("build", articles, "--kg", kg).exit_code == 0
        after = server.ask(query, If_None_Match=before.headers["etag"])
        assert after.status == 200
        assert after.json() != before.json()
        # The index of the old store may be in making, and steps back behind all else on a busy machine.
        assert wait_until(lambda: len(list(kg.glob(".reading.*"))) == 1, seconds=300)


def test_slow_clients_are_left(sample_kg: Path, server: Server) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as head:
        head.sendall(b"GET /spar")
        with socket.create_connection((address.hostname, address.port), timeout=30) as body:
            body.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: a\r\n"
                b"Content-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK"
            )
            assert b" 408 " in body.recv(100)
        assert head.recv(100) == b""
    assert sample_kg.is_dir()


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/style.css/../../store/CURRENT",
    ],
)
def test_no_path_leads_out_of_the_site(server: Server, path: str) -> None:
    response = server.request(path)
    assert response.status == 404
    assert b"root:" not in response.body


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/sparql?query=x", "/nowhere", "/health", "/style.css", "/country/MX"]
)
def test_every_response_has_safe_headers(server: Server, path: str) -> None:
    headers = server.request(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "default-src 'none'; script-src 'self';" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["access-control-allow-origin"] == "*"
    assert "server" not in headers


def test_answers_are_compressed_where_asked(server: Server) -> None:
    plain = server.ask("SELECT * { ?s ?p ?o } LIMIT 500")
    packed = server.ask("SELECT * { ?s ?p ?o } LIMIT 500", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "Accept, Accept-Encoding"


def test_what_changes_by_itself_is_not_cached(server: Server) -> None:
    response = server.ask("SELECT (NOW() AS ?now) {}")
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_those_that_there_are(server: Server, method: str) -> None:
    response = server.request("/sparql", method=method)
    assert response.status == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_head_is_get_without_a_body(server: Server) -> None:
    get, head = server.ask("ASK {}"), server.request("/sparql?query=ASK%20%7B%7D", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_the_log_has_a_line_for_each_request(server: Server) -> None:
    server.request("/not-a-page?" + "x" * 500)
    entry = server.logged("/not-a-page")
    assert entry.keys() == {"time", "method", "path", "query", "status", "ms", "bytes"}
    assert (entry["method"], entry["status"]) == ("GET", 404)
    assert len(entry["query"]) == 200


def test_lengths_are_limited(server: Server) -> None:
    assert server.request("/sparql?query=" + "x" * 20_000).status == 414
    assert server.request("/", X="y" * 20_000).status == 431
    body = b"#" * (1 << 20) + b"ASK {}"
    response = server.request("/sparql", method="POST", body=body, Content_Type="application/sparql-query")
    assert response.status == 413


def test_an_address_that_is_taken_is_told(
    server: Server, sample_kg: Path, run: Callable[..., Result]
) -> None:
    result = run("serve", "--kg", sample_kg, "--port", urlsplit(server.url).port)
    assert result.exit_code == 2
    assert "address already in use; choose others with --host and --port" in result.stderr


def test_a_store_that_is_missing_is_told(kg: Path, run: Callable[..., Result]) -> None:
    shutil.rmtree(kg / "store")
    result = run("serve", "--kg", kg, "--port", "0")
    assert result.exit_code == 3
    assert "no store here" in result.stderr


def test_a_graph_that_is_missing_is_told(tmp_path: Path, run: Callable[..., Result]) -> None:
    result = run("serve", "--kg", tmp_path)
    assert result.exit_code == 3
    assert "no graph here" in result.stderr
