"""The application: what holds it together, from its start to its end."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from tradegraph._exceptions import RequestError
from tradegraph.serving.indexes import Index
from tradegraph.serving.lanes import Lanes
from tradegraph.serving.middleware import AccessMiddleware
from tradegraph.serving.processes import ForkServer
from tradegraph.serving.responses import refuse
from tradegraph.serving.routes import make_routes
from tradegraph.serving.settings import Settings
from tradegraph.serving.snapshots import Snapshots


def make_app(settings: Settings) -> Starlette:
    """Return the application that serves the store of `settings`."""
    app = Starlette(
        routes=make_routes(),
        middleware=[Middleware(AccessMiddleware, settings=settings)],
        exception_handlers={RequestError: _refuse, HTTPException: _refuse_http},
        lifespan=_live,
    )
    app.state.settings = settings
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def _live(app: Starlette) -> AsyncIterator[None]:
    """Hold the store, the workers and the index as long as the server runs."""
    settings: Settings = app.state.settings
    snapshots, forkserver = Snapshots(settings.store), ForkServer(settings.limits)
    with tempfile.TemporaryDirectory(prefix="tradegraph-") as folder:
        app.state.index = Index(snapshots, forkserver, Path(folder))
        app.state.lanes = Lanes(settings, snapshots, forkserver)
        try:
            await app.state.lanes.open()
            app.state.index.renew()
            yield
        finally:
            await app.state.index.close()
            await app.state.lanes.close()
            snapshots.close()


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return refuse(error)


async def _refuse_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refuse(RequestError(error.status_code, error.detail))
