"""Each question of the catalogue: its header, its SPARQL, and its pinned answer on the small graph."""

from __future__ import annotations

import re
import time

import pytest
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from tradegraph.queries.catalogue import Question, load_questions, run_query, to_example
from tradegraph.queries.parameters import bind_terms
from tradegraph.rdf.store import Store

from .conftest import EXPECTED, PARAMETERS

QUESTIONS = load_questions()
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)

#: Variables that may end an ORDER BY: with those before them they tell any two rows apart.
KEYS = {
    "relationship",
    "claim",
    "article",
    "entity",
    "partner",
    "other",
    "through",
    "far",
    "lower",
    "counterpart",
}
KEYS |= {"investee", "importer", "founder", "object", "site"}
KEYS |= {
    "actor",
    "class",
    "company",
    "exporter",
    "home",
    "host",
    "importsFigure",
    "measure",
    "month",
    "person",
}
KEYS |= {"observation", "source", "sector", "speaker", "to"}
#: Questions whose rows count or rank claims, name articles, or give official figures: they have no words.
UNQUOTED = {
    "attention-over-time",
    "brokers",
    "coverage-by-source",
    "data-quality",
    "most-mentioned",
    "paths",
    "reprints",
    "sectors-by-relationships",
    "sources-of-actor",
    "speakers-by-claims",
    "statistics-of-pair",
}


def variables_of(question: Question) -> set[str]:
    body = re.sub(r"(?m)^#.*$|\"[^\"]*\"", "", question.text)
    return set(re.findall(r"\?(\w+)", body))


def test_there_are_as_many_questions_as_pinned_answers() -> None:
    names = {question.name for question in QUESTIONS}
    assert len(QUESTIONS) == 58
    assert set(PARAMETERS) == names
    assert {path.stem for path in EXPECTED.glob("*.csv")} == names


@each_question
def test_a_question_has_its_pinned_answer(question: Question, store: Store, renew_golden: bool) -> None:
    results = run_query(store, question.name, **PARAMETERS[question.name])
    assert results.n > 0
    pinned = EXPECTED / f"{question.name}.csv"
    if renew_golden:
        pinned.write_text(results.to_csv(), "utf-8")
    assert results.to_csv() == pinned.read_text("utf-8")


@each_question
def test_an_answer_carries_what_proves_it(question: Question, store: Store) -> None:
    results = run_query(store, question.name, **PARAMETERS[question.name])
    quotes = [name for name in results.columns if name.lower().endswith("quote")]
    articles = [name for name in results.columns if name.lower().endswith("article")]
    if question.name in UNQUOTED:
        assert not quotes
        return
    assert articles
    assert len(quotes) == len(articles)
    for row in results.rows:
        cells = dict(zip(results.columns, row, strict=True))
        assert all(cells[name] for name in (*quotes, *articles))


@each_question
def test_the_rows_come_in_one_order_only(question: Question, store: Store) -> None:
    last = [line for line in question.text.splitlines() if line.startswith("ORDER BY ")][-1]
    assert re.fullmatch(r"(LIMIT \d+)?", question.text.rstrip().rpartition(last)[2].strip())
    assert re.findall(r"\?(\w+)", last)[-1] in KEYS
    asked = PARAMETERS[question.name]
    assert len({run_query(store, question.name, **asked).to_csv() for _ in range(3)}) == 1


@each_question
def test_a_question_is_sparql_1_1_for_rdflib_too(question: Question) -> None:
    algebra: CompValue = prepareQuery(question.text).algebra
    assert algebra.name == "SelectQuery"


@each_question
def test_a_question_runs_as_it_is(question: Question, store: Store) -> None:
    if question.compute is None:
        assert (
            run_query(store, question.text).columns
            == run_query(store, question.name, **question.example).columns
        )


@each_question
def test_a_header_says_all(question: Question) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)
    assert question.summaries["en"].endswith("?")
    assert re.fullmatch(r"¿.*\?", question.summaries["es"])
    assert len(question.description.split()) > 5
    assert question.description.endswith(".")
    assert question.tags
    assert any(parameter.required for parameter in question.parameters) or question.name in UNQUOTED
    assert all(parameter.example and parameter.description for parameter in question.parameters)
    assert to_example(question).startswith(f"tradegraph ask {question.name}")


@each_question
def test_variables_are_whole_words(question: Question) -> None:
    assert {
        name for name in variables_of(question) if not re.fullmatch(r"[a-z]{2,}([A-Z][a-z]+)*", name)
    } == set()


@each_question
def test_a_question_takes_labels_in_the_language_asked_for(question: Question) -> None:
    labelled = any(name.endswith("Name") for name in variables_of(question))
    assert labelled == any(parameter.name == "language" for parameter in question.parameters)


def test_labels_are_in_the_language_asked_for_and_fall_back(store: Store) -> None:
    def partners(language: str) -> set[str]:
        results = run_query(store, "trade-partners", country="MX", language=language)
        return {row[results.columns.index("partnerLabel")] for row in results.rows}

    assert partners("es") == {"Estados Unidos", "Corea del Sur", "Utah"}
    assert partners("en") == partners("fr") == {"United States", "South Korea", "Utah"}


def test_a_person_named_in_one_language_only_has_that_label(store: Store) -> None:
    results = run_query(store, "meetings", actor="Alicia Bárcena", language="en")
    assert "Antony Blinken" in results.rows[0]


def test_the_same_relationship_in_two_articles_is_one_row_with_two_sources(store: Store) -> None:
    results = run_query(store, "trade-partners", country="Mexico")
    totals = [row for row in results.rows if row[results.columns.index("flow")] == "total"]
    assert [row[results.columns.index("sources")] for row in totals] == [2]
    # The words are those of the earlier article.
    assert (
        totals[0][results.columns.index("quote")]
        == "two-way trade with Mexico came to $798.8 billion in 2023"
    )


def test_a_year_keeps_what_holds_in_it(store: Store) -> None:
    def periods(**parameters: object) -> set[str]:
        results = run_query(store, "investments", actor="US-GA", **parameters)
        return {row[results.columns.index("period")] for row in results.rows}

    assert periods() == periods(year=2022) == periods(year="2024") == {"2022/2025"}
    assert periods(year=2021) == set()


def test_a_minimum_leaves_out_less(store: Store) -> None:
    assert run_query(store, "investments", actor="Kia", minimum="1000000000").n == 1
    assert run_query(store, "investments", actor="Kia", minimum="1000000000.01").n == 0


def test_several_values_ask_for_any(store: Store) -> None:
    either = run_query(store, "members", actor=["OECD", "Pacific Alliance"])
    assert either.n == sum(run_query(store, "members", actor=name).n for name in ("OECD", "Pacific Alliance"))


def test_an_unbound_question_is_about_everybody(store: Store) -> None:
    text = bind_terms(next(q.text for q in QUESTIONS if q.name == "visits"), {"actor": ()})
    assert run_query(store, text).n >= 2


@each_question
def test_a_question_is_quick(question: Question, store: Store) -> None:
    start = time.process_time()
    run_query(store, question.name, **PARAMETERS[question.name])
    assert time.process_time() - start < 1  # seconds of the processor, whatever else it does
