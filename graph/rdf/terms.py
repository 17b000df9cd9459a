"""Terms and quads that many writers of RDF make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple
from tradegraph.rdf.archive import digest
from tradegraph.rdf.iris import to_iri


def to_integer(number: int) -> Literal:
    """Return `number` as an xsd:integer."""
    return Literal(str(number), datatype=to_iri("xsd:integer"))


def mint(base: str, kind: str, *names: str) -> NamedNode:
    """Return the IRI of a thing of a `kind` that `names`, in their order, tell apart from others."""
    return NamedNode(f"{base}{kind}/{digest(' '.join(names).encode())[:16]}")


def in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """Yield `triples` as quads of the named graph `graph`."""
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
