"""Known entities: the table beside this file, every country and adjective, and the limits of a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from claims import to_article
from tradegraph.annotation.known import find_known
from tradegraph.annotation.matches import find_places
from tradegraph.model import Mention
from tradegraph.ontology.gazetteer import Name, load_gazetteer

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("known.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(lang, case, id=case["text"]) for lang, cases in TABLE.items() for case in cases]
NAMES = load_gazetteer()


def find(text: str, lang: str = "en") -> list[Mention]:
    return find_known(to_article(text, lang=lang))


def show(text: str, mention: Mention) -> str:
    return f"{text[mention.start : mention.end]} {'~' if mention.adjective else '='} {mention.entities[0].id}"


def plain_names(*, kind: str, lang: str) -> list[Name]:
    """Return the names of countries that mean nothing else."""
    names = (
        name for name in NAMES if name.entity.type == "Country" and (name.kind, name.lang) == (kind, lang)
    )
    meanings: dict[str, set[tuple[str, bool]]] = {}
    for name in NAMES:
        meanings.setdefault(name.form.lower(), set()).add((name.entity.id, name.kind == "demonym"))
    return [name for name in names if not name.ambiguous and len(meanings[name.form.lower()]) == 1]


def test_the_table_is_whole() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_table(lang: str, case: dict[str, Any]) -> None:
    assert [show(case["text"], mention) for mention in find(case["text"], lang)] == case["found"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_country_by_each_of_its_names(lang: str) -> None:
    names = plain_names(kind="name", lang=lang)
    assert len(names) > 250
    for name in names:
        text = f"({name.form})"
        assert [show(text, mention) for mention in find(text, lang)] == [f"{name.form} = {name.entity.id}"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_adjective_of_a_country(lang: str) -> None:
    names = plain_names(kind="demonym", lang=lang)
    assert len(names) > 250
    for name in names:
        text = f"({name.form})"
        assert [show(text, mention) for mention in find(text, lang)] == [f"{name.form} ~ {name.entity.id}"]


@pytest.mark.parametrize("text", ["xPeru", "Perux", "Peru2", "2Peru", "éPeru", "Peruñ"])
def test_no_name_within_a_word(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["Peru", "-Peru-", "“Peru”", "Peru’s", "¿Peru?", "/Peru/", "Peru\u2014"])
def test_a_name_ends_where_the_word_ends(text: str) -> None:
    (mention,) = find(text)
    assert text[mention.start : mention.end] == "Peru"


@pytest.mark.parametrize("sign", ["US$5", "US$ 5", "US$5bn", "US$"])
def test_the_sign_of_a_currency_names_no_country(sign: str) -> None:
    assert find(f"It cost {sign}.") == []


def test_an_entity_carries_its_label_and_code() -> None:
    (mention,) = find("Vende a Países Bajos.", "es")
    entity = mention.entities[0]
    assert (entity.name, entity.type, entity.code, entity.known) == ("Netherlands", "Country", "NL", True)
    assert mention.type == "Country"


def test_adjectives_belong_to_their_language() -> None:
    assert find("noruego", "en") == []
    assert find("Norwegian", "es") == []


def test_names_are_read_in_every_language() -> None:
    assert [mention.entities[0].id for mention in find("Alemania", "en")] == ["country/DE"]
    assert [mention.entities[0].id for mention in find("Germany", "es")] == ["country/DE"]


@pytest.mark.parametrize("lang", ["fr", "tlh"])
def test_a_language_without_lexicon_is_read_as_english(lang: str) -> None:
    assert [mention.entities[0].id for mention in find("Norwegian cod", lang)][:1] == ["country/NO"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Bank of Korea", ["country/KR"]),
        ("Port of Los Angeles", ["city/los-angeles-us-ca"]),
        ("Peru-Chile Business Council", ["country/PE", "country/CL"]),
        ("Peru", []),
        ("Harbour Lines", []),
    ],
)
def test_the_places_within_a_name(name: str, ids: list[str]) -> None:
    assert [mention.entities[0].id for mention in find_places(name)] == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EU–Chile", ["EU", "Chile"]),
        ("Côte d’Ivoire", ["Côte d’Ivoire"]),
        ("Guinea‑Bissau", ["Guinea‑Bissau"]),
    ],
)
def test_typographic_variants_keep_their_offsets(text: str, words: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in find(text)] == words
