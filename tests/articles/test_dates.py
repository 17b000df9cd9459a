from __future__ import annotations

from datetime import date

import pytest
from tradegraph.articles.dates import find_date, find_url_date, reads_day_first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mexico City, October 17, 2025", date(2025, 10, 17)),
        ("By A B | Journalist - Wed, 11/08/2023 - 10:36", date(2023, 11, 8)),
        ("20 de abril de 2024, 6:30 a. m.", date(2024, 4, 20)),
        ("Lunes 8 de julio del 2024", date(2024, 7, 8)),
        ("Feb. 5, 2025", date(2025, 2, 5)),
        ("5th of May 2024", date(2024, 5, 5)),
        ("Tue, 06 May 2025 13:38:31 GMT", date(2025, 5, 6)),
        ("2024-05-31T10:00:00Z", date(2024, 5, 31)),
        ("25/08/2023", date(2023, 8, 25)),
        ("11/11/2023", date(2023, 11, 11)),
        ("11/08/2023", None),  # either order
        ("Sun, 11/08/2023", None),  # a Wednesday or a Friday
        ("30 February 2024", None),
        ("May 5", None),
        ("3.1.2024.5", None),
    ],
)
def test_find_date(text: str, expected: date | None) -> None:
    found = find_date(text)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("es-MX", date(2023, 8, 11)),
        ("en-GB", date(2023, 8, 11)),
        ("en_US", date(2023, 11, 8)),
        ("en", None),
        (None, None),
    ],
)
def test_the_language_tells_the_order(lang: str | None, expected: date | None) -> None:
    found = find_date("11/08/2023", day_first=reads_day_first(lang))
    assert (found.value if found else None) == expected


def test_a_year_that_is_known_completes_a_dateline() -> None:
    found = find_date("BUENOS AIRES, 7 oct", year=2025)
    assert found is not None
    assert (found.value, "BUENOS AIRES, 7 oct"[found.start : found.end]) == (date(2025, 10, 7), "7 oct")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/2024/06/18/a", date(2024, 6, 18)),
        ("https://example.org/a-20240420.html", date(2024, 4, 20)),
        ("https://example.org/a-20241399", None),
        (None, None),
    ],
)
def test_find_url_date(url: str | None, expected: date | None) -> None:
    assert find_url_date(url) == expected
