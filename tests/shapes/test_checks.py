"""The checks of the whole graph, which need the figures of many articles side by side."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tradegraph.rdf.store import Store

CHECK = Path(__file__).parents[2] / "queries" / "checks" / "implausible-figure.rq"
PREFIXES = """
@base <https://w3id.org/tradegraph/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix tg: <https://w3id.org/tradegraph/ontology#> .
"""


def figure(number: int, billions: str, *, unit: str = "USD", more: str = "tg:flow tg:FlowTotal") -> str:
    return f"""
<relationship/{number}> a tg:TradeValue ; tg:involves <country/MX>, <country/KR> ;
    tg:value {Decimal(billions) * 10**9} ; tg:unit "{unit}" ; {more} .
<claim/{number}> tg:states <relationship/{number}> ; prov:wasQuotedFrom <article/{number}> ;
    tg:evidence <claim/{number}#evidence> .
<claim/{number}#evidence> oa:hasSelector <claim/{number}#quote> .
<claim/{number}#quote> oa:exact "{billions} billion" .
"""


def implausible(*figures: str) -> list[tuple[str, str]]:
    quads = parse(PREFIXES + "".join(figures), format=RdfFormat.TURTLE)
    with Store.in_memory(quads) as store:
        return [(row["quote"], row["greatest"]) for row in store.rows(CHECK.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ([figure(1, "21.0"), figure(2, "23.0"), figure(3, "25.0")], []),
        ([figure(1, "21.0"), figure(2, "23.0"), figure(3, "2300.0")], [("2300.0 billion", "23000000000")]),
        ([figure(1, "21.0"), figure(2, "23.0"), figure(3, "0.021")], [("0.021 billion", "23000000000")]),
        ([figure(1, "21.0"), figure(2, "23.0"), figure(3, "2000.0")], []),
        ([figure(1, "21.0"), figure(2, "23000.0", unit="KRW")], []),
        ([figure(1, "21.0"), figure(2, "0.01", more="tg:product <product/coffee>")], []),
        ([figure(1, "21.0"), figure(2, "0.01", more="tg:flow tg:FlowBalance")], []),
        (
            [figure(1, "1.1"), figure(2, "1100.0", more="tg:flow tg:FlowExports")],
            [("1.1 billion", "1100000000000"), ("1100.0 billion", "1100000000")],
        ),
    ],
    ids=[
        "alike",
        "too-large",
        "too-small",
        "ninety-times",
        "other-currency",
        "one-product",
        "balance",
        "two-figures",
    ],
)
def test_a_figure_a_hundred_times_off_is_found(figures: list[str], found: list[tuple[str, str]]) -> None:
    assert implausible(*figures) == found
