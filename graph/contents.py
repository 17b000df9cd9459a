"""What a graph holds, part by part, read from its folder or from a store, which may be a server's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, open_graph
from tradegraph.building.resolving import read_articles_resolved, read_editorial
from tradegraph.rdf.archive import stream_archive
from tradegraph.rdf.iris import named_graph
from tradegraph.rdf.store import Store

#: The graphs of what editors decided and merging found.
_EDITORIAL = ("corrections", "identity")


class Contents(Protocol):
    """What articles state, what editors decided, and official figures; all else follows from it."""

    @property
    def base(self) -> str:
        """The base of the graph's IRIs."""

    def articles(self) -> Iterator[list[Quad]]:
        """Yield the quads of each article, in the order of their graphs."""

    def editorial(self) -> list[Quad]:
        """Return what editors decided and merging found."""

    def statistics(self) -> Iterator[Quad]:
        """Yield official figures."""


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The contents of a `kg` directory, in the words of its archive."""

    folder: Folder
    manifest: Manifest

    @classmethod
    def open(cls, kg: Path | str) -> FolderContents:
        """Return the contents of the directory `kg`; raises `GraphError` where it holds no graph."""
        return cls(*open_graph(kg))

    @property
    def base(self) -> str:
        """The base of the graph's IRIs."""
        return self.manifest.base

    def articles(self) -> Iterator[list[Quad]]:
        """Yield the quads of each article, in the order of their graphs."""
        return read_articles_resolved(self.folder, self.manifest)

    def editorial(self) -> list[Quad]:
        """Return what editors decided and merging found."""
        return read_editorial(self.folder)

    def statistics(self) -> Iterator[Quad]:
        """Yield official figures."""
        files = (self.folder.statistics_file(name) for name in self.folder.statistics_names())
        return chain.from_iterable(map(stream_archive, files))


@dataclass(frozen=True, slots=True)
class StoreContents:
    """The contents of a store, graph by graph."""

    store: Store

    @property
    def base(self) -> str:
        """The base of the graph's IRIs."""
        return self.store.base

    def articles(self) -> Iterator[list[Quad]]:
        """Yield the quads of each article, in the order of their graphs."""
        return (list(self.store.graph(graph)) for graph in self._graphs("article/"))

    def editorial(self) -> list[Quad]:
        """Return what editors decided and merging found."""
        graphs = (named_graph(name, base=self.base) for name in _EDITORIAL)
        return [quad for graph in graphs for quad in self.store.graph(graph)]

    def statistics(self) -> Iterator[Quad]:
        """Yield official figures."""
        return (quad for graph in self._graphs("statistics/") for quad in self.store.graph(graph))

    def _graphs(self, kind: str) -> list[NamedNode]:
        start = named_graph(kind, base=self.base).value
        return [graph for graph in self.store.graphs() if graph.value.startswith(start)]
