"""Names compared: keys, acronyms, short forms, countries in names, kinds of agreement."""

from __future__ import annotations

import pytest
from tradegraph.identity.names import (
    country_in,
    is_acronym,
    is_general,
    is_short_for,
    known_agreement,
    name_key,
    sole_kind,
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Harbour Lines", "harbour lines"),
        ("Harbour Lines Ltd.", "harbour lines"),
        ("The Harbour Lines Company", "harbour lines"),
        ("Cementos del Río, S.A. de C.V.", "cementos del rio"),
        ("Río & Mar S.A.", "rio and mar"),
        ("Tata Group", "tata group"),
        ("Co", "co"),
        ("SE", "se"),
    ],
)
def test_a_key_leaves_out_case_accents_articles_and_legal_form(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("short", "name", "is_short"),
    [
        ("Carlos Mendoza", "Carlos Mendoza Ríos", True),
        ("Ana Ruiz", "Ana María Ruiz Soto", True),
        ("María Ruiz", "Ana María Ruiz", False),
        ("Mendoza", "Carlos Mendoza", False),
        ("Carlos Mendoza", "Carlos Mendoza", False),
        ("Carlos Ríos", "Carlos Mendoza", False),
    ],
)
def test_a_short_name_keeps_the_first_name_and_the_order(short: str, name: str, is_short: bool) -> None:
    assert is_short_for(short, name) is is_short


@pytest.mark.parametrize(
    ("name", "expected"),
    [("KCCI", True), ("B&Q", True), ("Kotra", False), ("KOTRA Seoul", False), ("K", False)],
)
def test_an_acronym_is_one_word_of_capitals(name: str, expected: bool) -> None:
    assert is_acronym(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chamber of Commerce and Industry", True),
        ("Cámara de Comercio", True),
        ("Ministry of Trade", True),
        ("Tarapacá Shippers Association", False),
    ],
)
def test_a_general_name_has_only_words_that_bodies_of_many_countries_bear(name: str, expected: bool) -> None:
    assert is_general(name) is expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kenya Private Sector Alliance", "KE"),
        ("Cámara de Comercio de Corea del Sur", "KR"),
        ("Peruvian Exporters Association", "PE"),
        ("Georgia Ports Authority", None),
        ("Japan-Chile Business Council", None),
    ],
)
def test_the_country_in_a_name_is_the_only_one_in_it(name: str, code: str | None) -> None:
    country = country_in(name)
    assert (country.code if country else None) == code


def test_kinds_of_agreement_are_known_in_both_languages() -> None:
    assert sole_kind(["free trade agreement"]) == sole_kind(["Tratado de Libre Comercio"])
    assert sole_kind(["memorandum of understanding"]) is None


def test_a_known_agreement_is_found_by_kind_and_parties() -> None:
    found = known_agreement("comprehensive-economic-partnership-agreement", ["country/CO", "country/AE"])
    assert found == "agreement/colombia-uae-comprehensive-economic-partnership-agreement"
    assert known_agreement("customs-union", ["country/CO", "country/AE"]) is None
