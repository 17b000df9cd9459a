"""Search and completion: what is found, in which order, and that no syntax of SQLite's can be reached."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from .servers import Response, Server


def search(server: Server, words: str, **more: str) -> Response:
    return server.request(f"/search?{urlencode({'q': words, 'format': 'json', **more})}")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Mexico", "country/MX"),
        ("méxico", "country/MX"),
        ("MEXI", "country/MX"),
        ("corea del sur", "country/KR"),
        ("KR", "country/KR"),
        ("spencer cox", "person/spencer-cox"),
        ("who signed which agreement", "question/signings"),
    ],
)
def test_the_best_hit_comes_first(server: Server, words: str, path: str) -> None:
    assert search(server, words).json()["hits"][0]["path"] == path


def test_a_claim_is_found_by_its_words(server: Server) -> None:
    hits = search(server, "exported goods worth about $1.1 billion").json()["hits"]
    assert any(hit["kind"] == "Claim" and "$1.1 billion to Mexico" in hit["quote"] for hit in hits)
    assert all(server.request(f"/{hit['path']}.html").status == 200 for hit in hits[:3])


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        '" OR "a',
        "NEAR(a b, 2)",
        "label:x",
        "a AND NOT",
        "*",
        "-",
        "^",
        "{a b}:c",
        "(",
        "\x00",
        "a" * 5_000,
        "; DROP",
    ],
)
def test_no_syntax_is_reached(server: Server, words: str) -> None:
    assert search(server, words).status == 200
    assert server.request(f"/complete?{urlencode({'words': words, 'kind': words})}").status == 200


def test_markup_in_the_words_stays_text(server: Server) -> None:
    page = server.request(f"/search?{urlencode({'q': '<script>alert(1)</script>'})}")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize(
    ("words", "kind", "names"),
    [
        ("vie", "country", ["Vietnam"]),
        ("sam", "company", ["Samsung Electronics"]),
        ("zzz", "", []),
        ("", "", []),
    ],
)
def test_names_are_completed(server: Server, words: str, kind: str, names: list[str]) -> None:
    response = server.request(f"/complete?{urlencode({'words': words, 'kind': kind})}")
    assert response.type == "application/json"
    assert response.json() == names
