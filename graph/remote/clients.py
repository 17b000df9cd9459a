"""The client of a SPARQL 1.1 server: queries, updates, and graphs sent whole.

Sources: https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, Final
from urllib.parse import quote
from urllib.request import Request

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from tradegraph._exceptions import EndpointError, GraphError
from tradegraph.remote.connections import Connection
from tradegraph.remote.endpoints import Endpoint
from tradegraph.remote.refusals import explain_refusal

try:
    from SPARQLWrapper import POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper
except ImportError:
    raise GraphError("to ask a server by its URL: pip install 'tradegraph[remote]'") from None

_AGENT: Final = "tradegraph (SPARQLWrapper)"
_TABLES: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/json": QueryResultsFormat.JSON,
}
_GRAPHS: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
#: Headers by which Virtuoso says that it gives a part of the answer only.
_CUT: Final = {
    "X-SPARQL-MaxRows": "it gives no more rows than that; raise ResultSetMaxRows in its settings",
    "X-SPARQL-Anytime": "it stopped before the end; raise MaxQueryExecutionTime in its settings",
}

#: Parameters of a request beside its query, such as the graphs that it is about.
Parameters = Sequence[tuple[str, str]]


class _Wrapper(SPARQLWrapper):
    """A SPARQLWrapper whose requests go by our connection, which tries again where that helps."""

    def __init__(self, connection: Connection, url: str, text: str, kind: str) -> None:
        super().__init__(url, updateEndpoint=url, agent=_AGENT)
        self.connection = connection
        self.setOnlyConneg(True)
        self.setMethod(POST)
        self.queryString, self.queryType = text, kind

    def _query(self) -> tuple[HTTPResponse, str]:
        return self.connection.send(self._createRequest()), self.returnFormat


@dataclass(frozen=True, slots=True)
class Client:
    """A server, asked and written to; all raise `EndpointError` where it refuses or does not answer."""

    endpoint: Endpoint
    connection: Connection = field(default_factory=Connection)

    def select(self, query: str, *, parameters: Parameters = ()) -> QuerySolutions:
        """Return the rows that answer a SELECT."""
        answer = self._query(query, _TABLES, parameters)
        if not isinstance(answer, QuerySolutions):
            raise EndpointError(f"{self.endpoint.query}: answers a SELECT with something else than rows")
        return answer

    def ask(self, query: str, *, parameters: Parameters = ()) -> bool:
        """Return the answer to an ASK."""
        answer = self._query(query, _TABLES, parameters)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        # Virtuoso 7 answers with a row of 1, or with none or 0, where it is asked for JSON.
        assert isinstance(answer, QuerySolutions)
        return any(
            isinstance(cell, Literal) and cell.value not in ("0", "false") for row in answer for cell in row
        )

    def construct(self, query: str, *, parameters: Parameters = ()) -> tuple[Triple, ...]:
        """Return the triples that answer a CONSTRUCT or a DESCRIBE."""
        answer = self._query(query, _GRAPHS, parameters)
        if not isinstance(answer, tuple):
            raise EndpointError(
                f"{self.endpoint.query}: answers a CONSTRUCT with something else than triples"
            )
        return answer

    def _query(
        self, query: str, forms: Mapping[str, object], parameters: Parameters
    ) -> QuerySolutions | QueryBoolean | tuple[Triple, ...]:
        wrapper = _Wrapper(self.connection, self.endpoint.query, query, "SELECT")
        wrapper.setRequestMethod(URLENCODED)
        wrapper.addCustomHttpHeader("Accept", ", ".join(forms))
        for name, value in parameters:
            wrapper.addParameter(name, value)
        return _read(self.endpoint.query, wrapper.query().response)

    def update(self, text: str) -> None:
        """Change what the server holds."""
        wrapper = _Wrapper(self.connection, self.endpoint.update, text, "INSERT")
        wrapper.setRequestMethod(POSTDIRECTLY)
        _finish(self.endpoint.update, wrapper.query().response)

    def send_graph(self, graph: NamedNode, content: bytes, *, add: bool = False) -> None:
        """Put N-Triples in the place of what the server holds as `graph`, or `add` them to it."""
        headers = {"Content-Type": "text/turtle; charset=utf-8", "User-Agent": _AGENT}  # which N-Triples are
        self._send(graph, "POST" if add else "PUT", content, headers)

    def has_graph(self, graph: NamedNode) -> bool:
        """Tell whether the graph store knows `graph`; False too where there is no graph store."""
        try:
            self._send(graph, "GET", None, {"Accept": "application/n-triples, text/turtle"})
        except EndpointError as error:
            if error.status in (None, 401, 403):
                raise
            return False
        return True

    def _send(self, graph: NamedNode, method: str, content: bytes | None, headers: dict[str, str]) -> None:
        url = f"{self.endpoint.graph_store}?graph={quote(graph.value, safe='')}"
        _finish(url, self.connection.send(Request(url, data=content, headers=headers, method=method)))


def _finish(url: str, response: Any) -> bytes:
    """Return what a server answers, to its end."""
    try:
        with response:
            content: bytes = response.read()
            return content
    except (OSError, HTTPException) as error:
        raise explain_refusal(url, error) from None


def _read(url: str, response: Any) -> QuerySolutions | QueryBoolean | tuple[Triple, ...]:
    for header, meaning in _CUT.items():
        if header in response.headers:
            raise EndpointError(f"{url}: the answer is cut at {response.headers[header]}: {meaning}")
    form = response.headers.get_content_type()
    content = _finish(url, response)
    try:
        if form in _TABLES:
            return parse_query_results(content, format=_TABLES[form])
        if form in _GRAPHS:
            return tuple(quad.triple for quad in parse(content, format=_GRAPHS[form], base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"{url}: its answer cannot be read ({error})") from None
    raise EndpointError(
        f"{url}: answers {form}, not SPARQL results; give the address for queries, "
        "such as http://localhost:7878/query"
    )
