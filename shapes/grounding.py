"""Statements derived from an article's text and dates, which exist while it is validated and no longer.

Core constraints compare two values of one node. These statements put what the text says beside what the graph
says: the words at an offset, whether a mention lies inside the evidence, which entities lack a mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from rdflib import RDF, Literal, Namespace, URIRef
from rdflib.term import Node
from tradegraph.rdf.iris import PREFIXES
from tradegraph.shapes.indexing import Triple, TripleIndex
from tradegraph.shapes.loading import TG, Shapes

OA: Final = Namespace(PREFIXES["oa"])
PROV: Final = Namespace(PREFIXES["prov"])
_PUBLISHED: Final = Namespace(PREFIXES["schema"]).datePublished
#: Properties that lead from a relationship to its entities; all of these need words in the article.
_ENTITIES: Final = (TG.involves, TG.product, TG.sector, TG.counterpart)
#: Kinds of reference whose words lie inside the evidence.
_INSIDE: Final = (TG.ReferenceNamed, TG.ReferenceAnaphor)


@dataclass(frozen=True, slots=True)
class Derivation:
    """Derives statements about the claims of one article's graph.

    `types` gives the entity type of known entities by id, as in `{"country/MX": "Country"}`; `text`, where it
    is given, is the article's normalised text, in which all offsets count.
    """

    index: TripleIndex
    shapes: Shapes
    types: Mapping[str, str]
    text: str | None = None

    def triples(self) -> Iterator[Triple]:
        """Yield all derived statements."""
        relationships = tuple(self.index.objects(TG.states))
        for claim in self.index.subjects(RDF.type, TG.Claim):
            for relationship in self.index.values(claim, TG.states):
                yield from self._grounding(claim, relationship)
                yield from self._lateness(claim, relationship)
        for relationship in relationships:
            yield from self._share(relationship)
        linked = {node for relationship in relationships for node in self.index.linked(relationship)}
        for entity in linked:
            if isinstance(entity, URIRef):
                yield from self._types(entity)

    def _entities(self, relationship: Node) -> Iterator[Node]:
        return (entity for predicate in _ENTITIES for entity in self.index.values(relationship, predicate))

    def _types(self, entity: Node) -> Iterator[Triple]:
        """Yield the types of an entity, known or minted, with their superclasses."""
        known = self.types.get("/".join(str(entity).rsplit("/", 2)[-2:]))
        direct = [*self.index.values(entity, RDF.type), *([TG[known]] if known else [])]
        for class_ in direct:
            for superclass in self.shapes.superclasses.get(class_, (class_,)):
                yield entity, RDF.type, superclass

    def _grounding(self, claim: Node, relationship: Node) -> Iterator[Triple]:
        quote, place = self._selectors(claim)
        if quote is not None and place is not None:
            yield from self._words(quote, place)
        span = self._span(place)
        mentions = self.index.values(claim, TG.mention)
        for mention in mentions:
            yield from self._words(mention, mention)
            inside = self._inside(mention, span)
            if inside is not None:
                yield mention, TG.insideEvidence, Literal(inside)
        mentioned = {entity for mention in mentions for entity in self.index.values(mention, TG.refersTo)}
        for entity in dict.fromkeys(self._entities(relationship)):
            if entity not in mentioned:
                yield claim, TG.unmentioned, entity

    def _selectors(self, claim: Node) -> tuple[Node | None, Node | None]:
        """Return the evidence's selector of words and its selector of offsets."""
        evidence = self.index.value(claim, TG.evidence)
        selectors = self.index.values(evidence, OA.hasSelector)
        words = (node for node in selectors if self.index.values(node, OA.exact))
        places = (node for node in selectors if self.index.values(node, OA.start))
        return next(words, None), next(places, None)

    def _words(self, node: Node, place: Node) -> Iterator[Triple]:
        span = self._span(place)
        if self.text is not None and span is not None:
            yield node, TG.textAtOffsets, Literal(self.text[span[0] : span[1]])

    def _span(self, place: Node | None) -> tuple[int, int] | None:
        if place is None:
            return None
        bounds = [_number(self.index.value(place, predicate)) for predicate in (OA.start, OA.end)]
        start, end = (int(bound) if bound is not None else None for bound in bounds)
        return (start, end) if start is not None and end is not None and start >= 0 else None

    def _inside(self, mention: Node, span: tuple[int, int] | None) -> bool | None:
        words = self._span(mention)
        if span is None or words is None or self.index.value(mention, TG.referenceKind) not in _INSIDE:
            return None
        return span[0] <= words[0] and words[1] <= span[1]

    def _lateness(self, claim: Node, relationship: Node) -> Iterator[Triple]:
        """Yield by how many days a reported fact starts after its article was published."""
        article = self.index.value(claim, PROV.wasQuotedFrom)
        published = _day(self.index.value(article, _PUBLISHED))
        starts = (self.index.value(relationship, name) for name in (TG.periodStart, TG.foundingYear))
        start = _day(next(filter(None, starts), None))
        # A relationship without a status is stated as a fact too.
        status = self.index.value(relationship, TG.status) or TG.StatusReported
        if published and start and start > published and status == TG.StatusReported:
            yield claim, TG.daysAfterPublication, Literal((start - published).days)

    def _share(self, relationship: Node) -> Iterator[Triple]:
        """Yield what part an amount of money is of the trade of the whole world in a year."""
        amount = _number(self.index.value(relationship, TG.value))
        whole = self.shapes.world_trade.get(str(self.index.value(relationship, TG.unit)))
        if amount is not None and whole is not None:
            yield relationship, TG.shareOfWorldTrade, Literal(amount / whole)


def _number(node: Node | None) -> Decimal | None:
    value = node.value if isinstance(node, Literal) else None
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _day(node: Node | None) -> date | None:
    """Return a literal's day; the first of a year."""
    try:
        text = str(node)
        return date.fromisoformat(text if len(text) > len("2024") else f"{text}-01-01")
    except ValueError:
        return None
