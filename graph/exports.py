"""Exports: a graph, or a part of it, as a file of another form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

import networkx
from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.deriving import DERIVED, SUMMARIES, derive_graphs
from tradegraph.gexf import to_gexf
from tradegraph.nanopublications import to_nanopublications
from tradegraph.networks import to_networkx
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.queries.publishing import load_question_quads
from tradegraph.rdf.blanks import name_blanks
from tradegraph.rdf.files import FORMATS as RDF_FORMATS
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.iris import named_graph, to_iri
from tradegraph.rdf.pruning import Node, drop_claims, reach
from tradegraph.rdf.store import Store
from tradegraph.remote.places import open_contents, open_store

#: Parts of a graph by the name under which they are asked for: what articles state, what editors decided and
#: merging found ("editorial"), all that is derived and of it the direct links alone, official figures, the
#: reference data. "default" is the first three and the entries of the reference data that these use.
PARTS: Final = ("default", "articles", "editorial", "derived", "direct", "statistics", "reference", "all")
#: Columns of the edge list, by the names that Gephi's import knows.
_COLUMNS: Final = (
    "Source", "Target", "Type", "Kind", "Label", "Weight", "Claims", "Articles", "Sources", "Year", "USD",
    "Source label", "Target label",
)  # fmt: skip


def export(kg: Path | str, form: str, *, part: str = "default", min_confidence: float = 0.0) -> bytes:
    """Return the graph in the directory, or on the server, `kg` as the bytes of a file.

    The same graph gives the same bytes. `form` is one of `FORMATS`: RDF of the chosen `part` (one of PARTS),
    a nanopublication of each claim ("nanopub"), or the network of actors ("gexf", "graphml", and "csv", its
    list of edges). Claims below `min_confidence`, 0 to 1, are left out. Raises `GraphError` where there is no
    graph.
    """
    return b"".join(stream_export(kg, form, part=part, min_confidence=min_confidence))


def stream_export(
    kg: Path | str, form: str, *, part: str = "default", min_confidence: float = 0.0
) -> Iterator[bytes]:
    """Yield what `export` returns, piece by piece where the form allows it."""
    if form != "nanopub":
        yield _export_whole(kg, form, part=part, min_confidence=min_confidence)
        return
    contents = open_contents(kg)
    articles = (drop_doubtful(quads, below=min_confidence) for quads in contents.articles())
    yield from to_nanopublications(articles, base=contents.base)


def _export_whole(kg: Path | str, form: str, *, part: str, min_confidence: float) -> bytes:
    if form in RDF_FORMATS:
        return to_rdf(select_quads(kg, part=part, min_confidence=min_confidence), form)
    with open_store(kg) as store:
        return _NETWORKS[form](to_networkx(store, min_confidence=min_confidence))


def select_quads(kg: Path | str, *, part: str = "default", min_confidence: float = 0.0) -> list[Quad]:
    """Return the quads of a part of the graph in the directory, or on the server, `kg`."""
    contents = open_contents(kg)
    base = contents.base
    if part == "statistics":
        return list(contents.statistics())
    graphs = contents.articles()
    articles = [quad for quads in graphs for quad in drop_doubtful(quads, below=min_confidence)]
    ontology = named_graph("ontology", base=base)
    reference = list(name_blanks(load_reference_quads(base)))
    data = [quad for quad in reference if quad.graph_name != ontology]
    if part == "articles":
        return articles
    if part == "reference":
        return data
    editorial = contents.editorial()
    if part == "editorial":
        return editorial
    derived = _derive([*articles, *editorial], base)
    if part == "derived":
        return derived
    if part == "direct":
        graph = named_graph(part, base=base)
        return [quad for quad in derived if quad.graph_name == graph]
    stated = [*articles, *editorial, *derived]
    if part == "all":
        return [*stated, *reference, *load_question_quads(base), *contents.statistics()]
    return [*stated, *select_used(data, by=stated)]


def drop_doubtful(quads: Iterable[Quad], *, below: float) -> list[Quad]:
    """Return an article's quads without the claims whose confidence is `below` a limit, 0 to 1."""
    quads = list(quads)
    limit, confidence = Decimal(str(below)), to_iri("tg:confidence")
    doubtful = {
        quad.subject
        for quad in quads
        if quad.predicate == confidence
        and isinstance(quad.object, Literal)
        and Decimal(quad.object.value) < limit
    }
    return drop_claims(quads, doubtful)


def select_used(reference: Iterable[Quad], *, by: Iterable[Quad]) -> list[Quad]:
    """Return the entries of the reference data that quads name, and the places in which those lie."""
    entries: dict[Node, list[Quad]] = {}
    for quad in reference:
        entries.setdefault(quad.subject, []).append(quad)
    within = {to_iri("tg:inCountry"), to_iri("tg:inRegion")}
    places: dict[Node, set[Node]] = {
        subject: {
            quad.object for quad in quads if quad.predicate in within and isinstance(quad.object, NamedNode)
        }
        for subject, quads in entries.items()
    }
    used = reach(entries.keys() & {quad.object for quad in by}, places)
    return [quad for subject, quads in entries.items() if subject in used for quad in quads]


def _derive(articles: Iterable[Quad], base: str) -> list[Quad]:
    with Store.in_memory(articles, base=base) as store:
        derive_graphs(store)
        names = [name for name in DERIVED if name not in SUMMARIES]
        return [quad for name in names for quad in store.graph(named_graph(name, base=base))]


def to_edge_list(network: networkx.MultiDiGraph) -> bytes:
    """Return a network's edges as CSV with a header, ready for Gephi's spreadsheet import."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_edge_rows(network))
    return file.getvalue().encode()


def _edge_rows(network: networkx.MultiDiGraph) -> Iterator[list[object]]:
    labels = dict(network.nodes(data="label"))
    for source, target, data in network.edges(data=True):
        kind = "Undirected" if data["symmetric"] else "Directed"
        names = ("relation", "label", "weight", "claims", "articles", "sources", "year", "usd")
        fields = (data.get(name, "") for name in names)
        yield [source, target, kind, *fields, labels[source], labels[target]]


def to_graphml(network: networkx.MultiDiGraph) -> bytes:
    """Return a network as GraphML."""
    file = io.BytesIO()
    networkx.write_graphml_xml(network, file)
    return file.getvalue()


_NETWORKS: Final[Mapping[str, Callable[[networkx.MultiDiGraph], bytes]]] = {
    "csv": to_edge_list,
    "gexf": to_gexf,
    "graphml": to_graphml,
}
#: The forms of export.
FORMATS: Final = (*_NETWORKS, *RDF_FORMATS, "nanopub")
