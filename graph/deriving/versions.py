"""Versions: whether what a store derives is what the questions of this version of tradegraph ask for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from tradegraph._exceptions import GraphError
from tradegraph.rdf.archive import digest
from tradegraph.rdf.store import read_note


def code_files() -> tuple[Traversable, ...]:
    """Return the files of this package, a change of which makes a store out of date."""
    return _find_files("tradegraph.deriving", ".", ".py")


def derivations() -> tuple[str, ...]:
    """Return the SPARQL CONSTRUCT queries that derive direct links, in the order of their files."""
    return tuple(file.read_text("utf-8") for file in _find_files("tradegraph.queries", "derive", ".rq"))


@cache
def digest_derivations() -> str:
    """Return a digest of all that derives: a store's note has that of the version which made it."""
    return digest(
        b"\n".join([*(file.read_bytes() for file in code_files()), *map(str.encode, derivations())])
    )


def check_store(path: Path) -> None:
    """Raise `GraphError` where another version derived what the store in the folder `path` holds.

    Questions would find nothing there without a word. A store that does not say is taken as it is.
    """
    if read_note(path).get("derived", digest_derivations()) != digest_derivations():
        raise GraphError(
            f"{path}: made by another version of tradegraph, so that answers would lack something; bring it "
            f"up to date with: tradegraph build --kg {path.parent}"
        )


def _find_files(package: str, folder: str, ending: str) -> tuple[Traversable, ...]:
    found = (file for file in files(package).joinpath(folder).iterdir() if file.name.endswith(ending))
    return tuple(sorted(found, key=lambda file: file.name))
