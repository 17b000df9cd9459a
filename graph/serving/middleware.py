"""The middleware: what holds for every request, whoever answers it: limits, headers, a line in the log."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tradegraph._exceptions import RequestError
from tradegraph.serving.policies import write_policy
from tradegraph.serving.responses import refuse
from tradegraph.serving.settings import Settings

#: Characters of a path and query that the log shows.
_SHOWN: Final = 200
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Link, Location, Retry-After, Vary",
}

_SAFE: Final = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class AccessMiddleware:
    """An application behind limits of the head of requests, with safe headers and a log of accesses."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        headers = {**_CORS, **_SAFE, "Content-Security-Policy": write_policy()}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = Visit(scope)

        async def send_on(message: Message) -> None:
            visit.note(message)
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                named = {name for name, _ in own}
                message["headers"] = own + [header for header in self._headers if header[0] not in named]
            await send(message)

        try:
            await self._pass(scope, receive, send_on)
        except asyncio.CancelledError:  # the server is being stopped, and its grace is over
            if visit.has_begun:
                raise
            reason = RequestError(503, "the server is being stopped; ask again in a minute", Retry_After="60")
            await refuse(reason)(scope, receive, send_on)
        finally:
            visit.log()

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._check(scope)
        except RequestError as error:
            await refuse(error)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        limit = self._settings.head
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limit:
            raise RequestError(414, f"the address is over {limit:,} bytes; send the query by POST")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limit:
            raise RequestError(431, f"the headers are over {limit:,} bytes; send fewer")


class Visit:
    """A request and how it went, for the log."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._begun = time.perf_counter()
        self._status = 0
        self._bytes = 0

    @property
    def has_begun(self) -> bool:
        """Tell whether a response has begun."""
        return bool(self._status)

    def note(self, message: Message) -> None:
        """Note what is sent."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
        elif self._scope["method"] != "HEAD":
            self._bytes += len(message.get("body", b""))

    def log(self) -> None:
        """Write a line of JSON to stderr."""
        path = (self._scope.get("raw_path") or b"").decode("latin-1")
        query = self._scope["query_string"].decode("latin-1")
        entry: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": self._scope["method"],
            "path": path[:_SHOWN],
            "query": query[:_SHOWN],
            "status": self._status,
            "ms": round((time.perf_counter() - self._begun) * 1000, 1),
            "bytes": self._bytes,
        }
        sys.stderr.write(json.dumps(entry) + "\n")
