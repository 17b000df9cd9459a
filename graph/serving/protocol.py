"""The query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from tradegraph._exceptions import RequestError
from tradegraph.serving.answers import Task
from tradegraph.serving.settings import Settings

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_CHARSETS: Final = ("", "utf-8", "utf8", "us-ascii")
#: What a form may hold at most.
_FIELDS: Final = 1_000
_ENCODING: Final = "percent-encode UTF-8, as in query=SELECT%20*%20%7B%7D"

#: The fields of a request, in their order.
Fields = Sequence[tuple[str, str]]


async def read_query(request: Request, settings: Settings) -> Task | None:
    """Return the task that a request of the protocol asks for, None where a GET has no query.

    Raises `RequestError`: 400 for a query that is missing or doubled or not in UTF-8, 403 for updates, 408
    and 413 for bodies that come too slowly or are too large, 415 for other media types.
    """
    fields = read_fields(request)
    if request.method == "POST":
        fields = [*fields, *await _read_posted(request, settings)]
    _refuse_updates(fields)
    queries = _all(fields, "query")
    if (
        not queries
        and request.method != "POST"
        and not _names(fields) & {"default-graph-uri", "named-graph-uri"}
    ):
        return None
    if len(queries) != 1:
        problem = "there are several queries" if queries else "there is no query"
        raise RequestError(400, f"{problem}; give one, as in ?query=ASK%20%7B%7D or in the body of a POST")
    return Task(
        "query",
        {
            "query": queries[0],
            "dataset": _read_dataset(fields),
            "accept": read_accept(request),
            "form": read_format(fields),
        },
    )


def read_fields(request: Request) -> Fields:
    """Return the fields of a request's URL; raises `RequestError` (400) where they are not UTF-8."""
    return _parse(request.scope["query_string"])


def read_accept(request: Request) -> str | None:
    """Return what a client accepts, None where it does not say."""
    return ", ".join(request.headers.getlist("accept")) or None


def read_format(fields: Fields) -> str | None:
    """Return the format that the fields name; of several the last."""
    return next((value for value in reversed(_all(fields, "format")) if value), None)


async def read_body(request: Request, settings: Settings) -> bytes:
    """Return a request's body; raises `RequestError` (413, 408) where it is too large or comes too slowly."""
    body = bytearray()
    try:
        async with asyncio.timeout(settings.patience):
            async for part in request.stream():
                body += part
                if len(body) > settings.request:
                    raise RequestError(
                        413,
                        f"the request is over {settings.request:,} bytes; send a shorter one",
                        Connection="close",
                    )
    except TimeoutError:
        raise RequestError(
            408,
            f"the body did not come within {settings.patience:g} seconds; send it at once",
            Connection="close",
        ) from None
    except ClientDisconnect:
        raise RequestError(400, "the body ended early") from None
    return bytes(body)


async def _read_posted(request: Request, settings: Settings) -> Fields:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if kind == _UPDATE:
        raise _no_updates()
    if kind not in (_FORM, _QUERY):
        raise RequestError(
            415,
            f"Content-Type {kind or 'is missing'}: send {_FORM} with query=…, or {_QUERY}",
            Accept=_ACCEPT,
        )
    charsets = (value.strip(' "') for name, _, value in _split(parameters) if name.strip() == "charset")
    if (charset := next(charsets, "")) not in _CHARSETS:
        raise RequestError(415, f"charset {charset}: send the query in UTF-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise RequestError(415, "Content-Encoding: send the query as it is, without compression")
    body = await read_body(request, settings)
    return _parse(body) if kind == _FORM else [("query", _decode(body))]


_ACCEPT: Final = f"{_FORM}, {_QUERY}"


def _split(parameters: str) -> list[tuple[str, str, str]]:
    return [parameter.partition("=") for parameter in parameters.split(";")]


def _parse(encoded: bytes) -> Fields:
    try:
        return parse_qsl(_decode(encoded), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(400, f"what is percent-encoded is not UTF-8; {_ENCODING}") from None
    except ValueError:
        raise RequestError(400, f"more than {_FIELDS} fields; send fewer") from None


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise RequestError(400, f"byte {error.start} is not UTF-8; send the query in UTF-8") from None


def _refuse_updates(fields: Fields) -> None:
    if _names(fields) & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise _no_updates()


def _no_updates() -> RequestError:
    return RequestError(
        403,
        "updates are refused: the graph changes only by what articles say; use `tradegraph build`",
    )


def _read_dataset(fields: Fields) -> tuple[list[str], list[str]] | None:
    default, named = _all(fields, "default-graph-uri"), _all(fields, "named-graph-uri")
    return (default, named) if default or named else None


def _names(fields: Fields) -> set[str]:
    return {name for name, _ in fields}


def _all(fields: Fields, name: str) -> list[str]:
    return [value for key, value in fields if key == name]
