"""Publication: the whole of a site, page by page, into a folder that any plain host serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from pyoxigraph import NamedNode, Triple
from tradegraph._exceptions import GraphError, UsageError
from tradegraph.building.manifest import open_graph
from tradegraph.deriving.versions import check_store
from tradegraph.gexf import to_gexf
from tradegraph.networks import to_networkx
from tradegraph.pages import Pages
from tradegraph.publishing.agents import render_agent
from tradegraph.publishing.bases import rebased_store
from tradegraph.publishing.counts import Counts
from tradegraph.publishing.datasets import Dump, describe_dataset, to_description
from tradegraph.publishing.documents import DOCUMENTS, Names, describe, to_document
from tradegraph.publishing.dumps import (
    Archive,
    find_graphs,
    read_archive_graphs,
    sort_nquads,
    write_nquads,
    write_trig,
)
from tradegraph.publishing.editions import Edition
from tradegraph.publishing.folders import Outcome, SiteFolder, Written, put
from tradegraph.publishing.manual import render_manual
from tradegraph.publishing.redirects import to_htaccess, to_w3id
from tradegraph.publishing.searching import render_search
from tradegraph.publishing.sitemaps import write_sitemaps
from tradegraph.rdf.archive import digest_file
from tradegraph.rdf.store import Store

#: Pages that one process makes before it tells of them.
_CHUNK: Final = 100
#: The pages that are not of things of the graph.
_OWN_PAGES: Final = ("downloads", "ontology", "search", "shapes")
#: How the names of documents end, which are no things.
_DOCUMENTS: Final = tuple(f".{extension}" for extension in ("html", *DOCUMENTS))
_NQUADS: Final = {"en": "The graph, N-Quads", "es": "El grafo, N-Quads"}
_TRIG: Final = {"en": "The graph, TriG", "es": "El grafo, TriG"}
_GEXF: Final = {"en": "The network of actors, GEXF for Gephi", "es": "La red de actores, GEXF para Gephi"}

#: Told how many of how many pages are made.
Progress = Callable[[int, int], None]


def publish(
    kg: Path | str,
    out: Path | str,
    *,
    base: str | None = None,
    site: str | None = None,
    licence: str | None = None,
    endpoint: str | None = None,
    title: str | None = None,
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Outcome:
    """Write the graph in the directory `kg` as a linked-data site into the folder `out`; say what changed.

    `base` begins the IRIs of things, the graph's own unless given, and `site` the addresses of pages, where
    these lie elsewhere. `licence` is the IRI of the data's licence, `endpoint` the address of a SPARQL
    endpoint with the same graph, `title` the site's name, `jobs` the number of processes. The same graph
    gives the same bytes: only what changed is written. Raises `UsageError` for addresses that are none,
    `GraphError` where there is no graph, and for a folder with files that publishing did not write.
    """
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: give 1 or more")
    folder, manifest = open_graph(kg)
    given = {"site": site, "licence": licence, "endpoint": endpoint, "title": title}
    edition = Edition.of(base or manifest.base, **{name: value for name, value in given.items() if value})
    check_store(folder.store)
    with Store.open(folder.store, base=manifest.base) as store:
        archive = read_archive_graphs(Path(kg), base=edition.base)
        return publish_store(store, Path(out), edition, archive=archive, jobs=jobs, on_progress=on_progress)


def publish_store(
    store: Store,
    out: Path,
    edition: Edition,
    *,
    archive: Archive | None = None,
    jobs: int = 1,
    on_progress: Progress | None = None,
) -> Outcome:
    """Write the graph of a store as a site; `archive` has the graphs that dumps are to hold as written.

    See `publish`.
    """
    folder = SiteFolder.open(out)
    with rebased_store(store, edition.base) as own:
        writer = _Writer.open(own, edition, folder)
        paths = _write_all(writer, folder, jobs=jobs, on_progress=on_progress)
        counts, dumps = _write_dumps(own, folder, archive)
        common = (
            render_manual(writer.pages, own),
            render_search(writer.pages, own, paths),
            _describe(writer.pages, edition, counts, dumps),
            write_sitemaps(edition, sorted({*paths, *_OWN_PAGES})),
            _write_rules(edition),
        )
        for path, content in chain.from_iterable(common):
            folder.put(path, content)
    return folder.finish()


@dataclass(frozen=True, slots=True)
class _Part:
    """What became of the files of some pages, and the paths of the things that their documents link to."""

    written: list[Written] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes pages, and the documents beside them."""

    store: Store
    pages: Pages
    edition: Edition
    out: Path
    foreign: frozenset[str]
    names: Names = field(default_factory=dict)

    @classmethod
    def open(cls, store: Store, edition: Edition, folder: SiteFolder) -> Self:
        pages = Pages(store, site=edition.pages)
        return cls(store, pages, edition, folder.path, folder.foreign)

    def write(self, paths: Iterable[str]) -> _Part:
        """Write the pages of `paths` and the documents beside them."""
        part = _Part()
        for path in paths:
            triples = self.describe(path)
            part.linked.update(filter(None, (self.to_path(triple.object) for triple in triples)))
            for name, content in self.render(path, triples):
                part.written.append(put(self.out, name, content, foreign=self.foreign))
        return part

    def describe(self, path: str) -> tuple[Triple, ...]:
        """Return the triples of a thing's document."""
        iri, edition = self.edition.base + path, self.edition
        return describe(self.store, iri, site=edition.site, licence=edition.licence, names=self.names)

    def render(self, path: str, triples: tuple[Triple, ...]) -> Iterator[tuple[str, bytes]]:
        """Yield the files about one thing: its page, and its triples in each form."""
        page = self.pages.render(path) or render_agent(self.pages, self.store, path)
        if page is not None:
            yield f"{path}.html", page.encode()
        for extension in DOCUMENTS if triples else ():
            yield f"{path}.{extension}", to_document(triples, extension)

    def to_path(self, term: object) -> str | None:
        """Return the path of a thing of the graph that is to have a document, None for anything else."""
        if not isinstance(term, NamedNode) or not term.value.startswith(self.edition.base):
            return None
        path = term.value.removeprefix(self.edition.base).partition("#")[0]
        return path if "/" in path and not path.endswith(_DOCUMENTS) else None


def _write_all(writer: _Writer, folder: SiteFolder, *, jobs: int, on_progress: Progress | None) -> list[str]:
    """Write all pages, and those of things that documents link to besides; return their paths."""
    ahead = list(writer.pages.paths())
    known = set(ahead)
    while ahead:
        linked: set[str] = set()
        for done, part in enumerate(_write_pages(writer, folder, ahead, jobs=jobs), start=1):
            folder.note(part.written)
            linked |= part.linked
            if on_progress:
                on_progress(min(done * _CHUNK, len(ahead)), len(ahead))
        ahead = sorted(linked - known)
        known.update(ahead)
    return [path for path in sorted(known) if f"{path}.html" in folder.files]


def _write_pages(writer: _Writer, folder: SiteFolder, paths: Iterable[str], *, jobs: int) -> Iterator[_Part]:
    """Yield what became of the files of each chunk of pages, in their order."""
    chunks = _announce(folder, paths)
    files = writer.store.files
    if jobs == 1 or files is None:
        yield from map(writer.write, chunks)
        return
    # Forking a process that has threads may hang it: each worker starts afresh, on any system.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            task = _Task(files, writer.edition, folder.path, folder.foreign)
            yield from pool.map(task.write, chunks)
        except BrokenProcessPool:
            raise GraphError("a worker process died, perhaps for want of memory; try fewer jobs") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _announce(folder: SiteFolder, paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of pages in chunks, after the folder took note of all files that these may give."""
    rest = iter(paths)
    while chunk := tuple(islice(rest, _CHUNK)):
        folder.announce(f"{path}.{extension}" for path in chunk for extension in ("html", *DOCUMENTS))
        yield chunk


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker process needs to know to write pages."""

    store: Path
    edition: Edition
    out: Path
    foreign: frozenset[str]

    def write(self, paths: tuple[str, ...]) -> _Part:
        return _open_writer(self).write(paths)


@cache
def _open_writer(task: _Task) -> _Writer:
    """Return the writer of a worker process, which opens the store once."""
    store = Store.open(task.store, base=task.edition.base, in_place=True)
    pages = Pages(store, site=task.edition.pages)
    return _Writer(store, pages, task.edition, task.out, task.foreign)


def _write_dumps(
    store: Store, folder: SiteFolder, archive: Archive | None
) -> tuple[Counts, tuple[Dump, ...]]:
    """Write the dumps; return what they hold."""
    counts = Counts()
    with TemporaryDirectory(prefix="tradegraph-") as name:
        files = {form: Path(name, form) for form in ("nq", "trig", "gexf")}
        graphs = find_graphs(store, archive=archive)
        quads = chain.from_iterable(read() for read in graphs)
        write_nquads(counts.watch(sort_nquads(quads)), files["nq"])
        write_trig(graphs, files["trig"])
        files["gexf"].write_bytes(to_gexf(to_networkx(store)))
        rows = (
            ("dumps/graph.nq.gz", "application/n-quads", _NQUADS, "nq", "application/gzip"),
            ("dumps/graph.trig", "application/trig", _TRIG, "trig", None),
            ("dumps/network.gexf", "application/gexf+xml", _GEXF, "gexf", None),
        )
        dumps = []
        for path, media_type, titles, form, packing in rows:
            size, sha256 = files[form].stat().st_size, digest_file(files[form]) or ""
            folder.place(path, files[form], sha256)
            dumps.append(Dump(path, media_type, titles, size, sha256, packing))
    return counts, tuple(dumps)


def _describe(
    pages: Pages, edition: Edition, counts: Counts, dumps: tuple[Dump, ...]
) -> Iterator[tuple[str, bytes]]:
    """Yield the descriptions of the data set, for machines and for people."""
    triples = describe_dataset(edition, counts, dumps)
    turtle = to_description(triples, "ttl")
    yield "void.ttl", turtle
    yield ".well-known/void", turtle
    yield "void.jsonld", to_description(triples, "jsonld")
    values = {"title": "Downloads", "edition": edition, "counts": counts, "dumps": dumps}
    yield "downloads.html", pages.render_document("downloads.html", "downloads", **values).encode()


def _write_rules(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the style of pages, and what hosts need to know."""
    yield "style.css", files("tradegraph.pages").joinpath("templates", "style.css").read_bytes()
    yield ".htaccess", to_htaccess()
    yield "w3id/.htaccess", to_w3id(edition)
    yield ".nojekyll", b""
