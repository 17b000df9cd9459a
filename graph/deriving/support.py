"""Support: how many claims and independent sources state a relationship, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.identity.unions import Unions
from tradegraph.rdf.archive import digest
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import to_integer

#: What is known of an article: its `publisher`, date (`published`) and, of a reprint, its `original`.
Origin = Mapping[str, str]

_CLAIMS: Final = """
SELECT ?claim ?relationship ?article ?confidence {
  ?claim tg:states ?relationship ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?claim tg:confidence ?confidence }
}"""
#: In the place of a date that is not known, after all others.
_UNDATED: Final = "9999"
#: No day has a higher number, and nothing has more claims.
_LAST: Final = 9_999_999
_ARTICLES: Final = """
SELECT ?article ?publisher ?published ?original {
  ?article a tg:Article .
  OPTIONAL { ?article dcterms:source ?publisher }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article tg:reprintOf ?original }
}"""


def derive_support(store: Store) -> Iterator[Triple]:
    """Yield, for each relationship, the number of claims and of independent sources, first and last date.

    Its first claim is that of the earliest article; articles without a date come last. What one source
    alone tells has its place in the order of review besides, the rest in that of support.
    """
    articles = read_origins(store)
    claims: defaultdict[str, list[str]] = defaultdict(list)
    confidence: defaultdict[str, Decimal] = defaultdict(Decimal)
    first: dict[str, tuple[str, str]] = {}
    for row in store.rows(_CLAIMS):
        relationship = row["relationship"]
        claims[relationship].append(row["article"])
        place = articles[row["article"]].get("published", _UNDATED), row["claim"]
        first[relationship] = min(place, first.get(relationship, place))
        confidence[relationship] = max(confidence[relationship], Decimal(row.get("confidence", 0)))
    for relationship, told in claims.items():
        node, dates = NamedNode(relationship), sorted(_dates(told, articles))
        sources = count_sources(told, articles)
        yield Triple(node, to_iri("tg:claimCount"), to_integer(len(told)))
        yield Triple(node, to_iri("tg:sourceCount"), to_integer(sources))
        yield Triple(node, to_iri("tg:firstClaim"), NamedNode(first[relationship][1]))
        if sources == 1:
            order = to_review_order(relationship, confidence[relationship], dates[-1] if dates else None)
            yield Triple(node, to_iri("tg:reviewOrder"), to_integer(order))
        else:
            order = to_support_order(relationship, sources, len(told))
            yield Triple(node, to_iri("tg:supportOrder"), to_integer(order))
        if dates:
            yield Triple(node, to_iri("tg:firstReported"), _day(dates[0]))
            yield Triple(node, to_iri("tg:lastReported"), _day(dates[-1]))


def to_review_order(relationship: str, confidence: Decimal, last: str | None) -> int:
    """Return a number that is lower for what is less certain, 0 to 1, and then for what was told later.

    One number, since a store compares numbers fast and names slowly.

    >>> to_review_order("r", Decimal("0.5"), "2024-05-01") < to_review_order("r", Decimal("0.5"), None)
    True
    """
    day = date.fromisoformat(last).toordinal() if last else 0
    return _to_order(relationship, int(confidence * 10_000), _LAST - day)


def to_support_order(relationship: str, sources: int, claims: int) -> int:
    """Return a number that is lower for what more sources tell, and then for what more claims state.

    >>> to_support_order("r", 3, 3) < to_support_order("r", 2, 9)
    True
    """
    return _to_order(relationship, 10_000 - min(sources, 10_000), _LAST - claims)


def _to_order(relationship: str, first: int, second: int) -> int:
    """Return one number of two, 0 to 10,000 and to `_LAST`; where both are equal the name decides."""
    return (first * (_LAST + 1) + second) * 65_536 + int(digest(relationship.encode())[:4], 16)


def read_origins(store: Store) -> dict[str, Origin]:
    """Return the origin of each article, by its IRI."""
    return {row["article"]: row for row in store.rows(_ARTICLES)}


def count_sources(told: Iterable[str], articles: Mapping[str, Origin]) -> int:
    """Return how many independent sources the articles `told` are.

    Articles of one publisher are one source, and so are those with nearly the same text; an article whose
    publisher is unknown counts for itself. `articles` gives the origin of each, by its IRI.
    """
    distinct = sorted(set(told))
    if len(distinct) == 1:
        return 1
    marks = {article: tuple(_marks(article, articles[article])) for article in distinct}
    unions = Unions([*distinct, *sorted({mark for found in marks.values() for mark in found})])
    for article, found in marks.items():
        for mark in found:
            unions.join(mark, article)
    return len({unions.find(article) for article in distinct})


def _marks(article: str, row: Origin) -> Iterator[str]:
    """Yield what an article shares with those that are no source besides it: publisher and text."""
    if publisher := row.get("publisher"):
        yield f"publisher {publisher.casefold()}"
    yield f"text {row.get('original', article)}"


def _dates(told: Iterable[str], articles: Mapping[str, Origin]) -> set[str]:
    return {date for article in told if (date := articles[article].get("published"))}


def _day(date: str) -> Literal:
    return Literal(date, datatype=to_iri("xsd:date"))
