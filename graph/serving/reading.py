"""Reading: pages, documents of things, and what leads from a thing to them (https://www.w3.org/TR/cooluris/)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode
from tradegraph.publishing.documents import DOCUMENTS, describe, to_document
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.negotiation import PAGE, Form, choose

#: The documents of a thing, the one for a reader first.
FORMS: Final = (PAGE, *(Form(name, (type_,)) for name, type_ in DOCUMENTS.items()))


def show_page(context: Context, values: Values) -> Answer:
    """Return the page of a path."""
    page = context.pages.render(values["path"])
    if page is None:
        return _miss(context, values["path"])
    return Answer(page.encode(), PAGE.type)


def show_document(context: Context, values: Values) -> Answer:
    """Return the RDF document of the thing that a path names."""
    node = _find(context, values["path"])
    if node is None:
        return _miss(context, values["path"])
    triples = describe(context.store, node.value)
    form = next(form for form in FORMS if form.name == values["extension"])
    return Answer(to_document(triples, form.name), form.type)


def lead_on(context: Context, values: Values) -> Answer:
    """Lead from a thing to its document that fits what the client accepts; of a list there is but a page."""
    path: str = values["path"]
    if _find(context, path) is not None:
        form = choose(FORMS, accept=values["accept"])
    elif context.pages.render(path) is not None:
        form = choose(FORMS[:1], accept=values["accept"])
    else:
        return _miss(context, path)
    # Relative to the thing, so that it holds behind a proxy with a path of its own, too.
    place = f"{quote(path.rpartition('/')[2], safe='')}.{form.name}"
    query = f"?{values['query']}" if values["query"] and form is PAGE else ""
    return Answer(f"{place}\n".encode(), status=303, headers={"Location": place + query})


def _find(context: Context, path: str) -> NamedNode | None:
    """Return the thing at a path where the graph says something of it."""
    try:
        node = NamedNode(context.store.base + path)
    except ValueError:
        return None
    found = context.store.quads.quads_for_pattern(node, None, None, None)
    return node if next(found, None) is not None else None


def _miss(context: Context, path: str) -> Answer:
    return context.show_problem("", f"Nothing in this graph is called {path[:200]}.", status=404)
