"""Pushing: bringing what a server holds of a graph up to date with the store on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode
from tradegraph._exceptions import GraphError
from tradegraph.rdf.store import Store
from tradegraph.remote import states
from tradegraph.remote.clients import Client
from tradegraph.remote.connections import Connection
from tradegraph.remote.endpoints import find_writable
from tradegraph.remote.loads import Load, group, load_graph
from tradegraph.remote.writers import REQUEST, Writer, choose_writer

#: Graphs that are dropped by one request.
_DROPPED: Final = 100
_COUNTS: Final = """
SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), {start})) }} GROUP BY ?g"""

#: Told, after each request, how many of how many triples have been looked after.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: the graphs that were sent, found unchanged, and dropped, and the triples sent.

    `differing` are the graphs of which the server holds another number of triples than it was sent: ours and
    its. `has_union` tells whether the server's default graph holds the union of the graphs.
    """

    sent: tuple[str, ...]
    unchanged: int
    dropped: tuple[str, ...]
    triples: int
    has_union: bool
    differing: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def push(
    store: Store, url: str, *, update: str = "", graph_store: str = "",
    connection: Connection | None = None, progress: Progress | None = None,
) -> Pushed:  # fmt: skip
    """Bring the server at `url` up to date with `store`, and return what was done.

    `url` is its address for queries or its root; those for updates and for whole graphs (Graph Store
    Protocol) are looked for where common servers have them unless given. Graphs are replaced one by one;
    those that are unchanged since an earlier push are not sent, so that a push that was cut off goes on, and
    those that are gone from the store are dropped. Graphs of others are not touched. Raises `EndpointError`.
    """
    connection = connection or Connection(is_patient=True)
    clients = [
        Client(endpoint, connection)
        for endpoint in find_writable(url, connection, update=update, graph_store=graph_store)
    ]
    _begin(clients[0], store.base)
    return _Push(store, choose_writer(clients, store.base), clients[0], progress).run()


def _begin(client: Client, base: str) -> None:
    """Write the notes' beginning, which shows what the server allows and how it treats a default graph."""
    is_empty = not client.ask("ASK { ?s ?p ?o }")
    client.update(states.note_begin(base))
    if is_empty and not client.ask("ASK { ?s ?p ?o }"):
        client.update(states.note_union(base))


@dataclass(slots=True)
class _Push:
    """A push under way."""

    store: Store
    writer: Writer
    client: Client
    progress: Progress | None
    counts: dict[str, int] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    def run(self) -> Pushed:
        state = states.read_state(self.client, self.store.base)
        names = [graph.value for graph in self.store.graphs()]
        if not names:
            raise GraphError(
                f"{self.store.path}: nothing to push; build a graph with: tradegraph build ARTICLES"
            )
        if new := [name for name in names if name not in state.parts]:
            self.client.update(states.note_parts(self.store.base, new))
        sent, triples, self.total = list[str](), 0, self._count()
        for loads in group(self._find_changed(names, state), limit=REQUEST):
            self._replace(loads, has_union=state.has_union)
            sent += [load.graph.value for load in loads]
            triples += sum(map(len, loads))
        dropped = sorted(state.parts - set(names))
        self._drop(dropped, has_union=state.has_union)
        return Pushed(
            sent=tuple(sent), unchanged=len(names) - len(sent), dropped=tuple(dropped), triples=triples,
            has_union=state.has_union, differing=self._verify(),
        )  # fmt: skip

    def _count(self) -> int:
        """Return the number of quads in the store, without the union that its default graph holds."""
        (row,) = self.store.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(row["n"])

    def _find_changed(self, names: Iterable[str], state: states.State) -> Iterator[Load]:
        for name in names:
            load = load_graph(self.store, NamedNode(name))
            self.counts[name] = len(load)
            if state.digests.get(name) != load.digest:
                yield load
            else:
                self._tell(len(load))

    def _replace(self, loads: Sequence[Load], *, has_union: bool) -> None:
        """Put graphs in the place of what the server holds; what is cut off in between is done again."""
        base, names = self.store.base, [load.graph.value for load in loads]
        self._update(states.forget_digests(base, names), *([_leave_union(names, base)] if has_union else []))
        self.writer.replace(loads)
        digests = states.note_digests(base, {load.graph.value: load.digest for load in loads})
        self._update(*([_join_union(names)] if has_union else []), digests)
        self._tell(sum(map(len, loads)))

    def _drop(self, names: Sequence[str], *, has_union: bool) -> None:
        """Take graphs away that the store holds no more."""
        base = self.store.base
        for at in range(0, len(names), _DROPPED):
            part = names[at : at + _DROPPED]
            self._update(
                states.forget_digests(base, part),
                *([_leave_union(part, base)] if has_union else []),
                *(f"DROP SILENT GRAPH <{name}>" for name in part),
                states.forget_parts(base, part),
            )

    def _verify(self) -> dict[str, tuple[int, int]]:
        """Return the graphs of which the server holds another number of triples; they will be sent anew."""
        base, found = self.store.base, dict[str, int]()
        for graph, number in self.client.select(_COUNTS.format(start=Literal(f"{base}graph/"))):
            found[graph.value] = int(number.value)
        counts = ((name, (ours, found.get(name, 0))) for name, ours in self.counts.items())
        differing = {name: pair for name, pair in counts if pair[0] != pair[1]}
        if differing:
            self._update(states.forget_digests(base, differing))
        return differing

    def _update(self, *operations: str) -> None:
        self.client.update(" ;\n".join(operations))

    def _tell(self, triples: int) -> None:
        self.done += triples
        if self.progress:
            self.progress(self.done, self.total)


def _leave_union(names: Iterable[str], base: str) -> str:
    """Return the update that takes out of the default graph what only these graphs hold."""
    graphs, list_ = " ".join(iris := [f"<{name}>" for name in names]), ", ".join(iris)
    return f"""DELETE {{ ?s ?p ?o }} WHERE {{
  VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?s ?p ?o }}
    FILTER (STRSTARTS(STR(?other), {Literal(base + "graph/")}) && ?other NOT IN ({list_}))
  }}
}}"""


def _join_union(names: Iterable[str]) -> str:
    """Return the update that brings into the default graph what these graphs hold."""
    graphs = " ".join(f"<{name}>" for name in names)
    return f"INSERT {{ ?s ?p ?o }} WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} }}"
