"""Editions: under which IRIs a graph is published, where its pages lie, and under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from tradegraph._exceptions import UsageError
from tradegraph.pages import Site
from tradegraph.publishing.documents import DATASET
from tradegraph.rdf.iris import DATA_LICENSE


@dataclass(frozen=True, slots=True)
class Edition:
    """How a graph is published.

    `base` begins the IRIs of things, `site` the addresses of their documents: another where a service such
    as w3id.org leads from things to these. `licence` is an IRI, `endpoint` the address of a SPARQL endpoint
    with the same graph, `title` the name of the site.
    """

    base: str
    site: str
    licence: str = DATA_LICENSE
    endpoint: str | None = None
    title: str = "tradegraph"

    @classmethod
    def of(
        cls,
        base: str,
        *,
        site: str | None = None,
        licence: str = DATA_LICENSE,
        endpoint: str | None = None,
        title: str = "tradegraph",
    ) -> Self:
        """Return the edition of things under `base`; their documents lie there, too, unless `site` is given.

        Raises `UsageError` for what is not an absolute http(s) address.
        """
        base = to_folder("base", base)
        return cls(
            base=base,
            site=to_folder("site", site or base),
            licence=to_address("license", licence),
            endpoint=to_address("endpoint", endpoint) if endpoint else None,
            title=title,
        )

    @property
    def dataset(self) -> str:
        """The IRI of the data set that the site publishes."""
        return self.base + DATASET

    @property
    def pages(self) -> Site:
        """The site as its pages know it."""
        return Site(self.base, title=self.title, address="" if self.site == self.base else self.site)


def to_folder(option: str, address: str) -> str:
    """Return `address` with a slash at its end.

    Raises `UsageError`, which names `option`, for what is no absolute http(s) address of a folder.

    >>> to_folder("base", "https://data.example/trade")
    'https://data.example/trade/'
    """
    to_address(option, address)
    if set("?#") & set(address):
        raise UsageError(
            f"--{option} {address}: an address under which pages lie has no ? or #; leave it out"
        )
    return address.rstrip("/") + "/"


def to_address(option: str, address: str) -> str:
    """Return `address` where it is an absolute http(s) IRI; raises `UsageError`, which names `option`."""
    try:
        parts = urlsplit(address)
        NamedNode(address)
        is_absolute = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_absolute = False
    if not is_absolute or {".", ".."} & set(address.split("/")):
        raise UsageError(
            f"--{option} {address}: not an absolute http(s) address, such as https://data.example/"
        )
    return address
