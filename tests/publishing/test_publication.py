"""A published site: each link leads somewhere, each file says the same, and only what changed is written."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import rdflib
from click.testing import Result
from lxml import etree, html  # type: ignore[import-untyped]
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.compare import isomorphic
from rdflib.query import ResultRow
from tradegraph.exports import export
from tradegraph.pages import Pages, Site
from tradegraph.publishing.documents import DOCUMENTS
from tradegraph.publishing.folders import MANIFEST
from tradegraph.publishing.publication import publish
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store

Run = Callable[..., Result]
SYNTAX = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def kinds(site: Path) -> list[str]:
    """Return one path, without extension, of each kind of thing that has documents."""
    found = {path.parent.name: path for path in sorted(site.rglob("*.ttl"), reverse=True)}
    return [path.relative_to(site).with_suffix("").as_posix() for path in found.values()]


def links(page: Path, site: Path) -> Iterator[str]:
    """Yield where a page leads within its site, as URLs of files."""
    document = html.parse(str(page), html.HTMLParser(encoding="utf-8"))
    for attribute in ("href", "src", "action"):
        for value in document.xpath(f"//@{attribute}"):
            address = urljoin(page.as_uri(), str(value))
            if address.startswith("file:"):
                assert address.startswith(site.as_uri()), f"{page}: {value} leads out of the site"
                yield address


def anchors(page: Path, known: dict[Path, set[str]]) -> set[str]:
    if page not in known:
        known[page] = {str(name) for name in html.parse(str(page), html.HTMLParser()).xpath("//@id")}
    return known[page]


def test_every_link_of_every_page_leads_somewhere(site: Path) -> None:
    known: dict[Path, set[str]] = {}
    followed = Counter[str]()
    for page in pages(site):
        for link in links(page, site):
            parts = urlsplit(link)
            target = Path(unquote(parts.path))
            assert target.is_file(), f"{page}: {link}"
            if parts.fragment:
                assert unquote(parts.fragment) in anchors(target, known), f"{page}: {link}"
            followed[target.suffix] += 1
    assert len(pages(site)) > 500
    assert min(followed[suffix] for suffix in (".html", ".ttl", ".jsonld", ".nt", ".css", ".js", ".gz")) > 0


def test_every_page_is_reached_from_the_home_page(site: Path, sample_kg: Path) -> None:
    reached, ahead = {site / "index.html"}, [site / "index.html"]
    while ahead:
        page = ahead.pop()
        targets = {Path(unquote(urlsplit(link).path)) for link in links(page, site)}
        new = {target for target in targets if target.suffix == ".html"} - reached
        reached |= new
        ahead.extend(new)
    left = set(pages(site)) - reached
    merged = {page for page in left if b"isReplacedBy" in page.with_suffix(".nt").read_bytes()}
    with Store.open(sample_kg / "store") as store:
        told = {site / f"{path}.html" for path in Pages(store, site=Site(store.base)).paths()}
    # Others are only linked to from data.
    assert not (left - merged) & told


def test_every_thing_that_documents_name_has_a_document(site: Path) -> None:
    named = set[str]()
    for file in site.rglob("*.nt"):
        if file.name not in ("ontology.nt", "shapes.nt"):
            for quad in parse(path=str(file), format=RdfFormat.N_TRIPLES):
                named |= {term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    own = {iri.removeprefix(DEFAULT_BASE).partition("#")[0] for iri in named if iri.startswith(DEFAULT_BASE)}
    assert len(own) > 500
    missing = [path for path in own if not any((site / f"{path}{end}").is_file() for end in ("", ".ttl"))]
    assert missing == []


def test_each_thing_has_all_forms_and_they_hold_the_same_triples(site: Path) -> None:
    documents = [path.with_suffix("") for path in sorted(site.rglob("*.nt"))]
    assert len(documents) > 500
    for document in documents:
        found = {
            extension: {
                quad.triple for quad in parse(path=f"{document}.{extension}", format=SYNTAX[extension])
            }
            for extension in DOCUMENTS
        }
        if document.name in ("ontology", "shapes"):  # blank nodes have other names in each form
            assert len({len(triples) for triples in found.values()}) == 1
        else:
            assert found["ttl"] == found["nt"] == found["jsonld"], document


def test_rdflib_expands_json_ld_to_the_triples_of_the_turtle(site: Path) -> None:
    assert len(kinds(site)) > 8
    for path in (*kinds(site), "ontology", "shapes"):
        turtle = rdflib.Graph().parse(site / f"{path}.ttl", format="turtle")
        expanded = rdflib.Graph().parse(site / f"{path}.jsonld", format="json-ld")
        assert isomorphic(turtle, expanded), path


def test_rapper_reads_every_rdf_file(site: Path, program: Callable[[str], str], tmp_path: Path) -> None:
    rapper = program("rapper")
    turtle = sorted({*site.rglob("*.ttl"), site / ".well-known" / "void"})
    for file in turtle:
        command = [rapper, "-q", "-c", "-i", "turtle", file.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{file}: {done.stderr}"
        assert "rror" not in done.stderr, f"{file}: {done.stderr}"
    whole = tmp_path / "whole.nt"
    whole.write_bytes(b"".join(file.read_bytes() for file in sorted(site.rglob("*.nt"))))
    for syntax, file in (("ntriples", whole), ("trig", site / "dumps" / "graph.trig")):
        command = [rapper, "-q", "-c", "-i", syntax, file.as_uri()]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_dumps_hold_what_exports_hold(site: Path, sample_kg: Path) -> None:
    assert gzip.decompress((site / "dumps" / "graph.nq.gz").read_bytes()) == export(sample_kg, "nq")
    assert (site / "dumps" / "graph.trig").read_bytes() == export(sample_kg, "trig")
    assert (site / "dumps" / "network.gexf").read_bytes() == export(sample_kg, "gexf")


def test_the_gzip_file_tells_no_time_and_no_name(site: Path) -> None:
    header = (site / "dumps" / "graph.nq.gz").read_bytes()[:10]
    assert header[3:8] == bytes(5)


@pytest.fixture(scope="module")
def described(site: Path) -> rdflib.Graph:
    """What the site says of itself."""
    return rdflib.Graph().parse(site / "void.ttl", format="turtle")


PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX void: <http://rdfs.org/ns/void#>
"""


def ask(graph: rdflib.Graph, variables: str, pattern: str) -> list[tuple[str, ...]]:
    found = graph.query(f"{PREFIXES} SELECT {variables} {{ {pattern} }}")
    return [tuple(map(str, row)) for row in found if isinstance(row, ResultRow)]


def partition(graph: rdflib.Graph, kind: str, count: str) -> dict[str, int]:
    pattern = f"?d void:{kind}Partition ?p . ?p void:{kind} ?it ; void:{count} ?n"
    return {iri: int(number) for iri, number in ask(graph, "?it ?n", pattern)}


def recount(site: Path) -> set[tuple[str, str, str]]:
    """Return the triples of the dump, read by another way than they were counted by."""
    content = gzip.decompress((site / "dumps" / "graph.nq.gz").read_bytes())
    return {
        (str(q.subject), q.predicate.value, str(q.object)) for q in parse(content, format=RdfFormat.N_QUADS)
    }


def test_the_counts_of_the_description_are_those_of_the_dump(site: Path, described: rdflib.Graph) -> None:
    triples = recount(site)
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    properties = Counter(predicate for _, predicate, _ in triples)
    classes = Counter(object_[1:-1] for _, predicate, object_ in triples if predicate == rdf_type)
    same = [o for _, p, o in triples if p.endswith("#exactMatch")]
    whole = "?d a dcat:Dataset ; void:triples ?n ; void:distinctSubjects ?s ; void:entities ?e"
    ((told, subjects, entities),) = ask(described, "?n ?s ?e", whole)
    assert int(told) == len(triples)
    assert int(subjects) == len({subject for subject, _, _ in triples})
    assert int(entities) == len({subject for subject, _, _ in triples if "#" not in subject})
    assert partition(described, "class", "entities") == classes
    assert partition(described, "property", "triples") == properties
    links = "?l a void:Linkset ; void:triples ?n ; void:objectsTarget/void:uriSpace ?space"
    linked = {space: int(number) for space, number in ask(described, "?space ?n", links)}
    assert sum(linked.values()) == len(same)
    assert linked["http://www.wikidata.org/entity/"] == sum("wikidata" in iri for iri in same) > 0


def test_distributions_have_the_size_and_the_digest_of_their_files(
    site: Path, described: rdflib.Graph
) -> None:
    pattern = """
        ?it a dcat:Distribution ; dcat:downloadURL ?url ; dcat:byteSize ?size ;
            spdx:checksum/spdx:checksumValue ?digest"""
    found = ask(described, "?url ?size ?digest", pattern)
    assert len(found) == 3
    for url, size, digest in found:
        content = (site / url.removeprefix(DEFAULT_BASE)).read_bytes()
        assert (int(size), digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_description_lies_at_its_usual_places(site: Path) -> None:
    assert (site / ".well-known" / "void").read_bytes() == (site / "void.ttl").read_bytes()
    forms = (("void.ttl", RdfFormat.TURTLE), ("void.jsonld", RdfFormat.JSON_LD))
    turtle, jsonld = ({q.triple for q in parse(path=str(site / name), format=form)} for name, form in forms)
    assert turtle == jsonld


def test_the_sitemap_names_every_page(site: Path) -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = etree.parse(str(site / "sitemap.xml")).getroot()
    assert root.tag == f"{namespace}urlset"
    named = {unquote(str(loc.text)).removeprefix(DEFAULT_BASE) for loc in root.iter(f"{namespace}loc")}
    assert {name or "index.html" for name in named} == {
        page.relative_to(site).as_posix() for page in pages(site)
    }
    assert f"Sitemap: {DEFAULT_BASE}sitemap.xml" in (site / "robots.txt").read_text()


@pytest.fixture(scope="module")
def again(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, written by two processes."""
    out = tmp_path_factory.mktemp("again") / "site"
    publish(sample_kg, out, jobs=2)
    return out


def test_the_same_graph_gives_the_same_bytes(site: Path, again: Path) -> None:
    assert contents(again) == contents(site)


def test_a_second_publication_writes_nothing(run: Run, again: Path, sample_kg: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in again.rglob("*") if path.is_file()}
    result = run("publish", "--kg", sample_kg, "--out", again)
    assert result.exit_code == 0, result.output
    assert ": 0 files written, " in result.stdout
    assert {path: path.stat().st_mtime_ns for path in again.rglob("*") if path.is_file()} == times


def test_the_manifest_knows_every_file(site: Path) -> None:
    known = json.loads((site / MANIFEST).read_bytes())["files"]
    assert {*known, MANIFEST} == contents(site).keys()
