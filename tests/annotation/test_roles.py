"""Posts: the table beside this file, every head and portfolio, and what is a name instead."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from claims import to_article
from stories import mentions, read
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.roles import find_roles
from tradegraph.ontology.lexicon import load_lexicon

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("roles.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]

POSTS = [
    (
        "en",
        "Fiji's deputy prime minister and minister of trade spoke.",
        ["deputy prime minister and minister of trade"],
    ),
    (
        "en",
        "The Director General of North American Affairs spoke.",
        ["Director General of North American Affairs"],
    ),
    ("en", "The minister of trade, industry and energy spoke.", ["minister of trade, industry and energy"]),
    ("en", "TRADE MINISTER Ana Lima spoke.", ["TRADE MINISTER"]),
    ("en", "The governor-elect and the former ambassador spoke.", ["governor-elect", "former ambassador"]),
    ("en", "The CEO Dialogue and the Governor's Office are names.", []),
    ("en", "The governors of ministership.", []),
    ("en", "Norway will head a mission; the head of Baltica will chair it.", ["head"]),
    ("en", "The director general of Business France spoke.", ["director general"]),
    ("en", "Fiji Chamber of Commerce president Ana Lima spoke.", ["president"]),
    ("es", "La ministra de Comercio Exterior habló.", ["ministra de Comercio Exterior"]),
    ("es", "El exgobernador y el director general hablaron.", ["exgobernador", "director general"]),
]


def find(text: str, lang: str) -> list[str]:
    return [text[role.start : role.end] for role in find_roles(to_article(text, lang=lang))]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    assert find(case["text"], lang) == case["found"]


@pytest.mark.parametrize(("lang", "text", "posts"), POSTS)
def test_posts(lang: str, text: str, posts: list[str]) -> None:
    assert mentions(text, "Role", lang=lang) == posts


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_head_in_any_case(lang: str) -> None:
    for head in load_lexicon(lang)["roles"]["heads"]:
        for form in (head, head.title(), head.upper()):
            assert find(f"«{form}»", lang) == [form]


@pytest.mark.parametrize(("lang", "head"), [("en", "minister for"), ("es", "ministro de")])
def test_every_portfolio_behind_a_head(lang: str, head: str) -> None:
    for portfolio in load_lexicon(lang)["roles"]["portfolios"]:
        assert find(f"«{head} {portfolio}»", lang) == [f"{head} {portfolio}"]


def test_every_portfolio_before_an_english_head() -> None:
    for portfolio in load_lexicon("en")["roles"]["portfolios"]:
        assert find(f"«{portfolio} minister»", "en") == [f"{portfolio} minister"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "CEO {}"),
        ("en", "President's {}"),
        ("en", "Governors’ {}"),
        ("es", "CEO {}"),
    ],
)
def test_a_head_of_names_behind_a_post_makes_both_a_name(lang: str, text: str) -> None:
    heads = load_lexicon(lang)["names"]["heads"]
    roles = load_lexicon(lang)["roles"]
    posts = {str(word).title() for key in ("modifiers", "heads") for word in roles[key]}
    words = {word for words in heads.values() for word in words if word.isalpha()}
    words -= posts | NameWords.of(lang).given
    assert len(words) > 150
    for word in words:
        assert find(text.format(word), lang) == [], word


@pytest.mark.parametrize(("lang", "text"), [("en", "the trade minister"), ("es", "la ministra de Economía")])
def test_a_post_has_its_words_as_value(lang: str, text: str) -> None:
    (role,) = find_roles(to_article(text, lang=lang))
    assert (role.type, role.value, role.entities) == ("Role", text[4 if lang == "en" else 3 :], ())


def test_each_language_has_its_own_posts() -> None:
    assert find("la ministra de Economía", "en") == []
    assert find("the trade minister", "es") == []


def test_a_language_without_lexicon_is_read_as_english() -> None:
    assert find("the trade minister", "tlh") == ["trade minister"]


@pytest.mark.parametrize("text", ["İİİ minister İ", "ẞẞ minister", "ﬁﬁ minister"])
def test_letters_that_grow_in_lower_case_move_nothing(text: str) -> None:
    assert find(text, "en") == ["minister"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "acting "),
        ("en", "acting trade "),
        ("en", "trade, "),
        ("en", "chief, minister of "),
        ("es", "actual "),
        ("es", "ministro general de "),
    ],
)
def test_a_long_run_of_words_of_posts_is_read_at_once(lang: str, words: str) -> None:
    article, start = to_article(words * 1600, lang=lang), process_time()
    find_roles(article)
    assert process_time() - start < 2  # seconds; without limits to the repetitions it would be minutes


@pytest.mark.parametrize(
    "text", ["", " ", "of", "minister" * 50, "deputy ", "de Economía", "ministr", "-minister-"]
)
def test_scraps(text: str) -> None:
    assert find(text, "en") == {"deputy ": ["deputy"], "-minister-": ["minister"]}.get(text, [])


def test_the_post_in_a_republic_is_of_the_republic() -> None:
    document = read("Anders Holm, President of the Republic of Malawi, met the Hansol Group chairman.")
    posts = [mention.value for mention in document.mentions if mention.type == "Role"]
    assert posts == ["President", "chairman"]
    assert "Malawi" in [entity.name for mention in document.mentions for entity in mention.entities]
