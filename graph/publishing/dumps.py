"""Dumps: a whole graph in one file, sorted on disk, so that memory does not bound its size."""

from __future__ import annotations

import gzip
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from pyoxigraph import NamedNode, Quad
from tradegraph.building.manifest import open_graph
from tradegraph.building.resolving import load_resolution, read_resolved
from tradegraph.deriving import SUMMARIES
from tradegraph.exports import select_used
from tradegraph.rdf.archive import to_nquads
from tradegraph.rdf.bases import rebase_quads
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import article_graph
from tradegraph.rdf.store import Store

#: The graphs beside articles, decisions of editors and what follows from these: vocabulary, catalogue, sums.
_LEFT_OUT: Final = frozenset(("ontology", "questions", "checks", *SUMMARIES))
_REFERENCE: Final = "reference/"
_STATISTICS: Final = "statistics/"
#: Quads sorted in memory at once: 100 MB.
_BATCH: Final = 200_000

#: What reads the quads of a graph.
Reader = Callable[[], Iterable[Quad]]
#: Graphs by their names.
Archive = Mapping[NamedNode, Reader]


def find_graphs(store: Store, *, archive: Archive | None = None) -> tuple[Reader, ...]:
    """Return what reads each graph of the store that an export holds, in the order of their names.

    Of the reference data these are the entries that the others use. A graph of `archive` is read from there:
    the store writes some literals in another form.
    """
    names = (name for name in store.quads.named_graphs() if isinstance(name, NamedNode))
    readers: dict[NamedNode, Reader] = {name: partial(store.graph, name) for name in names}
    readers |= archive or {}
    local = {name: name.value.removeprefix(f"{store.base}graph/") for name in readers}
    stated = {name: readers[name] for name in readers if _is_stated(local[name])}
    entries = [quad for name in readers if local[name].startswith(_REFERENCE) for quad in readers[name]()]
    used: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in select_used(entries, by=_naming(entries, stated)):
        used[str(quad.graph_name)].append(quad)
    found = {str(name): read for name, read in stated.items()}
    found |= {text: partial(iter, quads) for text, quads in used.items()}
    return tuple(read for _, read in sorted(found.items()))


def _naming(entries: Iterable[Quad], stated: Mapping[NamedNode, Reader]) -> list[Quad]:
    """Return one quad of the stated graphs for each of the entries that they name."""
    subjects = {quad.subject for quad in entries}
    found = (quad for read in stated.values() for quad in read() if quad.object in subjects)
    return list({quad.object: quad for quad in found}.values())


def _is_stated(name: str) -> bool:
    return name not in _LEFT_OUT and not name.startswith((_REFERENCE, _STATISTICS))


def read_archive_graphs(kg: Path, *, base: str) -> Archive:
    """Return what reads each article's graph from the archive of the graph `kg`, its IRIs under `base`."""
    folder, manifest = open_graph(kg)
    rewritings = load_resolution(folder)

    def read(slug: str) -> Iterable[Quad]:
        quads = read_resolved(folder, slug, rewritings.get(slug), base=manifest.base)
        return rebase_quads(quads, old=manifest.base, new=base)

    return {article_graph(slug, base=base): partial(read, slug) for slug in manifest.owners()}


def sort_nquads(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield the N-Quads lines of any number of quads, sorted, each once."""
    with TemporaryDirectory(prefix="tradegraph-") as folder, ExitStack() as stack:
        parts = iter(quads)
        files: list[IO[bytes]] = []
        while part := list(islice(parts, _BATCH)):
            file = Path(folder, str(len(files)))
            file.write_bytes(to_nquads(part))
            files.append(stack.enter_context(file.open("rb")))
        last = b""
        for line in heapq.merge(*files):
            if line != last:
                yield line
            last = line


def write_nquads(lines: Iterable[bytes], path: Path) -> None:
    """Write N-Quads lines to a gzip file; the same lines give the same bytes."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.writelines(lines)


def write_trig(graphs: Iterable[Reader], path: Path) -> None:
    """Write graphs, which come in the order of their names, to a TriG file."""
    with path.open("wb") as file:
        for number, read in enumerate(graphs):
            prefixes, _, content = to_rdf(read(), "trig").partition(b"\n\n")
            file.write(content if number else prefixes + b"\n\n" + content)
