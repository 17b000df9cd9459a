"""The vocabulary and the reference data, and the code that loads them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def ontology_file(name: str) -> Traversable:
    """Return the packaged file `name`, a path under the ontology's folder.

    >>> ontology_file("reference/countries.ttl").is_file()
    True
    """
    return files(__name__).joinpath(*name.split("/"))


def ontology_files() -> tuple[Traversable, ...]:
    """Return the Turtle files of the ontology itself, by name."""
    return _turtle_files(files(__name__))


def reference_files() -> tuple[Traversable, ...]:
    """Return the Turtle files of the reference data, by name."""
    return _turtle_files(ontology_file("reference"))


def _turtle_files(folder: Traversable) -> tuple[Traversable, ...]:
    return tuple(sorted((f for f in folder.iterdir() if f.name.endswith(".ttl")), key=lambda f: f.name))
