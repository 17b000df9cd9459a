"""The data set as a whole: what it holds and where it is to be had, in the terms of VoID and DCAT.

Sources: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/, https://spdx.org/rdf/terms/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple
from tradegraph.publishing.counts import Counts
from tradegraph.publishing.editions import Edition
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import ONTOLOGY, PREFIXES, to_iri
from tradegraph.rdf.terms import to_integer

_NAMESPACES: Final = MappingProxyType(
    {
        **PREFIXES,
        "dcat": "http://www.w3.org/ns/dcat#",
        "spdx": "http://spdx.org/rdf/terms#",
        "void": "http://rdfs.org/ns/void#",
    }
)
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_TITLES: Final = {
    "en": "Cross-border economic relationships, read from {articles} articles",
    "es": "Relaciones económicas transfronterizas, leídas de {articles} artículos",
}
_TEXTS: Final = {
    "en": (
        "What articles claim about trade, investment, agreements, visits and posts across borders. Each "
        "claim has the words that state it; these quotations belong to their publishers."
    ),
    "es": (
        "Lo que afirman artículos sobre comercio, inversión, acuerdos, visitas y cargos a través de "
        "fronteras. Cada afirmación lleva las palabras que la hacen; estas citas pertenecen a sus editores."
    ),
}


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with a whole graph: its path in the site, media type, titles by language, size and digest.

    `size` is in bytes, `sha256` in hexadecimal; `packing` is the media type of its compression, if any.
    """

    path: str
    media_type: str
    titles: Mapping[str, str]
    size: int
    sha256: str
    packing: str | None = None


def describe_dataset(edition: Edition, counts: Counts, dumps: tuple[Dump, ...]) -> tuple[Triple, ...]:
    """Return what is said of the data set of a site: VoID's counts and DCAT's distributions, sorted."""
    writer = _Writer(edition, counts, dumps)
    return tuple(sorted({*writer.dataset(), *writer.parts(), *writer.links(), *writer.catalogue()}, key=str))


def to_description(triples: tuple[Triple, ...], form: str) -> bytes:
    """Return what `describe_dataset` gives as "ttl" or "jsonld"."""
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    return to_rdf(quads, form, prefixes=_NAMESPACES)


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_NAMESPACES[prefix] + local)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the triples of a description; what has no IRI elsewhere has one in its document."""

    edition: Edition
    counts: Counts
    dumps: tuple[Dump, ...]

    def node(self, name: str) -> NamedNode:
        return NamedNode(f"{self.edition.dataset.partition('#')[0]}#{name}")

    @property
    def it(self) -> NamedNode:
        return NamedNode(self.edition.dataset)

    def dataset(self) -> Iterator[Triple]:
        edition, counts = self.edition, self.counts
        articles = f"{counts.classes[f'{ONTOLOGY}Article']:,}"
        yield from self._say(self.it, "rdf:type", _term("void:Dataset"), _term("dcat:Dataset"))
        for language, title in _TITLES.items():
            yield Triple(
                self.it, to_iri("dcterms:title"), Literal(title.format(articles=articles), language=language)
            )
            yield Triple(self.it, to_iri("dcterms:description"), Literal(_TEXTS[language], language=language))
        yield from self._say(self.it, "dcterms:license", NamedNode(edition.licence))
        yield from self._say(self.it, "void:uriSpace", Literal(edition.base))
        yield from self._say(self.it, "void:exampleResource", *map(NamedNode, counts.examples))
        yield from self._say(self.it, "dcat:landingPage", NamedNode(f"{edition.site}index.html"))
        yield from self._say(self.it, "void:triples", to_integer(counts.triples))
        yield from self._say(self.it, "void:entities", to_integer(counts.entities))
        yield from self._say(self.it, "void:distinctSubjects", to_integer(counts.subjects))
        yield from self._say(self.it, "void:classes", to_integer(len(counts.classes)))
        yield from self._say(self.it, "void:properties", to_integer(len(counts.properties)))
        yield from self._say(self.it, "void:vocabulary", *self._vocabularies())
        if edition.endpoint:
            yield from self._say(self.it, "void:sparqlEndpoint", NamedNode(edition.endpoint))
            yield from self._service(edition.endpoint)
        yield from self._time()

    def _vocabularies(self) -> list[NamedNode]:
        terms = [*self.counts.classes, *self.counts.properties]
        return [NamedNode(space) for space in sorted({term[: _end(term)] for term in terms})]

    def _time(self) -> Iterator[Triple]:
        if not self.counts.days:
            return
        period, date = self.node("period"), to_iri("xsd:date")
        yield from self._say(self.it, "dcterms:temporal", period)
        yield from self._say(period, "rdf:type", _term("dcterms:PeriodOfTime"))
        yield from self._say(period, "dcat:startDate", Literal(min(self.counts.days), datatype=date))
        yield from self._say(period, "dcat:endDate", Literal(max(self.counts.days), datatype=date))

    def _service(self, endpoint: str) -> Iterator[Triple]:
        service = self.node("service")
        yield from self._say(service, "rdf:type", _term("dcat:DataService"))
        yield from self._say(service, "dcterms:title", Literal("SPARQL", language="en"))
        yield from self._say(service, "dcat:endpointURL", NamedNode(endpoint))
        yield from self._say(service, "dcat:servesDataset", self.it)

    def parts(self) -> Iterator[Triple]:
        """Yield the partitions of the data set by class and by property."""
        for kind, count, found in (
            ("class", "void:entities", self.counts.classes),
            ("property", "void:triples", self.counts.properties),
        ):
            for iri, number in found.items():
                part = self.node(f"{kind}-{_to_name(iri)}")
                yield from self._say(self.it, f"void:{kind}Partition", part)
                yield from self._say(part, f"void:{kind}", NamedNode(iri))
                yield from self._say(part, count, to_integer(number))

    def links(self) -> Iterator[Triple]:
        """Yield the sets of links to public registers."""
        for space, number in self.counts.links.items():
            links, target = self.node(f"links-{_to_name(space)}"), self.node(f"register-{_to_name(space)}")
            yield from self._say(self.it, "void:subset", links)
            yield from self._say(links, "rdf:type", _term("void:Linkset"))
            yield from self._say(links, "void:linkPredicate", to_iri("skos:exactMatch"))
            yield from self._say(links, "void:subjectsTarget", self.it)
            yield from self._say(links, "void:objectsTarget", target)
            yield from self._say(links, "void:triples", to_integer(number))
            yield from self._say(target, "rdf:type", _term("void:Dataset"))
            yield from self._say(target, "void:uriSpace", Literal(space))

    def catalogue(self) -> Iterator[Triple]:
        """Yield the catalogue of the data set, its distributions and the document that describes it."""
        catalogue, document = self.node("catalogue"), NamedNode(self.edition.dataset.partition("#")[0])
        yield from self._say(catalogue, "rdf:type", _term("dcat:Catalog"))
        yield from self._say(catalogue, "dcterms:title", Literal(self.edition.title, language="en"))
        yield from self._say(catalogue, "dcat:dataset", self.it)
        yield from self._say(document, "rdf:type", _term("void:DatasetDescription"))
        yield from self._say(document, "schema:about", self.it)
        for dump in self.dumps:
            yield from self._distribution(dump)

    def _distribution(self, dump: Dump) -> Iterator[Triple]:
        name = dump.path.rpartition("/")[2]
        node, address = self.node(name), NamedNode(self.edition.site + dump.path)
        checksum = self.node(f"{name}-checksum")
        yield from self._say(self.it, "dcat:distribution", node)
        yield from self._say(node, "rdf:type", _term("dcat:Distribution"))
        for language, title in dump.titles.items():
            yield from self._say(node, "dcterms:title", Literal(title, language=language))
        yield from self._say(node, "dcterms:license", NamedNode(self.edition.licence))
        yield from self._say(node, "dcat:accessURL", address)
        yield from self._say(node, "dcat:downloadURL", address)
        yield from self._say(node, "dcat:mediaType", NamedNode(_MEDIA_TYPES + dump.media_type))
        size = Literal(str(dump.size), datatype=to_iri("xsd:nonNegativeInteger"))
        yield from self._say(node, "dcat:byteSize", size)
        yield from self._say(node, "spdx:checksum", checksum)
        yield from self._say(checksum, "rdf:type", _term("spdx:Checksum"))
        yield from self._say(checksum, "spdx:algorithm", _term("spdx:checksumAlgorithm_sha256"))
        digest = Literal(dump.sha256, datatype=to_iri("xsd:hexBinary"))
        yield from self._say(checksum, "spdx:checksumValue", digest)
        if dump.packing:
            yield from self._say(node, "dcat:compressFormat", NamedNode(_MEDIA_TYPES + dump.packing))
        if dump.media_type in ("application/n-quads", "application/trig"):
            yield from self._say(self.it, "void:dataDump", address)

    def _say(self, subject: NamedNode, name: str, *objects: NamedNode | Literal) -> Iterator[Triple]:
        for object_ in objects:
            yield Triple(subject, _term(name), object_)


def _end(iri: str) -> int:
    """Return where the namespace of a term ends."""
    return max(iri.rfind("/"), iri.rfind("#")) + 1


def _to_name(iri: str) -> str:
    """Return an IRI as a part of another one's name.

    >>> _to_name("https://schema.org/about")
    'schema.org-about'
    """
    return "-".join(part for part in iri.partition("://")[2].replace("#", "/").split("/") if part)
