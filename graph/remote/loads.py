"""A graph on its way: its triples as N-Triples, in pieces that a server takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from tradegraph.rdf.archive import digest
from tradegraph.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Load:
    """A named graph to be sent: its triples as sorted lines, those with blank nodes first.

    A blank node is the same one within a request only, so that these lines must stay together.
    """

    graph: NamedNode
    lines: tuple[bytes, ...]
    blanks: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, as it is noted on the server."""
        return f"sha256:{digest(b''.join(self.lines))}"

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def size(self) -> int:
        """The number of bytes."""
        return sum(map(len, self.lines))

    def pieces(self, limit: int) -> Iterator[bytes]:
        """Yield the content in pieces of at most `limit` bytes, where blank nodes and long lines allow it."""
        piece, size = list(self.lines[: self.blanks]), sum(map(len, self.lines[: self.blanks]))
        for line in self.lines[self.blanks :]:
            if piece and size + len(line) > limit:
                yield b"".join(piece)
                piece, size = [], 0
            piece.append(line)
            size += len(line)
        yield b"".join(piece)


def load_graph(store: Store, graph: NamedNode) -> Load:
    """Return what a store holds as `graph`."""
    triples = (quad.triple for quad in store.graph(graph))
    plain, blank = list[Triple](), list[Triple]()
    for triple in triples:
        has_blank = isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        (blank if has_blank else plain).append(triple)
    first = _to_lines(blank)
    return Load(graph, (*first, *_to_lines(plain)), len(first))


def _to_lines(triples: Iterable[Triple]) -> list[bytes]:
    content = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return sorted(content.splitlines(keepends=True))


def group(loads: Iterable[Load], *, limit: int) -> Iterator[list[Load]]:
    """Yield loads together that are of at most `limit` bytes together, a larger one alone."""
    gathered, size = list[Load](), 0
    for load in loads:
        if gathered and size + load.size > limit:
            yield gathered
            gathered, size = [], 0
        gathered.append(load)
        size += load.size
    if gathered:
        yield gathered
