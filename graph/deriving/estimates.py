"""Estimates: what amounts of any currency are worth in US dollars, for weights and sorting alone.

The year of the rate is the one that the relationship's period ends in, or, where it has no period, that of
the earliest article that states it. What lies after the last year of the rates, as forecasts do, takes the
rate of that year. Where no year is known, or no rate, there is no estimate; dollars need no rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.deriving.rates import load_rates
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.quads import plain_decimal
from tradegraph.rdf.store import Store

#: Amounts with the last day of their period; a unit that is no currency has no rate.
_AMOUNTS: Final = """
SELECT ?relationship ?value ?unit ?end WHERE {
  ?relationship tg:value ?value ; tg:unit ?unit .
  OPTIONAL { ?relationship tg:periodEnd ?end }
}"""
#: When amounts in other currencies that have no period were first stated.
_FIRST: Final = """
SELECT ?relationship (MIN(?published) AS ?first) WHERE {
  ?relationship tg:value ?value ; tg:unit ?unit .
  FILTER (?unit != "USD")
  FILTER NOT EXISTS { ?relationship tg:periodEnd ?end }
  ?claim tg:states ?relationship ; prov:wasQuotedFrom/schema:datePublished ?published .
}
GROUP BY ?relationship"""


def derive_estimates(store: Store) -> Iterator[Triple]:
    """Yield tg:approximateUSD, and tg:exchangeRateYear where a rate was needed, of each amount of money."""
    rates = load_rates()
    first = {row["relationship"]: row["first"] for row in store.rows(_FIRST)}
    for row in store.rows(_AMOUNTS):
        year = _year(row, first, last=rates.last)
        estimate = rates.convert(Decimal(row["value"]), row["unit"], year)
        if estimate is not None:
            yield from _to_triples(row, estimate, year)


def _year(row: Mapping[str, str], first: Mapping[str, str], *, last: int) -> int | None:
    date = row.get("end") or first.get(row["relationship"])
    return min(int(date[:4]), last) if date else None


def _to_triples(row: Mapping[str, str], estimate: Decimal, year: int | None) -> Iterator[Triple]:
    relationship = NamedNode(row["relationship"])
    value = Literal(plain_decimal(estimate), datatype=to_iri("xsd:decimal"))
    yield Triple(relationship, to_iri("tg:approximateUSD"), value)
    if row["unit"] != "USD":
        rate_year = Literal(f"{year:04d}", datatype=to_iri("xsd:gYear"))
        yield Triple(relationship, to_iri("tg:exchangeRateYear"), rate_year)
