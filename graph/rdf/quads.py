"""Claims as RDF: what an article states, as the quads of its named graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from typing import Final
from urllib.parse import quote as percent_encode

from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.model import Agent, Article, Claim, Entity, Reference
from tradegraph.rdf.iris import DEFAULT_BASE, article_graph, to_iri
from tradegraph.rdf.keys import content_key, short_digest
from tradegraph.rdf.periods import period_bounds
from tradegraph.rdf.relations import Relation, find_relation

#: A name with its short form in brackets.
_BRACKETS: Final = re.compile(r"(\S.*\S) \((?:the |or )?[\"“']?([^()\"“”']+?)[\"”']?\)")
#: Characters of the text that a quote selector gives on either side of the quote.
CONTEXT: Final = 32
#: The fields of a claim that a relationship names by an individual of the ontology.
_INDIVIDUALS: Final = {"flow": "Flow", "status": "Status", "scope": "Scope"}
#: The fields of a claim that a relationship gives as they are, and their properties.
_TEXTS: Final = {
    "unit": "unit",
    "period": "period",
    "role": "role",
    "within": "within",
    "facility": "facilityKind",
}
#: Entities of a claim other than its two ends, and whether they take part in the relationship.
_FURTHER: Final = {"counterpart": True, "product": False, "sector": True}


@dataclass(frozen=True, slots=True)
class _Software:
    """A software agent that needs no more than its name and version."""

    name: str
    version: str


#: The agent of claims made by the rules of this package.
_RULES: Final = _Software("rules", version("tradegraph"))
_Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
_TYPE: Final = to_iri("rdf:type")


def to_quads(
    article: Article, claims: Iterable[Claim], *, base: str = DEFAULT_BASE, extractor: Agent | None = None
) -> list[Quad]:
    """Return the quads of the article's named graph: the article, its claims, and the entities it minted.

    Entities of the reference data are named only: their own graphs describe them. `base` starts the IRIs
    of data; the claims are attributed to `extractor`, the rules of this package unless told. The same article
    and claims give the same quads in the same order, whatever the claims' order.
    """
    writer = _Writer(article, base, extractor or _RULES)
    graph = article_graph(article.slug, base=base)
    triples = set(writer.article_triples())
    for claim in _distinct(claims, writer):
        triples.update(writer.claim_triples(claim))
    return sorted((Quad(*triple, graph) for triple in triples), key=str)


def relationship_key(claim: Claim) -> str:
    """Return 16 hexadecimal digits that claims of the same relationship share, in whatever article.

    The ends of a symmetric relation may come in either order, and 1.10 is the same value as 1.1.
    """
    return content_key(claim.relation, _content(claim))


def plain_decimal(value: Decimal) -> str:
    """Return `value` in the one lexical form of its value that an Oxigraph store leaves as it is.

    >>> plain_decimal(Decimal("1.10")), plain_decimal(Decimal("1.1E+9"))
    ('1.1', '1100000000')
    """
    return format(value.normalize() + 0, "f")


def to_url(address: str) -> NamedNode | None:
    """Return an article's address as an IRI, None for what cannot be one.

    >>> to_url("https://news.example/a b?c=[1]"), to_url("page 3")
    (<NamedNode value=https://news.example/a%20b?c=%5B1%5D>, None)
    """
    try:
        return NamedNode(percent_encode(address, safe="%/:=&?~#+!$,;'@()*"))
    except ValueError:
        return None


def to_names(words: str) -> tuple[str, ...]:
    """Return the names that a mention gives: a short form in brackets is a name of its own.

    >>> to_names("Joint Utah-Mexico Partnership (JUMP)")
    ('Joint Utah-Mexico Partnership', 'JUMP')
    """
    found = _BRACKETS.fullmatch(words)
    return (found[1], found[2]) if found else (words,)


def _distinct(claims: Iterable[Claim], writer: _Writer) -> list[Claim]:
    """Return one claim an IRI, the most confident: the same words may be matched by two patterns."""
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.confidence, claim.pattern, repr(claim))):
        best.setdefault(writer.claim_iri(claim).value, claim)
    return list(best.values())


def _content(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what identifies a claim's relationship, as property and value."""
    row = find_relation(claim.relation, claim.flow)
    for name, entity in _participants(claim, row):
        yield name, entity.id
    for name, term in _qualifiers(claim, row):
        yield name, term.value


def _participants(claim: Claim, row: Relation) -> Iterator[tuple[str, Entity]]:
    ends = ((row.subject, claim.subject), (row.object, claim.object))
    further = ((name, getattr(claim, name)) for name in _FURTHER)
    return ((name, entity) for name, entity in (*ends, *further) if entity is not None)


def _qualifiers(claim: Claim, row: Relation) -> Iterator[tuple[str, NamedNode | Literal]]:
    if claim.value is not None and row.measure is not None:
        yield row.measure, _measure(row.measure, claim.value)
    for name, class_ in _INDIVIDUALS.items():
        if word := getattr(claim, name):
            yield name, to_iri(f"tg:{class_}{_camel(word)}")
    for name, property_ in _TEXTS.items():
        # The unit of a rank and of a year is in the property itself.
        if (text := getattr(claim, name)) and not (
            name == "unit" and row.measure in ("rank", "foundingYear")
        ):
            yield property_, Literal(text)


def _measure(measure: str, value: Decimal) -> Literal:
    if measure == "foundingYear":
        return Literal(f"{int(value):04d}", datatype=to_iri("xsd:gYear"))
    if measure == "rank" and value == int(value):
        return Literal(str(int(value)), datatype=to_iri("xsd:integer"))
    return _decimal(value)


def _camel(word: str) -> str:
    return "".join(part.capitalize() for part in word.split("_"))


def _decimal(value: Decimal) -> Literal:
    return Literal(plain_decimal(value), datatype=to_iri("xsd:decimal"))


def _offset(offset: int) -> Literal:
    return Literal(str(offset), datatype=to_iri("xsd:nonNegativeInteger"))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the triples of one article under one base."""

    article: Article
    base: str
    extractor: Agent

    def iri(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    def claim_iri(self, claim: Claim) -> NamedNode:
        place = (self.article.slug, relationship_key(claim), str(claim.start), str(claim.end))
        return self.iri(f"claim/{short_digest(*place)}")

    def article_triples(self) -> Iterator[_Triple]:
        article, iri = self.article, self.iri(f"article/{self.article.slug}")
        yield iri, _TYPE, to_iri("tg:Article")
        yield iri, _TYPE, to_iri("schema:NewsArticle")
        texts = {
            "schema:headline": article.title,
            "dcterms:source": article.source,
            "schema:author": article.author,
            "dcterms:language": article.lang,
            "dcterms:identifier": article.id,
            "tg:textDigest": article.digest,
        }
        for name, text in texts.items():
            if text:
                yield iri, to_iri(name), Literal(text)
        if article.published:
            published = Literal(article.published.isoformat(), datatype=to_iri("xsd:date"))
            yield iri, to_iri("schema:datePublished"), published
        if article.url and (url := to_url(article.url)):
            yield iri, to_iri("schema:url"), url

    def claim_triples(self, claim: Claim) -> Iterator[_Triple]:
        iri, article = self.claim_iri(claim), self.iri(f"article/{self.article.slug}")
        relationship = self.iri(f"relationship/{relationship_key(claim)}")
        agent = self.iri(f"extractor/{self.extractor.name}")
        yield iri, _TYPE, to_iri("tg:Claim")
        yield iri, to_iri("tg:states"), relationship
        yield iri, to_iri("prov:wasQuotedFrom"), article
        yield iri, to_iri("prov:wasAttributedTo"), agent
        yield agent, _TYPE, to_iri("prov:SoftwareAgent")
        yield agent, to_iri("schema:softwareVersion"), Literal(self.extractor.version)
        yield iri, to_iri("tg:confidence"), _decimal(Decimal(str(round(claim.confidence, 4))))
        if claim.pattern:
            yield iri, to_iri("tg:pattern"), Literal(claim.pattern)
        if claim.speaker:
            yield iri, to_iri("tg:speaker"), self.iri(claim.speaker.id)
        yield from self._relationship(claim, relationship)
        yield from self._evidence(claim, iri, article)
        yield from self._mentions(claim, iri)
        yield from self._minted(claim)

    def _relationship(self, claim: Claim, iri: NamedNode) -> Iterator[_Triple]:
        row = find_relation(claim.relation, claim.flow)
        yield iri, _TYPE, to_iri(f"tg:{row.class_}")
        for name, entity in _participants(claim, row):
            yield iri, to_iri(f"tg:{name}"), self.iri(entity.id)
            if _FURTHER.get(name, True):
                yield iri, to_iri("tg:involves"), self.iri(entity.id)
        for name, term in _qualifiers(claim, row):
            yield iri, to_iri(f"tg:{name}"), term
        bounds = period_bounds(claim.period or "") or ()
        for name, day in zip(("periodStart", "periodEnd"), bounds, strict=False):
            yield iri, to_iri(f"tg:{name}"), Literal(day.isoformat(), datatype=to_iri("xsd:date"))

    def _evidence(self, claim: Claim, iri: NamedNode, article: NamedNode) -> Iterator[_Triple]:
        text, start, end = self.article.text, claim.start, claim.end
        parts = ("evidence", "quote", "position")
        evidence, words, place = (NamedNode(f"{iri.value}#{part}") for part in parts)
        yield iri, to_iri("tg:evidence"), evidence
        yield evidence, _TYPE, to_iri("tg:Evidence")
        yield evidence, to_iri("oa:hasSource"), article
        yield evidence, to_iri("oa:hasSelector"), words
        yield evidence, to_iri("oa:hasSelector"), place
        yield words, _TYPE, to_iri("oa:TextQuoteSelector")
        yield words, to_iri("oa:exact"), Literal(claim.quote)
        yield words, to_iri("oa:prefix"), Literal(text[max(0, start - CONTEXT) : start])
        yield words, to_iri("oa:suffix"), Literal(text[end : end + CONTEXT])
        yield place, _TYPE, to_iri("oa:TextPositionSelector")
        yield place, to_iri("oa:start"), _offset(start)
        yield place, to_iri("oa:end"), _offset(end)

    def _mentions(self, claim: Claim, iri: NamedNode) -> Iterator[_Triple]:
        first: dict[str, Reference] = {}
        for reference in claim.references:
            first.setdefault(reference.end_of, reference)
        for end_of, reference in first.items():
            mention = NamedNode(f"{iri.value}#{end_of}")
            yield iri, to_iri("tg:mention"), mention
            yield mention, _TYPE, to_iri("tg:Mention")
            yield mention, to_iri("tg:refersTo"), self.iri(reference.entity.id)
            yield mention, to_iri("oa:exact"), Literal(self._words(reference))
            yield mention, to_iri("oa:start"), _offset(reference.start)
            yield mention, to_iri("oa:end"), _offset(reference.stop)
            yield mention, to_iri("tg:referenceKind"), to_iri(f"tg:Reference{_camel(reference.kind)}")

    def _words(self, reference: Reference) -> str:
        return self.article.text[reference.start : reference.stop]

    def _minted(self, claim: Claim) -> Iterator[_Triple]:
        lang = self.article.lang
        ends = (claim.subject, claim.object, claim.counterpart, claim.product, claim.sector, claim.speaker)
        for entity in ends:
            if entity is not None and not entity.known:
                iri = self.iri(entity.id)
                yield iri, _TYPE, to_iri(f"tg:{entity.type}")
                yield iri, to_iri("skos:prefLabel"), Literal(entity.name, language=lang)
                if entity.code:
                    yield iri, to_iri("tg:isoCode"), Literal(entity.code)
        for reference in claim.references:
            entity = reference.entity
            if not entity.known and reference.kind == "named":
                for name in to_names(self._words(reference)):
                    if name != entity.name:
                        yield self.iri(entity.id), to_iri("skos:altLabel"), Literal(name, language=lang)
