"""What can go wrong, as one tree.

TradegraphError
├── ArticleError        an article that cannot be read (the batch goes on)
├── DataError           a data file of the ontology, the shapes or the catalogue that is not as it should be
├── ExtractorError      an extractor that fails, or gives claims that cannot be written
├── GraphError          a `kg` directory or an endpoint that cannot be used
│   └── EndpointError   a server that refuses, or does not answer
├── QueryError          a query that is unknown, malformed or refused
│   └── ParameterError  a question's parameter that is missing, unknown or ambiguous
├── RequestError        a request that the server refuses, with its status
└── UsageError          options that contradict each other

A message names the file or the value and the way out, in one line.
"""

from __future__ import annotations


class TradegraphError(Exception):
    """The root of all errors that tradegraph raises on purpose."""


class ArticleError(TradegraphError):
    """An article cannot be read."""


class DataError(TradegraphError):
    """A packaged or user-edited data file is malformed."""


class ExtractorError(TradegraphError):
    """An extractor cannot be used."""


class GraphError(TradegraphError):
    """A graph directory or endpoint cannot be used."""


class EndpointError(GraphError):
    """A server refuses or does not answer; `status` is that of HTTP, None where there was no answer."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class QueryError(TradegraphError):
    """A query is unknown, malformed or refused."""


class ParameterError(QueryError):
    """A question's parameter is missing, unknown or ambiguous."""


class RequestError(TradegraphError):
    """A request is refused: `status` is the one of HTTP (RFC 9110), `headers` go with it."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class UsageError(TradegraphError):
    """Options contradict each other."""
