"""Querying: SPARQL text answered in full, in the form that a client takes, within the limits."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)
from tradegraph._exceptions import QueryError, RequestError
from tradegraph.queries.screening import explain_syntax, screen_query
from tradegraph.rdf.iris import PREFIXES
from tradegraph.rdf.store import Store
from tradegraph.serving.negotiation import Form
from tradegraph.serving.settings import Limits

_TABLES: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
#: The syntax of each form of triples, by its name.
WRITERS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
#: What has another value each time; in a string or a name it does no harm but that nothing is cached.
_UNSETTLED: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(rb'"[^"]*"')
#: How a row of JSON begins. A quotation mark within a value is escaped: one that closes a value is never
#: followed so.
_ROW: Final = re.compile(rb'[\[,]\{"[^"\\]+":\{"type":"')
#: How many rows a document holds, by its form.
_COUNTS: Final[Mapping[str, Callable[[bytes], int]]] = {
    "xml": lambda body: body.count(b"<result>"),
    "tsv": lambda body: body.count(b"\n") - 1,
    "csv": lambda body: body.count(b"\n") - 1 - sum(part[0].count(b"\n") for part in _QUOTED.finditer(body)),
    "json": lambda body: sum(1 for _ in _ROW.finditer(body)),
}

#: The answer of pyoxigraph.
Found = QuerySolutions | QueryBoolean | QueryTriples


class Spool(io.BytesIO):
    """A body that is being written; raises `RequestError` (413) once it is longer than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Add to the body."""
        if self.tell() + len(data) > self._limit:
            raise RequestError(413, f"the answer is over {self._limit:,} bytes; {_LESS}")
        return super().write(data)


_LESS: Final = "ask for less with LIMIT, or for a part with OFFSET and LIMIT"


def ask(store: Store, query: str, *, dataset: tuple[Sequence[str], Sequence[str]] | None = None) -> Found:
    """Ask SPARQL text; `dataset` are the default and named graphs that stand in the place of its own.

    Raises `RequestError`: 400 for malformed SPARQL, 403 for updates and SERVICE.
    """
    try:
        screen_query(query)
    except QueryError as error:
        raise _refuse(error) from None
    default, named = (None, None) if dataset is None else map(_to_graphs, dataset)
    try:
        return store.quads.query(
            query,
            base_iri=store.base,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=dataset is None and store.is_split,
            default_graph=default,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise _refuse(explain_syntax(query, error)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise RequestError(400, f"the query cannot be answered: {error}") from None


def write(found: Found, form: Form, limits: Limits) -> bytes:
    """Return an answer in a form; raises `RequestError` (413) where it is over the limits."""
    try:
        if isinstance(found, QueryTriples):
            return _write_triples(found, form, limits)
        return _write(found, form, limits)
    except (OSError, RuntimeError) as error:
        raise RequestError(400, f"the query cannot be answered: {error}") from None


def is_settled(query: str) -> bool:
    """Tell whether a query has the same answer each time: it asks for no time and nothing random."""
    return not _UNSETTLED.search(query)


def _refuse(error: QueryError) -> RequestError:
    status = 403 if "is refused" in str(error) else 400
    return RequestError(status, "\n".join([str(error), *getattr(error, "__notes__", ())]))


def _to_graphs(iris: Sequence[str]) -> list[Any]:
    """Return the graphs of a dataset; one that is not in the store is an empty one."""
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        reason = (
            f"a graph of the dataset has no IRI: {error}; give all of it, such as https://example.org/graph"
        )
        raise RequestError(400, reason) from None


def check_size(body: bytes, limits: Limits) -> bytes:
    """Return a body; raises `RequestError` (413) where it is over the limit."""
    if len(body) > limits.bytes:
        raise RequestError(413, f"the answer is over {limits.bytes:,} bytes; {_LESS}")
    return body


def _write(found: QuerySolutions | QueryBoolean, form: Form, limits: Limits) -> bytes:
    spool = Spool(limits.bytes)
    found.serialize(spool, format=_TABLES[form.name])
    body = spool.getvalue()
    if isinstance(found, QuerySolutions) and len(body) > limits.rows:  # a row takes a byte at least
        _check_rows(_COUNTS[form.name](body), limits)
    return body


def _write_triples(found: QueryTriples, form: Form, limits: Limits) -> bytes:
    """Return each triple once, in order: several solutions may give the same."""
    triples: set[Triple] = set()
    for triple in found:
        triples.add(triple)
        _check_rows(len(triples), limits)
    spool = Spool(limits.bytes)
    serialize(sorted(triples, key=str), spool, format=WRITERS[form.name], prefixes=dict(PREFIXES))
    return spool.getvalue()


def _check_rows(n: int, limits: Limits) -> None:
    if n > limits.rows:
        raise RequestError(413, f"the answer has more than {limits.rows:,} rows; {_LESS}")
