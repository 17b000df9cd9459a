"""Counts: what is told of an actor, in an article or by a speaker, and the measures of a whole graph.

Questions that rank or sum up everything read these, instead of counting all claims each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import yaml
from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import to_integer

#: What counts the claims of each thing, by the property that holds the number.
_COUNTS: Final = (
    ("tg:claimCount", "?claim prov:wasQuotedFrom ?counted"),
    ("tg:claimCount", "?claim tg:states/(tg:involves|tg:product) ?counted"),
    ("tg:spokenCount", "?claim tg:speaker ?counted"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a graph: its labels, the pattern that `?it` fits, and the measure that it is a part of."""

    name: str
    en: str
    es: str
    where: str
    of: str | None = None


@cache
def load_measures() -> tuple[Measure, ...]:
    """Return the measures of `queries/measures.yaml`, in the order in which they are shown."""
    return tuple(Measure(**entry) for entry in yaml.safe_load(measures_file().read_text("utf-8")))


def measures_file() -> Traversable:
    """Return the file that says what is measured."""
    return files("tradegraph.queries").joinpath("measures.yaml")


def derive_counts(store: Store) -> Iterator[Triple]:
    """Yield the number of claims of each article, entity and speaker."""
    for name, pattern in _COUNTS:
        query = f"SELECT ?counted (COUNT(DISTINCT ?claim) AS ?n) {{ {pattern} }} GROUP BY ?counted"
        for row in store.rows(query):
            yield Triple(NamedNode(row["counted"]), to_iri(name), to_integer(int(row["n"])))


def derive_measures(store: Store) -> Iterator[Triple]:
    """Yield the measures of the graph as quality measurements (https://www.w3.org/TR/vocab-dqv/)."""
    for position, measure in enumerate(load_measures(), start=1):
        (row,) = store.rows(f"SELECT (COUNT(DISTINCT ?it) AS ?n) {{ {measure.where} }}")
        node = NamedNode(f"{store.base}measurement/{measure.name}")
        yield Triple(node, to_iri("rdf:type"), to_iri("dqv:QualityMeasurement"))
        yield Triple(node, to_iri("schema:position"), to_integer(position))
        yield Triple(node, to_iri("skos:prefLabel"), Literal(measure.en, language="en"))
        yield Triple(node, to_iri("skos:prefLabel"), Literal(measure.es, language="es"))
        yield Triple(node, to_iri("dqv:value"), to_integer(int(row["n"])))
        if measure.of:
            yield Triple(node, to_iri("dcterms:isPartOf"), NamedNode(f"{store.base}measurement/{measure.of}"))
