from __future__ import annotations

import pytest
from tradegraph.rdf.periods import period_bounds


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-05-17", "2024-05-17", "2024-05-17"),
        ("2019/2023", "2019-01-01", "2023-12-31"),
        ("2023-04/2024-03", "2023-04-01", "2024-03-31"),
    ],
)
def test_bounds_are_the_first_and_the_last_day(period: str, start: str, end: str) -> None:
    bounds = period_bounds(period)
    assert bounds is not None
    assert [day.isoformat() for day in bounds] == [start, end]


@pytest.mark.parametrize(
    "period", ["", "last year", "2023-13", "2023-02-30", "2023/2019", "0000", "20220101"]
)
def test_what_is_no_period_has_no_bounds(period: str) -> None:
    assert period_bounds(period) is None
