from __future__ import annotations

import pytest
from tradegraph.pages.sites import Site, is_path, is_web, to_href, to_menu, to_root


@pytest.mark.parametrize(
    ("path", "root"), [("index", ""), ("country/MX", "../"), ("actors/person/2", "../../")]
)
def test_a_page_leads_to_the_root_of_its_site(path: str, root: str) -> None:
    assert to_root(path) == root


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("country/MX", "country/MX.html"),
        ("city/são-paulo", "city/s%C3%A3o-paulo.html"),
        ("x/a%20b?c#d", "x/a%2520b%3Fc%23d.html"),
        ("x/javascript:1", "x/javascript%3A1.html"),
    ],
)
def test_an_address_is_the_path_encoded(path: str, href: str) -> None:
    assert to_href(path) == href


@pytest.mark.parametrize("path", ["", "/", "a//b", "../a", "a/..", "./a", "a/.../b", "a\\b"])
def test_what_leads_elsewhere_is_no_path(path: str) -> None:
    assert not is_path(path)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "mailto:a@b.example"]
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert not is_web(address)
    assert is_web("HTTPS://news.example/")


def test_only_a_server_offers_sparql() -> None:
    places = {
        live: {path for path, _ in to_menu(Site("https://data.example/", is_live=live))}
        for live in (True, False)
    }
    assert places[True] - places[False] == {"sparql"}
