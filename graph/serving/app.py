"""The application: which address is answered by what."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tradegraph._exceptions import RequestError
from tradegraph.serving.gate import Gate
from tradegraph.serving.lanes import Lanes
from tradegraph.serving.processes import Nursery
from tradegraph.serving.protocol import read_query
from tradegraph.serving.responses import answer, refuse
from tradegraph.serving.settings import Settings
from tradegraph.serving.snapshots import Snapshots

Endpoint = Callable[[Request], Awaitable[Response]]

_READING: Final = ("GET", "HEAD", "OPTIONS")
_ASKING: Final = (*_READING, "POST")


def make_app(settings: Settings) -> Starlette:
    """Return the application that serves the store of `settings`."""
    app = Starlette(
        routes=[
            _route("/sparql", sparql, methods=_ASKING),
            _route("/health", health),
        ],
        middleware=[Middleware(Gate, settings=settings)],
        exception_handlers={RequestError: _refuse, HTTPException: _refuse_http},
        lifespan=_live,
    )
    app.state.settings = settings
    return app


@asynccontextmanager
async def _live(app: Starlette) -> AsyncIterator[None]:
    """Hold the store and the workers as long as the server runs."""
    settings: Settings = app.state.settings
    snapshots = Snapshots(settings.store)
    app.state.lanes = Lanes(settings, snapshots, Nursery({"limits": asdict(settings.limits)}))
    try:
        await app.state.lanes.open()
        yield
    finally:
        await app.state.lanes.close()
        snapshots.close()


async def sparql(request: Request) -> Response:
    """Answer a query of the SPARQL protocol; without one, describe the endpoint."""
    task = await read_query(request, request.app.state.settings)
    if task is None:
        raise RequestError(400, "there is no query; give one, as in ?query=ASK%20%7B%7D")
    return await answer(request, task)


async def health(request: Request) -> Response:
    """Tell how the server is."""
    lanes: Lanes = request.app.state.lanes
    return JSONResponse({"ok": True, **lanes.describe()}, headers={"Cache-Control": "no-store"})


def _route(path: str, endpoint: Endpoint, *, methods: tuple[str, ...] = _READING) -> Route:
    """Return a route whose endpoint answers `methods`; of OPTIONS it knows nothing."""

    @functools.wraps(endpoint)
    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _tell_options(methods)
        if request.method not in methods:
            raise RequestError(
                405, f"{request.method} is not for {path}; use {methods[0]}", Allow=", ".join(methods)
            )
        return await endpoint(request)

    # A list of methods would leave the others to the framework, and their headers with it.
    route = Route(path, respond)
    route.methods = None
    return route


def _tell_options(methods: tuple[str, ...]) -> Response:
    names = ", ".join(methods)
    return Response(
        status_code=204,
        headers={
            "Allow": names,
            "Access-Control-Allow-Methods": names,
            "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return refuse(error)


async def _refuse_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return refuse(RequestError(404, f"nothing is at {request.url.path}; begin at /"))
    return refuse(RequestError(error.status_code, error.detail))
