"""Names that begin as somebody has begun to type: of what a graph tells of, and of the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tradegraph.ontology.gazetteer import fold
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

_NAMES: Final = ("skos:prefLabel", "tg:acronym", "tg:isoCode")
#: How many entities are asked for at once.
_BATCH: Final = 500
_TOLD: Final = """
SELECT ?entity (MAX(?claims) AS ?told) {{
  VALUES ?entity {{ {entities} }}
  ?entity tg:claimCount ?claims
}} GROUP BY ?entity"""


def find_names(start: str, store: Store, *, classes: Iterable[str] = (), n: int = 50) -> list[str]:
    """Return at most `n` names and codes of entities that begin with `start`, whatever its case and accents.

    Those that the most claims tell of come first; names that no claim tells of come only where none else
    fits. `classes` are the entity types that fit, empty for any.
    """
    types = [to_iri(f"tg:{type_}") for type_ in classes]
    fitting = {entity for type_ in types for entity, _ in store.pairs("rdf:type", type_)}
    begun = [pair for pair in _begin(fold(start), store) if not types or pair[1] in fitting]
    claims = _count(store, sorted({entity for _, entity in begun}))
    counts: dict[str, int] = {}
    for name, entity in begun:
        counts[name] = max(counts.get(name, 0), claims.get(entity, 0))
    told = {name: count for name, count in counts.items() if count} or counts
    return sorted(told, key=lambda name: (-told[name], name))[:n]


def _begin(start: str, store: Store) -> Iterator[tuple[str, str]]:
    for property_ in _NAMES:
        for entity, name in store.pairs(property_):
            if fold(name).startswith(start):
                yield name, entity


def _count(store: Store, entities: Sequence[str]) -> dict[str, int]:
    """Return how many claims tell of each entity; those of which none tells are left out."""
    counts: dict[str, int] = {}
    for part in _parts(entities):
        query = _TOLD.format(entities=" ".join(f"<{entity}>" for entity in part))
        counts |= {row["entity"]: int(row["told"]) for row in store.rows(query)}
    return counts


def _parts(entities: Sequence[str]) -> Iterator[Sequence[str]]:
    return (entities[at : at + _BATCH] for at in range(0, len(entities), _BATCH))
