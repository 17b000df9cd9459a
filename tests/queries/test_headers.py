"""Headers: what is wrong with one is said with the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tradegraph._exceptions import DataError, QueryError
from tradegraph.queries.catalogue import find_question, load_questions, read_question

GOOD = """#+ summary: Who trades?
#+ summary-es: ¿Quién comercia?
#+ description: The traders of a place.
#+ tags: [trade]
#+ parameters:
#+   - name: place
#+     type: entity
#+     example: Mexico
#+     description: A place
#+   - name: language
#+     type: text
#+     example: es
#+     description: Language
#+ defaults:
#+   - language: en

SELECT * { VALUES ?place { <a:b> } VALUES ?language { "en" } ?trader tg:place ?place }
"""


def read(folder: Path, text: str) -> object:
    path = folder / "who-trades.rq"
    path.write_text(text, "utf-8")
    return read_question(path)


def test_a_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "who-trades.rq"
    path.write_text(GOOD, "utf-8")
    question = read_question(path)
    assert (question.name, question.summary, question.tags) == ("who-trades", "Who trades?", ("trade",))
    assert question.summaries["es"] == "¿Quién comercia?"
    place, language = question.parameters
    assert (place.required, place.default) == (True, None)
    assert (language.required, language.default) == (False, "en")
    assert question.example == {"place": "Mexico"}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("#+ summary: Who trades?\n", "", "line 1: summary: is missing or no text"),
        (
            "#+ summary-es: ¿Quién comercia?",
            "#+ summary-es: [a]",
            "line 2: summary-es: is missing or no text",
        ),
        ("#+ tags: [trade]", "#+ tags: [trade", r"line \d+: .*; write the header as YAML"),
        ("#+ tags: [trade]", "#+ tags: trade", "line 4: tags: must be a list"),
        ("#+ tags:", "#+ labels:", "line 4: labels: no such key; there are summary, summary-es"),
        (
            "#+ tags: [trade]",
            "#+ compute: magic",
            "line 4: compute: there is no 'magic'; choose one of shortest",
        ),
        (
            "type: entity",
            "type: actor",
            "line 7: actor: no such type; choose one of count, date, entity, iri",
        ),
        (
            "#+     example: Mexico\n",
            "",
            "line 6: name: place: a parameter needs name, type, example and description",
        ),
        ("example: es", "exemple: es", "line 10: name: language: a parameter needs"),
        ("#+   - language: en", "#+   - tongue: en", "line 15: tongue: has a default but is no parameter"),
        (
            "VALUES ?place",
            "VALUES ?site",
            "line 6: name: place: give each parameter a header entry and a `VALUES",
        ),
        ("#+ ", "# ", "line 1: no header; begin with"),
    ],
)
def test_a_bad_header_is_named_by_file_and_line(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    assert before in GOOD
    with pytest.raises(DataError, match=f"^queries/who-trades.rq, {message}"):
        read(tmp_path, GOOD.replace(before, after))


def test_questions_come_by_name_and_are_read_once() -> None:
    names = [question.name for question in load_questions()]
    assert names == sorted(names)
    assert load_questions() is load_questions()


def test_an_unknown_question_gets_near_names() -> None:
    with pytest.raises(
        QueryError, match=r"did you mean trade-partners .*\? see them all with: tradegraph questions"
    ):
        find_question("trade-partner")
    with pytest.raises(
        QueryError, match=r"^no question is called 'zzz'; see them all with: tradegraph questions$"
    ):
        find_question("zzz")
