"""A small store for small graphs: what the SHACL engine reads, in plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rdflib import Graph
from rdflib.store import Store
from rdflib.term import Node

#: A statement in the engine's terms.
Triple = tuple[Node, Node, Node]
_Pattern = tuple[Node | None, Node | None, Node | None]
_Index = dict[Node, dict[Node, dict[Node, None]]]
_NOTHING: Final[Mapping[Any, Any]] = {}
#: The contexts of any statement; an exhausted iterator stays so.
_NO_CONTEXTS: Final[Iterator[None]] = iter(())


class TripleIndex(Store):
    """Holds one graph by subject and predicate, and by predicate and object.

    rdflib's own store keeps a set of graphs for each statement. With one graph only, lookups take half the
    time (measured on an article of 25 claims: validation in 23 ms against 39 ms).
    """

    # The engine wraps a graph in a dataset, which asks for these two; all statements are in the one context.
    context_aware = True
    graph_aware = True

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        super().__init__()
        self.spo: _Index = {}
        self._pos: _Index = {}
        self._size = 0
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple, context: object = None, quoted: bool = False) -> None:  # noqa: ARG002
        """Add one statement; the context is always the one graph."""
        s, p, o = triple
        values = self.spo.setdefault(s, {}).setdefault(p, {})
        if o not in values:
            values[o] = None
            self._pos.setdefault(p, {}).setdefault(o, {})[s] = None
            self._size += 1

    def triples(self, pattern: _Pattern, context: object = None) -> Iterator[tuple[Triple, Iterator[None]]]:  # noqa: ARG002
        """Yield the statements that fit `pattern`, in which None fits all."""
        s, p, o = pattern
        if s is not None and p is not None and o is None:  # three lookups of four
            return iter([((s, p, value), _NO_CONTEXTS) for value in self.values(s, p)])
        return iter([(triple, _NO_CONTEXTS) for triple in self._match(s, p, o)])

    def values(self, subject: Node | None, predicate: Node) -> Iterable[Node]:
        """Return the values that `subject` has for `predicate`, in the order in which they were added."""
        return self.spo.get(subject, _NOTHING).get(predicate, _NOTHING)  # type: ignore[arg-type]

    def value(self, subject: Node | None, predicate: Node) -> Node | None:
        """Return the first value that `subject` has for `predicate`."""
        return next(iter(self.values(subject, predicate)), None)

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """Return the subjects that have `value` for `predicate`."""
        return list(self._pos.get(predicate, _NOTHING).get(value, _NOTHING))

    def linked(self, subject: Node) -> Iterator[Node]:
        """Yield all values of `subject`, whatever the predicate."""
        return (value for values in self.spo.get(subject, _NOTHING).values() for value in values)

    def objects(self, predicate: Node) -> Iterable[Node]:
        """Return all values that `predicate` has."""
        return self._pos.get(predicate, _NOTHING)

    def graph(self) -> Graph:
        """Return these statements as a graph of rdflib, which shares them."""
        return Graph(store=self, bind_namespaces="none")

    def __len__(self, context: object = None) -> int:
        """Return the number of statements."""
        return self._size

    def _match(self, s: Node | None, p: Node | None, o: Node | None) -> Iterator[Triple]:
        if s is None and p is not None:
            by_value = self._pos.get(p, _NOTHING)
            wanted = by_value if o is None else [o]
            return ((subject, p, value) for value in wanted for subject in by_value.get(value, _NOTHING))
        return (
            (subject, predicate, value)
            for subject in (self.spo if s is None else [s])
            for predicate in (self.spo.get(subject, _NOTHING) if p is None else [p])
            for value in self.values(subject, predicate)
            if o is None or value == o
        )
