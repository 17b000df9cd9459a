"""Blank nodes with names of their own, so that the same file gives the same bytes each time it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Quad


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
