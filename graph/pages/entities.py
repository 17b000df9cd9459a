"""The page of an entity: its names and identifiers, and what is told of it, by relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode
from tradegraph.pages.charts import Chart
from tradegraph.pages.claims import Correction, read_corrections
from tradegraph.pages.neighbours import Neighbourhood, read_neighbourhood
from tradegraph.pages.nodes import NEIGHBOURS, Node, Nodes, Text, Thing, to_kind
from tradegraph.pages.series import chart_statements
from tradegraph.pages.sites import is_web
from tradegraph.pages.statements import Quote, Statement, read_statements
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.relations import relation_of_class

#: How many statements of a relation a page shows at most, and about how many in all: 400 take 0.3 s to read.
SHOWN: Final = 200
_SHOWN_IN_ALL: Final = 400
_LEAST: Final = 10
_SPOKEN_SHOWN: Final = 50
_RELATIONSHIPS: Final = """
SELECT ?relationship ?class ?end WHERE {{
  ?relationship {property} {entity} ; a ?class .
  OPTIONAL {{ ?relationship tg:periodEnd ?end }}
}}"""
_SPOKEN: Final = """
SELECT DISTINCT ?claim ?relationship WHERE {{ ?claim tg:speaker {entity} ; tg:states ?relationship }}
ORDER BY ?claim LIMIT {limit}"""
#: Registers of public identifiers, by a part of their IRIs.
_REGISTERS: Final = (
    ("www.wikidata.org/", "Wikidata"),
    ("sws.geonames.org/", "GeoNames"),
    ("publications.europa.eu/resource/authority/", "EU authority tables"),
    ("www.omg.org/spec/LCC/", "OMG LCC"),
)
#: Classes of relationships by which an actor comes to an agreement.
_JOINING: Final = ("AgreementParty", "Signing")
_CODES: Final = ("tg:isoCode", "tg:isoAlpha3", "tg:isicCode", "tg:hsChapter", "tg:currency")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A public identifier; `label` names the register, where it is known, and what is the entity's there."""

    iri: str
    label: str

    @property
    def is_web(self) -> bool:
        """Tell whether it may be a link."""
        return is_web(self.iri)


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one relation that a page shows, and how many there are: `total`."""

    kind: str
    title: str
    statements: tuple[Statement, ...]
    total: int

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more than are shown."""
        return self.total > len(self.statements)


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its `names` by language, what the reference data says of it as `facts`, by label.

    `spoken` are statements that it is quoted with, by `spoken_total` claims in all; `successor` is what it
    was merged into.
    """

    thing: Thing
    kind: str
    names: tuple[Text, ...]
    aliases: tuple[Text, ...]
    codes: tuple[tuple[str, str], ...]
    identifiers: tuple[Identifier, ...]
    facts: tuple[tuple[str, tuple[Thing, ...]], ...]
    note: str | None
    claims: int
    groups: tuple[Group, ...]
    spoken: tuple[Statement, ...]
    spoken_total: int
    charts: tuple[Chart, ...]
    neighbourhood: Neighbourhood
    corrections: tuple[Correction, ...]
    successor: Thing | None = None

    @property
    def parties(self) -> tuple[Statement, ...]:
        """Who joined or signed an agreement, in the order of time; empty for other entities."""
        if self.thing.kind != "Agreement":
            return ()
        told = [item for group in self.groups if group.kind in _JOINING for item in group.statements]
        return tuple(sorted(told, key=lambda item: (item.period or "9", item.first or "9", item.path)))


def read_entity(nodes: Nodes, node: Node) -> Entity:
    """Return what the page of an entity shows."""
    successor = node.value("dcterms:isReplacedBy")
    groups = read_groups(nodes, node)
    return Entity(
        thing=nodes.thing(node.iri),
        kind=nodes.term(to_kind(node)) if to_kind(node) else "",
        names=tuple(node.texts("skos:prefLabel")),
        aliases=tuple(dict.fromkeys([*node.texts("tg:acronym"), *node.texts("skos:altLabel")])),
        codes=tuple((nodes.term(name[3:]), value) for name in _CODES for value in node.values(name)),
        identifiers=tuple(map(to_identifier, node.values("skos:exactMatch") + node.values("owl:sameAs"))),
        facts=tuple(_read_facts(nodes, node)),
        note=next((text.value for text in node.texts("skos:scopeNote")), None),
        claims=int(node.value("tg:claimCount") or 0),
        groups=groups,
        spoken=_read_spoken(nodes, node),
        spoken_total=int(node.value("tg:spokenCount") or 0),
        charts=chart_statements(statement for group in groups for statement in group.statements),
        neighbourhood=read_neighbourhood(nodes, node.iri),
        corrections=tuple(read_corrections(nodes, node.iri)),
        successor=nodes.thing(successor) if successor else None,
    )


def to_identifier(iri: str) -> Identifier:
    """Return a public identifier with its label.

    >>> to_identifier("http://www.wikidata.org/entity/Q96").label
    'Wikidata Q96'
    """
    name = next((name for start, name in _REGISTERS if start in iri), None)
    return Identifier(iri, f"{name} {iri.rstrip('/').rsplit('/', 1)[-1]}" if name else iri)


def read_groups(nodes: Nodes, node: Node) -> tuple[Group, ...]:
    """Return the relationships of an entity by relation, of each those of the latest periods."""
    by_class: defaultdict[str, dict[str, str]] = defaultdict(dict)
    property_ = "tg:product" if to_kind(node) == "Product" else "tg:involves"
    query = _RELATIONSHIPS.format(property=property_, entity=NamedNode(node.iri))
    for relationship, class_, end in nodes.select(query):
        by_class[class_.value][relationship.value] = end.value if end else ""
    cap = find_cap([len(found) for found in by_class.values()])
    kept = {class_: _newest(found)[:cap] for class_, found in by_class.items()}
    statements = read_statements(nodes, (iri for iris in kept.values() for iri in iris))
    by_path = {nodes.store.base + statement.path: statement for statement in statements}
    groups = (
        Group(
            kind=class_.removeprefix(ONTOLOGY),
            title=nodes.term(class_.removeprefix(ONTOLOGY)),
            statements=tuple(by_path[iri] for iri in iris if iri in by_path),
            total=len(by_class[class_]),
        )
        for class_, iris in kept.items()
        if relation_of_class(class_.removeprefix(ONTOLOGY))
    )
    return tuple(sorted(groups, key=lambda group: (-group.total, group.title)))


def find_cap(totals: Sequence[int]) -> int:
    """Return how many statements of each relation a page shows, where there are `totals` of them.

    >>> find_cap([24, 3]), find_cap([5000]), find_cap([5000, 4000, 10]), find_cap([900] * 17)
    (200, 200, 195, 23)
    """
    caps = range(SHOWN, _LEAST, -1)
    return next((cap for cap in caps if sum(min(n, cap) for n in totals) <= _SHOWN_IN_ALL), _LEAST)


def _newest(ends: dict[str, str]) -> list[str]:
    return sorted(sorted(ends), key=lambda iri: ends[iri], reverse=True)


def _read_facts(nodes: Nodes, node: Node) -> list[tuple[str, tuple[Thing, ...]]]:
    found = ((name, nodes.things(node.values(name))) for name in NEIGHBOURS)
    return [(nodes.term(name[3:]), things) for name, things in found if things]


def _read_spoken(nodes: Nodes, node: Node) -> tuple[Statement, ...]:
    """Return the statements that the entity is quoted with, each with its words alone."""
    query = _SPOKEN.format(entity=NamedNode(node.iri), limit=_SPOKEN_SHOWN)
    relationships = dict.fromkeys(relationship.value for _, relationship in nodes.select(query))
    statements = read_statements(nodes, relationships)
    return tuple(replace(statement, quotes=_said_by(node.iri, statement)) for statement in statements)


def _said_by(iri: str, statement: Statement) -> tuple[Quote, ...]:
    return tuple(quote for quote in statement.quotes if quote.speaker and quote.speaker.iri == iri)
