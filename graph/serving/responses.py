"""Responses: what workers answered, under the conditions that a client made, and reasons in plain words."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from tradegraph._exceptions import RequestError
from tradegraph.serving.answers import Reply, Task
from tradegraph.serving.lanes import Lanes
from tradegraph.serving.negotiation import accepts

#: Bytes that are sent at once, and the seconds that a client has to take them.
_PART: Final = 1 << 16
_PATIENCE: Final = 30.0
#: A stored answer may be shown again once the server has confirmed that it is what it would answer now.
_CACHING: Final = {"Cache-Control": "public, no-cache", "Vary": "Accept, Accept-Encoding"}
_GONE: Final = 499


class ReplyResponse(Response):
    """The answer of a worker, sent from its file."""

    def __init__(self, reply: Reply, headers: Mapping[str, str]) -> None:
        own = {"Content-Type": reply.type, "Content-Length": str(reply.size)}
        super().__init__(status_code=reply.status, headers=own | dict(reply.headers) | dict(headers))
        self._reply = reply

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Take the headers as they are: the length is that of the file."""
        self.raw_headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in (headers or {}).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  (of ASGI)
        """Send the answer in parts; a client that does not take them is left."""
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            for start in range(0, max(self._reply.size, 1), _PART):
                part = self._reply.read(start, _PART)
                message = {"type": "http.response.body", "body": part, "more_body": True}
                await asyncio.wait_for(send(message), _PATIENCE)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._reply.close()


async def answer(request: Request, task: Task) -> Response:
    """Return the response to a request that needs a task done; 304 where the client has the answer already.

    Raises `RequestError` where the task is over a limit.
    """
    lanes: Lanes = request.app.state.lanes
    zipped = accepts(request.headers.get("accept-encoding"), "gzip")
    task = Task(task.kind, {**task.values, "gzip": zipped})
    lanes.snapshots.renew()
    tag = _tag(lanes.snapshots.current.state, task)
    if tag in _read_tags(request):
        return Response(status_code=304, headers=_CACHING | {"ETag": tag})
    reply = await _run(request, lanes, task)
    if reply.status == 500:
        return _fault(reply)
    if reply.status >= 400:
        return ReplyResponse(reply, {"Cache-Control": "no-store", "Vary": _CACHING["Vary"]})
    kept = _CACHING | {"ETag": tag} if reply.is_settled else _CACHING | {"Cache-Control": "no-store"}
    return ReplyResponse(reply, kept)


def refuse(error: RequestError) -> Response:
    """Return the response to a request that is refused."""
    headers = {"Cache-Control": "no-store", **error.headers}
    return PlainTextResponse(f"{error}\n", status_code=error.status, headers=headers)


async def _run(request: Request, lanes: Lanes, task: Task) -> Reply:
    """Return the answer to a task; it is ended where the client goes away."""
    running = asyncio.ensure_future(lanes.run(task))
    gone = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait({running, gone}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            return running.result()
        raise RequestError(_GONE, "the client went away")
    finally:
        gone.cancel()
        if not running.done():
            running.cancel()
            with suppress(asyncio.CancelledError, RequestError):
                await running


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _tag(state: str, task: Task) -> str:
    """Return the tag of an answer: the same question, asked of the same store, has the same answer."""
    return f'"{sha256(state.encode() + task.to_line()).hexdigest()[:24]}"'


def _read_tags(request: Request) -> set[str]:
    given = ",".join(request.headers.getlist("if-none-match"))
    return {tag.strip().removeprefix("W/") for tag in given.split(",")}


def _fault(reply: Reply) -> Response:
    with suppress(OSError):
        sys.stderr.write(reply.read(0, _PART).decode(errors="replace"))
    reply.close()
    reason = (
        "a fault of the server's own: please report it with the request and what the server wrote to stderr"
    )
    return refuse(RequestError(500, reason))
