"""Estimates: which year's rate an amount takes, and what has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from claims import plain, to_article, to_claims
from tradegraph.deriving import derive_graphs
from tradegraph.deriving.estimates import derive_estimates
from tradegraph.model import Article, Claim
from tradegraph.queries.catalogue import run_query
from tradegraph.rdf.iris import article_graph, named_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

TRADE = to_claims()[0]
OLD = to_article(slug="old", published=date(2019, 3, 1))
NEW = to_article(slug="new", published=date(2024, 5, 1))
UNDATED = to_article(slug="undated", published=None)


def estimate(*stated: tuple[Article, Claim]) -> dict[str, str]:
    """Return the estimates of the one relationship that the claims state, by local name."""
    with Store.in_memory(quad for article, claim in stated for quad in to_quads(article, [claim])) as store:
        return {
            triple.predicate.value.partition("#")[2]: plain(triple.object)
            for triple in derive_estimates(store)
        }


def amount(**fields: Any) -> Claim:
    return replace(TRADE, **{"value": Decimal(63_000_000), "unit": "EUR", "period": None, **fields})


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2023", 2023),
        ("2022-07", 2022),
        ("2019-11-30", 2019),
        ("2020/2022", 2022),  # of several years the last
        ("2030", 2025),  # a forecast takes the last rate
        ("1999", 1999),
    ],
)
def test_the_rate_is_of_the_year_that_the_period_ends_in(period: str, year: int) -> None:
    found = estimate((OLD, amount(period=period)))
    assert found["exchangeRateYear"] == str(year)
    assert found["approximateUSD"] == estimate((NEW, amount(period=str(year))))["approximateUSD"]


def test_without_a_period_the_earliest_article_tells_the_year() -> None:
    claim = amount()
    found = estimate((NEW, claim), (UNDATED, claim), (OLD, claim))
    assert found == {"approximateUSD": "70500000", "exchangeRateYear": "2019"}


def test_an_article_after_the_last_rate_takes_that() -> None:
    later = to_article(slug="later", published=date(2031, 1, 1))
    assert estimate((later, amount()))["exchangeRateYear"] == "2025"


@pytest.mark.parametrize(
    "claim",
    [
        amount(period="1998"),
        amount(unit="GBP", period="2023"),
        amount(unit="jobs", period="2023"),
        amount(unit="percent", period="2023"),
        replace(TRADE, value=None, unit=None),
    ],
    ids=["before the first rate", "no rate", "jobs", "percent", "no amount"],
)
def test_without_a_rate_there_is_no_value(claim: Claim) -> None:
    assert estimate((NEW, claim)) == {}


def test_without_a_year_there_is_no_value() -> None:
    assert estimate((UNDATED, amount())) == {}


@pytest.mark.parametrize("period", ["2023", "1960", None])
def test_dollars_are_their_own_without_a_rate(period: str | None) -> None:
    claim = amount(unit="USD", value=Decimal("1234567.89"), period=period)
    assert estimate((UNDATED, claim)) == {"approximateUSD": "1234567.89"}


def test_estimates_stand_in_a_graph_of_their_own_and_follow_the_articles() -> None:
    graph = named_graph("estimates")
    with Store.in_memory(to_quads(OLD, [amount()])) as store:
        derive_graphs(store)
        assert len(list(store.graph(graph))) == 2
        store.replace_graph(article_graph("old"), ())
        derive_graphs(store)
        assert list(store.graph(graph)) == []


def test_the_amount_as_stated_stays() -> None:
    with Store.in_memory(to_quads(OLD, [amount()])) as store:
        derive_graphs(store)
        (row,) = store.rows("SELECT ?value ?unit { ?relationship tg:value ?value ; tg:unit ?unit }")
    assert row == {"value": "63000000", "unit": "EUR"}


def many(number: int) -> Iterable[tuple[Article, list[Claim]]]:
    for i in range(number):
        yield to_article(slug=f"a{i}"), [amount(value=Decimal(i + 1))]


def test_each_relationship_has_one_estimate() -> None:
    with Store.in_memory(quad for article, claims in many(50) for quad in to_quads(article, claims)) as store:
        triples = list(derive_estimates(store))
    assert len(triples) == len(set(triples)) == 100


def test_questions_sort_amounts_of_several_currencies_by_what_they_are_worth() -> None:
    wanted = [("100000000", "USD"), ("91000000", "EUR"), ("900000000", "MXN"), ("950000000", "GBP")]
    claims = [
        replace(TRADE, relation="invests_in", flow=None, value=Decimal(value), unit=unit, period="2023")
        for value, unit in wanted
    ]
    with Store.in_memory(to_quads(NEW, claims)) as store:
        derive_graphs(store)
        results = run_query(store, "investments", actor="MX")
    place = results.columns.index("value")
    # 100, 98.4 and 50.8 million dollars; sterling has no rate and comes last.
    assert [row[place] for row in results.rows] == [Decimal(value) for value, _ in wanted]
