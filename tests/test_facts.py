"""Facts: claims read back from RDF as the flat records that the guidelines define."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from claims import HARBOUR, KOREA, MEXICO, PACT, TEXT, UTAH, to_article, to_claim, to_claims
from click.testing import Result
from tradegraph.facts import FIELDS, to_csv, to_jsonl, to_records
from tradegraph.model import Claim, Entity, Reference
from tradegraph.rdf.quads import to_quads

TRADE, TOTAL, MEETING, SALE, PARTY = to_claims()


def read_back(*claims: Claim, **fields: Any) -> list[dict[str, Any]]:
    records = to_records(to_quads(to_article(**fields), claims))
    assert all(record.pop("claim").startswith("https://w3id.org/tradegraph/claim/") for record in records)
    return records


def test_a_record_has_every_field_that_the_claim_has() -> None:
    assert read_back(TRADE) == [
        {
            "article": "trade-notes",
            "relation": "trade_value",
            "subject": "Utah",
            "object": "Mexico",
            "subject_text": "Utah",
            "subject_code": "US-UT",
            "subject_type": "Region",
            "object_text": "Mexico",
            "object_code": "MX",
            "object_type": "Country",
            "flow": "exports",
            "value": 1_100_000_000,
            "unit": "USD",
            "period": "2022",
            "status": "reported",
            "confidence": 0.85,
            "evidence": "In 2022, exports from Utah to Mexico were close to USD1.1 billion",
            "start": 0,
            "end": 65,
        }
    ]


def test_records_come_in_the_order_of_the_text() -> None:
    records = read_back(*reversed(to_claims()))
    assert [record["start"] for record in records] == sorted(claim.start for claim in to_claims())
    assert [list(record) for record in records] == [[name for name in FIELDS if name in r] for r in records]


@pytest.mark.parametrize("claim", [TOTAL, replace(TOTAL, subject=KOREA, object=MEXICO, references=())])
def test_both_ends_of_a_total_are_there(claim: Claim) -> None:
    (record,) = read_back(claim)
    assert {record["subject"], record["object"]} == {"Mexico", "South Korea"}
    assert record["flow"] == "total"


def test_a_meeting_keeps_the_order_of_the_words() -> None:
    (record,) = read_back(MEETING)
    assert (record["subject"], record["object"]) == ("Harbour Lines", "Mexico")
    only_second = replace(MEETING, references=MEETING.references[1:])
    assert (read_back(only_second)[0]["subject"], read_back(only_second)[0]["object"]) == (
        "Harbour Lines",
        "Mexico",
    )


def test_known_entities_are_named_in_the_articles_language() -> None:
    (record,) = read_back(TOTAL, lang="es")
    assert {record["subject"], record["object"]} == {"México", "Corea del Sur"}
    (other,) = read_back(TOTAL, lang="fr")
    assert {other["subject"], other["object"]} == {"Mexico", "South Korea"}


def test_further_fields() -> None:
    speaker = Entity("person/ana-field", "Ana Field", "Person")
    claim = to_claim(
        "operates_in",
        HARBOUR,
        MEXICO,
        "Harbour Lines met Mexico",
        facility="plant",
        speaker=speaker,
        status="projected",
        value=Decimal("4.5"),
    )
    (record,) = read_back(claim)
    assert record["facility"] == "plant"
    assert record["speaker"] == "Ana Field"
    assert record["status"] == "projected"
    rank = to_claim(
        "partner_rank", KOREA, MEXICO, "Mexico and South Korea", value=Decimal(2), unit="rank",
        scope="import_source", within="Latin America",
    )  # fmt: skip
    (record,) = read_back(rank)
    assert (record["value"], record["scope"], record["within"]) == (2, "import_source", "Latin America")
    assert "unit" not in record
    jobs = to_claim(
        "supports_jobs", UTAH, None, "Utah sells malting barley to Mexico", counterpart=MEXICO,
        value=Decimal("35000"), unit="jobs",
    )  # fmt: skip
    (record,) = read_back(jobs)
    assert (record["with"], record["value"], record["unit"]) == ("Mexico", 35000, "jobs")
    assert "object" not in record
    year = to_claim("founded", None, HARBOUR, "Harbour Lines", value=Decimal(1942), unit="year")
    (record,) = read_back(year)
    assert (record["value"], record["unit"]) == (1942, "year")
    growth = replace(TRADE, relation="trade_growth", value=Decimal("-4.5"), unit="percent")
    (record,) = read_back(growth)
    assert (record["value"], record["unit"]) == (-4.5, "percent")


def test_a_product_is_named_as_in_the_text_and_by_its_name_where_that_only_points() -> None:
    text = TEXT.replace("malting barley", "Malting Barley")
    article = to_article(text)
    barley = Entity("product/malting-barley", "Malting Barley", "Product")
    sale = to_claim(
        "trades_product", UTAH, MEXICO, "Utah sells Malting Barley to Mexico", text, product=barley
    )
    (record,) = to_records(to_quads(article, [sale]))
    assert record["product"] == "malting barley"
    pointed = Reference("product", barley, sale.start, sale.start + 4, "anaphor")
    (record,) = to_records(to_quads(article, [replace(sale, references=(pointed,))]))
    assert record["product"] == "Malting Barley"


def test_formats() -> None:
    records = to_records(to_quads(to_article(), to_claims()))
    assert [json.loads(line) for line in to_jsonl(records).splitlines()] == records
    rows = list(csv.DictReader(io.StringIO(to_csv(records))))
    assert list(rows[0]) == list(FIELDS)
    assert [row["value"] for row in rows] == ["1100000000", "20000000000", "", "", ""]
    assert rows[4]["object"] == PACT.name


ARTICLE = """---
title: Trade between Chile and Peru
published: 2024-05-02
source: The Harbour Gazette
lang: en
---

Chile exported goods worth $2.1 billion to Peru in 2023.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "chile-peru.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def test_articles_and_the_graph_of_them_give_the_same_facts(run: Callable[..., Result], folder: Path) -> None:
    assert run("build", folder / "articles", "--kg", folder / "kg").exit_code == 0
    stored = run("facts", "--kg", folder / "kg", "--format", "jsonl")
    direct = run("facts", folder / "articles", "--format", "jsonl")
    assert stored.exit_code == direct.exit_code == 0
    assert stored.stdout == direct.stdout != ""
    (record,) = [json.loads(line) for line in direct.stdout.splitlines()]
    assert (record["subject_code"], record["object_code"], record["value"]) == ("CL", "PE", 2_100_000_000)


def test_the_table_shows_facts_to_people(run: Callable[..., Result], folder: Path) -> None:
    result = run("facts", folder / "articles")
    assert "2,100,000,000" in result.stdout
    assert "Chile" in result.stdout


def test_an_article_that_cannot_be_read_is_named_and_the_rest_listed(
    run: Callable[..., Result], folder: Path
) -> None:
    result = run("facts", folder / "articles", folder / "none.md", "--format", "csv")
    assert result.exit_code == 1
    assert "none.md" in result.stderr
    assert len(result.stdout.splitlines()) == 2
