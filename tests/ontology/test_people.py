"""The reference data of people: enough offices of every kind, whole, unmistakable, and quick to load."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from time import process_time

import pytest
from tradegraph.model import Entity
from tradegraph.ontology import ontology_file
from tradegraph.ontology.gazetteer import Gazetteer, fold, load_gazetteer, read_gazetteer
from tradegraph.ontology.lexicon import load_lexicon
from tradegraph.rdf.iris import ONTOLOGY, to_slug

PEOPLE = ontology_file("reference/people.ttl")
SKOS = "http://www.w3.org/2004/02/skos/core#"
#: All that may be said of a person: names, and whose office they held.
PROPERTIES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    *(f"{SKOS}{term}" for term in ("prefLabel", "altLabel", "hiddenLabel")),
    *(f"{ONTOLOGY}{term}" for term in ("ambiguousLabel", "inCountry", "inRegion")),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def people(gazetteer: Gazetteer) -> list[Entity]:
    return [entity for entity in gazetteer.entities.values() if entity.type == "Person"]


def test_there_are_enough(gazetteer: Gazetteer, people: list[Entity]) -> None:
    assert len(people) >= 2_500
    assert sum(gazetteer.country_of(person.id) is None for person in people) >= 100
    assert sum(gazetteer.region_of(person.id) is not None for person in people) >= 400


def test_they_served_countries_everywhere(gazetteer: Gazetteer, people: list[Entity]) -> None:
    served = Counter(country.code for person in people if (country := gazetteer.country_of(person.id)))
    assert len(served) >= 190 + len({"HK", "PS", "TW", "VA", "XK"})
    for code, least in {"BR": 40, "CN": 30, "GB": 35, "IN": 70, "JP": 30, "MX": 90, "US": 120}.items():
        assert served[code] >= least, code


@pytest.mark.parametrize(("country", "least"), [("US", 51), ("MX", 32), ("CA", 13), ("AU", 8), ("IN", 28)])
def test_the_states_of_federations_have_their_heads(
    gazetteer: Gazetteer, people: list[Entity], country: str, least: int
) -> None:
    regions = {region.code for person in people if (region := gazetteer.region_of(person.id))}
    assert sum((code or "").startswith(f"{country}-") for code in regions) >= least


def test_each_is_described_by_names_and_places_alone(gazetteer: Gazetteer, people: list[Entity]) -> None:
    for person in people:
        description = gazetteer.descriptions[person.id]
        assert description.keys() <= PROPERTIES, person.id
        assert person.id == f"person/{to_slug(person.name)}"
        assert gazetteer.names_of(person.id).keys() == {"en", "es"}, person.id


def test_each_country_and_region_is_known_and_fits(gazetteer: Gazetteer, people: list[Entity]) -> None:
    for person in people:
        description = gazetteer.descriptions[person.id]
        countries = [value for value, _ in description.get(f"{ONTOLOGY}inCountry", ())]
        regions = [value for value, _ in description.get(f"{ONTOLOGY}inRegion", ())]
        assert max(len(countries), len(regions)) <= 1, person.id
        assert all(gazetteer.entities[country].type == "Country" for country in countries)
        for region in regions:
            assert gazetteer.country_of(region) == gazetteer.country_of(person.id), person.id


def test_no_label_is_a_bare_surname(gazetteer: Gazetteer) -> None:
    names = {name.form for name in gazetteer if name.entity.type == "Person"}
    assert {form for form in names if not re.fullmatch(r"\S+(?: \S+)+", form)} == set()


def test_no_label_names_another_entity(gazetteer: Gazetteer) -> None:
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer:
        meanings[fold(name.form)].add(name.entity.id)
    shared = {form: ids for form, ids in meanings.items() if len(ids) > 1}
    assert {form: ids for form, ids in shared.items() if any(id_.startswith("person/") for id_ in ids)} == {}


def test_a_form_is_given_once(gazetteer: Gazetteer, people: list[Entity]) -> None:
    for person in people:
        preferred = set(gazetteer.names_of(person.id).values())
        others = [
            label
            for term in ("altLabel", "hiddenLabel")
            for label, _ in gazetteer.descriptions[person.id].get(f"{SKOS}{term}", ())
        ]
        assert len({*others, *preferred}) == len(others) + len(preferred), person.id


def test_they_are_in_alphabetical_order() -> None:
    iris = re.findall(r"^<(person/[a-z0-9-]+)>$", PEOPLE.read_text("utf-8"), flags=re.MULTILINE)
    assert len(iris) > 2_500
    assert iris == sorted(set(iris))


@pytest.mark.parametrize(
    ("form", "person", "country", "region"),
    [
        ("Lula da Silva", "luiz-inacio-lula-da-silva", "BR", None),
        ("Andres Manuel Lopez Obrador", "andres-manuel-lopez-obrador", "MX", None),
        ("Volodymyr Zelensky", "volodymyr-zelenskyy", "UA", None),
        ("Vladímir Putin", "vladimir-putin", "RU", None),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan", "TR", None),
        ("Phạm Minh Chính", "pham-minh-chinh", "VN", None),
        ("Xi Jinping", "xi-jinping", "CN", None),
        ("Spencer J. Cox", "spencer-cox", "US", "US-UT"),
        ("Maru Campos", "maria-eugenia-campos-galvan", "MX", "MX-CHH"),
        ("Doug Ford", "doug-ford", "CA", "CA-ON"),
        ("Nicola Sturgeon", "nicola-sturgeon", "GB", "GB-SCT"),
        ("Carrie Lam", "carrie-lam", "HK", None),
        ("Gina Raimondo", "gina-raimondo", "US", None),
        ("Ngozi Okonjo-Iweala", "ngozi-okonjo-iweala", None, None),
        ("Christine Lagarde", "christine-lagarde", None, None),
    ],
)
def test_a_name_leads_to_the_place_served(
    gazetteer: Gazetteer, form: str, person: str, country: str | None, region: str | None
) -> None:
    assert [entity.id for entity in gazetteer.find_entities(form)] == [f"person/{person}"]
    served, ruled = gazetteer.country_of(f"person/{person}"), gazetteer.region_of(f"person/{person}")
    assert (served and served.code, ruled and ruled.code) == (country, region)


def test_they_load_in_a_tenth_of_a_second() -> None:
    def spend() -> float:
        start = process_time()
        read_gazetteer([PEOPLE])
        return process_time() - start

    assert min(spend() for _ in range(5)) < 0.1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_title_tells_one_country(gazetteer: Gazetteer, lang: str) -> None:
    titles: Mapping[str, Sequence[str]] = load_lexicon(lang)["titles"]
    assert list(titles) == sorted(titles)
    assert all(f"country/{code}" in gazetteer.entities for code in titles)
    counts = Counter(title for of_country in titles.values() for title in of_country)
    assert {title for title, count in counts.items() if count > 1 or title != title.lower()} == set()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_title_is_no_post_that_every_country_has(lang: str) -> None:
    common = {"canciller", "chief minister", "commerce secretary", "federal chancellor", "foreign secretary"}
    common |= {"governor", "presidente", "prime minister", "president", "secretario de estado"}
    titles: Mapping[str, Sequence[str]] = load_lexicon(lang)["titles"]
    assert common.isdisjoint(title for of_country in titles.values() for title in of_country)
