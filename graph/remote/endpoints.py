"""The addresses of a server: for queries, for updates, for whole graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from urllib.request import Request

from tradegraph._exceptions import EndpointError
from tradegraph.remote.connections import Connection
from tradegraph.remote.credentials import check_address

#: How servers lay out their addresses under one root: queries, updates, graph store.
_LAYOUTS: Final = (
    ("/query", "/update", "/store"),  # Oxigraph
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    ("/query", "/update", "/data"),  # Fuseki
    ("/sparql", "/update", "/data"),  # Fuseki
    ("", "/statements", "/rdf-graphs/service"),  # RDF4J, GraphDB
    ("", "", ""),  # one address for all, as Fuseki's of a data set
)
#: Statuses with which an address that exists answers a look at it without a request.
_ABSENT: Final = (404, 410, 501)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a server; `update` and `graph_store` are "" where they are not known."""

    query: str
    update: str = ""
    graph_store: str = ""


def find_endpoint(url: str, connection: Connection) -> Endpoint:
    """Return the endpoint for queries at `url`, or under it as servers have it.

    Raises `EndpointError` where there is none.
    """
    check_address(url)
    others = (layout[0] for layout in _LAYOUTS if layout[0] and not url.endswith(layout[0]))
    for query in (url, *(url.rstrip("/") + other for other in dict.fromkeys(others))):
        try:
            if _answers(query, connection):
                return Endpoint(query)
        except EndpointError as error:
            if error.status not in (400, 404, 405, 406):
                raise
    raise EndpointError(
        f"{url}: answers no SPARQL query; give the address for queries, such as {url.rstrip('/')}/query",
        status=404,
    )


def find_writable(
    url: str, connection: Connection, *, update: str = "", graph_store: str = ""
) -> list[Endpoint]:
    """Return where the server at `url` may be written to, the likeliest first.

    What is given is taken as it is; the rest is looked for where common servers have it, by looks at the
    addresses that change nothing.
    """
    query = find_endpoint(url, connection).query
    for address in filter(None, (update, graph_store)):
        check_address(address)
    found = [
        Endpoint(query, update or root + layout[1], graph_store or root + layout[2])
        for root, layout in _roots(query)
        if update or _exists(root + layout[1], connection)
    ]
    if not found:
        raise EndpointError(
            f"{query}: no address for updates is known; give it with --update URL", status=405
        )
    return found


def _roots(query: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the layouts that have an address for queries such as `query`, each with its root."""
    for layout in _LAYOUTS:
        if query.endswith(layout[0]):
            yield query[: len(query) - len(layout[0])], layout


def _answers(url: str, connection: Connection) -> bool:
    """Tell whether `url` answers a query in the form of SPARQL."""
    request = Request(
        f"{url}?{urlencode({'query': 'ASK {}'})}", headers={"Accept": "application/sparql-results+json"}
    )
    with connection.send(request) as response:
        return "json" in response.headers.get_content_type()


def _exists(url: str, connection: Connection) -> bool:
    """Tell whether something is at `url`, by a look at it as a browser takes: some servers know no HEAD."""
    try:
        connection.send(Request(url, headers={"Accept": "text/html"})).close()
    except EndpointError as error:
        if error.status is None:
            raise
        return error.status not in _ABSENT
    return True
