"""Rewriting: what an article states, so that one actor is one node and corrections hold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.identity.amending import Amendment, amend, replace_nodes
from tradegraph.identity.merging import Merged
from tradegraph.identity.sightings import Seen
from tradegraph.rdf.archive import digest
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.keys import key_of_quads
from tradegraph.rdf.pruning import drop_claims

_TYPE: Final = to_iri("rdf:type")
_PREFERRED: Final = to_iri("skos:prefLabel")
_OTHER: Final = to_iri("skos:altLabel")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What becomes of one article's graph.

    `entities` are by the ids that the article gave them, those that change alone; `rejected` and `amendments`
    are claims by their ids, such as "claim/0123456789abcdef".
    """

    entities: Mapping[str, Merged] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()
    amendments: Mapping[str, Amendment] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A digest that changes with any of it; "" where there is nothing to change."""
        data = self.to_json()
        return digest(json.dumps(data, sort_keys=True).encode()) if data else ""

    def apply(self, quads: Iterable[Quad], *, base: str) -> list[Quad]:
        """Return the quads of the article's graph as they are from now on."""
        quads = list(quads)
        if self.rejected:
            quads = drop_claims(quads, {NamedNode(base + claim) for claim in self.rejected})
        for claim, changes in sorted(self.amendments.items()):
            quads = amend(quads, NamedNode(base + claim), changes, base=base)
        return _rename(quads, self.entities, base) if self.entities else quads

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values, without what is empty."""
        entities = {
            id_: {"id": merged.id, "known": merged.known, "labels": dict(merged.labels), "type": merged.type}
            for id_, merged in self.entities.items()
        }
        amendments = {claim: dict(changes) for claim, changes in self.amendments.items()}
        fields = {"amendments": amendments, "entities": entities, "rejected": list(self.rejected)}
        return {name: value for name, value in fields.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rewriting:
        """Return what `to_json` wrote."""
        entities = {id_: Merged(**merged) for id_, merged in data.get("entities", {}).items()}
        return cls(entities, tuple(data.get("rejected", ())), data.get("amendments", {}))


#: What becomes of an article about which there is nothing to say.
UNCHANGED: Final = Rewriting()


def find_changes(seen: Seen, merged: Mapping[tuple[str, str], Merged]) -> dict[str, Merged]:
    """Return the entities of an article that merging changes, by their ids in the article."""
    found = ((sighting, merged[seen.slug, sighting.id]) for sighting in seen.entities)
    return {
        sighting.id: entity
        for sighting, entity in found
        if entity != Merged(sighting.id, sighting.type, {sighting.label[1]: sighting.label[0]})
    }


def _rename(quads: Iterable[Quad], entities: Mapping[str, Merged], base: str) -> list[Quad]:
    """Return quads that name each entity by its new id, with the keys of relationships that follow."""
    nodes: dict[object, Merged] = {NamedNode(base + id_): entity for id_, entity in entities.items()}
    names: dict[object, NamedNode] = {node: NamedNode(base + entity.id) for node, entity in nodes.items()}
    described = [
        new
        for quad in quads
        if quad.subject in nodes
        for new in _describe(quad, nodes[quad.subject], names[quad.subject])
    ]
    rest = replace_nodes((quad for quad in quads if quad.subject not in nodes), names)
    return rekey([*described, *rest], base=base)


def _describe(quad: Quad, entity: Merged, node: NamedNode) -> Iterator[Quad]:
    """Yield what an article's description of an entity becomes, nothing for a known one."""
    if entity.known:
        return
    graph = quad.graph_name
    if quad.predicate == _TYPE:
        yield Quad(node, _TYPE, to_iri(f"tg:{entity.type}"), graph)
        for lang, name in entity.labels.items():
            yield Quad(node, _PREFERRED, Literal(name, language=lang) if lang else Literal(name), graph)
    elif quad.predicate in (_PREFERRED, _OTHER):
        label = quad.object
        if isinstance(label, Literal) and entity.labels.get(label.language or "") != label.value:
            yield Quad(node, _OTHER, label, graph)
    else:
        yield Quad(node, quad.predicate, quad.object, graph)


def rekey(quads: Iterable[Quad], *, base: str) -> list[Quad]:
    """Return quads in which each relationship has the IRI of its content, sorted."""
    prefix = f"{base}relationship/"
    content: defaultdict[NamedNode, list[Quad]] = defaultdict(list)
    quads = list(quads)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix):
            content[quad.subject].append(quad)
    names: dict[object, NamedNode] = {
        node: NamedNode(prefix + key_of_quads(part, base=base)) for node, part in content.items()
    }
    return sorted(set(replace_nodes(quads, names)), key=str)
