"""Names that stand in no gazetteer: the table beside this file, headlines, walls and minted entities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from claims import to_article
from tradegraph.annotation.figures import find_figures
from tradegraph.annotation.known import find_known
from tradegraph.annotation.names import find_names, mint
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.roles import find_roles
from tradegraph.annotation.sentences import split_sentences
from tradegraph.annotation.spans import without_overlaps
from tradegraph.model import Article, Block, Mention
from tradegraph.ontology.lexicon import load_lexicon

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("names.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]


def names(article: Article) -> list[Mention]:
    taken = without_overlaps(find_roles(article), find_figures(article), find_known(article))
    return without_overlaps(find_names(article, taken, split_sentences(article)))


def bare(text: str, lang: str = "en") -> list[Mention]:
    """Return the names of a text of which nothing else is known."""
    article = to_article(text, lang=lang)
    return find_names(article, [], split_sentences(article))


def find(article: Article) -> list[str]:
    return [f"{article.text[name.start : name.end]} = {name.type}" for name in names(article)]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    assert find(to_article(case["text"], lang=lang)) == case["found"]


@pytest.mark.parametrize("kind", ["title", "heading"])
def test_a_post_makes_no_person_of_a_headline(kind: str) -> None:
    text = "Minister Welcomes Investors"
    assert find(to_article(text)) == ["Welcomes Investors = Person"]
    assert find(replace(to_article(text), blocks=(Block(kind, 0, len(text)),))) == []


@pytest.mark.parametrize("kind", ["title", "heading", "paragraph"])
def test_a_first_name_makes_a_person_anywhere(kind: str) -> None:
    text = "Minister Maria Quambe Welcomes"
    article = replace(to_article(text), blocks=(Block(kind, 0, 21), Block("paragraph", 22, len(text))))
    assert find(article)[0].startswith("Maria Quambe")
    assert find(article)[0].endswith("= Person")


@pytest.mark.parametrize(
    ("text", "wall", "found"),
    [
        ("Zemba Quorra", None, ["Zemba Quorra = Name"]),
        ("Zemba 2024 Quorra", "2024", ["Zemba = Name", "Quorra = Name"]),
        ("Zemba Quorra Tuesday", "Tuesday", ["Zemba Quorra = Name"]),
        ("Tuesday Zemba", "Tuesday", ["Zemba = Name"]),
    ],
)
def test_no_name_crosses_what_is_no_name(text: str, wall: str | None, found: list[str]) -> None:
    start = text.index(wall) if wall else 0
    walls = [Mention(start, start + len(wall), "Period", value=wall)] if wall else []
    article = to_article(text)
    mentions = find_names(article, walls, split_sentences(article))
    assert [f"{text[name.start : name.end]} = {name.type}" for name in mentions] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vantongeren Baltex", [(0, 18, "Name")]),
        ("Quorra Foods of Lemba", [(0, 12, "Company"), (16, 21, "Name")]),
        ("¡Zemba!", [(1, 6, "Name")]),
    ],
)
def test_offsets(text: str, names: list[tuple[int, int, str]]) -> None:
    assert [(name.start, name.end, name.type) for name in bare(text)] == names


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("Quorra Foods", "Company", "organization/quorra-foods"),
        ("Ministry of Barley", "GovernmentBody", "organization/ministry-of-barley"),
        ("Ana Ilić", "Person", "person/ana-ilic"),
        ("Port of Lemba", "Facility", "facility/port-of-lemba"),
        ("Tratado de Ñuñez", "Agreement", "agreement/tratado-de-nunez"),
    ],
)
def test_minted_entities(name: str, kind: str, id_: str) -> None:
    entity = mint(name, kind)
    assert (entity.id, entity.name, entity.type, entity.known) == (id_, name, kind, False)


def test_the_letter_of_who_speaks_begins_no_name() -> None:
    text = "R. El acuerdo está listo.\n\nR. A Suva fue Tomasi Vuli."
    assert [text[name.start : name.end] for name in bare(text, "es")] == ["Suva", "Tomasi Vuli"]


def test_a_name_of_no_type_may_be_a_company() -> None:
    (mention,) = bare("with Zemba")
    assert (mention.type, mention.entities[0].type) == ("Name", "Company")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_head_of_one_word_makes_a_name_of_its_type(lang: str) -> None:
    heads = load_lexicon(lang)["names"]["heads"]
    words = {word for words in heads.values() for word in words if word.istitle() and word.isalpha()}
    assert len(words) > 150
    for word in words:
        kinds = {kind for kind, words in heads.items() if word in words}
        (name,) = bare(f"«Zemba {word}»", lang)
        assert name.type in kinds, word


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_opens_a_sentence_is_no_name(lang: str) -> None:
    lexicon = load_lexicon(lang)["names"]
    words = {word for word in lexicon["function_words"] if isinstance(word, str) and word.isalpha()}
    plain = words - NameWords.of(lang).head_words - NameWords.of(lang).given
    assert len(plain) > 200
    for word in plain:
        assert bare(f"{word} ships wait.", lang) == [], word


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Separately, the company grew.", []),
        ("en", "Quorly, the company, grew. A port took Quorly in.", ["Quorly", "Quorly"]),
        ("en", "Emily, a banker, left.", ["Emily"]),
        ("es", "Concretamente, la empresa creció.", []),
    ],
)
def test_an_adverb_that_opens_a_sentence_is_no_name(lang: str, text: str, names: list[str]) -> None:
    assert [text[name.start : name.end] for name in bare(text, lang)] == names


@pytest.mark.parametrize("text", ["", " ", "a", "Ñ", "'s", "’", "The", "of the", "&", "A.", "3 Z"])
def test_scraps_hold_no_name_but_single_letters(text: str) -> None:
    assert [name.end - name.start for name in bare(text)] in ([], [1], [2], [3])
