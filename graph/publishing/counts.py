"""Counts: what a dump holds, counted while it goes by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tradegraph.rdf.iris import to_iri

_TYPE: Final = to_iri("rdf:type").value
_SAME: Final = to_iri("skos:exactMatch").value
#: Classes of which an example is named.
EXAMPLES: Final = tuple(to_iri(f"tg:{name}") for name in ("Article", "Claim", "Country", "TradeValue"))
_EXAMPLES: Final = tuple(node.value for node in EXAMPLES)
_PUBLISHED: Final = to_iri("schema:datePublished").value


@dataclass(slots=True)
class Counts:
    """What a graph holds: each triple counts once, in however many named graphs it is.

    `classes` are numbers of instances and `properties` of triples by IRI; `links` are numbers of
    `skos:exactMatch` by the beginning that the IRIs of a public register share. `days` are the dates on which
    articles were published, `examples` the first of some kinds of things.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    days: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield N-Quads lines, which have to come sorted, and count what goes by."""
        last, last_subject = ("", "", ""), ""
        for line in lines:
            triple = _split(line)
            if triple != last:
                self._add(*triple, is_new=triple[0] != last_subject)
            last, last_subject = triple, triple[0]
            yield line

    def _add(self, subject: str, predicate: str, object_: str, *, is_new: bool) -> None:
        self.triples += 1
        self.properties[predicate] += 1
        if is_new:
            self.subjects += 1
            self.entities += subject.startswith("<") and "#" not in subject
        if predicate == _TYPE:
            self._add_type(subject[1:-1], object_[1:-1])
        elif predicate == _SAME:
            self.links[to_space(object_[1:-1])] += 1
        elif predicate == _PUBLISHED:
            self.days.add(object_.split('"')[1])

    def _add_type(self, subject: str, class_: str) -> None:
        self.classes[class_] += 1
        if self.classes[class_] == 1 and class_ in _EXAMPLES:
            self.examples.append(subject)


def _split(line: bytes) -> tuple[str, str, str]:
    """Return subject, predicate (without brackets) and object of a line that ends in a graph's name."""
    subject, predicate, rest = line.decode().split(" ", 2)
    return subject, predicate[1:-1], rest.rsplit(" ", 2)[0]


def to_space(iri: str) -> str:
    """Return what an IRI shares with others of its register.

    >>> to_space("http://www.wikidata.org/entity/Q96"), to_space("https://sws.geonames.org/100425/")
    ('http://www.wikidata.org/entity/', 'https://sws.geonames.org/')
    """
    end = len(iri.rstrip("/"))
    return iri[: max(iri.rfind("/", 0, end), iri.rfind("#", 0, end)) + 1]
