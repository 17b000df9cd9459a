"""What a server holds of a graph, as it is noted there: which named graphs were pushed, and their digests.

The notes are a graph of their own, `{base}graph/pushed`, in the words of VoID and SPARQL Service Description:

    <…graph/pushed> a void:Dataset ; void:uriSpace "https://w3id.org/tradegraph/" ;
        sd:defaultGraph <…graph/pushed#union> ;                          # where the default graph is ours
        dcterms:hasPart <…graph/direct> .
    <…graph/direct> dcterms:identifier "sha256:…" .                      # where all of it has arrived
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode
from tradegraph.rdf.iris import named_graph, to_iri
from tradegraph.remote.clients import Client

_TYPE: Final = to_iri("rdf:type")
_DATASET: Final = NamedNode("http://rdfs.org/ns/void#Dataset")
_BASE: Final = NamedNode("http://rdfs.org/ns/void#uriSpace")
_DEFAULT: Final = NamedNode("http://www.w3.org/ns/sparql-service-description#defaultGraph")
_PART: Final = to_iri("dcterms:hasPart")
_DIGEST: Final = to_iri("dcterms:identifier")


@dataclass(frozen=True, slots=True)
class State:
    """The graphs that were pushed, with the digests of those that arrived whole.

    `has_union` tells whether the server's default graph is ours: the union of the graphs, each triple once.
    """

    parts: frozenset[str] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)
    has_union: bool = False


def state_graph(base: str) -> NamedNode:
    """Return the graph that tells what was pushed under `base`."""
    return named_graph("pushed", base=base)


def find_bases(client: Client) -> list[str]:
    """Return the bases of the graphs that were pushed to a server, sorted."""
    query = (
        f"SELECT DISTINCT ?base {{ GRAPH ?graph {{ ?graph a {_DATASET} ; {_BASE} ?base }} }} ORDER BY ?base"
    )
    return [base.value for (base,) in client.select(query) if isinstance(base, Literal)]


def read_state(client: Client, base: str) -> State:
    """Return what is noted of the graph with this base; nothing where none was pushed."""
    graph = state_graph(base)
    rows = [
        (subject.value, predicate, object_.value)
        for subject, predicate, object_ in client.select(
            f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        )
    ]
    return State(
        parts=frozenset(value for _, predicate, value in rows if predicate == _PART),
        digests={name: value for name, predicate, value in rows if predicate == _DIGEST},
        has_union=any(predicate == _DEFAULT for _, predicate, _ in rows),
    )


def note_begin(base: str) -> str:
    """Return the update that begins the notes."""
    graph = state_graph(base)
    return f"INSERT DATA {{ GRAPH {graph} {{ {graph} {_TYPE} {_DATASET} ; {_BASE} {Literal(base)} }} }}"


def note_union(base: str) -> str:
    """Return the update that notes that the default graph is ours."""
    graph = state_graph(base)
    return f"INSERT DATA {{ GRAPH {graph} {{ {graph} {_DEFAULT} <{graph.value}#union> }} }}"


def note_parts(base: str, names: Iterable[str]) -> str:
    """Return the update that notes that graphs are ours, before anything of them is written."""
    graph = state_graph(base)
    parts = " ".join(f"{graph} {_PART} <{name}> ." for name in names)
    return f"INSERT DATA {{ GRAPH {graph} {{ {parts} }} }}"


def note_digests(base: str, digests: Mapping[str, str]) -> str:
    """Return the update that notes that graphs have arrived whole."""
    notes = " ".join(f"<{name}> {_DIGEST} {Literal(digest)} ." for name, digest in digests.items())
    return f"INSERT DATA {{ GRAPH {state_graph(base)} {{ {notes} }} }}"


def forget_digests(base: str, names: Iterable[str]) -> str:
    """Return the update that notes that graphs are not whole any more."""
    chosen = " ".join(f"<{name}>" for name in names)
    graph = state_graph(base)
    return (
        f"DELETE {{ GRAPH {graph} {{ ?g {_DIGEST} ?old }} }} "
        f"WHERE {{ VALUES ?g {{ {chosen} }} GRAPH {graph} {{ ?g {_DIGEST} ?old }} }}"
    )


def forget_parts(base: str, names: Iterable[str]) -> str:
    """Return the update that notes that graphs are gone."""
    graph = state_graph(base)
    parts = " ".join(f"{graph} {_PART} <{name}> ." for name in names)
    return f"DELETE DATA {{ GRAPH {graph} {{ {parts} }} }}"
