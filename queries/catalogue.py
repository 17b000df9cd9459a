"""The catalogue: questions in SPARQL, one a file, whose grlc header says what is asked and with what.

Header (https://grlc.io): lines `#+ key: value` at the top of the file, together one YAML document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

import pyoxigraph
import yaml
from tradegraph._exceptions import DataError, ParameterError, QueryError
from tradegraph.queries.parameters import (
    TYPES,
    Bindable,
    Parameter,
    bind_terms,
    collect_terms,
    find_blocks,
    to_terms,
)
from tradegraph.queries.results import Results, read_results
from tradegraph.queries.screening import explain_syntax, screen_query
from tradegraph.rdf.iris import PREFIXES
from tradegraph.rdf.store import Store

_HEADER: Final = "#+ "
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS: Final = ("summary", "summary-es", "description", "tags", "parameters", "defaults")
_PARAMETER_KEYS: Final = ("name", "type", "example", "description", "optional", "classes")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue: `text` is its SPARQL, `summaries` the question by language ("en", "es")."""

    name: str
    summaries: Mapping[str, str]
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

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
    return tuple(read_question(file) for file in sorted(found, key=lambda file: file.name))


def read_question(file: Traversable) -> Question:
    """Return the question in a file of the catalogue; raises `DataError` as `load_questions` does."""
    text = file.read_text(encoding="utf-8")
    header = _Header(file.name, text)
    parameters = header.parameters()
    unbound = {parameter.name for parameter in parameters} ^ set(find_blocks(text))
    if unbound:
        raise header.error(
            sorted(unbound)[0], "give each parameter a header entry and a `VALUES ?name { … }` block"
        )
    return Question(
        name=file.name.removesuffix(".rq"),
        summaries=MappingProxyType({"en": header.text("summary"), "es": header.text("summary-es")}),
        description=header.text("description"),
        tags=tuple(map(str, header.items("tags"))),
        parameters=parameters,
        text=text,
    )


def find_question(name: str) -> Question:
    """Return the question called `name`; raises `QueryError` with near names."""
    questions = {question.name: question for question in load_questions()}
    if name in questions:
        return questions[name]
    near = get_close_matches(name, questions, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise QueryError(f"no question is called {name!r}; {hint}See them all with: tradegraph questions")


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
        return _answer(store, bind_terms(question.text, collect_terms(question.parameters, parameters, store)))
    screen_query(query)
    return _answer(store, bind_terms(query, _guess_terms(query, parameters, store)))


def _answer(store: Store, text: str) -> Results:
    try:
        answer = store.quads.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        return read_results(answer)
    except SyntaxError as error:
        raise explain_syntax(text, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _guess_terms(
    query: str, values: Mapping[str, Any], store: Store
) -> dict[str, tuple[Bindable, ...]]:
    """Return the terms of parameters that no header describes, by the Python type of their values."""
    blocks = find_blocks(query)
    for name in values:
        if name not in blocks:
            raise ParameterError(f"the query has no block `VALUES ?{name} {{ … }}` to bind; add it")
    return {name: to_terms(_guess(name, value), value, store) for name, value in values.items()}


def _guess(name: str, value: Any) -> Parameter:
    number = not isinstance(value, str | list | tuple)
    return Parameter(name, "number" if number else "text", example="", description="")


class _Header:
    """The header of one file, read with messages that name its lines."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = [line for line in text.splitlines() if line.startswith(_HEADER)]
        self._values = self._load()

    def error(self, fragment: str, message: str) -> DataError:
        """Return an error at the first header line that holds `fragment`."""
        found = (i for i, line in enumerate(self._lines, start=1) if fragment in line)
        return DataError(f"queries/{self._file}, line {next(found, 1)}: {fragment}: {message}")

    def text(self, key: str) -> str:
        """Return the text of a key that must be there."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"is missing or no text; write `#+ {key}: …`")
        return " ".join(value.split())

    def items(self, key: str) -> list[Any]:
        """Return the list of a key, empty where the key is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.error(key, "must be a list; write `#+   - …` lines under it")
        return value

    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters with their defaults."""
        defaults: dict[str, Any] = {}
        for item in self.items("defaults"):
            defaults |= item if isinstance(item, dict) else {}
        parameters = tuple(self._parameter(item, defaults) for item in self.items("parameters"))
        for name in set(defaults) - {parameter.name for parameter in parameters}:
            raise self.error(name, "has a default but is no parameter")
        return parameters

    def _load(self) -> dict[str, Any]:
        try:
            values = yaml.safe_load("\n".join(line.removeprefix(_HEADER) for line in self._lines))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise DataError(f"queries/{self._file}, line {line}: {error.problem}; write the header as YAML") from None
        if not isinstance(values, dict):
            raise DataError(f"queries/{self._file}, line 1: no header; begin with `#+ summary: …`")
        self._check_keys(values, _KEYS)
        return values

    def _check_keys(self, values: Iterable[str], known: Iterable[str]) -> None:
        for key in values:
            if key not in known:
                raise self.error(str(key), f"no such key; there are {', '.join(known)}")

    def _parameter(self, item: Any, defaults: Mapping[str, Any]) -> Parameter:
        if not isinstance(item, dict) or not {"name", "type", "example", "description"} <= item.keys():
            fragment = str(item["name"]) if isinstance(item, dict) and "name" in item else "parameters"
            raise self.error(fragment, "a parameter needs name, type, example and description")
        self._check_keys(item, _PARAMETER_KEYS)
        if item["type"] not in TYPES:
            raise self.error(str(item["type"]), f"no such type; choose one of {', '.join(TYPES)}")
        default = defaults.get(item["name"])
        return Parameter(
            name=str(item["name"]),
            type=item["type"],
            example=str(item["example"]),
            description=str(item["description"]),
            optional=bool(item.get("optional", False)),
            default=None if default is None else str(default),
            classes=tuple(item.get("classes", ())),
        )


def to_example(question: Question) -> str:
    """Return a command line that asks `question` with its example values."""
    values = " ".join(f"-p {name}={_quote(value)}" for name, value in question.example.items())
    return f"tradegraph ask {question.name} {values}".rstrip()


def _quote(value: str) -> str:
    return f'"{value}"' if re.search(r"[^\w.-]", value) else value
