"""The checks of the whole graph: each finds what contradicts itself, and is silent on look-alikes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyshacl
import pytest
from claims import to_article, to_claim
from pyoxigraph import Quad
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from tradegraph._exceptions import QueryError
from tradegraph.building.checks import run_checks
from tradegraph.deriving.support import derive_support
from tradegraph.model import Entity
from tradegraph.queries.checking import find_checks, load_check_quads, load_checks
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import named_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.rdf.store import Store

COUNTRIES = {
    code: Entity(f"country/{code}", code, "Country", code, known=True) for code in ("MX", "KR", "JP")
}
PACT = Entity("agreement/harbour-pact", "Harbour Pact", "Agreement")
WHEAT = Entity("product/wheat", "wheat", "Product", known=True)
#: A statement of one article: the relation, its ends, and what differs from the usual.
Said = dict[str, Any]


def person(name: str) -> Entity:
    return Entity(f"person/{name.lower().replace(' ', '-')}", name, "Person")


def figure(value: str, **fields: Any) -> Said:
    """Say what Mexico sold to Korea in 2023, in millions of dollars, as The Ledger had it on 1 May 2024."""
    usual = {"relation": "trade_value", "flow": "exports", "unit": "USD", "period": "2023"}
    scale = 1 if fields.get("unit") in ("percent", "jobs") else 10**6
    return {**usual, "value": Decimal(value) * scale, "status": "reported", **fields}


def rank(value: int, subject: str = "MX", **fields: Any) -> Said:
    usual = {"relation": "partner_rank", "scope": "trade", "status": "reported", "subject": subject}
    return {**usual, "value": Decimal(value), **fields}


def post(name: str, role: str, **fields: Any) -> Said:
    usual = {"relation": "holds_position", "subject": person(name), "object": "MX"}
    return {**usual, "role": role, "quote": f"{role} {name}", **fields}


def party(status: str, **fields: Any) -> Said:
    return {"relation": "party_to", "object": PACT, "status": status, **fields}


def quads_of(said: Said, number: int) -> list[Quad]:
    """Return the quads of an article that says one thing; `article` numbers it where it says several."""
    said = dict(said)
    number, published = said.pop("article", number), said.pop("published", date(2024, 5, 1))
    words = said.pop("quote", "So it is told here.")
    ends = [said.pop("subject", "MX"), said.pop("object", "KR")]
    subject, object_ = (COUNTRIES[end] if isinstance(end, str) else end for end in ends)
    text = f"{number}. {words}"
    article = to_article(text, slug=f"article-{number}", id=f"article-{number}", published=published)
    return to_quads(article, [to_claim(said.pop("relation"), subject, object_, words, text, **said)])


def to_store(*saying: Said) -> Store:
    store = Store.in_memory(quad for number, said in enumerate(saying) for quad in quads_of(said, number))
    graph = named_graph("support", base=store.base)
    store.replace_graph(graph, [Quad(t.subject, t.predicate, t.object, graph) for t in derive_support(store)])
    return store


def found(*saying: Said) -> list[str]:
    with to_store(*saying) as store:
        return [conflict.check.name for conflict in run_checks(store)]


BALANCE = {"flow": "balance"}
TURNED = {"flow": "balance", "subject": "KR", "object": "MX"}
LATER = date(2025, 2, 1)
CONFLICTS: dict[str, tuple[str, list[Said]]] = {
    "exports": ("rival-figures", [figure("136600"), figure("119500")]),
    "the same period in other words": (
        "rival-figures",
        [figure("136600"), figure("119500", period="2023-01/2023-12")],
    ),
    "a balance from the other side": (
        "rival-figures",
        [figure("-123500", **BALANCE), figure("104400", **TURNED)],
    ),
    "a surplus and a deficit of one size": (
        "rival-figures",
        [figure("50", **BALANCE), figure("50", **TURNED)],
    ),
    "totals in either order": (
        "rival-figures",
        [figure("21", flow="total"), figure("23", flow="total", subject="KR", object="MX")],
    ),
    "growth": (
        "rival-figures",
        [figure(value, relation="trade_growth", unit="percent") for value in ("23.2", "19.3")],
    ),
    "investment": (
        "rival-figures",
        [figure(value, relation="invests_in", flow=None) for value in ("800", "950")],
    ),
    "jobs": (
        "rival-figures",
        [
            figure(value, relation="supports_jobs", flow=None, unit="jobs", period=None)
            for value in ("12000", "15000")
        ],
    ),
    "no period, one year": ("rival-figures", [figure("21", period=None), figure("24", period=None)]),
    "two offices in one article": (
        "rival-figures",
        [figure("-104100", article=0, **BALANCE), figure("-62707", article=0, **BALANCE)],
    ),
    "one rank for two": ("rival-ranks", [rank(1), rank(1, "JP")]),
    "two ranks for one": ("rival-ranks", [rank(1, period="2023"), rank(2, period="2023")]),
    "two ministers": (
        "rival-holders",
        [post("Ana Diaz", "trade minister"), post("Luis Roca", "Minister of Trade")],
    ),
    "two governors, in two languages": (
        "rival-holders",
        [post("Ana Diaz", "gobernadora"), post("Luis Roca", "Governor")],
    ),
    "two ambassadors to one country": (
        "rival-holders",
        [
            post("Ana Diaz", "Ambassador", quote="Ambassador to Japan Ana Diaz"),
            post("Luis Roca", "ambassador", quote="the ambassador to Japan, Luis Roca"),
        ],
    ),
    "signed and only planned": ("status-conflicts", [party("reported"), party("target", published=LATER)]),
    "a thousand times too small": (
        "implausible-figure",
        [
            figure("5", flow="total", period=None, status="projected"),
            figure("800", flow="total"),
            figure("790", flow="total", period="2022"),
        ],
    ),
    "a total below the exports": ("implausible-figure", [figure("1.1", flow="total"), figure("1100")]),
}
LOOKALIKES: dict[str, list[Said]] = {
    "rounded": [figure("23400"), figure("23000")],
    "rounded to touch": [figure("23000"), figure("24000")],
    "rounded twice": [figure("246300"), figure("247000")],
    "the same balance from both sides": [figure("-104.4", **BALANCE), figure("104.4", **TURNED)],
    "the growth of a balance from both sides": [
        figure("12", relation="trade_growth", unit="percent", **BALANCE),
        figure("12", relation="trade_growth", unit="percent", **TURNED),
    ],
    "a part of the year": [figure("12000"), figure("23000", period="2023-01/2023-06")],
    "another year": [figure("12000"), figure("23000", period="2022")],
    "the other way": [figure("12000"), figure("23000", subject="KR", object="MX")],
    "one product": [figure("12000"), figure("23000", product=WHEAT)],
    "goods, and goods and services": [figure("12000"), figure("23000", quote="goods and services were sold")],
    "another currency": [figure("12000"), figure("23000", unit="EUR")],
    "a forecast": [figure("12000"), figure("23000", status="projected")],
    "a part and its whole in one article": [figure("12000", article=0), figure("9000", article=0)],
    "growth of two things in one article": [
        figure(value, relation="trade_growth", unit="percent", article=0) for value in ("12", "-4")
    ],
    "no period, other years": [figure("21", period=None), figure("24", period=None, published=LATER)],
    "hopes without a period": [
        figure("21", period=None, status="projected"),
        figure("24", period=None, status="projected"),
    ],
    "no period, one article": [figure("21", period=None, article=0), figure("24", period=None, article=0)],
    "ranks of two scopes": [rank(1), rank(1, "JP", scope="export_market")],
    "ranks in two circles": [rank(1), rank(1, "JP", within="Asia")],
    "ranks of two years": [rank(1), rank(2, published=LATER)],
    "ranks in one article": [rank(1, article=0), rank(1, "JP", article=0)],
    "two senators": [post("Ana Diaz", "senator"), post("Luis Roca", "senator")],
    "two deputies": [post("Ana Diaz", "deputy trade minister"), post("Luis Roca", "deputy trade minister")],
    "two directors": [post("Ana Diaz", "director"), post("Luis Roca", "director")],
    "a predecessor": [post("Ana Diaz", "then-president"), post("Luis Roca", "president")],
    "a predecessor by the quote": [
        post("Ana Diaz", "president", quote="former president Ana Diaz"),
        post("Luis Roca", "president"),
    ],
    "a successor": [post("Ana Diaz", "president"), post("Luis Roca", "president", published=LATER)],
    "a succession in one article": [
        post("Ana Diaz", "president", article=0),
        post("Luis Roca", "president", article=0),
    ],
    "one person, two names": [post("Ana Diaz", "president"), post("Ana Diaz Mora", "president")],
    "a surname alone": [post("Diaz", "president"), post("Luis Roca", "president")],
    "two ambassadors": [
        post("Ana Diaz", "ambassador", quote="ambassador to Japan Ana Diaz"),
        post("Luis Roca", "ambassador", quote="ambassador to Peru Luis Roca"),
    ],
    "planned, then signed": [party("reported", published=LATER), party("target")],
    "another party": [party("reported"), party("target", subject="JP", published=LATER)],
    "ninety times": [figure("23", flow="total"), figure("2070", flow="total", period="2022")],
    "decades apart": [figure("0.4", flow="total", period="1994"), figure("150", flow="total", period="2024")],
    "little one way": [figure("800", flow="total"), figure("0.9")],
    "a small balance": [figure("800", flow="total"), figure("0.9", **BALANCE)],
    "little of a product": [figure("800"), figure("0.9", product=WHEAT)],
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_a_contradiction_is_found(case: str) -> None:
    check, saying = CONFLICTS[case]
    assert check in found(*saying)


@pytest.mark.parametrize("case", [case for case in CONFLICTS if CONFLICTS[case][0] != "implausible-figure"])
def test_a_contradiction_is_one_of_its_kind_and_reported_once(case: str) -> None:
    check, saying = CONFLICTS[case]
    assert found(*saying) == found(*reversed(saying)) == [check]


@pytest.mark.parametrize("case", LOOKALIKES)
def test_what_only_looks_like_a_contradiction_is_none(case: str) -> None:
    assert found(*LOOKALIKES[case]) == []


def test_all_checks_have_the_same_columns_and_both_languages() -> None:
    assert len(load_checks()) == 5
    with to_store() as store:
        columns = {tuple(v.value for v in store.query(check.text).variables) for check in load_checks()}  # type: ignore[union-attr]
    assert len(columns) == 1
    assert all(check.messages.keys() == check.summaries.keys() == {"en", "es"} for check in load_checks())


def test_both_sides_come_with_value_claim_quote_and_article() -> None:
    with to_store(figure("15.1", quote="It was 15.1."), figure("13.1", quote="It was 13.1.")) as store:
        (conflict,) = run_checks(store, ["rival-figures"])
        row, base = conflict.row, store.base
    assert (row["firstValue"], row["secondValue"], row["unit"]) == ("15100000", "13100000", "USD")
    assert (row["firstQuote"], row["secondQuote"]) == ("It was 15.1.", "It was 13.1.")
    assert (row["firstArticle"], row["secondArticle"]) == (
        f"{base}article/article-0",
        f"{base}article/article-1",
    )
    assert conflict.to_result().message("es").startswith("Dos cifras de lo mismo, 15100000 y 13100000 USD")


def test_an_unknown_check_is_told_with_a_near_name() -> None:
    with pytest.raises(QueryError, match="did you mean rival-ranks"):
        find_checks(["rival-rank"])


@pytest.mark.parametrize("case", ["exports", "one rank for two", "two ministers", "signed and only planned"])
def test_a_stock_engine_finds_the_same_with_the_shapes(case: str) -> None:
    """The checks are SHACL shapes of the graph `graph/checks`: pyshacl runs them as they are."""
    check, saying = CONFLICTS[case]
    shapes = Graph().parse(data=to_rdf(load_check_quads(), "ttl"), format="turtle")
    shape = URIRef(f"https://w3id.org/tradegraph/shapes#check-{check}")
    with to_store(*saying) as store:
        (conflict,) = run_checks(store)
        data = Graph().parse(
            data=to_rdf([Quad(*quad.triple) for quad in store.quads], "ttl"), format="turtle"
        )
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, use_shapes=[shape])
    assert {str(focus) for focus in report.objects(None, SH.focusNode)} == {conflict.row["first"]}
