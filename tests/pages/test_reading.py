"""Pages as people read them: in a real browser, in light and dark, on a desk and in a hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

import pytest
from tradegraph.pages import Hit, Pages, Site
from tradegraph.queries.catalogue import find_question, run_query
from tradegraph.rdf.store import Store

from .browsers import Browser, browsing

#: A page of each kind; those that end in / are the first, by name, of their folder.
KINDS = (
    "index", "actors", "actors/country", "agreements", "articles", "relations", "relations/trade-value",
    "questions", "question/trade-partners", "country/MX", "person/", "organization/", "agreement/",
    "product/", "article/", "claim/", "relationship/", "live/question/trade-partners", "live/search",
    "live/missing", "live/organization/hostile",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(
    program: Callable[[str], str], lack: Callable[[str], NoReturn], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    with browsing(program, lack, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="session")
def site(
    documents: dict[str, str],
    store: Store,
    hostile_pages: Pages,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """The files of the pages of `KINDS`."""
    folder = tmp_path_factory.mktemp("site")
    style = files("tradegraph.pages").joinpath("templates", "style.css").read_text("utf-8")
    (folder / "style.css").write_text(style, "utf-8")
    (folder / "live").mkdir()
    (folder / "live" / "style.css").write_text(style, "utf-8")
    shown = {kind: documents[find_page(kind, documents)] for kind in KINDS if not kind.startswith("live/")}
    written = {}
    hostile = {"live/organization/hostile": hostile_pages.render("organization/hostile") or ""}
    for kind, document in (shown | show_live(store) | hostile).items():
        path = folder / f"{kind}first.html" if kind.endswith("/") else folder / f"{kind}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document, "utf-8")
        written[kind] = path
    return written


def find_page(kind: str, documents: dict[str, str]) -> str:
    return next(path for path in documents if path.startswith(kind)) if kind.endswith("/") else kind


def show_live(store: Store) -> dict[str, str]:
    pages = Pages(store, site=Site(store.base, is_live=True))
    values = {"country": "Mexico"}
    results = run_query(store, "trade-partners", **values)
    hits = [Hit("country/MX", "Mexico", "country", "Mexico and South Korea")]
    return {
        "live/question/trade-partners": pages.render_answer(
            find_question("trade-partners"), values=values, results=results
        ),
        "live/search": pages.render_search("Mexico", hits),
        "live/missing": pages.render_document(
            "problem.html", "missing", title="Not found", problem="There is nothing at this address."
        ),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_grave_keeps_anybody_from_reading(
    kind: str, scheme: str, site: dict[str, Path], browser: Browser
) -> None:
    browser.open(site[kind].as_uri(), scheme=scheme)
    assert browser.check() == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_hand(kind: str, site: dict[str, Path], browser: Browser) -> None:
    browser.open(site[kind].as_uri(), width=360)
    assert browser.measure_overflow() <= 0


def test_axe_finds_what_is_grave(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "grave.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>x</title><main><h1>x</h1><img src="y"></main>', "utf-8"
    )
    browser.open(page.as_uri())
    found = browser.check()
    assert any(finding.startswith("image-alt") for finding in found)
    assert any("ERR_FILE_NOT_FOUND" in finding for finding in found)
