from __future__ import annotations

from dataclasses import replace

import pytest
from tradegraph.pages.nodes import Nodes
from tradegraph.pages.passages import group_passages
from tradegraph.pages.statements import Statement, read_statements


@pytest.fixture(scope="module")
def statements(written: Nodes) -> list[Statement]:
    iris = {row["it"] for row in written.store.rows("SELECT ?it { ?claim tg:states ?it }")}
    return read_statements(written, sorted(iris))


def find(statements: list[Statement], relation: str, **fields: object) -> Statement:
    fitting = (s for s in statements if s.relation == relation)
    return next(s for s in fitting if all(getattr(s, name) == value for name, value in fields.items()))


def tell(statement: Statement) -> str:
    ends = [
        " and ".join(thing.name.value for thing in end) for end in (statement.subjects, statement.objects)
    ]
    return f"{ends[0]} {statement.verb} {ends[1]}"


@pytest.mark.parametrize(
    ("relation", "flow", "told"),
    [
        ("trade_value", "exports", "US-UT exports to MX"),
        ("trade_value", "total trade", "KR trades with MX"),
        ("met_with", None, "Harbour Lines met with MX"),
        ("party_to", None, "MX party to Salt Lake Pact"),
    ],
)
def test_a_relationship_is_told_as_a_sentence(
    relation: str, flow: str | None, told: str, statements: list[Statement]
) -> None:
    assert tell(find(statements, relation, flow=flow)) == told


def test_a_figure_has_its_unit_its_period_and_its_status(statements: list[Statement]) -> None:
    statement = find(statements, "trade_value", flow="exports", period="2022")
    assert statement.figure
    assert statement.figure.words in ("USD 1.1 billion", "USD 2.2 billion")
    assert (statement.when, statement.status, statement.is_open) == ("2022", "reported", False)
    assert statement.usd
    assert statement.usd.value == statement.figure.value


def test_a_plan_is_open(statements: list[Statement]) -> None:
    assert find(statements, "party_to").is_open


def test_a_product_is_a_detail(statements: list[Statement]) -> None:
    (product,) = find(statements, "trades_product").details
    assert product.name.value == "malting barley"


def test_claims_say_where_their_words_are(statements: list[Statement]) -> None:
    (quote,) = find(statements, "met_with").quotes
    assert quote.words.value == "Harbour Lines met Mexico"
    assert (quote.source.name.value, quote.source.publisher) == ("Trade notes", "The Ledger")
    assert quote.source.url == "https://news.example/trade%20notes"


def test_the_newest_claim_comes_first(statements: list[Statement]) -> None:
    dates = [quote.source.published or "" for statement in statements for quote in statement.quotes[:1]]
    assert "2024-06-01" in dates


def test_what_is_no_relationship_is_no_statement(written: Nodes) -> None:
    assert read_statements(written, [f"{written.store.base}country/MX", "https://elsewhere.example/"]) == []


def test_growth_bears_its_sign(nodes: Nodes) -> None:
    iris = [row["it"] for row in nodes.store.rows("SELECT ?it { ?it a tg:TradeGrowth }")]
    figures = [statement.figure.words for statement in read_statements(nodes, iris) if statement.figure]
    assert figures
    assert {words[0] for words in figures} <= {"+", "−"}


def test_statements_of_the_same_words_stand_together(statements: list[Statement]) -> None:
    first, second = find(statements, "met_with"), find(statements, "trades_product")
    twin = replace(first, path="relationship/twin")
    groups = [[item.path for item in passage.statements] for passage in group_passages([first, second, twin])]
    assert groups == [[first.path, twin.path], [second.path]]
