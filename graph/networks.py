"""The network of actors: who trades with, invests in, visits, joins whom, and on how many sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import networkx
from pyoxigraph import NamedNode
from tradegraph.deriving.support import Origin, count_sources, read_origins
from tradegraph.gexf import clean, write_gexf
from tradegraph.model import ENTITY_TYPES
from tradegraph.rdf.iris import ONTOLOGY, to_iri
from tradegraph.rdf.relations import LINKS, Link
from tradegraph.rdf.store import Store

__all__ = ["to_networkx", "write_gexf"]

#: Colours of node types: Tableau's palette, told apart by colour-blind readers when the hue is light or dark.
_COLORS: Final = {
    "Academia": "#b07aa1",
    "Agreement": "#59a14f",
    "Association": "#ff9da7",
    "Bloc": "#4e79a7",
    "City": "#a0cbe8",
    "Company": "#f28e2b",
    "Country": "#1f4e79",
    "Facility": "#ffbe7d",
    "GovernmentBody": "#e15759",
    "InternationalOrganization": "#76b7b2",
    "Person": "#edc948",
    "Product": "#9c755f",
    "Region": "#6baed6",
    "Sector": "#bab0ac",
}

_CLAIMS: Final = """
SELECT ?relationship ?claim ?confidence ?article ?published WHERE {
  ?claim tg:states ?relationship ; tg:confidence ?confidence ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?article schema:datePublished ?published }
}"""
_TIES: Final = """
SELECT DISTINCT ?relationship ?subject ?object ?status ?start ?end ?usd WHERE {{
  ?relationship a tg:{class_} ; tg:{subject} ?subject ; tg:{object} ?object .
  OPTIONAL {{ ?relationship tg:status/skos:notation ?status }}
  OPTIONAL {{ ?relationship tg:periodStart ?start ; tg:periodEnd ?end }}
  OPTIONAL {{ ?relationship tg:approximateUSD ?usd }}
}}"""


@dataclass(slots=True)
class _Support:
    """What stands behind a relationship, or behind an edge."""

    claims: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, other: _Support) -> None:
        self.claims |= other.claims
        self.articles |= other.articles


@dataclass(slots=True)
class _Edge(_Support):
    relationships: set[str] = field(default_factory=set)
    spells: set[tuple[str, str]] = field(default_factory=set)
    amounts: set[Decimal] = field(default_factory=set)


def to_networkx(
    store: Store,
    *,
    statuses: Iterable[str] = ("reported",),
    min_confidence: float = 0.0,
) -> networkx.MultiDiGraph:
    """Return the network of actors: one edge for each kind of link between two of them.

    A node has its IRI as key, and `label`, `type`, `code` (ISO 3166), `country` (ISO 3166-1) and `claims`. An
    edge has `relation` and `label`, `weight` (the number of distinct relationships), `claims`, `articles`,
    `sources` (independent ones: publishers, reprints left out), `year` (the latest that a period ends in),
    `spells` (periods, as "start/end start/end"), `symmetric`, and `usd`: its largest amount, in US dollars,
    about. Not their sum, since figures of several years, rival ones, and parts of a total stand side by side.
    Only relationships with one of `statuses` count, and those without a status as reported; `min_confidence`
    leaves claims out.
    """
    support, latest = _read_support(store, min_confidence)
    edges = _read_edges(store, support, frozenset(statuses))
    graph = networkx.MultiDiGraph(creator="tradegraph", description=_describe(support))
    if latest:
        graph.graph["lastmodifieddate"] = latest
    for node, data in _nodes(store, edges):
        graph.add_node(node, **data)
    labels = {link.name: _link_label(store, link) for link in LINKS}
    origins = read_origins(store)
    for (subject, object_, link), edge in sorted(edges.items(), key=lambda item: _edge_key(*item[0])):
        graph.add_edge(subject, object_, key=link.name, **_edge_data(link, edge, labels, origins))
    return graph


def _edge_key(subject: str, object_: str, link: Link) -> tuple[str, str, str]:
    return subject, object_, link.name


def _describe(support: Mapping[str, _Support]) -> str:
    articles = {article for item in support.values() for article in item.articles}
    return f"Cross-border economic relationships claimed by {len(articles)} articles"


def _read_support(store: Store, min_confidence: float) -> tuple[dict[str, _Support], str | None]:
    """Return what stands behind each relationship, and the date of the latest article."""
    support: defaultdict[str, _Support] = defaultdict(_Support)
    dates = set()
    for row in store.rows(_CLAIMS):
        if float(row["confidence"]) < min_confidence:
            continue
        item = support[row["relationship"]]
        item.claims.add(row["claim"])
        item.articles.add(row["article"])
        dates.add(row.get("published", ""))
    return dict(support), max(dates, default="") or None


def _read_edges(
    store: Store, support: Mapping[str, _Support], statuses: frozenset[str]
) -> dict[tuple[str, str, Link], _Edge]:
    edges: defaultdict[tuple[str, str, Link], _Edge] = defaultdict(_Edge)
    for link in LINKS:
        for row in _ties(store, link):
            relationship = row["relationship"]
            if relationship in support and row.get("status", "reported") in statuses:
                edge = edges[row["subject"], row["object"], link]
                edge.relationships.add(relationship)
                edge.add(support[relationship])
                if "start" in row:
                    edge.spells.add((row["start"], row["end"]))
                if "usd" in row:
                    edge.amounts.add(abs(Decimal(row["usd"])))
    return dict(edges)


def _ties(store: Store, link: Link) -> Iterator[dict[str, str]]:
    """Yield the pairs that a kind of link ties; of a symmetric one each pair once."""
    for class_, subject, object_ in link.ways:
        for row in store.rows(_TIES.format(class_=class_, subject=subject, object=object_)):
            if link.symmetric and row["subject"] > row["object"]:
                row = {**row, "subject": row["object"], "object": row["subject"]}
            if not (link.symmetric and row["subject"] == row["object"]):
                yield row


def _edge_data(
    link: Link, edge: _Edge, labels: Mapping[str, str], origins: Mapping[str, Origin]
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "relation": link.name,
        "label": labels[link.name],
        "weight": len(edge.relationships),
        "claims": len(edge.claims),
        "articles": len(edge.articles),
        "sources": count_sources(edge.articles, origins),
        "symmetric": link.symmetric,
    }
    if edge.spells:
        data["year"] = max(int(end[:4]) for _, end in edge.spells)
        data["spells"] = " ".join(f"{start}/{end}" for start, end in sorted(edge.spells))
    if edge.amounts:
        data["usd"] = round(max(edge.amounts))
    return data


def _nodes(
    store: Store, edges: Mapping[tuple[str, str, Link], _Edge]
) -> Iterator[tuple[str, dict[str, Any]]]:
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for (subject, object_, _), edge in edges.items():
        claims[subject] |= edge.claims
        claims[object_] |= edge.claims
    store.prepare(claims)
    for iri in sorted(claims):
        data = {**_describe_entity(store, NamedNode(iri)), "claims": len(claims[iri])}
        yield iri, {name: value for name, value in data.items() if value is not None}


def _describe_entity(store: Store, entity: NamedNode) -> dict[str, str | None]:
    types = [iri.removeprefix(ONTOLOGY) for iri, _ in store.values(entity, "rdf:type")]
    type_ = next((name for name in types if name in ENTITY_TYPES), None)
    code = next((code for code, _ in store.values(entity, "tg:isoCode")), None)
    countries = (NamedNode(iri) for iri, _ in store.values(entity, "tg:inCountry"))
    country_codes = (code for country in countries for code, _ in store.values(country, "tg:isoCode"))
    return {
        "label": clean(_label(store, entity)),
        "type": type_,
        "code": code,
        "country": code[:2] if code else next(country_codes, None),
        "color": _COLORS.get(type_ or ""),
    }


def _label(store: Store, entity: NamedNode) -> str:
    """Return the English label, else the first of another language, else the end of the IRI."""
    labels = sorted((lang != "en", lang, label) for label, lang in store.values(entity, "skos:prefLabel"))
    return labels[0][2] if labels else entity.value.rsplit("/", 1)[-1]


def _link_label(store: Store, link: Link) -> str:
    labels = store.values(to_iri(f"tg:{link.name}"), "rdfs:label")
    return next((label for label, lang in labels if lang == "en"), link.name)
