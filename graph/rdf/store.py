"""The store: the quads of a knowledge graph, ready to be asked in SPARQL."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice, product
from pathlib import Path
from typing import Any, Final, Self

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
    Variable,
)
from tradegraph._exceptions import GraphError, QueryError
from tradegraph.rdf.archive import read_archive
from tradegraph.rdf.holding import Hold, hold_store
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES, to_iri

#: What pyoxigraph says of a store that another process writes to.
_LOCKED: Final = ("lock", "Resource temporarily unavailable")
#: Quads loaded at once: the bulk loader holds them in memory. For 1,000 articles (580,000 quads) batches of
#: 20,000 peaked at 143 MB and took as long as all at once, at 1,621 MB.
_BATCH: Final = 20_000
#: Fewer quads than this go in one by one: the bulk loader writes files, which takes 0.1 s for any number.
_FEW: Final = 400
#: The file, inside a store's folder, in which the store says what it holds.
_NOTE: Final = "tradegraph.json"
#: What a query is answered with: rows, yes or no, triples.
Answer = QuerySolutions | QueryBoolean | QueryTriples


class Store:
    """Quads on disk or in memory, each article's in a graph of its own, asked as one union.

    The default graph holds the union: what several articles state is there once. Asking Oxigraph for the
    union of named graphs instead gives a triple once a graph, so that the rows of a query multiply.

    `path` is the folder of a store on disk, `files` the one that it is read from, both None for one in
    memory. A store is an index: a decimal or a date
    comes back in its canonical form, while the archive keeps what was written. Use it as a context manager,
    or `close` it, so that another process may write.

    >>> with Store.in_memory() as store:
    ...     bool(store.query("ASK { ?s ?p ?o }"))
    False
    """

    def __init__(
        self,
        quads: pyoxigraph.Store | None,
        *,
        path: Path | None = None,
        writable: bool = True,
        base: str = DEFAULT_BASE,
        hold: Hold | None = None,
    ) -> None:
        self._quads = quads
        self.path = path
        self.files = hold.path if hold else path
        self.writable = writable
        self.base = base
        self._has_union = False
        self._release = weakref.finalize(self, hold.release) if hold else None

    @classmethod
    def open(
        cls, path: Path | str, *, write: bool = False, base: str | None = None, in_place: bool = False
    ) -> Self:
        """Open the store in the folder `path`, for reading unless `write`; writing makes a new one.

        `base` is the one that the store was built with unless given. A reader holds the files by links of
        its own, since a build may put another store in this one's place; `in_place` is for a folder that
        stays. Raises `GraphError` where the store is missing, damaged, or written to by another process.
        """
        path = Path(path)
        opener = pyoxigraph.Store if write else pyoxigraph.Store.read_only
        with ExitStack() as undo:
            if hold := None if write or in_place else hold_store(path):
                undo.callback(hold.release)
            files = hold.path if hold else path
            try:
                quads = opener(str(files))
            except (FileNotFoundError, NotADirectoryError):
                raise GraphError(
                    f"{path}: no store here; build one with: tradegraph build ARTICLES"
                ) from None
            except (OSError, RuntimeError) as error:
                raise GraphError(_explain(path, str(error).replace(str(files), str(path)))) from None
            base = base or read_note(files).get("base", DEFAULT_BASE)
            undo.pop_all()
            return cls(quads, path=path, writable=write, base=base, hold=hold)

    @classmethod
    def in_memory(cls, quads: Iterable[Quad] = (), *, base: str = DEFAULT_BASE) -> Self:
        """Return a store of `quads` in memory."""
        store = cls(pyoxigraph.Store(), base=base)
        store.load(quads)
        return store

    @classmethod
    def from_archive(cls, files: Iterable[Path], *, base: str = DEFAULT_BASE) -> Self:
        """Return a store in memory of archive files (N-Quads).

        Raises `GraphError` where one is missing or damaged.
        """
        return cls.in_memory((quad for file in files for quad in read_archive(file)), base=base)

    @property
    def quads(self) -> pyoxigraph.Store:
        """The pyoxigraph store itself; raises `GraphError` once the store is closed."""
        if self._quads is None:
            raise GraphError(f"{self.path or 'store'}: closed; open it again")
        return self._quads

    @property
    def is_split(self) -> bool:
        """Tell whether the default graph is empty, so that a query has to ask for the union of all graphs.

        It is so where the quads were not loaded by `load` or `replace_graph`.
        """
        if not self._has_union:  # asked at each look-up, and what has a union keeps it
            first = next(self.quads.quads_for_pattern(None, None, None, DefaultGraph()), None)
            self._has_union = first is not None
        return not self._has_union

    def query(
        self,
        query: str,
        *,
        substitutions: Mapping[Variable, NamedNode | Literal] | None = None,
    ) -> Answer:
        """Answer a SPARQL query over the union of all graphs; the project's prefixes need no declaration.

        `substitutions` binds variables that a SELECT projects. Raises `QueryError` for malformed SPARQL.
        """
        try:
            return self.answer(query, substitutions=substitutions)
        except SyntaxError as error:
            raise QueryError(f"not SPARQL: {error}") from None

    def answer(
        self, query: str, *, substitutions: Mapping[Variable, NamedNode | Literal] | None = None
    ) -> Answer:
        """Answer as `query` does, but raise `SyntaxError`, which tells the place, for malformed SPARQL."""
        return self.quads.query(
            query,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=self.is_split,
            substitutions=dict(substitutions or {}),
        )

    def rows(self, query: str) -> Iterator[dict[str, str]]:
        """Yield the answers of a SELECT as plain texts by variable; unbound variables are left out."""
        solutions = self.query(query)
        assert isinstance(solutions, QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: solution[name].value for name in names if solution[name] is not None}

    def graphs(self) -> list[NamedNode]:
        """Return the named graphs, sorted."""
        names = (name for name in self.quads.named_graphs() if isinstance(name, NamedNode))
        return sorted(names, key=lambda name: name.value)

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """Yield the quads of one named graph."""
        return self.quads.quads_for_pattern(None, None, None, name)

    def values(self, subject: NamedNode, name: str) -> list[tuple[str, str]]:
        """Return the plain values of a subject's property, sorted, each with its language ("" for none).

        >>> Store.in_memory().values(NamedNode("https://w3id.org/tradegraph/country/MX"), "skos:prefLabel")
        []
        """
        objects = (quad.object for quad in self.match(subject, to_iri(name)))
        return sorted({to_value(term) for term in objects if not isinstance(term, Triple)})

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object_: NamedNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of the union that have these terms, None for any."""
        graph = None if self.is_split else DefaultGraph()
        return self.quads.quads_for_pattern(subject, predicate, object_, graph)

    def subjects(self, names: Iterable[str], values: Iterable[NamedNode | Literal]) -> Iterator[str]:
        """Yield the IRIs that have any of `values` by any of the properties `names`."""
        for name, value in product(names, tuple(values)):
            for quad in self.match(None, to_iri(name), value):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject.value

    def prepare(self, subjects: Iterable[str]) -> None:
        """Take notice of IRIs whose values will be asked for; a store far away reads them all at once."""

    def pairs(self, name: str, object_: NamedNode | None = None) -> Iterator[tuple[str, str]]:
        """Yield the subjects and plain values of a property, or those with one value, each pair once.

        Blank nodes and triples are left out. To read properties so, one by one, takes a tenth of the
        time of a query for all with what may be missing.
        """
        for quad in self.match(None, to_iri(name), object_):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject.value, quad.object.value

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads at once, fast; not all or nothing."""
        parts = iter(quads)
        while part := list(islice(parts, _BATCH)):
            self.quads.bulk_extend(_with_union(part))

    def replace_graph(self, name: NamedNode, quads: Iterable[Quad]) -> None:
        """Put `quads` in the place of what the graph `name` held; what stays the same is not touched.

        Not all or nothing: readers should look at another copy meanwhile.
        """
        old, new = set(self.graph(name)), set(quads)
        for quad in old - new:
            self.quads.remove(quad)
            if not self._is_named(quad):
                self.quads.remove(Quad(quad.subject, quad.predicate, quad.object))
        if len(added := new - old) < _FEW:
            self.quads.extend(_with_union(added))
        else:
            self.load(added)

    def _is_named(self, quad: Quad) -> bool:
        """Tell whether a named graph holds the triple."""
        found = self.quads.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        return any(not isinstance(other.graph_name, DefaultGraph) for other in found)

    def close(self) -> None:
        """Let go of the store; what was written to disk is flushed first."""
        if self._quads is not None and self.path is not None and self.writable:
            self._quads.flush()
        self._quads = None
        if self._release:
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.quads)


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each quad, and its triple for the default graph."""
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def read_note(path: Path) -> dict[str, Any]:
    """Return what the store in the folder `path` says of itself, nothing where it cannot be told."""
    try:
        note = json.loads((path / _NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(path: Path, note: Mapping[str, Any]) -> None:
    """Write what the store in the folder `path` says of itself, such as its `base`."""
    (path / _NOTE).write_text(json.dumps(note, sort_keys=True), "utf-8")


def to_value(term: NamedNode | BlankNode | Literal) -> tuple[str, str]:
    """Return a term as its plain value and its language ("" for none)."""
    return term.value, (term.language or "") if isinstance(term, Literal) else ""


def _explain(path: Path, error: str) -> str:
    if any(word in error for word in _LOCKED):
        return f"{path}: another process writes to this store; let it end, then try again"
    return f"{path}: cannot be opened ({error}); delete the folder and build again, the archive restores it"
