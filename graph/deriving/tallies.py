"""Tallies: what is told of each actor, by kind of relationship and by month, and what each publisher tells.

Questions that sum up all that is told of one actor, or of everybody, read a few rows here instead of
following every claim: of the first country in 10,000 articles there are more than 14,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.deriving.sequels import read_classes
from tradegraph.deriving.support import read_origins
from tradegraph.deriving.ties import count_claims, read_ends
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import mint, to_integer

#: Claims of an actor from which on its months are tallied: to count fewer takes under 20 ms.
_MANY: Final = 1_000
_YEARS: Final = ("tg:firstYear", "tg:lastYear")
_DAYS: Final = ("schema:startDate", "schema:endDate")


def derive_profiles(store: Store) -> Iterator[Triple]:
    """Yield a tally for each actor and kind of relationship: how many, their claims, years and an example."""
    classes, years = read_classes(store), _read_years(store)
    claims = count_claims(store)
    kinds: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for relationship, actors in read_ends(store).items():
        for actor in actors:
            kinds[actor, classes[relationship]].append(relationship)
    for (actor, kind), relationships in kinds.items():
        node = mint(store.base, "tally", actor, kind)
        yield Triple(node, to_iri("tg:tallyOf"), NamedNode(actor))
        yield Triple(node, to_iri("tg:tallyKind"), to_iri(f"tg:{kind}"))
        yield Triple(node, to_iri("tg:tallyExample"), NamedNode(min(relationships)))
        yield Triple(node, to_iri("tg:relationshipCount"), to_integer(len(relationships)))
        yield Triple(node, to_iri("tg:claimCount"), to_integer(sum(claims[iri] for iri in relationships)))
        yield from _span(node, {years[iri] for iri in relationships if iri in years}, _YEARS, "gYear")


def derive_attention(store: Store, *, least: int = _MANY) -> Iterator[Triple]:
    """Yield a tally a month of publication, for actors of at least so many claims: articles and claims.

    Articles without a date have one without a month. Of other actors the claims themselves are soon counted.
    """
    ends, articles = read_ends(store), dict(store.pairs("prov:wasQuotedFrom"))
    months = {article: day[:7] for article, day in store.pairs("schema:datePublished")}
    told: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for claim, relationship in store.pairs("tg:states"):
        if article := articles.get(claim):
            for actor in ends.get(relationship, ()):
                told[actor, months.get(article, "")][article] += 1
    totals: Counter[str] = Counter()
    for (actor, _), claims in told.items():
        totals[actor] += claims.total()
    for (actor, month), claims in told.items():
        if totals[actor] < least:
            continue
        node = mint(store.base, "attention", actor, month)
        yield Triple(node, to_iri("tg:attentionTo"), NamedNode(actor))
        yield Triple(node, to_iri("tg:articleCount"), to_integer(len(claims)))
        yield Triple(node, to_iri("tg:claimCount"), to_integer(claims.total()))
        if month:
            yield Triple(node, to_iri("tg:month"), Literal(month, datatype=to_iri("xsd:gYearMonth")))


def derive_coverage(store: Store) -> Iterator[Triple]:
    """Yield for each publisher its articles, reprints, claims, languages, and first and last day.

    Articles whose publisher is not known are together.
    """
    articles = read_origins(store)
    claims = Counter(article for _, article in store.pairs("prov:wasQuotedFrom"))
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for article, language in store.pairs("dcterms:language"):
        languages[article].add(language)
    published: defaultdict[str, list[str]] = defaultdict(list)
    for article, row in articles.items():
        published[row.get("publisher", "")].append(article)
    for publisher, own in published.items():
        node = mint(store.base, "coverage", publisher)
        if publisher:
            yield Triple(node, to_iri("tg:coverageOf"), Literal(publisher))
        reprints = sum("original" in articles[article] for article in own)
        yield Triple(node, to_iri("tg:articleCount"), to_integer(len(own)))
        yield Triple(node, to_iri("tg:reprintCount"), to_integer(reprints))
        yield Triple(node, to_iri("tg:claimCount"), to_integer(sum(claims[article] for article in own)))
        for language in sorted(set(chain.from_iterable(languages[article] for article in own))):
            yield Triple(node, to_iri("dcterms:language"), Literal(language))
        days = {articles[article]["published"] for article in own if "published" in articles[article]}
        yield from _span(node, days, _DAYS, "date")


def _read_years(store: Store) -> Mapping[str, str]:
    return {relationship: start[:4] for relationship, start in store.pairs("tg:periodStart")}


def _span(node: NamedNode, times: set[str], names: tuple[str, str], datatype: str) -> Iterator[Triple]:
    """Yield the first and the last of `times`, where there are any."""
    if times:
        for name, time in zip(names, (min(times), max(times)), strict=True):
            yield Triple(node, to_iri(name), Literal(time, datatype=to_iri(f"xsd:{datatype}")))
