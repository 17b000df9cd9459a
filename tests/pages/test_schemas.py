from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element

import pytest


def read_schemas(tree: Element) -> dict[str, dict[str, Any]]:
    scripts = (json.loads(script.text or "") for script in tree.iter("script"))
    return {schema["@type"]: schema for schema in scripts}


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("index", "Dataset"),
        ("country/MX", "Country"),
        ("person/", "Person"),
        ("article/", "NewsArticle"),
        ("claim/", "Claim"),
        ("question/trade-partners", "CreativeWork"),
    ],
)
def test_a_page_tells_machines_what_it_is_about(path: str, type_: str, trees: dict[str, Element]) -> None:
    tree = next(
        tree
        for place, tree in trees.items()
        if place == path or (path.endswith("/") and place.startswith(path))
    )
    assert type_ in read_schemas(tree)


def test_the_way_to_a_page_begins_at_home(trees: dict[str, Element]) -> None:
    items = read_schemas(trees["country/MX"])["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["Home", "Actors", "Countries", "Mexico"]
    assert items[-1]["item"] == "https://w3id.org/tradegraph/country/MX.html"
    assert [item["position"] for item in items] == [1, 2, 3, 4]


def test_a_claim_tells_its_words_and_its_article(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        if path.startswith("claim/"):
            claim = read_schemas(tree)["Claim"]
            assert claim["text"]
            assert claim["appearance"]["@type"] == "NewsArticle"
            assert claim["@id"] == f"https://w3id.org/tradegraph/{path}"
