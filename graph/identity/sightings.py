"""Sightings: the entities that an article brings in, with what it says that tells them from namesakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY, to_iri

_TYPE: Final = to_iri("rdf:type").value
_PREFERRED: Final = to_iri("skos:prefLabel").value
_OTHER: Final = to_iri("skos:altLabel").value
_INVOLVES: Final = ONTOLOGY + "involves"
_PUBLISHED: Final = to_iri("schema:datePublished").value
_ARTICLE: Final = ONTOLOGY + "Article"
_CLAIM: Final = ONTOLOGY + "Claim"
#: What ties an entity to another that tells which one it is: a class of relationship, and their roles.
_TIES: Final = (
    ("Position", "holder", "organization"),
    ("Location", "locatedEntity", "place"),
    ("AgreementParty", "agreement", "party"),
    ("Founding", "organization", "founder"),
)

#: A name and its language.
Label = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entity as one article has it: its id there, type, preferred name, other names.

    `anchors` are the ids of the organizations and places that it is tied to: by a post, a location, as the
    party of an agreement.
    """

    id: str
    type: str
    label: Label
    names: tuple[Label, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one article brings in: its entities, its claims, and the countries of these, by their ids.

    `published` is its date (ISO 8601), "" where unknown.
    """

    slug: str
    published: str
    countries: tuple[str, ...]
    entities: tuple[Sighting, ...]
    claims: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, slug: str, data: Mapping[str, Any]) -> Seen:
        """Return what `to_json` wrote."""
        entities = (
            Sighting(
                id=item["id"],
                type=item["type"],
                label=tuple(item["label"]),
                names=tuple(map(tuple, item["names"])),
                anchors=tuple(item["anchors"]),
            )
            for item in data["entities"]
        )
        return cls(slug, data["published"], tuple(data["countries"]), tuple(entities), tuple(data["claims"]))


def find_sightings(slug: str, quads: Iterable[Quad], *, base: str) -> Seen:
    """Return what the article `slug` brings in, read from the quads of its graph."""
    nodes: defaultdict[str, defaultdict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            lang = (quad.object.language or "") if isinstance(quad.object, Literal) else ""
            nodes[quad.subject.value][quad.predicate.value].append((quad.object.value, lang))
    article: Mapping[str, list[Label]] = next(
        (node for node in nodes.values() if (_ARTICLE, "") in node[_TYPE]), {}
    )
    published = next((value for value, _ in article.get(_PUBLISHED, ())), "")
    anchors = _find_anchors(nodes, base)
    entities = (
        _to_sighting(iri.removeprefix(base), node, anchors)
        for iri, node in nodes.items()
        if node.get(_PREFERRED)
    )
    claims = (iri.removeprefix(base) for iri, node in nodes.items() if (_CLAIM, "") in node.get(_TYPE, ()))
    involved = {iri.removeprefix(base) for node in nodes.values() for iri, _ in node.get(_INVOLVES, ())}
    return Seen(
        slug,
        published,
        _countries(involved),
        tuple(sorted(entities, key=lambda seen: seen.id)),
        tuple(sorted(claims)),
    )


def _to_sighting(id_: str, node: Mapping[str, list[Label]], anchors: Mapping[str, set[str]]) -> Sighting:
    return Sighting(
        id=id_,
        type=min(value for value, _ in node[_TYPE]).removeprefix(ONTOLOGY),
        label=min(node[_PREFERRED]),
        names=tuple(sorted({*node[_PREFERRED], *node.get(_OTHER, ())} - {min(node[_PREFERRED])})),
        anchors=tuple(sorted(_follow(id_, anchors))),
    )


def _find_anchors(nodes: Mapping[str, Mapping[str, list[Label]]], base: str) -> dict[str, set[str]]:
    anchors: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes.values():
        classes = {value.removeprefix(ONTOLOGY) for value, _ in node.get(_TYPE, ())}
        for class_, role, other in _TIES:
            if class_ in classes:
                ends = (value for value, _ in node.get(ONTOLOGY + other, ()))
                found = {value.removeprefix(base) for value in ends}
                for entity, _ in node.get(ONTOLOGY + role, ()):
                    anchors[entity.removeprefix(base)] |= found
    return dict(anchors)


def _follow(id_: str, anchors: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield what an entity is tied to, and what that is tied to: a chamber's president to its city."""
    for anchor in anchors.get(id_, ()):
        yield anchor
        yield from anchors.get(anchor, ())


def _countries(ids: Iterable[str]) -> tuple[str, ...]:
    gazetteer = load_gazetteer()
    found = (gazetteer.country_of(id_) for id_ in ids)
    return tuple(sorted({country.id for country in found if country is not None}))
