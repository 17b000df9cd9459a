"""The page of a question: what it asks, with which parameters, in which words, and what the answer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final
from urllib.parse import urlencode

from tradegraph._exceptions import QueryError
from tradegraph.model import ENTITY_TYPES
from tradegraph.pages.answers import Table, to_table
from tradegraph.pages.rankings import Rankings
from tradegraph.queries.catalogue import Question, load_questions, run_query, to_example
from tradegraph.queries.parameters import Parameter
from tradegraph.queries.results import Results

#: Names proposed for a parameter that is an entity.
_PROPOSED: Final = 40
#: How a browser asks for a value of each type.
_INPUTS: Final = {"date": "date", "count": "number", "number": "number"}
_LANGUAGES: Final = ("en", "es")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in a form: `input` is the kind of its field, `choices` are proposed for it."""

    parameter: Parameter
    input: str
    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with values for its parameters: the answer as `table`, or the `problem` with them."""

    question: Question
    sparql: str
    command: str
    fields: tuple[Field, ...]
    values: Mapping[str, str]
    table: Table | None
    problem: str | None

    @property
    def query(self) -> str:
        """The values as the query of an address."""
        return urlencode({name: value for name, value in self.values.items() if value})


def to_asked(
    rankings: Rankings,
    question: Question,
    *,
    values: Mapping[str, str],
    results: Results | None = None,
    problem: str | None = None,
    is_live: bool = False,
) -> Asked:
    """Return what the page of a question shows; forms are for a site that `is_live`."""
    return Asked(
        question=question,
        sparql=to_sparql(question),
        command=to_example(question),
        fields=tuple(_to_field(rankings, item, values) for item in question.parameters) if is_live else (),
        values=values,
        table=to_table(results, rankings.nodes) if results else None,
        problem=problem,
    )


def ask_example(rankings: Rankings, question: Question, *, is_live: bool = False) -> Asked:
    """Return what the page of a question shows with the answer to its example."""
    try:
        results, problem = run_query(rankings.nodes.store, question.name, **question.example), None
    except QueryError as error:
        results, problem = None, str(error)
    return to_asked(
        rankings, question, values=question.example, results=results, problem=problem, is_live=is_live
    )


def to_sparql(question: Question) -> str:
    """Return the text of a question without its header."""
    lines = dropwhile(lambda line: line.startswith("#+") or not line.strip(), question.text.splitlines())
    return "\n".join(lines)


def group_questions() -> dict[str, list[Question]]:
    """Return the catalogue by the first tag of each question."""
    groups: dict[str, list[Question]] = {}
    for question in load_questions():
        groups.setdefault(question.tags[0] if question.tags else "other", []).append(question)
    return dict(sorted(groups.items()))


def _to_field(rankings: Rankings, parameter: Parameter, values: Mapping[str, str]) -> Field:
    return Field(
        parameter=parameter,
        input=_INPUTS.get(parameter.type, "text"),
        value=values.get(parameter.name) or parameter.default or "",
        choices=_propose(rankings, parameter),
    )


def _propose(rankings: Rankings, parameter: Parameter) -> tuple[str, ...]:
    if parameter.type == "kind":
        return ENTITY_TYPES
    if parameter.name == "language":
        return _LANGUAGES
    if parameter.type != "entity":
        return ()
    ranked = rankings.rank(parameter.classes or ENTITY_TYPES, n=_PROPOSED)
    return tuple(dict.fromkeys(entry.thing.name.value for entry in ranked))
