from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from tradegraph._exceptions import DataError
from tradegraph.ontology import ontology_file, ontology_files, reference_files
from tradegraph.ontology.checks import check_gazetteer, find_problems
from tradegraph.ontology.gazetteer import Gazetteer, fold, load_gazetteer, read_gazetteer
from tradegraph.ontology.graphs import load_graph, load_reference_quads
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY

HEAD = f"""@base <{DEFAULT_BASE}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tg: <{ONTOLOGY}> .
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def read(tmp_path: Path, turtle: str) -> Gazetteer:
    file = tmp_path / "made-up.ttl"
    file.write_text(HEAD + turtle, encoding="utf-8")
    return read_gazetteer([file])


def ids(gazetteer: Gazetteer, text: str) -> list[str]:
    return [entity.id for entity in gazetteer.find_entities(text)]


def test_gazetteer_is_a_sequence_of_names_loaded_once(gazetteer: Gazetteer) -> None:
    assert load_gazetteer() is gazetteer
    assert len(gazetteer) == len(list(gazetteer)) > 15_000
    assert gazetteer[:2] == (gazetteer[0], gazetteer[1])


def test_loading_time_is_recorded(record_testsuite_property: Callable[[str, object], None]) -> None:
    start = perf_counter()
    assert len(read_gazetteer(reference_files())) > 0
    record_testsuite_property("seconds to read the reference data", round(perf_counter() - start, 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea", ["country/KR"]),
        ("KR", ["country/KR"]),
        ("kor", ["country/KR"]),
        ("corea del sur", ["country/KR"]),
        ("country/KR", ["country/KR"]),
        ("EE. UU.", ["country/US"]),
        ("U.S.", ["country/US"]),
        ("México", ["country/MX"]),
        ("turkiye", ["country/TR"]),
        ("Czech Republic", ["country/CZ"]),
        ("emiratíes", ["country/AE"]),
        ("US-UT", ["region/US-UT"]),
        ("edomex", ["region/MX-MEX"]),
        ("Baviera", ["region/DE-BY"]),
        ("cdmx", ["city/mexico-city-mx"]),
        ("Nueva York", ["city/new-york-city-us-ny", "region/US-NY"]),
        ("georgia", ["country/GE", "region/US-GA"]),
        ("queretaro", ["region/MX-QUE", "city/queretaro-mx"]),
        ("Singapur", ["country/SG", "city/singapore-sg"]),
        ("Atlantis", []),
    ],
)
def test_find_entities_by_code_or_name_likeliest_first(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert ids(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corea del Surr", "Corea del Sur"),
        ("Untied States", "United States"),
        ("Guadalajarra", "Guadalajara"),
    ],
)
def test_near_names_suggest_what_was_meant(gazetteer: Gazetteer, text: str, expected: str) -> None:
    near = gazetteer.near_names(text, n=3)
    assert expected in near
    assert len(near) <= 3


def test_an_entity_is_named_in_both_languages(gazetteer: Gazetteer) -> None:
    assert gazetteer.names_of("country/DE") == {"en": "Germany", "es": "Alemania"}
    assert gazetteer.names_of("country/AAA") == {}


@pytest.mark.parametrize(
    ("entity_id", "expected"),
    [
        ("country/MX", "country/MX"),
        ("region/US-UT", "country/US"),
        ("city/busan-kr", "country/KR"),
        ("region/africa", None),
        ("country/AAA", None),
    ],
)
def test_country_of(gazetteer: Gazetteer, entity_id: str, expected: str | None) -> None:
    country = gazetteer.country_of(entity_id)
    assert (country.id if country else None) == expected


def test_capital_country_is_known_for_capitals_only(gazetteer: Gazetteer) -> None:
    beijing, shanghai = (gazetteer.capital_country(f"city/{name}-cn") for name in ("beijing", "shanghai"))
    assert beijing == gazetteer.entities["country/CN"]
    assert shanghai is None


def test_parties_and_members_are_entities(tmp_path: Path) -> None:
    gazetteer = read(
        tmp_path,
        """<country/AA> a tg:Country ; skos:prefLabel "Aland"@en, "Alandia"@es .
        <agreement/pact> a tg:Agreement ; skos:prefLabel "Pact"@en, "Pacto"@es ; tg:hasParty <country/AA> .
        <bloc/club> a tg:Bloc ; skos:prefLabel "Club"@en, "Clube"@es ; tg:hasMember <country/AA> .""",
    )
    aland = gazetteer.entities["country/AA"]
    assert gazetteer.parties_of("agreement/pact") == (aland,)
    assert gazetteer.members_of("bloc/club") == (aland,)
    assert gazetteer.parties_of("bloc/club") == ()


def test_kinds_and_ambiguity_follow_the_predicates(tmp_path: Path) -> None:
    gazetteer = read(
        tmp_path,
        """<city/nice-fr> a tg:City ; skos:prefLabel "Nice"@en, "Niza"@es ; skos:hiddenLabel "Nizza"@en ;
            tg:acronym "NCE"@en ; tg:demonym "niçois"@es ; tg:ambiguousLabel "Nice"@en .""",
    )
    found = {(name.form, name.kind, name.lang, name.ambiguous) for name in gazetteer}
    assert found == {
        ("Nice", "name", "en", True),
        ("Niza", "name", "es", False),
        ("Nizza", "name", "en", False),
        ("NCE", "acronym", "en", False),
        ("niçois", "demonym", "es", False),
    }
    assert {name.entity.name for name in gazetteer} == {"Nice"}


def test_the_reference_data_has_no_problems(gazetteer: Gazetteer) -> None:
    assert list(find_problems(gazetteer)) == []


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('<city/a> a tg:City ; skos:prefLabel "A"@en, "B"@en, "A"@es .', "2 preferred labels in 'en'"),
        ('<city/a> a tg:City ; skos:prefLabel "A"@en .', "0 preferred labels in 'es'"),
        ('<city/a> a tg:City ; skos:prefLabel "The A"@en, "A"@es .', "begins with an article"),
        (
            '<city/a> a tg:City ; skos:prefLabel "A"@en, "A"@es ; tg:inCountry <country/QQ> .',
            "tg:inCountry names country/QQ",
        ),
        (
            '<region/a> a tg:Region ; skos:prefLabel "A"@en, "A"@es ; tg:isoCode "Q-A" .'
            '<region/b> a tg:Region ; skos:prefLabel "B"@en, "B"@es ; tg:isoCode "Q-A" .',
            "have the code Q-A",
        ),
    ],
)
def test_bad_data_is_named(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        check_gazetteer(read(tmp_path, turtle))


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('<city/a> skos:prefLabel "A"@en .', "city/a has not a type"),
        ("<city/a> a tg:City .", "city/a has not an English"),
        ("<city/a> a tg:City ", r"made-up\.ttl, line"),
    ],
)
def test_data_that_cannot_be_loaded_is_named(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(tmp_path, turtle)


def test_fold_forgets_case_accents_and_spacing() -> None:
    assert fold("  QUÉBEC   City ") == "quebec city"


def test_reference_graphs_are_named_after_their_files() -> None:
    graphs = {str(quad.graph_name).strip("<>") for quad in load_reference_quads()}
    stems = {file.name.removesuffix(".ttl") for file in reference_files()}
    assert {f"{DEFAULT_BASE}graph/reference/{stem}" for stem in stems} <= graphs
    assert graphs <= {f"{DEFAULT_BASE}graph/reference/{stem}" for stem in stems} | {
        f"{DEFAULT_BASE}graph/ontology"
    }


def test_another_base_moves_the_data_but_not_the_ontology() -> None:
    quads = load_graph("reference/countries", base="https://example.org/kg/")
    assert {str(quad.graph_name) for quad in quads} == {"<https://example.org/kg/graph/reference/countries>"}
    assert all(str(quad.subject).startswith("<https://example.org/kg/country/") for quad in quads)
    assert any(quad.predicate.value == f"{ONTOLOGY}isoCode" for quad in quads)
    assert not any(str(quad.object).startswith(f"<{DEFAULT_BASE}country/") for quad in quads)
    assert len(quads) == len(load_graph("reference/countries"))


def test_an_unknown_graph_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DataError, match="reference/countries"):
        load_graph("reference/planets")


def test_packaged_files_are_found() -> None:
    assert ontology_file("reference/cities.ttl") in reference_files()
    assert all(file.name.endswith(".ttl") for file in ontology_files())
