"""Sitemaps: all pages of a site, for those who look for them by machine.

Source: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from tradegraph.pages.sites import to_href
from tradegraph.publishing.editions import Edition

#: Addresses in one file at most, by the protocol.
LIMIT: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemaps(edition: Edition, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` of the pages of `paths`, its parts where that is too long, and robots.txt."""
    addresses = [edition.site if path == "index" else edition.site + to_href(path) for path in paths]
    parts = [addresses[start : start + LIMIT] for start in range(0, len(addresses), LIMIT)]
    if len(parts) > 1:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield "sitemap.xml", _to_xml("sitemapindex", "sitemap", [edition.site + name for name in names])
        for name, part in zip(names, parts, strict=True):
            yield name, _to_xml("urlset", "url", part)
    else:
        yield "sitemap.xml", _to_xml("urlset", "url", addresses)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {edition.site}sitemap.xml\n".encode()


def _to_xml(root: str, item: str, addresses: Iterable[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="{_NAMESPACE}">',
        *(f"<{item}><loc>{escape(address)}</loc></{item}>" for address in addresses),
        f"</{root}>",
    ]
    return ("\n".join(lines) + "\n").encode()
