"""Which graph a verb is about: a folder, or a server by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from tradegraph.rdf.store import Store


class Place(click.Path):
    """A folder, as a path; or the address of a server, as text."""

    name = "place"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return an address as it is, and anything else as a path."""
        return value if is_address(value) else super().convert(value, param, ctx)


PLACE: Final = Place()
#: What the option says of itself.
PLACE_HELP: Final = "Folder of the graph, or address of a SPARQL server."


def is_address(kg: Path | str) -> bool:
    """Tell whether a graph is on a server."""
    return str(kg).startswith(("http://", "https://"))


def open_store(kg: Path | str) -> Store:
    """Return the store of a graph, for reading; raises `GraphError` where there is none."""
    if is_address(kg):
        from tradegraph.remote.stores import open_remote

        return open_remote(str(kg))
    from tradegraph.building.folder import find_graph
    from tradegraph.rdf.store import Store

    # The store knows its base itself; the manifest, which tells of every article, would take longer to read
    # than most questions to answer.
    return Store.open(find_graph(kg).store)
