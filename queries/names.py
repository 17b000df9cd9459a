"""Names that begin as somebody has begun to type: of what a graph tells of, and of the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tradegraph.ontology.gazetteer import fold
from tradegraph.rdf.store import Store

_NAMES: Final = ("skos:prefLabel", "tg:acronym", "tg:isoCode")
#: How many entities are asked for at once.
_BATCH: Final = 500
_TOLD: Final = """
SELECT ?entity (MAX(?claims) AS ?told) {{
  VALUES ?entity {{ {entities} }} {fits}
  OPTIONAL {{ ?entity tg:claimCount ?claims }}
}} GROUP BY ?entity"""


def find_names(start: str, store: Store, *, classes: Iterable[str] = (), n: int = 50) -> list[str]:
    """Return at most `n` names and codes of entities that begin with `start`, whatever its case and accents.

    Those that the most claims tell of come first; names that no claim tells of come only where none else
    fits. `classes` are the entity types that fit, empty for any.
    """
    begun = list(_begin(fold(start), store))
    fitting = _count(store, sorted({entity for _, entity in begun}), classes=tuple(classes))
    counts: dict[str, int] = {}
    for name, entity in begun:
        if entity in fitting:
            counts[name] = max(counts.get(name, 0), fitting[entity])
    told = {name: count for name, count in counts.items() if count} or counts
    return sorted(told, key=lambda name: (-told[name], name))[:n]


def _begin(start: str, store: Store) -> Iterator[tuple[str, str]]:
    for property_ in _NAMES:
        for entity, name in store.pairs(property_):
            if fold(name).startswith(start):
                yield name, entity


def _count(store: Store, entities: Sequence[str], *, classes: tuple[str, ...]) -> dict[str, int]:
    """Return how many claims tell of each entity that is of one of `classes`."""
    types = " ".join(f"tg:{type_}" for type_ in classes)
    fits = f"?entity a ?type . VALUES ?type {{ {types} }}" if classes else ""
    counts: dict[str, int] = {}
    for part in _parts(entities):
        query = _TOLD.format(entities=" ".join(f"<{entity}>" for entity in part), fits=fits)
        counts |= {row["entity"]: int(row.get("told", 0)) for row in store.rows(query)}
    return counts


def _parts(entities: Sequence[str]) -> Iterator[Sequence[str]]:
    return (entities[at : at + _BATCH] for at in range(0, len(entities), _BATCH))
