"""Documents: what RDF says of one thing, so that a reader understands it without fetching another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from types import MappingProxyType
from typing import Final

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)
from tradegraph.rdf.blanks import canonicalize_blanks
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import DATA_LICENSE, to_iri
from tradegraph.rdf.jsonld import to_jsonld
from tradegraph.rdf.store import Store

#: The media type of each form of a document, by the extension of its file.
DOCUMENTS: Final = MappingProxyType(
    {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
)
#: The data set's path under the base of its IRIs, which leads to the document that describes it.
DATASET: Final = "void.ttl#dataset"
#: Relationships of an entity, and claims of an article, that its document holds at most. With all of them
#: the document of the United States among 10,000 articles would take 20 MB.
LIMIT: Final = 100
#: Properties that name a thing to a reader.
_NAMES: Final = ("skos:prefLabel", "rdfs:label", "schema:headline")
#: Paths under the base of things that have no names.
_NAMELESS: Final = ("claim/", "relationship/")
#: The property that leads to a mere key, of which nothing is said.
_INNER: Final = to_iri("tg:measures")
#: Properties that lead from a relationship to an entity which takes part in it or which it is about.
_ENDS: Final = ("tg:involves", "tg:product", "tg:sector")
#: Properties that lead from a claim to what it is listed under.
_SOURCES: Final = ("tg:states", "prov:wasQuotedFrom", "tg:speaker")
#: What a document says of the claims that it lists; their own documents say the rest.
_BRIEF: Final = ("rdf:type", "tg:states", "prov:wasQuotedFrom", "tg:speaker", "tg:confidence", "tg:evidence")
#: The offsets of quotes and mentions.
_OFFSETS: Final = (to_iri("oa:start"), to_iri("oa:end"))
#: Claims shown with each relationship of an entity.
_SHOWN: Final = 5

Node = NamedNode | BlankNode
#: What names each of the things that documents link to.
Names = dict[NamedNode, tuple[Triple, ...]]


def describe(
    store: Store,
    iri: str,
    *,
    site: str | None = None,
    licence: str = DATA_LICENSE,
    names: Names | None = None,
) -> tuple[Triple, ...]:
    """Return the triples of the document about the thing `iri`, sorted; none where nothing is said of it.

    They are its own properties and those of its parts (blank nodes, and IRIs that continue its own with #);
    the relationships of an entity with their claims and quotes, at most `LIMIT`, the most often stated first;
    the claims of a relationship or an article; what editors decided about it; the names of all that these
    link to; and the document's licence and forms. `site` begins the documents' addresses, the store's base
    unless given. `names` are kept from one document to the next of a store that stays as it is. The same
    graph gives the same triples.
    """
    thing = NamedNode(iri)
    graph = None if store.is_split else DefaultGraph()
    reader = _Reader(store.quads, graph, store.base, {} if names is None else names)
    found = set(reader.whole(thing))
    if not found:
        return ()
    relationships, claims = reader.relationships(thing), reader.claims(thing)
    for relationship in reader.most_stated(relationships):
        found.update(reader.relationship(relationship))
    for claim in [thing, *sorted(claims, key=str)[:LIMIT]]:
        found.update(reader.claim(claim))
    found.update(reader.decisions(thing))
    found = {triple for triple in found if triple.predicate != _INNER}
    found.update(reader.names(found))
    path = iri.removeprefix(store.base)
    if path != iri:
        held = max(len(relationships), len(claims))
        data = NamedNode(store.base + DATASET)
        found.update(_describe_document(thing, (site or store.base) + path, data, licence, held))
    return tuple(sorted(canonicalize_blanks(found), key=str))


def to_document(triples: Iterable[Triple], extension: str) -> bytes:
    """Return `triples` in the form that `extension`, one of `DOCUMENTS`, stands for.

    The three forms hold the same triples, and the same triples give the same bytes.
    """
    quads = (Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    if extension == "jsonld":
        return to_jsonld(quads, is_brief=True)
    return to_rdf(quads, "nq" if extension == "nt" else extension)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the union of a store's graphs: its default graph, or all where that is empty."""

    quads: pyoxigraph.Store
    graph: DefaultGraph | None
    base: str
    known: Names

    def about(self, subject: Node, *names: str) -> Iterator[Triple]:
        """Yield what is said of `subject`, by the properties with these compact names if any are given."""
        for predicate in map(to_iri, names) if names else (None,):
            for quad in self.quads.quads_for_pattern(subject, predicate, None, self.graph):
                yield _restore(quad.triple)

    def leading_to(self, object_: NamedNode, *names: str) -> set[NamedNode]:
        """Return the subjects of statements whose object is `object_`."""
        return {
            quad.subject
            for predicate in map(to_iri, names)
            for quad in self.quads.quads_for_pattern(None, predicate, object_, self.graph)
            if isinstance(quad.subject, NamedNode)
        }

    def whole(self, thing: NamedNode) -> Iterator[Triple]:
        """Yield what is said of `thing` and of its parts, and of the parts of these."""
        reached: set[Node] = {thing}
        ahead: list[Node] = [thing]
        while ahead:
            for triple in self.about(ahead.pop()):
                yield triple
                if isinstance(part := triple.object, Node) and part not in reached and _is_part(part, thing):
                    reached.add(part)
                    ahead.append(part)

    def relationships(self, thing: NamedNode) -> set[NamedNode]:
        """Return the relationships that `thing` takes part in or is stated about."""
        return self.leading_to(thing, *_ENDS)

    def claims(self, thing: NamedNode) -> set[NamedNode]:
        """Return the claims that state `thing`, or that were quoted from it, or that it uttered."""
        return self.leading_to(thing, *_SOURCES)

    def most_stated(self, relationships: set[NamedNode]) -> list[NamedNode]:
        """Return at most `LIMIT` of the relationships, those that most claims state, in a stable order."""
        if len(relationships) <= LIMIT:
            return list(relationships)
        return nsmallest(LIMIT, relationships, key=lambda node: (-self._count(node), node.value))

    def _count(self, relationship: NamedNode) -> int:
        counts = (triple.object for triple in self.about(relationship, "tg:claimCount"))
        return max((int(count.value) for count in counts if isinstance(count, Literal)), default=0)

    def relationship(self, relationship: NamedNode) -> Iterator[Triple]:
        """Yield what is said of a relationship, and briefly of the claims that state it."""
        yield from self.about(relationship)
        for claim in sorted(self.leading_to(relationship, "tg:states"), key=str)[:_SHOWN]:
            yield from self.brief(claim)

    def claim(self, claim: NamedNode) -> Iterator[Triple]:
        """Yield briefly what is said of a claim, and all of the relationship that it states.

        Of what is no claim, nothing.
        """
        for triple in self.about(claim, "tg:states"):
            yield from self.brief(claim)
            yield from self.about(_node(triple))

    def brief(self, claim: NamedNode) -> Iterator[Triple]:
        """Yield who says what where in a claim, and in which words."""
        yield from self.about(claim, *_BRIEF)
        for evidence in self.about(claim, "tg:evidence"):
            for selector in self.about(_node(evidence), "oa:hasSelector"):
                for words in self.about(_node(selector), "oa:exact"):
                    yield from (selector, words)

    def decisions(self, thing: NamedNode) -> Iterator[Triple]:
        """Yield what editors decided about `thing`, and which IRIs it replaces."""
        for correction in self.leading_to(thing, "tg:corrects"):
            yield from self.about(correction)
        for old in self.leading_to(thing, "dcterms:isReplacedBy"):
            yield from self.about(old, "dcterms:isReplacedBy")

    def names(self, triples: Iterable[Triple]) -> set[Triple]:
        """Return the names of all that `triples` link to."""
        linked = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
        return {triple for node in linked for triple in self._name(node)}

    def _name(self, node: NamedNode) -> tuple[Triple, ...]:
        if node.value.startswith(self.base) and node.value.removeprefix(self.base).startswith(_NAMELESS):
            return ()
        if node not in self.known:
            self.known[node] = tuple(self.about(node, *_NAMES))
        return self.known[node]


def _node(triple: Triple) -> Node:
    """Return a triple's object where it is a node; a literal, which nothing is said of, gives a fresh one."""
    return triple.object if isinstance(triple.object, NamedNode | BlankNode) else BlankNode()


def _restore(triple: Triple) -> Triple:
    """Return a triple as it was written: a store keeps every kind of integer as xsd:integer."""
    offset = triple.object
    if triple.predicate not in _OFFSETS or not isinstance(offset, Literal):
        return triple
    datatype = to_iri("xsd:nonNegativeInteger")
    return Triple(triple.subject, triple.predicate, Literal(offset.value, datatype=datatype))


def _is_part(node: Node, thing: NamedNode) -> bool:
    return isinstance(node, BlankNode) or node.value.startswith(f"{thing.value}#")


def _describe_document(
    thing: NamedNode, address: str, data: NamedNode, licence: str, held: int
) -> Iterator[Triple]:
    """Yield what a document says of itself: the page for people, its RDF forms, its data set and licence.

    `held` is the number of relationships or claims that the graph holds about the thing.
    """
    page = NamedNode(f"{address}.html")
    yield Triple(page, to_iri("rdf:type"), to_iri("schema:WebPage"))
    yield Triple(page, to_iri("schema:about"), thing)
    yield Triple(page, to_iri("dcterms:isPartOf"), data)
    yield Triple(page, to_iri("dcterms:license"), NamedNode(licence))
    for extension, media_type in DOCUMENTS.items():
        form = NamedNode(f"{address}.{extension}")
        yield Triple(page, to_iri("dcterms:hasFormat"), form)
        yield Triple(form, to_iri("dcterms:format"), Literal(media_type))
    if held > LIMIT:
        note = f"The {LIMIT:,} most often stated of {held:,} statements; the dumps of the data set hold all."
        yield Triple(page, to_iri("dcterms:description"), Literal(note, language="en"))
