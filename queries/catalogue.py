"""The catalogue: questions in SPARQL, one a file, whose header says what is asked and with what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

import pyoxigraph
from tradegraph._exceptions import ParameterError, QueryError
from tradegraph.queries.computing import STEPS
from tradegraph.queries.headers import Header
from tradegraph.queries.parameters import (
    LIMIT,
    Bindable,
    Parameter,
    bind_terms,
    collect_terms,
    find_blocks,
    to_terms,
)
from tradegraph.queries.results import Results, read_results
from tradegraph.queries.screening import explain_syntax, screen_query
from tradegraph.rdf.store import Store

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue: `text` is its SPARQL, `summaries` the question by language (en, es).

    `compute` names the step of `computing` that works on the query's rows, None where they are the answer.
    """

    name: str
    summaries: Mapping[str, str]
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    compute: str | None = None

    @property
    def summary(self) -> str:
        """The question in English."""
        return self.summaries["en"]

    @property
    def example(self) -> dict[str, str]:
        """The example values of the required parameters."""
        return {parameter.name: parameter.example for parameter in self.parameters if parameter.required}


@cache
def load_questions() -> tuple[Question, ...]:
    """Return the packaged questions, sorted by name.

    Raises `DataError` that names the file and the line for a header that is not as it should be.
    """
    found = (file for file in files("tradegraph.queries").iterdir() if file.name.endswith(".rq"))
    return tuple(
        read_question(file) for file in sorted(found, key=lambda file: file.name.removesuffix(".rq"))
    )


def read_question(file: Traversable) -> Question:
    """Return the question in a file of the catalogue; raises `DataError` as `load_questions` does."""
    text = file.read_text(encoding="utf-8")
    header = Header(file.name, text)
    parameters = header.parameters()
    names = {parameter.name for parameter in parameters}
    # A LIMIT may be a parameter's, or fixed.
    unbound = names ^ (set(find_blocks(text)) - ({LIMIT} - names))
    if unbound:
        raise header.error(
            f"name: {sorted(unbound)[0]}",
            "give each parameter a header entry and a `VALUES ?name { … }` block",
        )
    return Question(
        name=file.name.removesuffix(".rq"),
        summaries=MappingProxyType({"en": header.text("summary"), "es": header.text("summary-es")}),
        description=header.text("description"),
        tags=tuple(map(str, header.items("tags"))),
        parameters=parameters,
        text=text,
        compute=header.choice("compute", STEPS),
    )


def find_question(name: str) -> Question:
    """Return the question called `name`; raises `QueryError` with near names."""
    questions = {question.name: question for question in load_questions()}
    if name in questions:
        return questions[name]
    near = get_close_matches(name, questions, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise QueryError(f"no question is called {name!r}; {hint}see them all with: tradegraph questions")


def run_query(store: Store | pyoxigraph.Store, query: str, /, **parameters: Any) -> Results:
    """Answer a question of the catalogue, or SPARQL, over the union of the store's graphs.

    `query` is a question's name or SPARQL text. `parameters` are values by name: an entity is named by its
    IRI, its path under the base, its code or a name; a list asks for any of its items. In SPARQL text a
    parameter fills the block `VALUES ?name { … }`; a text becomes a plain literal, a number a number.
    Raises `ParameterError` for a parameter that is missing, unknown or ambiguous, `QueryError` for an unknown
    question, malformed SPARQL, updates and SERVICE.
    """
    store = Store(store) if isinstance(store, pyoxigraph.Store) else store
    if _NAME.fullmatch(query):
        question = find_question(query)
        return _answer_question(store, question, collect_terms(question.parameters, parameters, store))
    return answer_query(store, query, **parameters)


def answer_query(store: Store, query: str, /, **parameters: Any) -> Results:
    """Answer SPARQL text as `run_query` does."""
    screen_query(query)
    return _answer(store, bind_terms(query, _guess_terms(query, parameters, store)))


def _answer_question(store: Store, question: Question, terms: Mapping[str, Sequence[Bindable]]) -> Results:
    def ask_text(text: str, terms: Mapping[str, Sequence[Bindable]]) -> Results:
        return _answer(store, bind_terms(text, terms))

    if question.compute is None:
        return ask_text(question.text, terms)
    return STEPS[question.compute](terms, partial(ask_text, question.text), ask_text)


def _answer(store: Store, text: str) -> Results:
    try:
        return read_results(store.answer(text))
    except SyntaxError as error:
        raise explain_syntax(text, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _guess_terms(query: str, values: Mapping[str, Any], store: Store) -> dict[str, tuple[Bindable, ...]]:
    """Return the terms of parameters that no header describes, by the Python type of their values."""
    blocks = find_blocks(query)
    for name in values:
        if name not in blocks:
            raise ParameterError(f"the query has no block `VALUES ?{name} {{ … }}` to bind; add it")
    return {name: to_terms(_guess(name, value), value, store) for name, value in values.items()}


def _guess(name: str, value: Any) -> Parameter:
    number = not isinstance(value, str | list | tuple)
    return Parameter(name, "number" if number else "text", example="", description="")


def to_example(question: Question) -> str:
    """Return a command line that asks `question` with its example values."""
    values = " ".join(f"-p {name}={_quote(value)}" for name, value in question.example.items())
    return f"tradegraph ask {question.name} {values}".rstrip()


def _quote(value: str) -> str:
    return f'"{value}"' if re.search(r"[^\w.-]", value) else value
