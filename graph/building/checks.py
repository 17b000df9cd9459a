"""Checks of the whole graph: the queries in `queries/checks`, each row of which is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from tradegraph.rdf.store import Store


def run_checks(store: Store) -> list[dict[str, str]]:
    """Return what the checks find, as the rows of their answers, each with the name of its `check`."""
    rows = ({"check": name, **row} for name, query in _checks() for row in store.rows(query))
    return sorted(rows, key=lambda row: sorted(row.items()))


def _checks() -> Iterator[tuple[str, str]]:
    folder = files("tradegraph.queries").joinpath("checks")
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".rq"):
                yield file.name.removesuffix(".rq"), file.read_text("utf-8")
