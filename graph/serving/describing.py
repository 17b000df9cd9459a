"""The service description of the endpoint (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize
from tradegraph._exceptions import RequestError
from tradegraph.rdf.iris import DATA_LICENSE, PREFIXES, named_graph, to_iri
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.editing import show_editor
from tradegraph.serving.negotiation import GRAPHS, PAGE, choose
from tradegraph.serving.querying import WRITERS

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
#: Functions beyond SPARQL 1.1 that the engine has: casts, and GeoSPARQL's.
_CASTS: Final = ("date", "time", "duration", "dayTimeDuration", "yearMonthDuration", "gYear")
_GEOMETRY: Final = ("distance", "sfContains", "sfCrosses", "sfDisjoint", "sfEquals", "sfIntersects")
_FUNCTIONS: Final = (
    *(f"{PREFIXES['xsd']}{name}" for name in _CASTS),
    *(f"http://www.opengis.net/def/function/geosparql/{name}" for name in _GEOMETRY),
)
#: Of more graphs than this only those are listed that are no article's.
_LISTED: Final = 1_000


def describe_service(context: Context, values: Values) -> Answer:
    """Return the description of the endpoint at the address `endpoint`; to a browser the editor."""
    form = choose((*GRAPHS, PAGE), accept=values["accept"], name=values["form"])
    if form is PAGE:
        return show_editor(context, values)
    try:
        endpoint = NamedNode(values["endpoint"])
    except ValueError:
        raise RequestError(400, "the Host header is no host; send that of the address") from None
    prefixes = {**PREFIXES, "sd": _SD, "formats": _FORMATS}
    body = serialize(_describe(context, endpoint), format=WRITERS[form.name], prefixes=prefixes)
    return Answer(body or b"", form.type)


def _describe(context: Context, endpoint: NamedNode) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, to_iri("rdf:type"), _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, to_iri("dcterms:title"), Literal("tradegraph: SPARQL endpoint", language="en"))
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for format_ in _RESULTS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + format_))
    for function in _FUNCTIONS:
        yield Triple(service, _sd("extensionFunction"), NamedNode(function))
        yield Triple(NamedNode(function), to_iri("rdf:type"), _sd("Function"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, to_iri("rdf:type"), _sd("Dataset"))
    yield Triple(dataset, to_iri("dcterms:license"), NamedNode(DATA_LICENSE))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, to_iri("rdf:type"), _sd("Graph"))
    for number, name in enumerate(_list_graphs(context)):
        graph = BlankNode(f"graph{number}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, to_iri("rdf:type"), _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), name)


def _list_graphs(context: Context) -> list[NamedNode]:
    found = sorted((g for g in context.store.quads.named_graphs() if isinstance(g, NamedNode)), key=str)
    articles = named_graph("article/", base=context.store.base).value
    return found if len(found) <= _LISTED else [g for g in found if not g.value.startswith(articles)]


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
