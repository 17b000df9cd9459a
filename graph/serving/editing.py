"""The editor: a form for SPARQL that works without a script, and the answer beneath it."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QuerySolutions, QueryTriples
from tradegraph._exceptions import RequestError
from tradegraph.pages.answers import SHOWN, Table, to_table
from tradegraph.pages.nodes import Nodes
from tradegraph.queries.results import Results, read_results
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.negotiation import GRAPHS, PAGE, TABLES, choose
from tradegraph.serving.policies import write_policy
from tradegraph.serving.querying import Found, ask, is_settled, write

#: In the form unless something else was asked: how claims, their words and their articles belong together.
_EXAMPLE: Final = """PREFIX oa:   <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX tg:   <https://w3id.org/tradegraph/ontology#>

SELECT ?relationship ?quote ?article {
  ?claim tg:states ?relationship ;
         prov:wasQuotedFrom ?article ;
         tg:evidence/oa:hasSelector/oa:exact ?quote .
}
LIMIT 20"""


def answer_query(context: Context, values: Values) -> Answer:
    """Answer a query of the SPARQL protocol; to a browser as a page with the query and a table."""
    if _wants_page(values):
        return _answer_page(context, values)
    query: str = values["query"]
    found = ask(context.store, query, dataset=values["dataset"])
    offered = (*(GRAPHS if isinstance(found, QueryTriples) else TABLES), PAGE)
    form = choose(offered, accept=values["accept"], name=values["form"])
    return Answer(write(found, form, context.limits), form.type, is_settled=is_settled(query))


def show_editor(context: Context, values: Values) -> Answer:
    """Return the page of the editor."""
    return _show(context, values, query=_EXAMPLE)


def _wants_page(values: Values) -> bool:
    try:
        form = choose((*TABLES, *GRAPHS, PAGE), accept=values["accept"], name=values["form"])
    except RequestError:
        return False
    return form is PAGE


def _answer_page(context: Context, values: Values) -> Answer:
    query: str = values["query"]
    try:
        results = _read_first(ask(context.store, query, dataset=values["dataset"]))
        table = to_table(results, Nodes(context.store))
    except RequestError as error:
        return _show(context, values, query=query, problem=str(error), status=error.status)
    return _show(context, values, query=query, table=table)


def _read_first(found: Found) -> Results:
    """Return as much of an answer as a page shows, and one row more where there is more."""
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Results(columns=columns, terms=tuple(tuple(row) for row in islice(found, SHOWN + 1)))
    if isinstance(found, QueryTriples):
        return Results(triples=tuple(islice(found, SHOWN + 1)))
    return read_results(found)


def _show(
    context: Context,
    values: Values,
    *,
    query: str,
    table: Table | None = None,
    problem: str | None = None,
    status: int = 200,
) -> Answer:
    yasgui: str | None = values.get("yasgui")
    shown: dict[str, Any] = {"query": query, "table": table, "problem": problem, "yasgui": yasgui}
    page = context.pages.render_document(
        "editor.html", "sparql", title="SPARQL", address=urlencode({"query": query}), **shown
    )
    headers = {"Content-Security-Policy": write_policy(origin=_find_origin(yasgui))} if yasgui else {}
    return Answer(page.encode(), PAGE.type, status=status, headers=headers, is_settled=is_settled(query))


def _find_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
