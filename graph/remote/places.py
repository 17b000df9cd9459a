"""A graph by its place: a folder, or the address of a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradegraph.contents import Contents
    from tradegraph.rdf.store import Store


def is_address(kg: Path | str) -> bool:
    """Tell whether a graph is on a server."""
    return str(kg).startswith(("http://", "https://"))


def open_store(kg: Path | str) -> Store:
    """Return the store of a graph, for reading; raises `GraphError` where there is none."""
    if is_address(kg):
        from tradegraph.remote.stores import open_remote

        return open_remote(str(kg))
    from tradegraph.building.folder import find_graph
    from tradegraph.deriving.versions import check_store
    from tradegraph.rdf.store import Store

    # The store knows its base itself; the manifest, which tells of every article, would take longer to read
    # than most questions to answer.
    path = find_graph(kg).store
    check_store(path)
    return Store.open(path)


def open_contents(kg: Path | str) -> Contents:
    """Return the contents of a graph, from its archive where it is a folder; raises `GraphError` for none."""
    from tradegraph.contents import FolderContents, StoreContents

    return StoreContents(open_store(kg)) if is_address(kg) else FolderContents.open(kg)
