"""A thousand malformed requests: none is a fault of the server's, none hangs, and the server goes on."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from select import select
from typing import Final
from urllib.parse import quote, urlsplit

from .servers import Server

_N: Final = 1_000
_SEED: Final = 20_240_502
_SECONDS: Final = 30
#: Seconds after which a request that is not answered is held to be one that the server waits for.
_ENOUGH: Final = 1.5
_BYTES: Final = bytes(range(256))
_TOKENS: Final = (
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "WHERE",
        "SERVICE",
        "LOAD",
        "INSERT",
        "DATA",
        "FROM",
        "NAMED",
    ),
    *(
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "<a:b>",
        "?s",
        "$p",
        "_:b",
        "'",
        '"',
        "'''",
        "\\u0053",
        "\\",
        "#",
        "^^",
        "@en",
    ),
    *(
        "*",
        "+",
        "/",
        "|",
        "!",
        "^",
        ".",
        ";",
        ",",
        "LIMIT",
        "-1",
        "1e999",
        "OFFSET",
        "99999999999999999999",
        "\u202e",
    ),
    *(
        "GROUP BY",
        "HAVING",
        "VALUES",
        "UNDEF",
        "BIND",
        "AS",
        "OPTIONAL",
        "MINUS",
        "GRAPH",
        "a",
        "tg:",
        "\x00",
        "é",
    ),
)
_PATHS: Final = (
    *(
        "/",
        "/sparql",
        "/search",
        "/complete",
        "/question/trade-partners.csv",
        "/question/x",
        "/country/MX.ttl",
    ),
    *(
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/style.css/../..",
        "/.git/config",
        "/\\",
    ),
    *(
        "/%00",
        "/%ff.html",
        "/claim/%0d%0aX:%20y",
        "/question/%3Cscript%3E.html",
        "/country/MX.html.html",
        "*",
        "",
    ),
)
_TYPES: Final = (
    *(
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "application/sparql-update",
        "text/plain",
    ),
    *("multipart/form-data; boundary=x", "application/sparql-query; charset=utf-16", ";;;=", "\xff/\xfe"),
)

Dice = random.Random


def soup(dice: Dice) -> str:
    return " ".join(dice.choice(_TOKENS) for _ in range(dice.randrange(1, 40)))


def noise(dice: Dice, n: int = 60) -> bytes:
    return bytes(dice.choice(_BYTES) for _ in range(dice.randrange(n)))


def to_request(line: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([line, b"Host: localhost", *headers, b"Connection: close", b"", b""]) + body


def query_of_tokens(dice: Dice) -> bytes:
    return to_request(f"GET /sparql?query={quote(soup(dice))} HTTP/1.1".encode())


def query_string_of_noise(dice: Dice) -> bytes:
    name = dice.choice((b"query", b"format", b"default-graph-uri", b"q", b"words", b"country", b"%ff", b""))
    text = noise(dice).replace(b" ", b"").replace(b"\n", b"").replace(b"\r", b"")
    path = dice.choice(_PATHS[:7]).encode()
    return to_request(b"GET " + path + b"?" + name + b"=" + text + b"&query=ASK{} HTTP/1.1")


def parameters_encoded_badly(dice: Dice) -> bytes:
    names = ("query", "default-graph-uri", "named-graph-uri", "format", "update", "country", "limit", "year")
    texts = (
        "%",
        "%zz",
        "%ff%fe",
        "%ed%a0%80",
        "%00",
        "ASK{}",
        "-1",
        "9" * 400,
        quote(soup(dice)),
        "[]",
        "json",
    )
    pairs = "&".join(f"{dice.choice(names)}={dice.choice(texts)}" for _ in range(dice.randrange(1, 6)))
    return to_request(f"GET {dice.choice(_PATHS[:7])}?{pairs} HTTP/1.1".encode())


def path_astray(dice: Dice) -> bytes:
    path = dice.choice(_PATHS) + dice.choice(("", "?", "#", "/..", "%", ".html", ".ttl", ".jsonld", "//"))
    return to_request(
        f"{dice.choice(('GET', 'HEAD', 'PUT', 'TRACE', 'POST'))} {path} HTTP/1.1".encode("latin-1")
    )


def line_of_noise(dice: Dice) -> bytes:
    return to_request(
        dice.choice((noise(dice), b"GET /sparql", b"GET / HTTP/9.9", b"GET  / HTTP/1.1", b"\x16\x03"))
    )


def headers_of_noise(dice: Dice) -> bytes:
    name = dice.choice(
        (b"Accept", b"Accept-Encoding", b"If-None-Match", b"Host", b"X-Y", b"Range", b"Expect")
    )
    text = dice.choice(
        (noise(dice), b"text/*;q=x,*/*;q=9", b"," * 500, b"a" * 5_000, b'"', b"100-continue", b"q=;;")
    )
    return to_request(b"GET /sparql?query=ASK%7B%7D HTTP/1.1", name + b": " + text.replace(b"\n", b""))


def head_too_long(dice: Dice) -> bytes:
    n = dice.randrange(10_000, 90_000)
    if dice.random() < 0.5:
        return to_request(b"GET /sparql?query=" + b"x" * n + b" HTTP/1.1")
    return to_request(b"GET / HTTP/1.1", *(b"X-%d: %s" % (i, b"y" * 900) for i in range(n // 900)))


def body_of_another_type(dice: Dice) -> bytes:
    body = dice.choice(
        (noise(dice), soup(dice).encode("utf-8", "replace"), b"query=%ff", b"query=ASK{}&" * 1_200)
    )
    kind = dice.choice(_TYPES).encode("latin-1")
    length = len(body) + dice.choice((0, 0, 0, 5, -1))
    headers = [b"Content-Type: " + kind, b"Content-Length: %d" % max(length, 0)]
    return to_request(b"POST /sparql HTTP/1.1", *headers, body=body)


def body_in_bad_chunks(dice: Dice) -> bytes:
    body = dice.choice(
        (b"zz\r\n", b"5\r\nASK{}\r\n0\r\n\r\n", b"ffffffffff\r\nx", b"-1\r\n", b"3\r\nASK{}", noise(dice))
    )
    headers = [b"Content-Type: application/sparql-query", b"Transfer-Encoding: chunked"]
    more = dice.choice(([], [b"Content-Length: 3"], [b"Transfer-Encoding: gzip"]))
    return to_request(b"POST /sparql HTTP/1.1", *headers, *more, body=body)


def nested_deeply(dice: Dice) -> bytes:
    n = dice.randrange(1_000, 40_000)
    left, right = dice.choice((("{", "}"), ("(", ")"), ("[", "]"), ("<<", ">>"), ("!", ""), ("-", "")))
    body = f"ASK {{ ?s ?p ?o FILTER({left * n}1{right * n}) }}".encode()
    headers = [b"Content-Type: application/sparql-query", b"Content-Length: %d" % len(body)]
    return to_request(b"POST /sparql HTTP/1.1", *headers, body=body)


MAKERS: Final[tuple[Callable[[Dice], bytes], ...]] = (
    *(query_of_tokens, query_string_of_noise, parameters_encoded_badly, path_astray, line_of_noise),
    *(headers_of_noise, head_too_long, body_of_another_type, body_in_bad_chunks),
)


def send(server: Server, request: bytes) -> int:
    """Return the status of the answer, 0 where the server only closes the connection."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=_SECONDS) as connection:
        try:
            connection.sendall(request)
            if not select([connection], [], [], _ENOUGH)[0]:
                connection.shutdown(socket.SHUT_WR)  # what was announced never comes
            answer = connection.recv(64)
        except ConnectionError:
            return 0
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def test_a_thousand_malformed_requests(limited: Server) -> None:
    dice = Dice(_SEED)
    requests = [MAKERS[n % len(MAKERS)](dice) for n in range(_N - 10)]
    requests += [nested_deeply(dice) for _ in range(10)]  # each ends a worker
    with ThreadPoolExecutor(8) as pool:
        statuses = Counter(pool.map(lambda request: send(limited, request), requests))
    assert statuses.total() == _N
    assert 500 not in statuses
    assert set(statuses) <= {
        0,
        200,
        204,
        303,
        304,
        400,
        403,
        404,
        405,
        406,
        408,
        413,
        414,
        415,
        431,
        501,
        503,
    }
    assert statuses[400] > 200
    assert "Traceback" not in limited.errors.read_text("utf-8", errors="replace")
    assert limited.health()["ok"]
    assert limited.ask("ASK {}").json()["boolean"] is True
