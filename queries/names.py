"""Names that begin as somebody has begun to type: of what a graph tells of, and of the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode
from tradegraph.ontology.gazetteer import fold
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

_NAMES: Final = ("skos:prefLabel", "tg:acronym", "tg:isoCode")


def find_names(start: str, store: Store, *, classes: Iterable[str] = (), n: int = 50) -> list[str]:
    """Return at most `n` names and codes of entities that begin with `start`, whatever its case and accents.

    Those that the most claims tell of come first; names that no claim tells of come only where none else
    fits. `classes` are the entity types that fit, empty for any.
    """
    types = {to_iri(f"tg:{type_}") for type_ in classes}
    counts: dict[str, int] = {}
    for name, entity in _begin(fold(start), store):
        if not types or any(_holds(store, entity, type_) for type_ in types):
            counts[name] = max(counts.get(name, 0), _count(store, entity))
    told = {name: count for name, count in counts.items() if count} or counts
    return sorted(told, key=lambda name: (-told[name], name))[:n]


def _begin(start: str, store: Store) -> Iterator[tuple[str, NamedNode]]:
    for property_ in _NAMES:
        for quad in _union(store, None, property_):
            name, entity = quad.object, quad.subject
            if (
                isinstance(name, Literal)
                and isinstance(entity, NamedNode)
                and fold(name.value).startswith(start)
            ):
                yield name.value, entity


def _holds(store: Store, entity: NamedNode, type_: NamedNode) -> bool:
    return any(quad.object == type_ for quad in _union(store, entity, "rdf:type"))


def _count(store: Store, entity: NamedNode) -> int:
    return max((int(quad.object.value) for quad in _union(store, entity, "tg:claimCount")), default=0)


def _union(store: Store, subject: NamedNode | None, name: str) -> Iterator[Any]:
    """Return the quads of a property, each once where the default graph holds the union."""
    graph = None if store.is_split else DefaultGraph()
    return store.quads.quads_for_pattern(subject, to_iri(name), None, graph)
