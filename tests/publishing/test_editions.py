"""Addresses that a site is published under."""

from __future__ import annotations

import pytest
from tradegraph._exceptions import UsageError
from tradegraph.publishing.editions import Edition


@pytest.mark.parametrize(
    "address", ["https://data.example/kg", "https://data.example/kg/", "https://data.example/kg//"]
)
def test_a_base_ends_in_a_slash_and_is_the_site_too(address: str) -> None:
    edition = Edition.of(address)
    assert edition.base == edition.site == "https://data.example/kg/"
    assert edition.dataset == "https://data.example/kg/void.ttl#dataset"


def test_the_site_may_lie_elsewhere() -> None:
    edition = Edition.of("https://w3id.org/kg", site="http://localhost:8000")
    assert (edition.base, edition.site) == ("https://w3id.org/kg/", "http://localhost:8000/")


@pytest.mark.parametrize(
    "address",
    [
        "data.example/kg/", "/kg/", "ftp://data.example/", "file:///kg/", "https:///kg/", "https://",
        "urn:kg:",        "javascript:alert(1)", "https://data.example/a b/", "https://data.example/<kg>/", "https://[kg/",
        "https://data.example/../", "", "https://data.example/\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("option", ["site", "endpoint", "licence"])
def test_what_is_no_absolute_address_is_refused(option: str, address: str) -> None:
    if address:  # no address is no option
        with pytest.raises(UsageError, match="not an absolute"):
            Edition.of("https://data.example/", **{option: address})
    with pytest.raises(UsageError, match="--base"):
        Edition.of(address)


@pytest.mark.parametrize("address", ["https://data.example/kg#", "https://data.example/?kg="])
def test_a_base_that_pages_cannot_lie_under_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match=r"has no \? or #"):
        Edition.of(address)
