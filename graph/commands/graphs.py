"""Which graph a verb is about: a folder, or a server by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click
from tradegraph.remote.places import is_address


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
