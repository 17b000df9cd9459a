"""A site that is published again after its graph changed, and one under another base."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT
from pyoxigraph import RdfFormat, parse
from tradegraph.publishing.folders import MANIFEST
from tradegraph.publishing.publication import publish
from tradegraph.rdf.iris import DEFAULT_BASE

Run = Callable[..., Result]
ARTICLES = ("us-vietnam-goods.md", "utah-mexico-partnership.md")
#: Files that sum up the whole site, or lie on the way to everything.
WHOLE = re.compile(
    r"(index|actors|agreements|relations|articles|search|downloads|ontology|question)\b|dumps/|void\.|"
    rf"\.well-known/void|sitemap|{re.escape(MANIFEST)}"
)


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def build(run: Run, articles: Path, kg: Path) -> None:
    result = run("build", articles, "--kg", kg)
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def kg(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles; tests only read it."""
    folder = tmp_path_factory.mktemp("graph")
    copy_articles(folder / "articles")
    build(run, folder / "articles", folder / "kg")
    return folder / "kg"


def copy_articles(folder: Path) -> None:
    folder.mkdir()
    for name in ARTICLES:
        shutil.copy(ROOT / "graph" / "samples" / name, folder)


@pytest.fixture(scope="module")
def states(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """A site as first published, with an article corrected, with it gone, and that published from scratch."""
    folder = tmp_path_factory.mktemp("changes")
    articles, kg, site = folder / "articles", folder / "kg", folder / "site"
    copy_articles(articles)
    changed = articles / ARTICLES[0]
    text = changed.read_text("utf-8")
    states = {}
    for state, new in (("first", text), ("corrected", text.replace("Vietnam", "Peru")), ("gone", None)):
        changed.unlink() if new is None else changed.write_text(new, "utf-8")
        build(run, articles, kg)
        publish(kg, site)
        states[state] = contents(site)
    publish(kg, folder / "scratch")
    states["scratch"] = contents(folder / "scratch")
    return states


def changes(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_corrected_article_changes_only_what_tells_of_it(states: dict[str, dict[str, bytes]]) -> None:
    changed = {path for path in changes(states["first"], states["corrected"]) if not WHOLE.match(path)}
    assert any(path.startswith("article/us-vietnam-goods") for path in changed)
    assert any(path.startswith("country/PE") for path in changed)
    untold = [path for path in changed if "utah" in path or path.startswith(("region/US-UT", "country/MX"))]
    assert untold == []


def test_pages_of_an_article_that_is_gone_are_gone(states: dict[str, dict[str, bytes]]) -> None:
    left = [path for path in states["gone"] if "us-vietnam-goods" in path]
    assert left == []
    assert not any(path.startswith("country/PE") for path in states["gone"])
    assert any("utah-mexico" in path for path in states["gone"])
    assert states["gone"] == states["scratch"]


@pytest.fixture(scope="module")
def moved(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample articles under a base and at an address of its own."""
    out = tmp_path_factory.mktemp("moved") / "site"
    publish(
        sample_kg, out, base="https://id.example/kg", site="http://www.example/pages", title="Ours & theirs"
    )
    return out


def test_every_iri_of_the_data_moves(moved: Path) -> None:
    kept = (f"{DEFAULT_BASE}ontology", f"{DEFAULT_BASE}shapes")
    for path in (*moved.rglob("*.nt"), *moved.rglob("*.ttl"), *moved.rglob("*.jsonld")):
        if path.stem in ("ontology", "shapes", "context"):
            continue
        syntax = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD}
        for quad in parse(path=str(path), format=syntax[path.suffix]):
            for term in (quad.subject, quad.object):
                iri = str(term)[1:-1] if str(term).startswith("<") else ""
                assert not iri.startswith(DEFAULT_BASE) or iri.startswith(kept), f"{path}: {iri}"


def test_the_same_things_are_told_of(moved: Path) -> None:
    turtle = (moved / "country" / "MX.ttl").read_text("utf-8")
    assert "<https://id.example/kg/country/MX> a tg:Country" in turtle
    assert "<http://www.example/pages/country/MX.html> a schema:WebPage" in turtle
    lines = gzip.decompress((moved / "dumps" / "graph.nq.gz").read_bytes()).splitlines()
    assert any(line.startswith(b"<https://id.example/kg/country/MX> ") for line in lines)
    assert not any(b"<https://w3id.org/tradegraph/country/" in line for line in lines)
    assert b"https://id.example/kg/country/MX" in (moved / "dumps" / "network.gexf").read_bytes()


def test_addresses_are_those_of_the_site(moved: Path) -> None:
    assert "<loc>http://www.example/pages/country/MX.html</loc>" in (moved / "sitemap.xml").read_text()
    assert "http://www.example/pages/dumps/graph.nq.gz" in (moved / "void.ttl").read_text()
    assert 'void:uriSpace "https://id.example/kg/"' in (moved / "void.ttl").read_text()
    assert "http://www.example/pages/$1.ttl [R=303,L]" in (moved / "w3id" / ".htaccess").read_text()
    page = (moved / "country" / "MX.html").read_text("utf-8")
    assert '<link rel="canonical" href="http://www.example/pages/country/MX.html">' in page
    assert "https://id.example/kg/country/MX<" in page
    assert "<https://id.example/kg/void.ttl#dataset> a " in (moved / "void.ttl").read_text()
    assert "Ours &amp; theirs" in page


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--base", "data.example"), 2, "--base data.example: not an absolute http(s) address"),
        (("--site", "ftp://data.example/"), 2, "--site ftp://data.example/: not an absolute"),
        (("--license", "mine"), 2, "--license mine: not an absolute"),
        (("--endpoint", "sparql"), 2, "--endpoint sparql: not an absolute"),
        (("--kg", "nowhere"), 3, "nowhere"),
        (("--out", ROOT / "tests" / "publishing"), 3, "that are no published site"),
    ],
)
def test_what_cannot_be_published_is_told_in_one_line(
    run: Run, kg: Path, tmp_path: Path, options: tuple[str, ...], status: int, message: str
) -> None:
    result = run("publish", "--kg", kg, "--out", tmp_path / "site", *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "site" / "index.html").exists()
