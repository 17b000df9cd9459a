"""Quads that tell of things under the default base, for tests of moving them to another one."""

from __future__ import annotations

from claims import to_article, to_claims
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.rdf.iris import DEFAULT_BASE, named_graph, to_iri
from tradegraph.rdf.quads import to_quads

NEW = "https://kg.example/trade/"
NOTE = Quad(
    NamedNode(f"{DEFAULT_BASE}country/MX"),
    to_iri("rdfs:comment"),
    Literal(f"see {DEFAULT_BASE}country/US"),
    named_graph("notes"),
)
QUADS = [*to_quads(to_article(), to_claims()), NOTE]
