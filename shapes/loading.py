"""The shapes and the graphs they check, in the form that the SHACL engine reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as OxLiteral
from rdflib import RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node
from tradegraph._exceptions import DataError
from tradegraph.ontology import ontology_file
from tradegraph.rdf.iris import PREFIXES
from tradegraph.shapes import lint_file, shape_files
from tradegraph.shapes.indexing import TripleIndex

TG: Final = Namespace(PREFIXES["tg"])
SH: Final = Namespace(PREFIXES["sh"])
_XSD_STRING: Final = PREFIXES["xsd"] + "string"


@dataclass(frozen=True)
class Shapes:
    """The shapes of the package, parsed, and what follows from them."""

    graph: Graph

    @cached_property
    def world_trade(self) -> Mapping[str, Decimal]:
        """World trade of a year by currency code."""
        rows = self.graph.subject_objects(TG.unit)
        return {str(unit): Decimal(str(self.graph.value(row, TG.value))) for row, unit in rows}

    @cached_property
    def superclasses(self) -> Mapping[Node, frozenset[Node]]:
        """Every class of the ontology with itself and its superclasses, unions of the shapes included."""
        graph = _parse([*shape_files(), ontology_file("tradegraph.ttl")])
        classes = set(graph.subjects(RDFS.subClassOf)) | set(graph.objects(None, RDFS.subClassOf))
        return {class_: _superclasses(graph, class_) for class_ in classes}


def _superclasses(graph: Graph, class_: Node) -> frozenset[Node]:
    found = graph.transitive_objects(class_, RDFS.subClassOf)
    return frozenset(superclass for superclass in found if superclass is not None)


@cache
def load_shapes() -> Shapes:
    """Return the packaged shapes for articles, parsed once.

    Raises `DataError` for a file that is not Turtle.
    """
    return Shapes(TripleIndex(_parse(shape_files())).graph())


@cache
def load_lint() -> Shapes:
    """Return the packaged shapes for the terms of the ontology, parsed once."""
    return Shapes(TripleIndex(_parse([lint_file()])).graph())


def to_index(data: Iterable[Quad] | Graph) -> TripleIndex:
    """Return the statements of `data`, without their graph names, in the engine's terms."""
    if isinstance(data, Graph):
        return TripleIndex(data)
    terms: dict[object, Node] = {}
    return TripleIndex(
        (_to_node(s, terms), _to_node(p, terms), _to_node(o, terms))
        for s, p, o in (quad.triple for quad in data)
    )


def _to_node(term: object, terms: dict[object, Node]) -> Node:
    node = terms.get(term)
    if node is None:
        node = terms[term] = _new_node(term)
    return node


def _new_node(term: object) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, OxLiteral):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        # A plain literal costs the engine less than one with xsd:string, and has the same datatype.
        return Literal(term.value, datatype=None if datatype == _XSD_STRING else URIRef(datatype))
    if isinstance(term, BlankNode):
        return BNode(term.value)
    raise DataError(f"{term} cannot be validated; write it as an IRI, a blank node or a literal")


def _parse(files: Iterable[Traversable]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for file in files:
        try:
            graph.parse(data=file.read_bytes(), format="turtle")
        except BadSyntax as error:
            raise DataError(f"{file.name}, line {error.lines + 1}: not Turtle; correct the file") from error
    return graph
