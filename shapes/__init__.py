"""SHACL shapes for the graph of claims, and the code that validates with them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

#: The shapes for the ontology itself, which say nothing of articles.
_LINT: Final = "ontology-terms.ttl"


def shape_files() -> tuple[Traversable, ...]:
    """Return the Turtle files of the shapes for articles and their claims, by name."""
    turtle = (file for file in files(__name__).iterdir() if file.name.endswith(".ttl"))
    return tuple(sorted((file for file in turtle if file.name != _LINT), key=lambda file: file.name))


def lint_file() -> Traversable:
    """Return the Turtle file of the shapes for the terms of the ontology."""
    return files(__name__).joinpath(_LINT)
