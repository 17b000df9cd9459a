"""Nanopublications: each claim as one, with what it states, where that comes from, and who says so.

Source: https://nanopub.net/guidelines/working_draft/
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from tradegraph.rdf.iris import DATA_LICENSE, PREFIXES, to_iri
from tradegraph.rdf.pruning import find_subjects

_NP: Final = "http://www.nanopub.org/nschema#"
_TYPE: Final = to_iri("rdf:type")
_PREFIXES: Final = dict(sorted({**PREFIXES, "np": _NP}.items()))

_Facts = Mapping[object, Sequence[Triple]]


def to_nanopublications(articles: Iterable[Iterable[Quad]], *, base: str) -> Iterator[bytes]:
    """Yield the claims of articles as TriG, piece by piece; the same articles give the same bytes.

    `articles` are the quads of each, as `base` starts their IRIs. A nanopublication is called
    `{base}nanopub/` and the end of its claim's IRI; its graphs are `#head`, `#assertion`, `#provenance` and
    `#pubinfo` of it. It was created on the day on which the article was published, and says nothing of that
    where the article does not.
    """
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items()).encode()
    for quads in articles:
        quads = list(quads)
        facts = _by_subject(quads)
        for claim in sorted(find_subjects(quads, "tg:Claim"), key=lambda claim: claim.value):
            yield _to_trig(_Nanopublication(claim, facts, base).quads())


def _by_subject(quads: Iterable[Quad]) -> _Facts:
    facts: defaultdict[object, list[Triple]] = defaultdict(list)
    for quad in quads:
        facts[quad.subject].append(quad.triple)
    return dict(facts)


def _to_trig(quads: Iterable[Quad]) -> bytes:
    content = serialize(quads, format=RdfFormat.TRIG, prefixes=_PREFIXES) or b""
    # The prefixes stand at the head of the file.
    return b"\n" + re.sub(rb"(?m)^@prefix .*\n", b"", content)


@dataclass(frozen=True, slots=True)
class _Nanopublication:
    """A claim, with what its article's graph says of everything."""

    claim: NamedNode
    facts: _Facts
    base: str

    @property
    def iri(self) -> NamedNode:
        return NamedNode(f"{self.base}nanopub/{self.claim.value.rpartition('/')[2]}")

    def part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.iri.value}#{name}")

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of its four graphs, in one order."""
        graphs = {
            "head": self._head(),
            "assertion": self._assertion(),
            "provenance": self._provenance(),
            "pubinfo": self._publication(),
        }
        for name, triples in graphs.items():
            for triple in sorted(set(triples), key=str):
                yield Quad(triple.subject, triple.predicate, triple.object, self.part(name))

    def _head(self) -> Iterator[Triple]:
        yield Triple(self.iri, _TYPE, NamedNode(f"{_NP}Nanopublication"))
        yield Triple(self.iri, NamedNode(f"{_NP}hasAssertion"), self.part("assertion"))
        yield Triple(self.iri, NamedNode(f"{_NP}hasProvenance"), self.part("provenance"))
        yield Triple(self.iri, NamedNode(f"{_NP}hasPublicationInfo"), self.part("pubinfo"))

    def _assertion(self) -> Iterator[Triple]:
        """Yield the relationship, and who takes part in it where the article brought them in."""
        for relationship in self._values(self.claim, "tg:states"):
            yield from self._say(relationship)
            for triple in self._say(relationship):
                yield from self._say(triple.object)

    def _provenance(self) -> Iterator[Triple]:
        """Yield where the assertion comes from: the claim, with its words, who said and who read them."""
        assertion = self.part("assertion")
        for source in self._values(self.claim, "prov:wasQuotedFrom"):
            yield Triple(assertion, to_iri("prov:wasDerivedFrom"), source)
            yield from self._say(source)
        for speaker in self._values(self.claim, "tg:speaker"):
            yield Triple(assertion, to_iri("prov:wasAttributedTo"), speaker)
            yield from self._say(speaker)
        yield Triple(assertion, to_iri("prov:wasGeneratedBy"), self.part("reading"))
        yield Triple(self.part("reading"), _TYPE, to_iri("prov:Activity"))
        for extractor in self._values(self.claim, "prov:wasAttributedTo"):
            yield Triple(self.part("reading"), to_iri("prov:wasAssociatedWith"), extractor)
            yield from self._say(extractor)
        for place in (self.claim, *self._places()):
            yield from self._say(place)

    def _places(self) -> Iterator[NamedNode]:
        """Yield the claim's evidence with its selectors, and its mentions."""
        for evidence in self._values(self.claim, "tg:evidence"):
            yield evidence
            yield from self._values(evidence, "oa:hasSelector")
        yield from self._values(self.claim, "tg:mention")

    def _publication(self) -> Iterator[Triple]:
        yield Triple(self.iri, to_iri("dcterms:license"), NamedNode(DATA_LICENSE))
        for extractor in self._values(self.claim, "prov:wasAttributedTo"):
            yield Triple(self.iri, to_iri("dcterms:creator"), extractor)
            yield Triple(self.iri, to_iri("prov:wasAttributedTo"), extractor)
            yield from self._say(extractor)
        for source in self._values(self.claim, "prov:wasQuotedFrom"):
            for triple in self._say(source):
                if triple.predicate == to_iri("schema:datePublished") and isinstance(triple.object, Literal):
                    moment = Literal(f"{triple.object.value}T00:00:00Z", datatype=to_iri("xsd:dateTime"))
                    yield Triple(self.iri, to_iri("dcterms:created"), moment)

    def _say(self, subject: NamedNode | BlankNode | Literal | Triple) -> Sequence[Triple]:
        return self.facts.get(subject, ())

    def _values(self, subject: NamedNode, name: str) -> list[NamedNode]:
        predicate = to_iri(name)
        objects = (triple.object for triple in self._say(subject) if triple.predicate == predicate)
        return [value for value in objects if isinstance(value, NamedNode)]
