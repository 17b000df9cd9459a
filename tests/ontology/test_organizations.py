"""The reference data of organizations: enough of every kind and continent, whole, and unmistakable."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY, to_slug

#: Common words, places, and bodies that every country has: no organization may own them without context.
COMMON = {
    "Amazon",
    "Apple",
    "Cancillería",
    "Claro",
    "Gap",
    "Ministerio de Economía",
    "Ministry of Commerce",
    "Ministry of Economy",
    "Ministry of Finance",
    "Ministry of Foreign Affairs",
    "Ministry of Trade",
    "Orange",
    "Santander",
    "Secretaría de Economía",
    "Shell",
    "Target",
    "Vale",
    "Visa",
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def organizations(gazetteer: Gazetteer) -> list[Entity]:
    return [entity for entity in gazetteer.entities.values() if entity.id.startswith("organization/")]


@pytest.mark.parametrize(
    ("type_", "least"),
    [
        ("Academia", 40),
        ("Association", 200),
        ("Company", 900),
        ("GovernmentBody", 350),
        ("InternationalOrganization", 100),
    ],
)
def test_there_are_enough(organizations: list[Entity], type_: str, least: int) -> None:
    assert sum(entity.type == type_ for entity in organizations) >= least


def test_the_companies_come_from_every_continent(gazetteer: Gazetteer, organizations: list[Entity]) -> None:
    countries = Counter(
        country.code
        for entity in organizations
        if entity.type == "Company" and (country := gazetteer.country_of(entity.id))
    )
    for code, least in {
        "AE": 10,
        "AU": 8,
        "BR": 25,
        "CN": 50,
        "IN": 30,
        "JP": 40,
        "MX": 30,
        "ZA": 10,
    }.items():
        assert countries[code] >= least, code


def test_each_has_a_label_in_both_languages_and_its_slug(
    gazetteer: Gazetteer, organizations: list[Entity]
) -> None:
    for entity in organizations:
        labels = gazetteer.names_of(entity.id)
        assert set(labels) == {"en", "es"}, entity.id
        assert entity.id == f"organization/{to_slug(labels['en'])}"


def test_each_country_and_member_is_known(gazetteer: Gazetteer, organizations: list[Entity]) -> None:
    for entity in organizations:
        for term in ("inCountry", "hasMember"):
            for value, _ in gazetteer.descriptions[entity.id].get(ONTOLOGY + term, ()):
                assert value in gazetteer.entities, f"{entity.id}: {value}"


def test_every_company_university_and_national_body_has_a_country(
    gazetteer: Gazetteer, organizations: list[Entity]
) -> None:
    placed = {"Academia", "Company", "GovernmentBody"}
    stateless = {e.name for e in organizations if e.type in placed and gazetteer.country_of(e.id) is None}
    assert stateless == {
        "Council of the European Union",
        "Court of Justice of the European Union",
        "Directorate-General for Trade",
        "European Central Bank",
        "European Commission",
        "European Council",
        "European External Action Service",
        "European Food Safety Authority",
        "European Medicines Agency",
        "European Parliament",
        "Eurostat",
    }


def test_no_common_word_belongs_to_one_organization(gazetteer: Gazetteer) -> None:
    forms = {
        name.form for name in gazetteer if name.entity.id.startswith("organization/") and not name.ambiguous
    }
    assert forms & COMMON == set()


def test_no_name_is_shared_unless_ambiguous(gazetteer: Gazetteer) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer:
        if name.kind != "demonym":
            owners[name.form].add(name.entity.id)
    shared = {
        name.form
        for name in gazetteer
        if name.entity.id.startswith("organization/") and not name.ambiguous and len(owners[name.form]) > 1
    }
    assert shared == set()


@pytest.mark.parametrize(
    ("form", "id_", "type_"),
    [
        ("CEPAL", "economic-commission-for-latin-america-and-the-caribbean", "InternationalOrganization"),
        ("OMC", "world-trade-organization", "InternationalOrganization"),
        ("BID", "inter-american-development-bank", "InternationalOrganization"),
        ("Banxico", "bank-of-mexico", "GovernmentBody"),
        ("KOTRA", "korea-trade-investment-promotion-agency", "GovernmentBody"),
        ("USTR", "office-of-the-united-states-trade-representative", "GovernmentBody"),
        ("ProColombia", "procolombia", "GovernmentBody"),
        ("Coparmex", "mexican-employers-confederation", "Association"),
        ("KCCI", "korea-chamber-of-commerce-and-industry", "Association"),
        ("Samsung", "samsung-electronics", "Company"),
        ("Bimbo", "grupo-bimbo", "Company"),
        ("VinFast", "vinfast", "Company"),
        ("Tec de Monterrey", "monterrey-institute-of-technology-and-higher-education", "Academia"),
    ],
)
def test_the_usual_names_are_known(gazetteer: Gazetteer, form: str, id_: str, type_: str) -> None:
    found = {(name.entity.id, name.entity.type) for name in gazetteer if name.form == form}
    assert found == {(f"organization/{id_}", type_)}
