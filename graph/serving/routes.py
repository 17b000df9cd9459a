"""Routes: which address is answered by which task."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tradegraph._exceptions import RequestError
from tradegraph.publishing.documents import DOCUMENTS
from tradegraph.serving.answers import Task
from tradegraph.serving.negotiation import PAGE, TABLES, choose
from tradegraph.serving.protocol import Fields, read_accept, read_fields, read_format, read_query
from tradegraph.serving.reading import FORMS
from tradegraph.serving.responses import answer

Endpoint = Callable[[Request], Awaitable[Response]]

_READING: Final = ("GET", "HEAD", "OPTIONS")
_ASKING: Final = (*_READING, "POST")
#: Files of the program: address, package, its file, media type.
_FILES: Final = (
    ("/style.css", "tradegraph.pages", "templates/style.css", "text/css"),
    ("/editor.js", "tradegraph.serving", "editor.js", "text/javascript"),
)
_RESULTS: Final = tuple(form.name for form in TABLES)


def make_routes() -> list[Route]:
    """Return the routes, the more special before the more general."""
    return [
        *(_route(path, _send_file(package, file, type_)) for path, package, file, type_ in _FILES),
        _route("/sparql", sparql, methods=_ASKING),
        _route("/sparql.html", editor),
        _route("/health", health),
        _route("/complete", complete),
        _route("/search", search),
        _route("/search.html", search),
        _route("/question/{name}", question),
        _route("/favicon.ico", _send_nothing),
        _route("/.well-known/void", dataset),
        *(_route(f"/{name}", dataset) for name in ("void.ttl", "void.jsonld", "downloads.html")),
        *(_route(f"/{name}", vocabulary) for name in ("ontology", "shapes")),
        *(
            _route(f"/{name}.{end}", vocabulary)
            for name in ("ontology", "shapes")
            for end in (PAGE.name, *DOCUMENTS)
        ),
        _route("/context.jsonld", vocabulary),
        _route("/", read),
        _route("/{path:path}", read),
    ]


async def sparql(request: Request) -> Response:
    """Answer a query of the SPARQL protocol; without one, describe the endpoint."""
    settings = request.app.state.settings
    task = await read_query(request, settings)
    if task is None:
        fields, endpoint = read_fields(request), str(request.url.replace(query="", fragment=""))
        task = Task("service", {**_read_form(request, fields), "endpoint": endpoint})
    return await answer(request, Task(task.kind, {**task.values, "yasgui": settings.yasgui}))


async def editor(request: Request) -> Response:
    """Show the editor."""
    return await answer(request, Task("editor", {"yasgui": request.app.state.settings.yasgui}))


async def question(request: Request) -> Response:
    """Answer a question of the catalogue; without a form, lead to the one that the client accepts."""
    name, extension = _split(request.path_params["name"], (*_RESULTS, PAGE.name))
    fields = read_fields(request)
    form = read_format(fields) or extension
    if form is None or request.path_params["name"].endswith(tuple(f".{e}" for e in DOCUMENTS)):
        return await read(request)
    parameters = [pair for pair in fields if pair[0] != "format"]
    return await answer(request, Task("question", {"name": name, "parameters": parameters, "form": form}))


async def search(request: Request) -> Response:
    """Answer a search, as a page or as JSON."""
    fields = read_fields(request)
    words = next((text for name, text in fields if name == "q"), "")
    values = {**_read_form(request, fields), "words": words, "index": request.app.state.index.path}
    if request.url.path.endswith(".html"):
        values["form"] = PAGE.name
    return await answer(request, Task("search", values))


async def complete(request: Request) -> Response:
    """Answer the names that begin as somebody has begun to type."""
    given = {"words": "", "kind": ""} | dict(read_fields(request))
    values = {"words": given["words"], "kind": given["kind"], "index": request.app.state.index.path}
    return await answer(request, Task("complete", values))


async def read(request: Request) -> Response:
    """Answer a page or a document of a thing; lead from the thing to them."""
    path = request.path_params.get("path") or request.url.path.strip("/")
    path, extension = _split(path or "index.html", (PAGE.name, *DOCUMENTS))
    if extension == PAGE.name:
        return await answer(request, Task("page", {"path": path}))
    if extension:
        return await answer(request, Task("document", {"path": path, "extension": extension}))
    values = {"path": path, "accept": read_accept(request), "query": request.url.query}
    return await answer(request, Task("thing", values))


async def dataset(request: Request) -> Response:
    """Describe the data set."""
    extension = _split(request.url.path, (PAGE.name, *DOCUMENTS))[1] or "ttl"
    counts, root = request.app.state.index.counts, str(request.base_url)
    return await answer(request, Task("dataset", {"extension": extension, "counts": counts, "root": root}))


async def vocabulary(request: Request) -> Response:
    """Answer the ontology, the shapes or the context; lead from their IRIs to their documents."""
    name, extension = _split(request.url.path.strip("/"), (PAGE.name, *DOCUMENTS))
    if extension is None:
        place = f"{name}.{choose(FORMS, accept=read_accept(request)).name}"
        return Response(f"{place}\n", 303, {"Location": place, "Vary": "Accept"}, "text/plain")
    return await answer(request, Task("vocabulary", {"name": name, "extension": extension}))


async def health(request: Request) -> Response:
    """Tell how the server is."""
    state = request.app.state
    told = {"ok": True, **state.lanes.describe(), "triples": state.index.triples}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _read_form(request: Request, fields: Fields) -> dict[str, Any]:
    return {"accept": read_accept(request), "form": read_format(fields)}


def _split(path: str, extensions: tuple[str, ...]) -> tuple[str, str | None]:
    """Return a path without its extension, and the extension where it is one of those that there are."""
    stem, _, extension = path.rpartition(".")
    return (stem, extension) if stem and extension in extensions else (path, None)


def _route(path: str, endpoint: Endpoint, *, methods: tuple[str, ...] = _READING) -> Route:
    """Return a route whose endpoint answers `methods`; of OPTIONS it knows nothing."""

    @functools.wraps(endpoint)
    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _tell_options(methods)
        if request.method not in methods:
            reason = f"{request.method[:20]} is not answered here; use {' or '.join(methods)}"
            raise RequestError(405, reason, Allow=", ".join(methods))
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


def _send_file(package: str, name: str, type_: str) -> Endpoint:
    async def send(_: Request) -> Response:
        body = files(package).joinpath(*name.split("/")).read_bytes()
        return Response(body, media_type=type_, headers={"Cache-Control": "public, max-age=3600"})

    return send


async def _send_nothing(_: Request) -> Response:
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})
