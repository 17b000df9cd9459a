"""Rules for Apache: an IRI of a thing answers 303 to the document that a reader prefers.

Sources: https://www.w3.org/TR/cooluris/, https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html,
https://github.com/perma-id/w3id.org (where `w3id/.htaccess` goes)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from tradegraph.publishing.documents import DOCUMENTS
from tradegraph.publishing.editions import Edition
from tradegraph.rdf.iris import ONTOLOGY

#: What a request has to accept for each form of a document. Rules cannot compare preferences: what is
#: accepted without a lower one comes first, the page for people before data.
_ACCEPTED: Final = {
    "html": r"(text/html|application/xhtml\+xml)",
    "ttl": r"(text/turtle|application/x-turtle)",
    "jsonld": r"application/(ld\+)?json",
    "nt": r"application/n-triples",
}
_FULLY: Final = r"(?![^,]*;\s*q=0)"
_AT_ALL: Final = r"(?![^,]*;\s*q=0(\.0*)?\s*(,|$))"
_TYPES: Final = {
    **DOCUMENTS,
    "gexf": "application/gexf+xml",
    "nq": "application/n-quads",
    "trig": "application/trig",
}
#: Paths of IRIs that are named in data and described in a document of another name.
_ELSEWHERE: Final = {
    r"graph/(article/.+)": "$1",
    r"ontology/[^/]+": "ontology",
}


def to_htaccess() -> bytes:
    """Return the rules for the folder of a site on a plain Apache host, wherever the folder lies."""
    lines = [
        "# Linked data on a plain Apache host: made by `tradegraph publish`.",
        "Options -MultiViews -Indexes",
        "DirectoryIndex index.html",
        "AddDefaultCharset UTF-8",
        *(f"AddType {media_type} .{extension}" for extension, media_type in sorted(_TYPES.items())),
        "<Files void>",
        "ForceType text/turtle",
        "</Files>",
        "<IfModule mod_headers.c>",
        'Header always set Access-Control-Allow-Origin "*"',
        'Header always set X-Content-Type-Options "nosniff"',
        "Header always merge Vary Accept",
        "</IfModule>",
        "",
        "RewriteEngine On",
        "# Where this folder lies: what is asked for, without the part that is under it.",
        r"RewriteCond %{REQUEST_URI}::$1 ^(.*?/)(.*)::\2$",
        "RewriteRule ^(.*)$ - [E=ROOT:%1]",
        "",
        "# A document answers itself, whether it is there or not.",
        "RewriteCond %{REQUEST_FILENAME} -f [OR]",
        r"RewriteCond %{REQUEST_URI} (/|/[^/]+\.[a-z]+)$",
        "RewriteRule ^ - [L]",
        *_rules("%{ENV:ROOT}"),
    ]
    return _join(lines)


def to_w3id(edition: Edition) -> bytes:
    """Return the rules for the folder of a permanent address that leads to a site elsewhere."""
    place = urlsplit(edition.base).path
    lines = [
        f"# Leads from {edition.base} to {edition.site}: made by `tradegraph publish`.",
        f"# For w3id.org: the file of the folder {place} in github.com/perma-id/w3id.org.",
        "Options -MultiViews",
        "<IfModule mod_headers.c>",
        'Header always set Access-Control-Allow-Origin "*"',
        "Header always merge Vary Accept",
        "</IfModule>",
        "",
        "RewriteEngine On",
        "",
        "# The site, and its documents, which have a name with a dot.",
        f"RewriteRule ^$ {edition.site} [R=303,L]",
        rf"RewriteRule ^(\.well-known/.+|.+\.[a-z]+)$ {edition.site}$1 [R=302,L]",
        *_rules(edition.site),
    ]
    return _join(lines)


def _rules(root: str) -> Iterator[str]:
    """Yield the rules that lead from things to their documents, under `root`."""
    yield from ("", f"# What {ONTOLOGY} and names of graphs stand for is described elsewhere.")
    for pattern, target in _ELSEWHERE.items():
        yield from _negotiate(f"^{pattern}$", f"{root}{target}")
    yield f"RewriteRule ^graph/.+$ {root}void.ttl [R=303,L]"
    yield from ("", "# A thing answers with the document that fits.")
    yield from _negotiate("^(.*[^/])$", f"{root}$1")


def _negotiate(pattern: str, target: str) -> Iterator[str]:
    """Yield the rules that lead from a path to the form of its document that is accepted, or to the page."""
    for measure in (_FULLY, _AT_ALL):
        for extension, accepted in _ACCEPTED.items():
            if extension != "html" or measure == _FULLY:
                yield f"RewriteCond %{{HTTP:Accept}} (^|,)\\s*{accepted}(?=\\s*(;|,|$)){measure} [NC]"
                yield f"RewriteRule {pattern} {target}.{extension} [R=303,L]"
    yield f"RewriteRule {pattern} {target}.html [R=303,L]"


def _join(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
