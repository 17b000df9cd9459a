"""Graphs whose pages the tests look at, and the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from tradegraph.pages import Pages, Site
from tradegraph.pages.nodes import Nodes
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store

from .graphs import HOSTILE, parse_html, to_hostile_store, to_written_store


@pytest.fixture(scope="session")
def store(sample_kg: Path) -> Iterator[Store]:
    with Store.open(sample_kg / "store") as store:
        yield store


@pytest.fixture(scope="session")
def nodes(store: Store) -> Nodes:
    return Nodes(store)


@pytest.fixture(scope="session")
def pages(store: Store) -> Pages:
    return Pages(store, site=Site(DEFAULT_BASE))


@pytest.fixture(scope="session")
def documents(pages: Pages) -> dict[str, str]:
    """The HTML of every page of the sample graph, by path."""
    return {path: pages.render(path) or "" for path in pages.paths()}


@pytest.fixture(scope="session")
def trees(documents: dict[str, str]) -> dict[str, Element]:
    """Every page of the sample graph, parsed."""
    return {path: parse_html(document) for path, document in documents.items()}


@pytest.fixture(scope="session")
def written() -> Nodes:
    """The graph of two articles by hand."""
    return Nodes(to_written_store())


@pytest.fixture(scope="session")
def hostile_pages() -> Pages:
    return Pages(to_hostile_store(), site=Site(DEFAULT_BASE, title=HOSTILE, is_live=True))
