"""Redirect rules, tried on a real Apache: 303 for things by what a reader accepts, 200 for documents."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from tradegraph.publishing.documents import DOCUMENTS
from tradegraph.publishing.editions import Edition
from tradegraph.publishing.redirects import to_htaccess, to_w3id
from tradegraph.rdf.iris import DEFAULT_BASE

#: What a client sends, and the form that it should get.
ACCEPTED = {
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "html",
    "": "html",
    "*/*": "html",
    "text/turtle": "ttl",
    "TEXT/TURTLE": "ttl",
    "text/turtle;q=1.0, */*;q=0.1": "ttl",
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,*/*;q=0.3": "ttl",
    "application/ld+json": "jsonld",
    "application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\", text/html;q=0.5": "jsonld",
    "application/json": "jsonld",
    "application/n-triples": "nt",
    "application/n-triples;q=0.9, application/rdf+xml": "nt",
    "text/turtle;q=0.5, application/n-triples": "nt",
    "text/turtle;q=0, application/ld+json;q=0.2": "jsonld",
    "text/turtle;q=0": "html",
    "text/turtle;q=0.000, text/html;q=0.1": "html",
    "text/html, text/turtle;q=0.9": "html",
    "image/png": "html",
    "text/turtles": "html",
}  # fmt: skip
TYPES = {"html": "text/html", **DOCUMENTS}


def fetch(
    address: str, accept: str | None = None, *, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers by lower-case name, and the body; redirects are not followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, target, headers={} if accept is None else {"Accept": accept})
    response = connection.getresponse()
    body = response.read()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


@pytest.fixture(scope="module", params=["", "kg/", "deep/er/kg/"])
def folder_site(apache: tuple[Path, str], request: pytest.FixtureRequest) -> str:
    """The address of a site in a folder of the host."""
    where = str(request.param)
    folder = apache[0] / where
    for path in ("country/MX", "article/a-b", "ontology", "shapes", "city/100%-town", "index"):
        for extension in TYPES:
            file = folder / f"{path}.{extension}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{path} {extension}")
    (folder / "void.ttl").write_text("void")
    (folder / ".well-known").mkdir(exist_ok=True)
    (folder / ".well-known" / "void").write_text("void")
    (folder / ".htaccess").write_bytes(to_htaccess())
    return apache[1] + where


@pytest.mark.parametrize(("accept", "form"), ACCEPTED.items())
def test_a_thing_leads_to_the_document_that_is_accepted(folder_site: str, accept: str, form: str) -> None:
    status, headers, _ = fetch(f"{folder_site}country/MX", accept)
    assert (status, headers["location"]) == (303, f"{folder_site}country/MX.{form}")
    assert "Accept" in headers["vary"]
    assert headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("form", TYPES)
def test_a_document_answers_itself_with_its_type(folder_site: str, form: str) -> None:
    status, headers, body = fetch(f"{folder_site}country/MX.{form}", "text/turtle")
    assert (status, body) == (200, f"country/MX {form}".encode())
    assert headers["content-type"].lower() == f"{TYPES[form]}; charset=utf-8"[: len(headers["content-type"])]
    assert headers["content-type"].startswith(TYPES[form])


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("ontology", "ontology.ttl"),
        ("shapes", "shapes.ttl"),
        ("ontology/0.1.0", "ontology.ttl"),
        ("graph/article/a-b", "article/a-b.ttl"),
        ("graph/reference/countries", "void.ttl"),
        ("city/100%25-town", "city/100%25-town.ttl"),
    ],
)
def test_each_kind_of_iri_leads_to_a_document(folder_site: str, path: str, target: str) -> None:
    status, headers, _ = fetch(f"{folder_site}{path}", "text/turtle")
    assert (status, headers["location"]) == (303, folder_site + target)
    assert fetch(headers["location"])[0] == 200


def test_head_is_answered_as_get(folder_site: str) -> None:
    status, headers, body = fetch(f"{folder_site}country/MX", "text/turtle", method="HEAD")
    assert (status, headers["location"], body) == (303, f"{folder_site}country/MX.ttl", b"")


def test_the_home_page_and_the_description_are_there(folder_site: str) -> None:
    assert fetch(folder_site)[2] == b"index html"
    status, headers, _ = fetch(f"{folder_site}.well-known/void")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")


@pytest.mark.parametrize("path", ["country/nowhere.ttl", "style.css", "country/"])
def test_a_document_that_is_not_there_is_not_found(folder_site: str, path: str) -> None:
    assert fetch(f"{folder_site}{path}")[0] in (403, 404)


@pytest.fixture(scope="module")
def permanent(apache: tuple[Path, str]) -> str:
    """The permanent address of a site that lies elsewhere."""
    folder = apache[0] / "permanent"
    folder.mkdir()
    address = f"{apache[1]}permanent/"
    edition = Edition.of(address, site="https://host.example/kg/")
    (folder / ".htaccess").write_bytes(to_w3id(edition))
    return address


@pytest.mark.parametrize(("accept", "form"), ACCEPTED.items())
def test_a_permanent_iri_leads_to_the_document_that_is_accepted(
    permanent: str, accept: str, form: str
) -> None:
    status, headers, _ = fetch(f"{permanent}country/MX", accept)
    assert (status, headers["location"]) == (303, f"https://host.example/kg/country/MX.{form}")


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("", 303, ""),
        ("ontology", 303, "ontology.html"),
        ("ontology/0.1.0", 303, "ontology.html"),
        ("shapes", 303, "shapes.html"),
        ("graph/article/a-b", 303, "article/a-b.html"),
        ("graph/support", 303, "void.ttl"),
        ("country/MX.ttl", 302, "country/MX.ttl"),
        ("dumps/graph.nq.gz", 302, "dumps/graph.nq.gz"),
        (".well-known/void", 302, ".well-known/void"),
    ],
)
def test_permanent_addresses_of_documents_lead_to_them(
    permanent: str, path: str, status: int, target: str
) -> None:
    answer, headers, _ = fetch(permanent + path)
    assert (answer, headers["location"]) == (status, f"https://host.example/kg/{target}")


def test_every_kind_of_thing_of_a_published_site_is_dereferenced(
    apache: tuple[Path, str], site: Path
) -> None:
    folder = apache[0] / "whole"
    shutil.copytree(site, folder)
    kinds = {path.parent.name: path for path in sorted(folder.glob("*/*.ttl"))}
    assert len(kinds) > 10
    for document in kinds.values():
        path = document.relative_to(folder).with_suffix("").as_posix()
        status, headers, _ = fetch(f"{apache[1]}whole/{path}", "text/turtle")
        assert status == 303
        status, headers, body = fetch(headers["location"])
        assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")
        subjects = {str(quad.subject) for quad in parse(body, format=RdfFormat.TURTLE)}
        assert f"<{DEFAULT_BASE}{path}>" in subjects
