"""The whole way: articles in any order give one graph, one actor is one node, and corrections hold."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from namesakes import STORIES, write_story
from tradegraph.building.manifest import open_graph
from tradegraph.building.pipeline import build
from tradegraph.building.resolving import read_articles_resolved
from tradegraph.commands import main
from tradegraph.exports import FORMATS, PARTS, export
from tradegraph.facts import to_records
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.rdf.store import Store
from tradegraph.shapes.validation import validate


def ask(kg: Path, query: str) -> list[Any]:
    """Return the answers' values as tuples, IRIs as paths under the base."""
    with Store.open(kg / "store") as store:
        return [
            tuple(row[name].removeprefix(DEFAULT_BASE) for name in row)
            for row in store.rows(f"BASE <{DEFAULT_BASE}>\n{query}")
        ]


def correct(place: Path, text: str) -> str:
    """Write corrections, build, and return what the command says."""
    (place / "kg" / "corrections.yaml").write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", str(place / "articles"), "--kg", str(place / "kg")])
    return f"{result.exit_code} {result.output}"


def names(kg: Path, folder: str) -> set[str]:
    query = f"""SELECT DISTINCT ?it {{ ?relationship tg:involves ?it
        FILTER (STRSTARTS(STR(?it), "{DEFAULT_BASE}{folder}/")) }}"""
    return {path.partition("/")[2] for (path,) in ask(kg, query)}


def claims(kg: Path, where: str) -> list[str]:
    return [claim for (claim,) in ask(kg, f"SELECT DISTINCT ?claim {{ {where} }} ORDER BY ?claim")]


def exports(kg: Path) -> Mapping[str, bytes]:
    parts = {f"nq of {part}": export(kg, "nq", part=part) for part in PARTS if part != "reference"}
    return parts | {form: export(kg, form) for form in FORMATS}


def test_one_actor_is_one_node(built: Path) -> None:
    assert names(built / "kg", "person") == {"carlos-mendoza", "carlos-mendoza-mx"}
    assert {"harbour-lines", "tarapaca-shippers-association", "chamber-of-commerce"} < names(
        built / "kg", "organization"
    )
    assert len(names(built / "kg", "organization")) == 4
    assert names(built / "kg", "agreement") == {"free-trade-agreement-pe-vn"}


def test_what_was_merged_says_by_what_it_is_replaced(built: Path) -> None:
    replaced: dict[str, str] = dict(ask(built / "kg", "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new }"))
    assert replaced["organization/tsa"] == "organization/tarapaca-shippers-association"
    assert replaced["person/carlos-mendoza-rios"] == "person/carlos-mendoza"


def test_the_same_fact_told_twice_is_one_relationship_with_two_sources(place: Path) -> None:
    text = "Peru shipped goods worth $2 billion to Vietnam in 2023, the port said."
    head = "---\ntitle: Peru ships more\npublished: 2024-09-09\nsource: Rift Post\nlang: en\n---\n\n"
    (place / "articles" / "again.md").write_text(f"{head}{text}\n", "utf-8")
    build([place / "articles"], place / "kg")
    query = """SELECT ?claims ?sources ?first ?last { ?it tg:value 2000000000.0 ; tg:claimCount ?claims ;
        tg:sourceCount ?sources ; tg:firstReported ?first ; tg:lastReported ?last }"""
    assert ask(place / "kg", query) == [("2", "2", "2024-08-03", "2024-09-09")]


def test_a_reprint_adds_a_claim_and_no_source(place: Path) -> None:
    long = "".join(
        f" Item {n} of the harbour's list of {n * 7} ships was read out by clerk {n}." for n in range(30)
    )
    for name, source, day in (("wire", "Wire", 1), ("copy", "Herald", 2)):
        head = f"---\ntitle: Ships\npublished: 2024-09-0{day}\nsource: {source}\nlang: en\n---\n\n"
        text = f"{name.title()} desk. Norway exported goods worth $3 billion to Japan in 2023.{long}\n"
        (place / "articles" / f"{name}.md").write_text(head + text, "utf-8")
    build([place / "articles"], place / "kg")
    query = "SELECT ?n ?m { ?it tg:value 3000000000.0 ; tg:claimCount ?n ; tg:sourceCount ?m }"
    assert ask(place / "kg", query) == [("2", "1")]
    ((copy, original),) = ask(place / "kg", "SELECT ?copy ?original { ?copy tg:reprintOf ?original }")
    assert copy.startswith("article/copy-")
    assert original.startswith("article/wire-")


@pytest.mark.parametrize("seed", range(2))
def test_any_order_of_building_gives_the_same_exports(built: Path, tmp_path: Path, seed: int) -> None:
    order = next(itertools.islice(itertools.permutations(sorted(STORIES)), seed * 211, None))
    for name in order:
        build([write_story(tmp_path / "articles", name)], tmp_path / "kg")
    for name in order[:1]:  # gone, and back again
        (tmp_path / "articles" / f"{name}.md").unlink()
        build([tmp_path / "articles"], tmp_path / "kg")
        write_story(tmp_path / "articles", name)
        build([tmp_path / "articles"], tmp_path / "kg")
    assert exports(tmp_path / "kg") == exports(built / "kg")


def test_the_store_holds_what_the_exports_hold(built: Path) -> None:
    folder, manifest = open_graph(built / "kg")
    records = [
        r for quads in read_articles_resolved(folder, manifest) for r in to_records(quads, base=manifest.base)
    ]
    assert len(records) == len(claims(built / "kg", "?claim a tg:Claim")) > 20
    for quads in read_articles_resolved(folder, manifest):
        assert validate(quads).conforms


MERGE = """
- merge: [organization/harbour-lines, organization/tarapaca-shippers-association]
  author: The editors
  reason: For the test, one of them is the other.
"""


def test_merged_entities_are_one_with_the_names_of_both(place: Path) -> None:
    assert correct(place, MERGE).startswith("0 ")
    assert "tarapaca-shippers-association" not in names(place / "kg", "organization")
    found = ask(
        place / "kg",
        "SELECT ?n { <organization/harbour-lines> skos:altLabel ?n }",
    )
    assert ("Tarapaca Shippers Association",) in found
    assert ask(
        place / "kg",
        "SELECT ?kind ?author ?reason { ?it a tg:Correction ; dcterms:type ?kind ; dcterms:creator ?author ; "
        "dcterms:description ?reason ; tg:corrects <organization/harbour-lines> }",
    ) == [("merge", "The editors", "For the test, one of them is the other.")]


def test_an_entity_is_split_renamed_retyped_and_linked(place: Path) -> None:
    (slug,) = (path.stem for path in (place / "kg" / "articles").glob("copper-and-ships-*"))
    said = correct(
        place,
        f"""
- split: organization/harbour-lines
  articles: [{slug}]
  as: organization/harbour-lines-of-chile
  author: The editors
  reason: Another firm of the name.
- rename: organization/harbour-lines-of-chile
  labels: {{en: Harbour Lines of Chile, es: Líneas del Puerto}}
  author: The editors
  reason: Its name in the register.
- retype: organization/harbour-lines-of-chile
  type: Association
  author: The editors
  reason: It is a club of owners.
- link: organization/harbour-lines
  to: https://www.example.org/register/17
  author: The editors
  reason: The register says so.
  date: 2024-09-01
""",
    )
    assert said.startswith("0 "), said
    (labels,) = ask(
        place / "kg",
        """SELECT ?en ?es ?type { <organization/harbour-lines-of-chile> a ?type ;
            skos:prefLabel ?en, ?es FILTER (LANG(?en) = "en" && LANG(?es) = "es") }""",
    )
    assert labels == ("Harbour Lines of Chile", "Líneas del Puerto", "ontology#Association")
    query = "SELECT ?to { <organization/harbour-lines> skos:exactMatch ?to }"
    assert ask(place / "kg", query) == [("https://www.example.org/register/17",)]


def test_claims_are_rejected_and_amended(place: Path) -> None:
    figure = "?claim tg:states ?it . ?it tg:value 2000000000.0"
    (wrong,) = claims(place / "kg", figure)
    (other,) = claims(place / "kg", "?claim tg:states ?it . ?it tg:value 1000000000.0")
    before = len(claims(place / "kg", "?claim a tg:Claim"))
    said = correct(
        place,
        f"""
- amend: {DEFAULT_BASE}{wrong}
  set: {{value: 2500000000, period: 2022, importer: country/KR}}
  author: The editors
  reason: A slip of the paper, corrected the next day.
- reject: {other}
  author: The editors
  reason: The sentence speaks of another year.
""",
    )
    assert said.startswith("0 "), said
    assert claims(place / "kg", figure) == []
    assert len(claims(place / "kg", "?claim a tg:Claim")) == before - 1
    amended = f"""SELECT ?value ?period ?start ?to ?mentioned {{ <{wrong}> tg:states ?it ; tg:mention ?m .
        ?m tg:refersTo ?mentioned . ?it tg:value ?value ; tg:period ?period ; tg:periodStart ?start ;
        tg:importer ?to ; tg:involves ?to FILTER (?mentioned = ?to) }}"""
    assert ask(place / "kg", amended) == [("2500000000", "2022", "2022-01-01", "country/KR", "country/KR")]
    assert not ask(place / "kg", f"SELECT ?p {{ <{other}> ?p ?o }}")
    folder, manifest = open_graph(place / "kg")
    for quads in read_articles_resolved(folder, manifest):
        assert validate(quads).conforms
    assert CliRunner().invoke(main, ["validate", "--kg", str(place / "kg")]).exit_code == 0
    told = CliRunner().invoke(main, ["explain", wrong, "--kg", str(place / "kg")]).stdout
    assert "period 2022" in told
    assert "(The editors: A slip of the paper, corrected the next day.)" in " ".join(told.split())


def test_corrections_survive_a_rebuild_and_an_article_that_comes_back(place: Path) -> None:
    (wrong,) = claims(place / "kg", "?claim tg:states ?it . ?it tg:value 2000000000.0")
    text = MERGE + f"- reject: {wrong}\n  author: The editors\n  reason: It is wrong.\n"
    assert correct(place, text).startswith("0 ")
    expected = exports(place / "kg")
    story = place / "articles" / "chambers.md"
    story.unlink()
    said = correct(place, text)
    assert said.startswith("0 ")
    assert "waiting" not in said
    write_story(place / "articles", "chambers")
    assert correct(place, text).startswith("0 ")
    assert exports(place / "kg") == expected
    build([place / "articles"], place / "anew")
    (place / "anew" / "corrections.yaml").write_text(text, "utf-8")
    build([], place / "anew")
    assert exports(place / "anew") == expected


def test_a_file_of_corrections_by_option_holds_for_later_builds_too(place: Path) -> None:
    file = place / "ours.yaml"
    file.write_text(MERGE, "utf-8")
    build([place / "articles"], place / "kg", corrections=file)
    build([place / "articles"], place / "kg")
    assert "tarapaca-shippers-association" not in names(place / "kg", "organization")
    file.unlink()
    result = CliRunner().invoke(main, ["build", "--kg", str(place / "kg")])
    assert result.exit_code == 3
    assert "ours.yaml" in result.stderr
    assert "no such file" in result.stderr


#: Entries that are wrong, with what is said of each.
WRONG = [
    (
        "- merge: [organization/harbour-lines, organization/harbor-lines]",
        "did you mean organization/harbour-lines",
    ),
    ("- reject: claim/0000000000000000", "claim/0000000000000000 is not in the graph"),
    ("- reject: person/carlos-mendoza", "not a claim"),
    ("- merge: [claim/0000000000000000, person/carlos-mendoza]", "a claim, not an entity"),
    ("- merge: person/carlos-mendoza", "give two or more"),
    (
        "- merge: [person/carlos-mendoza, country/PE]",
        "country/PE is of the reference data: name it first",
    ),
    ("- rename: country/PE\n  labels: {en: Perou}", "country/PE is of the reference data"),
    ("- rename: person/carlos-mendoza\n  labels: Carlos", "no names by language"),
    ("- rename: person/carlos-mendoza", "labels is missing"),
    (
        "- retype: person/carlos-mendoza\n  type: Minister",
        "type 'Minister' is unknown; choose one of Academia",
    ),
    (
        "- split: person/carlos-mendoza\n  articles: [nowhere-1]\n  as: person/x",
        "article nowhere-1 does not speak",
    ),
    ("- link: person/carlos-mendoza\n  to: register 17", "is no IRI"),
    ("- amend: CLAIM\n  set: {colour: blue}", "no property is called 'colour'; there are agreement"),
    ("- amend: CLAIM\n  set: {period: lately}", "no ISO 8601 period"),
    ("- amend: CLAIM\n  set: {value: much}", "value 'much' is no number"),
    ("- amend: CLAIM\n  set: {importer: country/XX}", "importer country/XX is not in the graph"),
    ("- amend: CLAIM\n  set: {status: maybe}", "amend claim/"),
    ("- amend: CLAIM\n  set: {importer: null}", "amend claim/"),
    ("- merge: [Harbour Lines, TSA]", "'Harbour Lines' is no IRI of this graph"),
    ("- join: [person/a, person/b]", "has no kind; give one of merge, split"),
    ("- merge: [person/a, person/b]\n  because: so", "merge has no field 'because'"),
    ("- nonsense", "'nonsense' is no entry"),
]


def test_wrong_entries_are_told_one_by_one_and_the_others_hold(place: Path) -> None:
    (claim,) = claims(place / "kg", "?claim tg:states ?it . ?it tg:value 500000000.0")
    signed = "\n  author: The editors\n  reason: A test."
    entries = [
        entry if entry == "- nonsense" else f"{entry.replace('CLAIM', claim)}{signed}" for entry, _ in WRONG
    ]
    said = correct(place, "\n".join([*entries, MERGE]))
    assert said.startswith("1 ")
    problems = json.loads((place / "kg" / "report.json").read_text("utf-8"))["corrections"]["problems"]
    assert len(problems) == len(WRONG)
    told = {int(problem.split(":")[0].removeprefix("entry ")): problem for problem in problems}
    for number, (entry, message) in enumerate(WRONG, start=1):
        assert message in told[number], entry
        assert f"entry {number}: " in said
    assert "tarapaca-shippers-association" not in names(place / "kg", "organization")


@pytest.mark.parametrize(
    ("text", "message"),
    [("- merge: [a\n", "line 2: not YAML"), ("merge: [a, b]", "no list"), (b"\xff\xfe", "not UTF-8")],
)
def test_a_file_that_is_no_list_of_entries_is_refused(place: Path, text: str | bytes, message: str) -> None:
    file = place / "kg" / "corrections.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = CliRunner().invoke(main, ["build", "--kg", str(place / "kg")])
    assert result.exit_code == 3
    assert f"{file}" in result.stderr
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
