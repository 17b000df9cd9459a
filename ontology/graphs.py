"""The packaged Turtle files as named graphs of any data base."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from pyoxigraph import Quad, RdfFormat, Triple, parse
from tradegraph._exceptions import DataError
from tradegraph.ontology import ontology_files, reference_files
from tradegraph.rdf.bases import rebase_quads
from tradegraph.rdf.iris import DEFAULT_BASE, named_graph
from tradegraph.rdf.terms import in_graph


def load_graph(name: str, *, base: str = DEFAULT_BASE) -> list[Quad]:
    """Return the quads of one packaged graph, with the data's IRIs under `base`.

    `name` is "ontology" or "reference/" and a file's stem, such as "reference/countries". Raises `DataError`
    for another name and for a file that is not Turtle.
    """
    sources = [file for graph, file in _sources() if graph == name]
    if not sources:
        known = ", ".join(dict.fromkeys(graph for graph, _ in _sources()))
        raise DataError(f"no packaged graph is called {name!r}; choose one of {known}")
    graph = named_graph(name)
    quads = in_graph((triple for file in sources for triple in parse_turtle(file)), graph)
    return list(rebase_quads(quads, old=DEFAULT_BASE, new=base))


def load_reference_quads(base: str = DEFAULT_BASE) -> list[Quad]:
    """Return the ontology and all reference data as quads, one graph `{base}graph/…` a file's subject."""
    names = dict.fromkeys(graph for graph, _ in _sources())
    return [quad for name in names for quad in load_graph(name, base=base)]


def parse_turtle(file: Traversable) -> Iterator[Triple]:
    """Yield the triples of a packaged Turtle file; a `DataError` names the file and the line."""
    try:
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        raise DataError(f"{file.name}, line {error.lineno}: {error.msg}; write it as Turtle") from error


def _sources() -> list[tuple[str, Traversable]]:
    """Return each packaged Turtle file with the name of its graph."""
    reference = [(f"reference/{file.name.removesuffix('.ttl')}", file) for file in reference_files()]
    return [("ontology", file) for file in ontology_files()] + reference
