"""Claims as quads: the model of the ontology, stable names, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from claims import BARLEY, HARBOUR, KOREA, MEXICO, TEXT, UTAH, plain, to_article, to_claim, to_claims
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.model import Claim, Entity
from tradegraph.rdf.archive import to_nquads
from tradegraph.rdf.iris import DEFAULT_BASE, article_graph, to_iri
from tradegraph.rdf.quads import plain_decimal, relationship_key, to_quads
from tradegraph.rdf.store import Store

TRADE, TOTAL, MEETING, SALE, PARTY = to_claims()


def objects(quads: list[Quad], predicate: str, subject: str | None = None) -> set[str]:
    return {
        plain(quad.object)
        for quad in quads
        if quad.predicate == to_iri(predicate) and subject in (None, plain(quad.subject))
    }


def relationship_of(claim: Claim, base: str = DEFAULT_BASE) -> str:
    return f"{base}relationship/{relationship_key(claim)}"


def test_a_trade_figure_has_its_roles_and_measures() -> None:
    quads = to_quads(to_article(), [TRADE])
    node = relationship_of(TRADE)
    expected = {
        "rdf:type": {to_iri("tg:TradeValue").value},
        "tg:exporter": {f"{DEFAULT_BASE}region/US-UT"},
        "tg:importer": {f"{DEFAULT_BASE}country/MX"},
        "tg:involves": {f"{DEFAULT_BASE}region/US-UT", f"{DEFAULT_BASE}country/MX"},
        "tg:flow": {to_iri("tg:FlowExports").value},
        "tg:value": {"1100000000"},
        "tg:unit": {"USD"},
        "tg:period": {"2022"},
        "tg:periodStart": {"2022-01-01"},
        "tg:periodEnd": {"2022-12-31"},
        "tg:status": {to_iri("tg:StatusReported").value},
    }
    assert {name: objects(quads, name, node) for name in expected} == expected
    assert sum(plain(quad.subject) == node for quad in quads) == 12


def test_a_claim_has_its_quote_with_context_and_offsets() -> None:
    quads = to_quads(to_article(), [TOTAL])
    (claim,) = {plain(quad.subject) for quad in quads if quad.predicate == to_iri("tg:states")}
    start, end = TEXT.index("Mexico and South"), TEXT.index(". Harbour")
    assert objects(quads, "oa:exact", f"{claim}#quote") == {TEXT[start:end]}
    assert objects(quads, "oa:prefix", f"{claim}#quote") == {TEXT[start - 32 : start]}
    assert objects(quads, "oa:suffix", f"{claim}#quote") == {TEXT[end : end + 32]}
    assert objects(quads, "oa:start", f"{claim}#position") == {str(start)}
    assert objects(quads, "oa:end", f"{claim}#position") == {str(end)}
    assert objects(quads, "tg:confidence", claim) == {"0.9"}
    assert objects(quads, "tg:mention", claim) == {f"{claim}#subject", f"{claim}#object"}
    assert objects(quads, "tg:refersTo", f"{claim}#object") == {f"{DEFAULT_BASE}country/KR"}


def test_an_entity_is_described_only_where_it_was_minted() -> None:
    quads = to_quads(to_article(lang="es"), [MEETING])
    labels = {q.object for q in quads if q.predicate == to_iri("skos:prefLabel")}
    assert labels == {Literal("Harbour Lines", language="es")}
    assert objects(quads, "rdf:type", f"{DEFAULT_BASE}company/harbour-lines") == {to_iri("tg:Company").value}


def test_all_quads_are_of_the_articles_graph() -> None:
    article = to_article()
    graphs = {quad.graph_name for quad in to_quads(article, to_claims())}
    assert graphs == {NamedNode(f"{DEFAULT_BASE}graph/article/{article.slug}")}


def test_another_base_moves_the_data_and_not_the_vocabulary() -> None:
    quads = to_quads(to_article(), to_claims(), base="https://data.example/")
    iris = {plain(quad.subject) for quad in quads}
    assert all(iri.startswith("https://data.example/") for iri in iris)
    assert objects(quads, "tg:exporter") == {"https://data.example/region/US-UT"}
    assert relationship_of(TRADE, "https://data.example/") in iris


def test_the_order_of_claims_does_not_matter() -> None:
    article = to_article()
    assert to_quads(article, to_claims()) == to_quads(article, reversed(to_claims()))


@pytest.mark.parametrize(
    ("claim", "same"),
    [
        (TRADE, replace(TRADE, value=Decimal("1100000000.00"))),
        (TRADE, replace(TRADE, start=3, end=9, quote="x", confidence=0.1, speaker=KOREA)),
        (TOTAL, replace(TOTAL, subject=KOREA, object=MEXICO)),
        (MEETING, replace(MEETING, subject=MEXICO, object=HARBOUR)),
    ],
)
def test_the_same_content_is_the_same_relationship(claim: Claim, same: Claim) -> None:
    assert relationship_key(claim) == relationship_key(same)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": Decimal(1_100_000_001)},
        {"unit": "EUR"},
        {"period": "2023"},
        {"period": None},
        {"status": "projected"},
        {"subject": MEXICO, "object": UTAH},
        {"product": BARLEY},
        {"relation": "trade_growth"},
        {"flow": "total"},
    ],
)
def test_other_content_is_another_relationship(changes: dict[str, object]) -> None:
    assert relationship_key(TRADE) != relationship_key(replace(TRADE, **changes))  # type: ignore[arg-type]


def test_one_passage_states_a_relationship_once_by_its_surest_claim() -> None:
    doubtful = replace(MEETING, subject=MEXICO, object=HARBOUR, confidence=0.2, references=())
    quads = to_quads(to_article(), [doubtful, replace(MEETING, confidence=0.8)])
    assert objects(quads, "tg:confidence") == {"0.8"}
    assert len(objects(quads, "tg:refersTo")) == 2


def test_rank_and_founding_year_are_properties_of_their_own() -> None:
    rank = to_claim(
        "partner_rank",
        KOREA,
        MEXICO,
        "Mexico and South Korea",
        value=Decimal(3),
        unit="rank",
        scope="export_market",
    )
    year = to_claim("founded", None, HARBOUR, "Harbour Lines", value=Decimal(1942), unit="year")
    quads = to_quads(to_article(), [rank, year])
    assert objects(quads, "tg:rank") == {"3"}
    assert objects(quads, "tg:scope") == {to_iri("tg:ScopeExportMarket").value}
    assert objects(quads, "tg:foundingYear") == {"1942"}
    assert not objects(quads, "tg:value") | objects(quads, "tg:unit")


def test_a_sector_and_a_counterpart_take_part() -> None:
    sector = Entity("sector/tourism", "tourism", "Sector", known=True)
    claim = to_claim(
        "targets_sector", UTAH, sector, "Utah sells malting barley to Mexico", counterpart=MEXICO
    )
    quads = to_quads(to_article(), [claim])
    assert objects(quads, "tg:involves") == {
        f"{DEFAULT_BASE}{entity.id}" for entity in (UTAH, sector, MEXICO)
    }


def test_a_store_changes_nothing_but_the_datatype_of_offsets() -> None:
    archive = to_nquads(to_quads(to_article(), to_claims()))
    with Store.in_memory(to_quads(to_article(), to_claims())) as store:
        stored = to_nquads(store.graph(article_graph(to_article().slug)))
    assert stored == archive.replace(b"XMLSchema#nonNegativeInteger", b"XMLSchema#integer")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.10", "1.1"), ("1E+3", "1000"), ("-0", "0"), ("0.000001", "0.000001"), ("-104.40", "-104.4")],
)
def test_a_value_has_one_form(value: str, text: str) -> None:
    assert plain_decimal(Decimal(value)) == text


@pytest.mark.parametrize(
    ("url", "iris"),
    [
        ("https://news.example/año nuevo?a=1&b=[2]", {"https://news.example/a%C3%B1o%20nuevo?a=1&b=%5B2%5D"}),
        ("https://news.example/100%", set()),
        ("page 3", set()),
        (None, set()),
    ],
)
def test_an_address_is_an_iri_or_left_out(url: str | None, iris: set[str]) -> None:
    assert objects(to_quads(to_article(url=url), []), "schema:url") == iris
