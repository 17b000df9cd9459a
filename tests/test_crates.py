"""The RO-Crate of a graph's folder: its rules, its files, its sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Crate = dict[str, dict[str, Any]]
ROOT = Path(__file__).resolve().parents[1]


def read(kg: Path) -> Crate:
    """The entities of a folder's crate by their ids."""
    document = json.loads((kg / "ro-crate-metadata.json").read_text("utf-8"))
    entities = {entity["@id"]: entity for entity in document["@graph"]}
    assert len(entities) == len(document["@graph"])
    assert document["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    return entities


@pytest.fixture(scope="module")
def crate(sample_kg: Path) -> Crate:
    return read(sample_kg)


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [reference for each in value for reference in references(each)]
    return [value["@id"]] if isinstance(value, dict) else []


def test_the_descriptor_names_the_root_and_the_root_itself(crate: Crate) -> None:
    descriptor, root = crate["ro-crate-metadata.json"], crate["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert all(root[name] for name in ("name", "description", "datePublished", "license", "hasPart"))


def test_every_entity_that_is_named_is_described(crate: Crate) -> None:
    for entity in crate.values():
        assert entity["@type"]
        named = {ref for name, value in entity.items() if name != "conformsTo" for ref in references(value)}
        assert named <= set(crate), entity["@id"]


def test_every_file_is_what_it_is_said_to_be(crate: Crate, sample_kg: Path) -> None:
    files = [entity for entity in crate.values() if entity["@type"] == "File"]
    assert {file["@id"] for file in files} <= set(references(crate["./"]["hasPart"]))
    for file in files:
        content = (sample_kg / file["@id"]).read_bytes()
        assert file["contentSize"] == str(len(content))
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert "/" in file["encodingFormat"]
    archive = {path.relative_to(sample_kg).as_posix() for path in (sample_kg / "articles").glob("*.nq")}
    assert archive | {"manifest.json", "report.json", "report.ttl"} <= {file["@id"] for file in files}


def test_articles_are_what_the_graph_was_made_of(crate: Crate) -> None:
    articles = [entity for entity in crate.values() if entity["@type"] == "NewsArticle"]
    assert len(articles) == len(list((ROOT / "graph" / "samples").glob("*.md")))
    action = crate["#building"]
    assert action["@type"] == "CreateAction"
    assert {article["@id"] for article in articles} <= set(references(action["object"]))
    assert {article["@id"] for article in articles} <= set(references(crate["./"]["mentions"]))
    assert crate[action["instrument"]["@id"]]["@type"] == "SoftwareApplication"
    assert crate[action["instrument"]["@id"]]["version"]
    assert all(article["name"] and article["datePublished"] for article in articles)
    assert crate["./"]["datePublished"] == max(article["datePublished"] for article in articles)


ARTICLE = """---
title: Chile sells more to Peru
published: 2024-05-02
url: https://news.example/chile
lang: en
---
Chile exported goods worth $2 billion to Peru in 2023.
"""
CORRECTIONS = """
- reject: claim/0000000000000000
  author: The editors
  reason: A test.
"""


@pytest.fixture
def kg(tmp_path: Path, run: Callable[..., Result]) -> Path:
    (tmp_path / "chile.md").write_text(ARTICLE)
    run("build", tmp_path / "chile.md", "--kg", tmp_path / "kg")
    return tmp_path / "kg"


def test_an_article_has_its_address_and_date(kg: Path) -> None:
    (article,) = (entity for entity in read(kg).values() if entity["@type"] == "NewsArticle")
    assert article["url"] == "https://news.example/chile"
    assert article["datePublished"] == "2024-05-02"


def test_corrections_are_inputs_inside_the_folder_and_out_of_it(
    kg: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    (kg / "corrections.yaml").write_text(CORRECTIONS)
    run("build", "--kg", kg)
    crate = read(kg)
    assert crate["corrections.yaml"]["@type"] == "File"
    assert "corrections.yaml" in references(crate["#building"]["object"])
    assert "corrections.yaml" in references(crate["./"]["hasPart"])
    (tmp_path / "elsewhere.yaml").write_text(CORRECTIONS)
    run("build", "--kg", kg, "--corrections", tmp_path / "elsewhere.yaml")
    crate = read(kg)
    assert crate["#corrections"]["sha256"] == hashlib.sha256(CORRECTIONS.encode()).hexdigest()
    assert "#corrections" not in references(crate["./"]["hasPart"])


def test_official_figures_are_inputs_as_soon_as_they_are_loaded(
    kg: Path, tmp_path: Path, run: Callable[..., Result]
) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("reporter,partner,flow,year,value,currency\nChile,Peru,exports,2023,2100000000,USD\n")
    loaded = run("load-statistics", table, "--kg", kg)
    assert loaded.exit_code == 0, loaded.output
    assert "statistics/figures.nq" in references(read(kg)["#building"]["object"])
    run("load-statistics", "--remove", "figures", "--kg", kg)
    assert "statistics/figures.nq" not in read(kg)


def test_texts_are_not_put_under_our_licence(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "chile.md").write_text(ARTICLE)
    run("build", tmp_path / "chile.md", "--kg", tmp_path / "kg", "--keep-text")
    (text,) = (entity for name, entity in read(tmp_path / "kg").items() if name.startswith("texts/"))
    assert "license" not in text
