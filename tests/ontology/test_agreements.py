"""The reference data of agreements and blocs: enough of it, whole, and unmistakable."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY, to_slug

#: Short forms that many agreements share, so that none may claim them without context.
GENERIC = {"AAE", "ACE", "APC", "CECA", "CEPA", "EPA", "FTA", "GSP", "MoU", "PTA", "RTA", "SGP", "TLC", "TPA"}
SCOPE_NOTE = "http://www.w3.org/2004/02/skos/core#scopeNote"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def entities(gazetteer: Gazetteer, type_: str) -> list[Entity]:
    return [entity for entity in gazetteer.entities.values() if entity.type == type_]


def find(gazetteer: Gazetteer, form: str) -> list[str]:
    """Return the ids of the agreements and blocs that have exactly this name."""
    types = {"Agreement", "Bloc"}
    return [name.entity.id for name in gazetteer if name.form == form and name.entity.type in types]


@pytest.mark.parametrize(("type_", "least"), [("Agreement", 400), ("Bloc", 60)])
def test_there_are_enough(gazetteer: Gazetteer, type_: str, least: int) -> None:
    assert len(entities(gazetteer, type_)) >= least


@pytest.mark.parametrize("type_", ["Agreement", "Bloc"])
def test_each_has_a_label_in_both_languages_and_its_slug(gazetteer: Gazetteer, type_: str) -> None:
    for entity in entities(gazetteer, type_):
        labels = gazetteer.names_of(entity.id)
        assert set(labels) == {"en", "es"}, entity.id
        assert entity.id == f"{type_.lower()}/{to_slug(labels['en'])}"


@pytest.mark.parametrize(("type_", "term"), [("Agreement", "hasParty"), ("Bloc", "hasMember")])
def test_each_party_and_member_is_a_known_place_or_bloc(gazetteer: Gazetteer, type_: str, term: str) -> None:
    for entity in entities(gazetteer, type_):
        for value, _ in gazetteer.descriptions[entity.id].get(ONTOLOGY + term, ()):
            assert value in gazetteer.entities, f"{entity.id}: {value}"
            assert gazetteer.entities[value].type in {"Bloc", "Country", "Region"}


def test_an_agreement_without_parties_says_why(gazetteer: Gazetteer) -> None:
    bare = [entity.id for entity in entities(gazetteer, "Agreement") if not gazetteer.parties_of(entity.id)]
    assert [id_ for id_ in bare if SCOPE_NOTE not in gazetteer.descriptions[id_]] == []
    assert len(bare) < 60


def test_dates_of_entry_into_force_are_dates_or_years(gazetteer: Gazetteer) -> None:
    dates = [
        value
        for entity in entities(gazetteer, "Agreement")
        for value, _ in gazetteer.descriptions[entity.id].get(f"{ONTOLOGY}entryIntoForce", ())
    ]
    assert len(dates) > 300
    for value in dates:
        day = date.fromisoformat(value if len(value) > 4 else f"{value}-01-01")
        assert 1948 <= day.year <= 2026


def test_no_generic_acronym_belongs_to_one_agreement(gazetteer: Gazetteer) -> None:
    forms = {name.form for name in gazetteer if name.entity.type == "Agreement" and not name.ambiguous}
    assert forms & GENERIC == set()


def test_no_name_is_shared_unless_ambiguous(gazetteer: Gazetteer) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer:
        if name.entity.type in {"Agreement", "Bloc"} and not name.ambiguous:
            owners[name.form].add(name.entity.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("form", "id_"),
    [
        ("USMCA", "agreement/united-states-mexico-canada-agreement"),
        ("T-MEC", "agreement/united-states-mexico-canada-agreement"),
        ("TLCAN", "agreement/north-american-free-trade-agreement"),
        ("TIPAT", "agreement/comprehensive-and-progressive-agreement-for-trans-pacific-partnership"),
        ("acuerdo UE-Mercosur", "agreement/eu-mercosur-partnership-agreement"),
        ("Mercosur-EU trade deal", "agreement/eu-mercosur-partnership-agreement"),
        ("TLC Chile-China", "agreement/china-chile-free-trade-agreement"),
        ("China-Chile FTA", "agreement/china-chile-free-trade-agreement"),
        ("Tratado de Libre Comercio entre Chile y China", "agreement/china-chile-free-trade-agreement"),
        ("KORUS FTA", "agreement/korea-us-free-trade-agreement"),
        ("India-Australia ECTA", "agreement/australia-india-economic-cooperation-and-trade-agreement"),
        ("ZLECAf", "agreement/african-continental-free-trade-area"),
        ("CEDEAO", "bloc/economic-community-of-west-african-states"),
        ("UE", "bloc/european-union"),
        ("Mercosul", "bloc/mercosur"),
    ],
)
def test_the_usual_names_are_known(gazetteer: Gazetteer, form: str, id_: str) -> None:
    assert set(find(gazetteer, form)) == {id_}


@pytest.mark.parametrize(
    ("id_", "number", "inside", "outside"),
    [
        ("bloc/asean", 11, "TL", "PG"),
        ("bloc/brics", 10, "ID", "AR"),
        ("bloc/european-union", 27, "HR", "GB"),
        ("bloc/mercosur", 5, "BO", "VE"),
    ],
)
def test_members_are_those_of_today(
    gazetteer: Gazetteer, id_: str, number: int, inside: str, outside: str
) -> None:
    members = {member.code for member in gazetteer.members_of(id_)}
    assert len(members) == number
    assert inside in members
    assert outside not in members


def test_parties_are_those_that_signed(gazetteer: Gazetteer) -> None:
    usmca = gazetteer.parties_of("agreement/united-states-mexico-canada-agreement")
    assert {party.code for party in usmca} == {"CA", "MX", "US"}
    mercosur = gazetteer.parties_of("agreement/eu-mercosur-partnership-agreement")
    assert {party.id for party in mercosur} == {"bloc/european-union", "bloc/mercosur"}
