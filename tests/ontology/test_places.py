from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from babel.numbers import is_currency
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY

PLACES = ("Country", "Region", "City")
#: Territories without a population of their own, or too small to have a usual demonym in both languages.
WITHOUT_DEMONYM = {"BQ", "BV", "CC", "CX", "GS", "HM", "IO", "PM", "SJ", "TF", "UM"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def of_type(gazetteer: Gazetteer, type_: str) -> list[Entity]:
    return [entity for entity in gazetteer.entities.values() if entity.type == type_]


def has_form(gazetteer: Gazetteer, entity_id: str, form: str) -> bool:
    return any(name.form == form for name in gazetteer if name.entity.id == entity_id)


def is_ambiguous(gazetteer: Gazetteer, entity_id: str, form: str) -> bool:
    marks = {name.ambiguous for name in gazetteer if name.entity.id == entity_id and name.form == form}
    assert len(marks) == 1, f"{form} is no name of {entity_id}"
    return marks.pop()


def test_counts(gazetteer: Gazetteer) -> None:
    counts = Counter(entity.type for entity in gazetteer.entities.values())
    assert counts["Country"] == 249 + 1  # Kosovo has a user-assigned code
    assert counts["Region"] >= 900
    assert counts["City"] >= 2_000


def test_ids_follow_the_codes(gazetteer: Gazetteer) -> None:
    for country in of_type(gazetteer, "Country"):
        assert country.id == f"country/{country.code}"
        assert re.fullmatch("[A-Z]{2}", country.code or "")
    for region in of_type(gazetteer, "Region"):
        if region.code:
            assert region.id == f"region/{region.code}"
            inside = gazetteer.country_of(region.id)
            assert inside is not None
            assert region.code.startswith(f"{inside.code}-")
        else:
            assert re.fullmatch("region/[a-z]+(-[a-z]+)*", region.id)


def test_a_citys_id_ends_in_its_country(gazetteer: Gazetteer) -> None:
    for city in of_type(gazetteer, "City"):
        country = gazetteer.country_of(city.id)
        assert country is not None, city.id
        assert country.code is not None
        assert re.fullmatch(rf"city/[a-z0-9-]+-{country.code.lower()}(-[a-z0-9]+)?", city.id)


def test_every_place_is_named_in_both_languages(gazetteer: Gazetteer) -> None:
    unnamed = [
        entity.id
        for type_ in PLACES
        for entity in of_type(gazetteer, type_)
        if gazetteer.names_of(entity.id).keys() != {"en", "es"}
    ]
    assert unnamed == []


def test_every_country_has_demonyms(gazetteer: Gazetteer) -> None:
    named = {name.entity.code for name in gazetteer if name.kind == "demonym" and name.lang == "en"}
    expected = {country.code for country in of_type(gazetteer, "Country")} - WITHOUT_DEMONYM
    assert expected - named - {"GG", "JE", "MF"} == set()


def test_every_country_has_a_real_currency(gazetteer: Gazetteer) -> None:
    for country in of_type(gazetteer, "Country"):
        currencies = gazetteer.descriptions[country.id].get(f"{ONTOLOGY}currency", ())
        assert len(currencies) == (0 if country.code == "AQ" else 1), country.id
        assert all(is_currency(code) for code, _ in currencies)


def test_capitals_lie_in_their_country(gazetteer: Gazetteer) -> None:
    capitals = {
        city: country.id
        for country in of_type(gazetteer, "Country")
        for city, _ in gazetteer.descriptions[country.id].get(f"{ONTOLOGY}capital", ())
    }
    assert len(capitals) >= 205
    for city, country_id in capitals.items():
        country = gazetteer.country_of(city)
        assert country is not None, city
        assert country.id == country_id


@pytest.mark.parametrize(
    ("country", "forms"),
    [
        ("MX", ["Mexican", "Mexicans", "mexicano", "mexicana", "mexicanos", "mexicanas"]),
        ("ES", ["Spanish", "Spaniard", "Spaniards", "español", "española", "españoles", "españolas"]),
        ("AE", ["Emirati", "Emiratis", "UAE", "Emirates", "Emiratos", "emiratí", "emiratíes"]),
        ("KZ", ["Kazakh", "Kazakhs", "Kazakhstani", "kazajo", "kazajas"]),
        ("KR", ["South Korean", "Korean", "Koreans", "surcoreano", "coreana", "Republic of Korea"]),
        ("US", ["American", "Americans", "estadounidense", "estadounidenses", "norteamericana", "EEUU"]),
        ("FR", ["French", "francés", "francesa", "franceses", "francesas"]),
        ("DE", ["German", "Germans", "alemán", "alemana", "alemanes", "alemanas"]),
        ("MA", ["Moroccan", "marroquí", "marroquíes"]),
        ("NL", ["Dutch", "Holland", "Países Bajos", "Holanda", "neerlandés", "holandesa"]),
        ("SA", ["Saudi", "Saudis", "Arabia Saudí", "Arabia Saudita", "saudí", "saudita"]),
        ("MM", ["Burma", "Birmania", "Burmese"]),
        ("CI", ["Ivory Coast", "Côte d'Ivoire", "Costa de Marfil"]),
        ("TW", ["Taiwan", "Chinese Taipei", "Taiwanese", "Taiwán"]),
        ("GB", ["UK", "U.K.", "Britain", "Great Britain", "Gran Bretaña", "Reino Unido", "British"]),
    ],
)
def test_usual_forms_of_countries(gazetteer: Gazetteer, country: str, forms: list[str]) -> None:
    assert [form for form in forms if not has_form(gazetteer, f"country/{country}", form)] == []


@pytest.mark.parametrize(
    ("entity_id", "form", "ambiguous"),
    [
        ("country/GE", "Georgia", True),
        ("region/US-GA", "Georgia", True),
        ("country/JO", "Jordan", True),
        ("country/MX", "Mexico", False),
        ("country/CD", "Congo", False),
        ("country/CG", "Congo", True),
        ("region/MX-PUE", "Puebla", False),
        ("city/puebla-mx", "Puebla", True),
        ("city/sao-paulo-br", "São Paulo", False),
        ("region/BR-SP", "São Paulo", True),
        ("city/washington-us-dc", "Washington", False),
        ("region/US-WA", "Washington", True),
        ("region/US-WA", "Washington State", False),
        ("region/US-FL", "Florida", False),
        ("city/nice-fr", "Nice", True),
        ("city/reading-gb", "Reading", True),
        ("city/split-hr", "Split", True),
        ("city/london-gb", "London", False),
        ("city/london-ca", "London", True),
        ("city/paris-us-tx", "Paris", True),
        ("city/valencia-es", "Valencia", False),
        ("city/valencia-ve", "Valencia", True),
        ("city/guadalajara-mx", "Guadalajara", False),
        ("city/birmingham-gb", "Birmingham", True),
        ("region/IN-PB", "Punjab", True),
        ("region/PK-PB", "Punjab", True),
        ("country/LU", "Luxembourg", False),
        ("region/BE-WLX", "Luxembourg", True),
        ("country/SG", "Singapore", False),
        ("city/singapore-sg", "Singapore", True),
    ],
)
def test_a_form_is_marked_unless_it_nearly_always_means_the_place(
    gazetteer: Gazetteer, entity_id: str, form: str, ambiguous: bool
) -> None:
    assert is_ambiguous(gazetteer, entity_id, form) is ambiguous


def test_an_unmarked_form_means_one_place(gazetteer: Gazetteer) -> None:
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer:
        if not name.ambiguous and name.entity.type in PLACES:
            meanings[name.form].add(name.entity.id)
    assert {form: ids for form, ids in meanings.items() if len(ids) > 1} == {}


def test_ambiguous_labels_are_names(gazetteer: Gazetteer) -> None:
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer:
        forms[name.entity.id].add(name.form)
    strays = [
        (entity_id, label)
        for entity_id, description in gazetteer.descriptions.items()
        for label, _ in description.get(f"{ONTOLOGY}ambiguousLabel", ())
        if label not in forms[entity_id]
    ]
    assert strays == []


@pytest.mark.parametrize(("country", "count"), [("US", 51), ("MX", 32), ("CA", 13), ("BR", 27), ("IN", 36)])
def test_the_states_of_large_traders_are_complete(gazetteer: Gazetteer, country: str, count: int) -> None:
    codes = {
        region.code
        for region in of_type(gazetteer, "Region")
        if (region.code or "").startswith(f"{country}-")
    }
    assert len(codes) == count
