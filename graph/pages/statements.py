"""Statements: relationships in words, with the claims that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode
from tradegraph.pages.formats import format_period, format_value
from tradegraph.pages.nodes import Node, Nodes, Source, Text, Thing
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.relations import Relation, find_relation, relation_of_class

#: What the claims of some relationships are: estimates stay low, so that all of it is looked up, not joined.
_CLAIMS: Final = """
SELECT ?relationship ?claim ?article ?confidence ?quote ?speaker WHERE {{
  VALUES ?relationship {{ {relationships} }}
  ?claim tg:states ?relationship ; prov:wasQuotedFrom ?article ; tg:evidence/oa:hasSelector/oa:exact ?quote .
  OPTIONAL {{ ?claim tg:confidence ?confidence }}
  OPTIONAL {{ ?claim tg:speaker ?speaker }}
}}"""
#: Roles besides the two ends, and what the text says of the relationship, as details after it.
_DETAILS: Final = ("tg:product", "tg:sector", "tg:counterpart")
_WORDS: Final = ("tg:role", "tg:within", "tg:facilityKind")
#: Measures that are no value with a unit.
_PLAIN: Final = {"rank": "rank", "foundingYear": "in"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim as it stands under what it states: the words, who said them, where; `path` is its page's."""

    path: str
    words: Text
    source: Source
    speaker: Thing | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit, a rank or a year; `words` is how it is written."""

    value: Decimal
    unit: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A relationship: subjects, verb and objects are its sentence, `details` what the sentence leaves out.

    `relation` is the relation's name and `kind` its class's; `status` and `flow` are labels; `usd` is
    derived, at the rate of `rate_year`; `measures` is what several figures may measure. `quotes` are the
    claims.
    """

    path: str
    relation: str
    kind: str
    subjects: tuple[Thing, ...]
    verb: str
    objects: tuple[Thing, ...]
    details: tuple[Thing, ...] = ()
    words: tuple[str, ...] = ()
    figure: Figure | None = None
    period: str | None = None
    status: str | None = None
    flow: str | None = None
    scope: str | None = None
    usd: Figure | None = None
    rate_year: str | None = None
    measures: str | None = None
    claims: int = 0
    sources: int = 0
    first: str | None = None
    last: str | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def when(self) -> str | None:
        """The period in words."""
        return format_period(self.period) if self.period else None

    @property
    def is_open(self) -> bool:
        """Tell whether it is planned or expected, not reported."""
        return self.status not in (None, "reported")


def read_statements(nodes: Nodes, iris: Iterable[str]) -> list[Statement]:
    """Return the relationships `iris` as statements, in their order, with their claims, the newest first."""
    iris = list(iris)
    quotes = read_quotes(nodes, iris)
    found = (to_statement(nodes, nodes.read(iri), quotes=quotes.get(iri, ())) for iri in iris)
    return [statement for statement in found if statement is not None]


def read_quotes(nodes: Nodes, iris: Iterable[str]) -> Mapping[str, tuple[Quote, ...]]:
    """Return the claims of the relationships `iris`, by these."""
    query = _CLAIMS.format(relationships=" ".join(str(NamedNode(iri)) for iri in iris))
    quotes: defaultdict[str, dict[str, Quote]] = defaultdict(dict)
    for relationship, claim, article, confidence, quote, speaker in nodes.select(query):
        source = nodes.source(article.value)
        quotes[relationship.value][claim.value] = Quote(
            path=nodes.to_path(claim.value),
            words=Text(quote.value, source.name.lang),
            source=source,
            speaker=nodes.thing(speaker.value) if speaker else None,
            confidence=Decimal(confidence.value) if confidence else None,
        )
    return {iri: _sort(found.values()) for iri, found in quotes.items()}


def to_statement(nodes: Nodes, node: Node, *, quotes: tuple[Quote, ...] = ()) -> Statement | None:
    """Return a relationship as a statement, None for what is no relationship of the ontology."""
    row = find_row(node)
    if row is None:
        return None
    subjects, objects = read_ends(nodes, node, row)
    usd = node.value("tg:approximateUSD")
    return Statement(
        path=nodes.to_path(node.iri),
        relation=row.name,
        kind=row.class_,
        subjects=subjects,
        verb=to_verb(nodes, row, objects=objects),
        objects=objects,
        details=_read_details(nodes, node, row),
        words=tuple(word for name in _WORDS for word in node.values(name)),
        figure=_read_figure(node, row),
        period=node.value("tg:period"),
        status=_read_label(nodes, node, "tg:status"),
        flow=_read_label(nodes, node, "tg:flow"),
        scope=_read_label(nodes, node, "tg:scope"),
        usd=_to_figure(usd, "USD") if usd else None,
        rate_year=node.value("tg:exchangeRateYear"),
        measures=node.value("tg:measures"),
        claims=int(node.value("tg:claimCount") or len(quotes)),
        sources=int(node.value("tg:sourceCount") or 0),
        first=node.value("tg:firstReported"),
        last=node.value("tg:lastReported"),
        quotes=quotes,
    )


def find_row(node: Node) -> Relation | None:
    """Return the relation of a relationship, None for another node."""
    name = next((name for name in map(relation_of_class, node.types) if name), None)
    flow = (node.value("tg:flow") or "").removeprefix(f"{ONTOLOGY}Flow").lower()
    return find_relation(name, flow) if name else None


def read_ends(nodes: Nodes, node: Node, row: Relation) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """Return the subjects and objects of a relationship; of a symmetric one the first by name is subject."""
    subjects = nodes.things(node.values(f"tg:{row.subject}"))
    if row.symmetric:
        return subjects[:1], subjects[1:]
    return subjects, nodes.things(node.values(f"tg:{row.object}"))


def to_verb(nodes: Nodes, row: Relation, *, objects: tuple[Thing, ...] = ()) -> str:
    """Return what stands between subject and object: the direct link's label or, of a balance, its role's."""
    if row.object == "balanceWith":
        return nodes.term(row.object)
    link = "exportsProduct" if row.name == "trades_product" and not objects else row.link
    return nodes.term(link or row.class_)


def _read_details(nodes: Nodes, node: Node, row: Relation) -> tuple[Thing, ...]:
    names = (name for name in _DETAILS if name != f"tg:{row.object}")
    return tuple(thing for name in names for thing in nodes.things(node.values(name)))


def _read_figure(node: Node, row: Relation) -> Figure | None:
    value = node.value(f"tg:{row.measure}") if row.measure else None
    if value is None:
        return None
    if row.measure in _PLAIN:
        return Figure(Decimal(value), None, f"{_PLAIN[row.measure]} {value}")
    figure = _to_figure(value, node.value("tg:unit"))
    is_rise = row.name == "trade_growth" and figure.value > 0
    return replace(figure, words=f"+{figure.words}") if is_rise else figure


def _to_figure(value: str, unit: str | None) -> Figure:
    number = Decimal(value)
    return Figure(number, unit, format_value(number, unit))


def _read_label(nodes: Nodes, node: Node, name: str) -> str | None:
    iri = node.value(name)
    return nodes.term(iri.removeprefix(ONTOLOGY)) if iri else None


def _sort(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    newest = sorted(quotes, key=lambda quote: quote.path)
    return tuple(sorted(newest, key=lambda quote: quote.source.published or "", reverse=True))
