"""Entities: who is in a graph, who has a public identifier, and who an unlinked one may be."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from namesakes import STORIES, write_story
from tradegraph.building.pipeline import build
from tradegraph.commands import main
from tradegraph.entities import add_review, list_entities
from tradegraph.rdf.store import Store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entities")
    for name in STORIES:
        write_story(folder / "articles", name)
    text = "The Harbour Lines Museum opened an office in Callao in 2023. \n"
    (folder / "articles" / "museum.txt").write_text(text, "utf-8")
    build([folder / "articles"], folder / "kg")
    return folder / "kg"


def run(kg: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["entities", "--kg", str(kg), *options], env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return result.stdout


def test_entities_are_listed_with_identifiers_and_counts(kg: Path) -> None:
    with Store.open(kg / "store") as store:
        entries = {entry.id: entry for entry in list_entities(store)}
    peru, mendoza = entries["country/PE"], entries["person/carlos-mendoza"]
    assert (peru.name("es"), peru.code, peru.known, peru.is_linked) == ("Perú", "PE", True, True)
    assert any("wikidata.org" in iri for iri in peru.identifiers)
    assert (mendoza.known, mendoza.is_linked, mendoza.articles) == (False, False, 3)
    assert not any(entry.type in ("Product", "Sector") for entry in entries.values())
    claims = [entry.claims for entry in entries.values()]
    assert claims == sorted(claims, reverse=True)


def test_the_unlinked_come_with_their_sentences_and_what_they_may_be(kg: Path) -> None:
    with Store.open(kg / "store") as store:
        entries = list(add_review(store, list_entities(store, unlinked=True)))
    assert not any(entry.is_linked for entry in entries)
    assert [entry.known for entry in entries] == sorted(entry.known for entry in entries)
    (lines,) = (entry for entry in entries if entry.id == "organization/harbour-lines")
    assert ("organization/harbour-lines-museum", "Harbour Lines Museum") in lines.candidates
    assert any("Harbour Lines invested" in quote for quote, _ in lines.contexts)
    people = {entry.id: [id_ for id_, _ in entry.candidates] for entry in entries if entry.type == "Person"}
    assert people["person/carlos-mendoza"][:1] == ["person/carlos-mendoza-mx"]


def test_the_table_is_for_the_eye_and_says_how_much_it_leaves_out(kg: Path) -> None:
    text = run(kg, "--unlinked", "--type", "Person", "--limit", "1")
    assert "Carlos Mendoza · Person · person/carlos-mendoza · " in text
    assert "perhaps person/carlos-mendoza-mx (Carlos Mendoza)" in text
    assert "… and 1 more: --limit 2" in text
    assert max(map(len, text.splitlines())) <= 100


def test_csv_and_json_hold_all(kg: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(kg, "--format", "csv"))))
    records = json.loads(run(kg, "--format", "json", "--unlinked"))
    assert {row["id"] for row in rows} > {record["id"] for record in records}
    (peru,) = (row for row in rows if row["id"] == "country/PE")
    assert (peru["name"], peru["type"], peru["known"]) == ("Peru", "Country", "yes")
    assert all(record["contexts"] for record in records)


def test_a_type_that_does_not_exist_is_told(kg: Path) -> None:
    result = CliRunner().invoke(main, ["entities", "--kg", str(kg), "--type", "Minister"])
    assert result.exit_code == 2
    assert "--type Minister: no such type; choose of Academia" in result.stderr
