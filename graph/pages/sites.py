"""The site that pages belong to, and how its pages name each other: by relative links, wherever it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as percent_encode

#: The documents of data beside the page of a thing: extension, media type and name.
FORMS: Final = (
    ("ttl", "text/turtle", "Turtle"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("nt", "application/n-triples", "N-Triples"),
)
#: Pages that every page leads to; whoever publishes or serves the site makes ontology, search and downloads.
_MENU: Final = (
    ("actors", "Actors"),
    ("agreements", "Agreements"),
    ("relations", "Relations"),
    ("articles", "Articles"),
    ("questions", "Questions"),
    ("ontology", "Ontology"),
    ("search", "Search"),
    ("downloads", "Downloads"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """A site of pages: `base` starts the IRIs of its data, `title` is its name.

    `is_live` says that a server answers: forms, search and SPARQL work. `address` is where the pages lie, if
    that is not under the base.
    """

    base: str
    title: str = "tradegraph"
    is_live: bool = False
    address: str = ""


def to_root(path: str) -> str:
    """Return what leads from the page `path` to the root of its site.

    >>> to_root("country/MX"), to_root("index")
    ('../', '')
    """
    return "../" * path.count("/")


def to_href(path: str, *, extension: str = "html") -> str:
    """Return the address, from the root of the site, of the document of `path`.

    >>> to_href("country/MX"), to_href("city/100%-town", extension="ttl")
    ('country/MX.html', 'city/100%25-town.ttl')
    """
    return f"{percent_encode(path, safe='/~@!$&+,;=()*')}.{extension}"


def is_web(address: str) -> bool:
    """Tell whether an address may be a link: of no other scheme, such as one that runs a script.

    >>> is_web("https://news.example/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return address.lower().startswith(("https://", "http://"))


def is_path(path: str) -> bool:
    """Tell whether `path` can be a page's: no part of it is empty or leads elsewhere.

    >>> is_path("country/MX"), is_path("../secret"), is_path("")
    (True, False, False)
    """
    return all(part and part.strip(".") and "\\" not in part for part in path.split("/"))


def to_menu(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the places of a site that every page leads to: paths and labels."""
    live = (("sparql", "SPARQL"),) if site.is_live else ()
    return (*_MENU, *live)
