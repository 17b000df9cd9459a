from __future__ import annotations

import pytest
from tradegraph.pages.nodes import Nodes
from tradegraph.pages.questions import ask_example, group_questions, to_asked, to_sparql
from tradegraph.pages.rankings import Rankings
from tradegraph.queries.catalogue import find_question, load_questions


def test_every_question_is_in_one_group() -> None:
    names = [question.name for found in group_questions().values() for question in found]
    assert sorted(names) == [question.name for question in load_questions()]


def test_the_sparql_is_shown_without_its_header() -> None:
    assert to_sparql(find_question("trade-partners")).startswith("PREFIX")


def test_an_example_is_answered_or_its_problem_told(nodes: Nodes) -> None:
    rankings = Rankings(nodes)
    for question in load_questions():
        asked = ask_example(rankings, question)
        assert (asked.table is None) == (asked.problem is not None)
        assert asked.fields == ()


@pytest.mark.parametrize(
    ("name", "field", "kind", "choices"),
    [
        ("trade-partners", "country", "text", {"Mexico", "China"}),
        ("trade-partners", "language", "text", {"en", "es"}),
        ("trade-partners", "limit", "number", set()),
        ("changes-since", "since", "date", set()),
    ],
)
def test_a_form_asks_for_what_a_parameter_accepts(
    name: str, field: str, kind: str, choices: set[str], nodes: Nodes
) -> None:
    asked = to_asked(Rankings(nodes), find_question(name), values={}, is_live=True)
    fields = {found.parameter.name: found for found in asked.fields}
    assert fields.keys() == {parameter.name for parameter in find_question(name).parameters}
    assert fields[field].input == kind
    assert choices <= set(fields[field].choices)


def test_the_address_of_an_answer_is_what_was_asked(nodes: Nodes) -> None:
    asked = to_asked(Rankings(nodes), find_question("trade-partners"), values={"country": "a&b", "year": ""})
    assert asked.query == "country=a%26b"
