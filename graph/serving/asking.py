"""Asking: the questions of the catalogue, as pages with forms and as files of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tradegraph._exceptions import ParameterError, QueryError, RequestError
from tradegraph.queries.catalogue import Question, find_question, run_query
from tradegraph.queries.results import Results
from tradegraph.serving.answers import Answer
from tradegraph.serving.contexts import Context, Values
from tradegraph.serving.negotiation import PAGE, TABLES, choose
from tradegraph.serving.querying import check_size
from tradegraph.serving.settings import Limits

#: The forms of an answer, the one for any client first.
_FORMS: Final = (*TABLES, PAGE)


def answer_question(context: Context, values: Values) -> Answer:
    """Answer the question `name` with `parameters`, pairs of names and texts, in the form `form`."""
    form = choose(_FORMS, accept=None, name=values["form"])
    try:
        question = find_question(values["name"])
    except QueryError as error:
        problem = str(error).replace("tradegraph questions", "/questions.html")
        if form is PAGE:
            return context.show_problem(f"question/{values['name']}", problem, status=404)
        raise RequestError(404, problem) from None
    given = _collect(values["parameters"])
    if form is PAGE:
        return _show(context, question, given)
    try:
        results = _ask(context, question, given)
    except ParameterError as error:
        raise RequestError(400, str(error)) from None
    return Answer(check_size(results.serialize(form.name).encode(), context.limits), form.type)


def _show(context: Context, question: Question, given: Mapping[str, Sequence[str]]) -> Answer:
    """Return the page of a question; with nothing to ask with, it shows the example."""
    if not given and question.example:
        page = context.pages.render(f"question/{question.name}")
        assert page is not None
        return Answer(page.encode(), PAGE.type)
    values = {name: texts[-1] for name, texts in given.items()}
    try:
        results = _ask(context, question, given)
    except ParameterError as error:
        page = context.pages.render_answer(question, values=values, problem=str(error))
        return Answer(page.encode(), PAGE.type, status=400)
    return Answer(context.pages.render_answer(question, values=values, results=results).encode(), PAGE.type)


def _ask(context: Context, question: Question, given: Mapping[str, Sequence[str]]) -> Results:
    results = run_query(context.store, question.name, **given)
    _check_rows(results, context.limits)
    return results


def _check_rows(results: Results, limits: Limits) -> None:
    if results.n > limits.rows:
        raise RequestError(413, f"the answer is over {limits.rows:,} rows; ask with limit={limits.rows}")


def _collect(pairs: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the texts of each parameter; a form sends those that were left empty, too."""
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        if text.strip():
            given.setdefault(name, []).append(text)
    return given
