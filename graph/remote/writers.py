"""Ways to put graphs on a server: the Graph Store Protocol, and SPARQL Update."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tradegraph.remote.clients import Client
from tradegraph.remote.loads import Load
from tradegraph.remote.states import state_graph

#: Bytes of a request: small graphs go together, large ones in pieces. nginx lets 1 MiB through unless told.
REQUEST: Final = 1_000_000
#: Bytes of an INSERT DATA: Virtuoso compiles it, and refuses one that is too long.
_INSERT: Final = 400_000


class Writer(Protocol):
    """A way to put graphs on a server."""

    def replace(self, loads: Sequence[Load]) -> None:
        """Put `loads` in the place of what the server holds as their graphs."""


@dataclass(frozen=True, slots=True)
class GraphStoreWriter:
    """Writes by the Graph Store Protocol: a graph a request, and a large one in several."""

    client: Client

    def replace(self, loads: Sequence[Load]) -> None:
        """Put `loads` in the place of what the server holds as their graphs."""
        for load in loads:
            for i, piece in enumerate(load.pieces(REQUEST)):
                self.client.send_graph(load.graph, piece, add=i > 0)


@dataclass(frozen=True, slots=True)
class UpdateWriter:
    """Writes by SPARQL Update: INSERT DATA, many small graphs a request."""

    client: Client

    def replace(self, loads: Sequence[Load]) -> None:
        """Put `loads` in the place of what the server holds as their graphs."""
        first = [f"DROP SILENT GRAPH {load.graph}" for load in loads]
        for load in loads:
            for piece in load.pieces(_INSERT):
                # What is dropped and what may be inserted twice, blank nodes, go in one request.
                insert = f"INSERT DATA {{ GRAPH {load.graph} {{ {piece.decode()} }} }}"
                self.client.update(" ;\n".join([*first, insert]))
                first = []


def choose_writer(clients: Iterable[Client], base: str) -> Writer:
    """Return a writer by the Graph Store Protocol where the server offers it, by updates elsewhere."""
    clients = list(clients)
    for client in clients:
        if client.endpoint.graph_store and client.has_graph(state_graph(base)):
            return GraphStoreWriter(client)
    return UpdateWriter(clients[0])
