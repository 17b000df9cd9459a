"""Bases: a store whose data is under another base than it was built with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph
from tradegraph.rdf.bases import rebase_quads
from tradegraph.rdf.store import Store, write_note


@contextmanager
def rebased_store(store: Store, base: str) -> Iterator[Store]:
    """Give a store with the same graphs under `base`: the store itself where it is its own, else a copy.

    The copy is on disk, for a while, so that a graph of any size has room.
    """
    if base == store.base:
        yield store
        return
    with TemporaryDirectory(prefix="tradegraph-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "store")
        quads = (quad for quad in store.quads if not isinstance(quad.graph_name, DefaultGraph))
        with Store.open(path, write=True, base=base) as copy:
            copy.load(rebase_quads(quads, old=store.base, new=base))
        write_note(path, {"base": base})
        with Store.open(path) as copy:
            yield copy
