"""The reference data of sectors and products: enough of it, in both languages, and unmistakable."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY, to_slug

BROADER = "http://www.w3.org/2004/02/skos/core#broader"
CONCEPTS = ["Product", "Sector"]
#: Forms that may name a sector and a product; to add one, make sure that sentences can tell which.
SHARED = {
    "autopartes",
    "baterías",
    "baterias",
    "batteries",
    "dispositivos medicos",
    "dispositivos médicos",
    "electronics",
    "manufacturas",
    "medical devices",
}
#: ISIC Rev. 4: a section, with a division, group or class of it.
ISIC = re.compile(r"[A-U](?:\d{2,4})?")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def concepts(gazetteer: Gazetteer, type_: str) -> list[Entity]:
    return [entity for entity in gazetteer.entities.values() if entity.type == type_]


def values(gazetteer: Gazetteer, entity_id: str, predicate: str) -> list[str]:
    return [value for value, _ in gazetteer.descriptions[entity_id].get(predicate, ())]


@pytest.mark.parametrize(("type_", "least"), [("Product", 500), ("Sector", 250)])
def test_there_are_enough(gazetteer: Gazetteer, type_: str, least: int) -> None:
    assert len(concepts(gazetteer, type_)) >= least


@pytest.mark.parametrize("type_", CONCEPTS)
def test_each_has_a_label_in_both_languages_and_its_slug(gazetteer: Gazetteer, type_: str) -> None:
    for entity in concepts(gazetteer, type_):
        labels = gazetteer.names_of(entity.id)
        assert set(labels) == {"en", "es"}, entity.id
        assert entity.id == f"{type_.lower()}/{to_slug(labels['en'])}"


@pytest.mark.parametrize("type_", CONCEPTS)
def test_no_form_names_two_concepts_of_a_kind(gazetteer: Gazetteer, type_: str) -> None:
    owners = defaultdict(set)
    for name in gazetteer:
        if name.entity.type == type_:
            owners[name.form.casefold(), name.lang].add(name.entity.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_few_forms_name_a_sector_and_a_product(gazetteer: Gazetteer) -> None:
    forms: dict[str, set[tuple[str, str]]] = {type_: set() for type_ in CONCEPTS}
    for name in gazetteer:
        if name.entity.type in forms:
            forms[name.entity.type].add((name.form.casefold(), name.lang))
    assert {form for form, _ in forms["Product"] & forms["Sector"]} <= SHARED


@pytest.mark.parametrize("type_", CONCEPTS)
def test_broader_concepts_are_of_the_same_kind_and_end(gazetteer: Gazetteer, type_: str) -> None:
    for entity in concepts(gazetteer, type_):
        seen, broader = {entity.id}, values(gazetteer, entity.id, BROADER)
        while broader:
            assert gazetteer.entities[broader[0]].type == type_, f"{entity.id}: {broader[0]}"
            assert broader[0] not in seen, f"{entity.id} is broader than itself"
            seen.add(broader[0])
            broader = values(gazetteer, broader[0], BROADER)


def test_chapters_are_of_the_harmonized_system(gazetteer: Gazetteer) -> None:
    chapters = [
        c for e in concepts(gazetteer, "Product") for c in values(gazetteer, e.id, f"{ONTOLOGY}hsChapter")
    ]
    assert len(chapters) > 400
    assert {
        c for c in chapters if not re.fullmatch(r"\d\d", c) or c == "77" or not 1 <= int(c) <= 97
    } == set()


def test_codes_are_of_isic(gazetteer: Gazetteer) -> None:
    codes = [c for e in concepts(gazetteer, "Sector") for c in values(gazetteer, e.id, f"{ONTOLOGY}isicCode")]
    assert len(codes) > 150
    assert {code for code in codes if not ISIC.fullmatch(code)} == set()


def test_ambiguous_forms_are_names(gazetteer: Gazetteer) -> None:
    forms = {(name.entity.id, name.form) for name in gazetteer if name.entity.type in CONCEPTS}
    for type_ in CONCEPTS:
        for entity in concepts(gazetteer, type_):
            for label in values(gazetteer, entity.id, f"{ONTOLOGY}ambiguousLabel"):
                assert (entity.id, label) in forms


@pytest.mark.parametrize("form", ["lead", "ships", "dates", "vino", "seguros", "espacio"])
def test_forms_that_are_other_words_are_marked(gazetteer: Gazetteer, form: str) -> None:
    marks = [name.ambiguous for name in gazetteer if name.form == form and name.entity.type in CONCEPTS]
    assert marks
    assert all(marks)


@pytest.mark.parametrize("form", ["investment", "trade", "growth", "inversión", "comercio", "crecimiento"])
def test_what_every_article_is_about_is_no_sector(gazetteer: Gazetteer, form: str) -> None:
    assert [name for name in gazetteer if name.form == form and name.entity.type in CONCEPTS] == []


@pytest.mark.parametrize(
    ("form", "entity_id"),
    [
        ("aguacate", "product/avocados"),
        ("auto parts", "product/auto-parts"),
        ("carne de res", "product/beef"),
        ("circuitos integrados", "product/integrated-circuits"),
        ("cut flowers", "product/cut-flowers"),
        ("energías renovables", "sector/renewable-energy"),
        ("fertiliser", "product/fertilizer"),
        ("GNL", "product/liquefied-natural-gas"),
        ("inteligencia artificial", "sector/artificial-intelligence"),
        ("minerales críticos", "sector/critical-minerals"),
        ("petróleo crudo", "product/crude-oil"),
        ("soya", "product/soybeans"),
        ("trade facilitation", "sector/trade-facilitation"),
    ],
)
def test_names_lead_to_their_concept(gazetteer: Gazetteer, form: str, entity_id: str) -> None:
    ids = {name.entity.id for name in gazetteer if name.form == form and name.entity.type in CONCEPTS}
    assert ids == {entity_id}
