"""The cube: figures as the N-Quads of a data set in the RDF Data Cube vocabulary.

Source: https://www.w3.org/TR/vocab-data-cube/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote as percent_encode

from pyoxigraph import Literal, NamedNode
from tradegraph.rdf.iris import DEFAULT_BASE, named_graph, to_iri
from tradegraph.rdf.quads import plain_decimal
from tradegraph.statistics.figures import Figure
from tradegraph.statistics.places import WORLD

#: The individuals of the ontology by the flow of a figure.
_FLOWS: Final = {"exports": "tg:FlowExports", "imports": "tg:FlowImports"}
_Term = NamedNode | Literal


class Cube:
    """The data set `name` of one base: the IRIs of its observations, and what is stated of them."""

    def __init__(self, name: str, *, base: str = DEFAULT_BASE) -> None:
        self.iri = NamedNode(f"{base}statistics/{name}")
        self.graph = named_graph(f"statistics/{name}", base=base)
        self._name, self._base = name, base

    def key(self, figure: Figure) -> str:
        """Return what tells a figure from the others of the data set, as the end of its IRI."""
        ends = (re.split("[/:]", place)[-1] for place in (figure.reporter, figure.partner))
        commodity = percent_encode(figure.commodity, safe="")
        return "/".join([*ends, figure.flow, str(figure.year), commodity])

    def describe(self, sources: Iterable[str]) -> bytes:
        """Return the lines of the data set itself, read from the files named `sources`."""
        stated: list[tuple[str, _Term]] = [
            ("rdf:type", to_iri("qb:DataSet")),
            ("qb:structure", to_iri("tg:TradeStatistics")),
            ("rdfs:label", Literal(self._name)),
            *(("dcterms:source", Literal(source)) for source in sources),
        ]
        return self._to_lines(self.iri, stated)

    def observe(self, figure: Figure) -> bytes:
        """Return the lines of the observation that a figure is."""
        series = f"{figure.reporter} {figure.partner} {figure.flow} {figure.commodity}"
        stated: list[tuple[str, _Term]] = [
            ("rdf:type", to_iri("qb:Observation")),
            ("qb:dataSet", self.iri),
            ("tg:reporter", self._place(figure.reporter)),
            ("tg:partner", self._place(figure.partner)),
            ("tg:flow", to_iri(_FLOWS[figure.flow])),
            ("tg:referenceYear", Literal(f"{figure.year:04d}", datatype=to_iri("xsd:gYear"))),
            ("tg:commodity", Literal(figure.commodity)),
            ("tg:officialValue", Literal(plain_decimal(figure.value), datatype=to_iri("xsd:decimal"))),
            ("tg:currency", Literal(figure.currency)),
            ("tg:series", Literal(series)),
        ]
        return self._to_lines(NamedNode(f"{self.iri.value}/{self.key(figure)}"), stated)

    def _place(self, id_: str) -> NamedNode:
        return to_iri(id_) if id_ == WORLD else NamedNode(self._base + id_)

    def _to_lines(self, subject: NamedNode, stated: Sequence[tuple[str, _Term]]) -> bytes:
        # Written by hand: a Quad and its serializer cost three times as much, a million times.
        end = f"{self.graph} .\n"
        return "".join(f"{subject} {to_iri(name)} {term} {end}" for name, term in stated).encode()
