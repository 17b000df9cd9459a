"""Sitemaps: valid by the protocol, and split where they would be too long."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]
from tradegraph.publishing import sitemaps
from tradegraph.publishing.editions import Edition
from tradegraph.publishing.sitemaps import write_sitemaps

EDITION = Edition.of("https://data.example/kg/")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(content: bytes) -> list[str]:
    return [str(loc.text) for loc in etree.fromstring(content).iter(f"{NAMESPACE}loc")]


def test_few_pages_are_in_one_file() -> None:
    files = dict(write_sitemaps(EDITION, ["index", "country/MX", "city/a&b <c>", "city/100%"]))
    assert addresses(files["sitemap.xml"]) == [
        "https://data.example/kg/",
        "https://data.example/kg/country/MX.html",
        "https://data.example/kg/city/a&b%20%3Cc%3E.html",
        "https://data.example/kg/city/100%25.html",
    ]
    assert set(files) == {"sitemap.xml", "robots.txt"}


def test_many_pages_are_in_parts_with_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LIMIT", 2)
    files = dict(write_sitemaps(EDITION, ["a", "b", "c", "d", "e"]))
    assert addresses(files["sitemap.xml"]) == [f"https://data.example/kg/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert etree.fromstring(files["sitemap.xml"]).tag == f"{NAMESPACE}sitemapindex"
    parts = [addresses(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert parts[2] == ["https://data.example/kg/e.html"]
