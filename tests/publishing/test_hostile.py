"""A graph in which every text is hostile gives a site that says these texts, and does nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from pages.browsers import browsing
from pages.graphs import HOSTILE, parse_html, to_hostile_store
from pyoxigraph import RdfFormat, parse
from tradegraph.publishing.editions import Edition
from tradegraph.publishing.publication import publish_store

SYNTAX = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "site"
    store = to_hostile_store()
    publish_store(store, out, Edition.of(store.base, title=HOSTILE))
    return out


def test_every_page_is_html_without_a_foreign_element(hostile: Path) -> None:
    for page in hostile.rglob("*.html"):
        tree = parse_html(page.read_text("utf-8"))
        assert [image.get("src") for image in tree.iter("img")] == [], page
        scripts = [script for script in tree.iter("script") if script.get("type") != "application/ld+json"]
        assert [(script.get("src"), script.text) for script in scripts] in ([], [("search.js", None)]), page
        links = [link.get("href", "") for link in tree.iter("a")]
        assert not any(link.startswith("javascript:") for link in links), page


def test_every_document_says_the_text(hostile: Path) -> None:
    for extension, syntax in SYNTAX.items():
        quads = parse(path=str(hostile / "organization" / f"hostile{extension}"), format=syntax)
        assert HOSTILE in {getattr(quad.object, "value", "") for quad in quads}


def test_the_index_is_data(hostile: Path) -> None:
    for file in (hostile / "search").iterdir():
        name, _, rest = file.read_text("utf-8").removeprefix("tradegraphIndex(").partition(",")
        assert json.loads(name) == file.stem
        assert json.loads(rest.removesuffix(");\n"))


def test_a_search_shows_the_text_and_runs_nothing(
    hostile: Path,
    program: Callable[[str], str],
    lack: Callable[[str], NoReturn],
    tmp_path: Path,
) -> None:
    with browsing(program, lack, tmp_path) as browser:
        browser.open(f"{hostile.as_uri()}/search.html?q=script+alert")
        browser.driver.implicitly_wait(20)
        found = browser.driver.find_elements("css selector", "#hits a")
        assert len(found) > 3
        assert "<script>alert(1)</script>" in found[0].text
        assert browser.driver.find_elements("css selector", "#hits img, #hits script") == []
        assert browser.check() == []
