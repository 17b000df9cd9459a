"""Where a person's name is from."""

from __future__ import annotations

import pytest
from tradegraph.annotation.nameorigins import find_origin


@pytest.mark.parametrize(
    ("name", "countries", "origin"),
    [
        ("Nino Kvaratskhelia", ["AE", "GE"], "GE"),
        ("Vardan Sahakyan", ["RU", "AM"], "AM"),
        ("Katarzyna Nowakowska", ["PL", "KZ"], "PL"),
        ("Park Min-jae", ["US", "KR"], "KR"),
        ("Thomas Whitfield", ["MX", "GB", "JP"], "GB"),
        ("Nguyen Thi Lan", ["VN", "NL"], "VN"),
        ("Aino Virtanen", ["FI", "EE", "ES"], "FI"),
    ],
)
def test_a_name_tells_whose_people_have_such_names(name: str, countries: list[str], origin: str) -> None:
    assert find_origin(name, countries) == origin


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Ana Torres", ["CL", "PE"]),  # names of one family
        ("Thomas Whitfield", ["GB", "US", "JP"]),  # fits two of three
        ("Ana Torres", ["CL"]),  # no choice
        ("Ana Torres", ["CL", "AQ"]),  # nobody is known of the other
        ("Ana Torres", []),
        ("", ["CL", "JP"]),
    ],
)
def test_a_name_that_tells_no_one_country_tells_nothing(name: str, countries: list[str]) -> None:
    assert find_origin(name, countries) is None
