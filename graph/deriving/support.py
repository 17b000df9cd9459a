"""Support: how many claims and independent sources state a relationship, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.identity.unions import Unions
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import to_integer

#: What is known of an article: its `publisher`, date (`published`) and, of a reprint, its `original`.
Origin = Mapping[str, str]

_CLAIMS: Final = (
    "SELECT ?relationship ?article { ?claim tg:states ?relationship ; prov:wasQuotedFrom ?article }"
)
_ARTICLES: Final = """
SELECT ?article ?publisher ?published ?original {
  ?article a tg:Article .
  OPTIONAL { ?article dcterms:source ?publisher }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article tg:reprintOf ?original }
}"""


def derive_support(store: Store) -> Iterator[Triple]:
    """Yield, for each relationship, the number of claims and of independent sources, first and last date."""
    articles = read_origins(store)
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.rows(_CLAIMS):
        claims[row["relationship"]].append(row["article"])
    for relationship, told in claims.items():
        node, dates = NamedNode(relationship), sorted(_dates(told, articles))
        yield Triple(node, to_iri("tg:claimCount"), to_integer(len(told)))
        yield Triple(node, to_iri("tg:sourceCount"), to_integer(count_sources(told, articles)))
        if dates:
            yield Triple(node, to_iri("tg:firstReported"), _day(dates[0]))
            yield Triple(node, to_iri("tg:lastReported"), _day(dates[-1]))


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
