"""Blank nodes with names of their own, so that the same file gives the same bytes each time it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple


def name_blanks(quads: Iterable[Quad], *, prefix: str = "b") -> Iterator[Quad]:
    """Yield `quads` with their blank nodes named `prefix` and a number, in the order in which they come.

    >>> from pyoxigraph import NamedNode
    >>> node = BlankNode()
    >>> [str(quad.subject) for quad in name_blanks([Quad(node, NamedNode("https://data.example/p"), node)])]
    ['_:b0']
    """
    names: dict[BlankNode, BlankNode] = {}

    def name(term: Any) -> Any:
        if not isinstance(term, BlankNode):
            return term
        return names.setdefault(term, BlankNode(f"{prefix}{len(names)}"))

    for subject, predicate, object_, graph in quads:
        yield Quad(name(subject), predicate, name(object_), graph)


def canonicalize_blanks(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield `triples` with their blank nodes named by what is said of them.

    Source: https://www.w3.org/TR/rdf-canon/
    """
    found = list(triples)
    if not any(isinstance(triple.object, BlankNode) for triple in found):
        yield from found
        return
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from (quad.triple for quad in dataset)
