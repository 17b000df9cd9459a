from __future__ import annotations

from decimal import Decimal

import pytest
from tradegraph.pages.charts import HEIGHT, WIDTH, Sample, draw_chart, draw_charts, to_year


def to_samples(*figures: tuple[int, int]) -> list[Sample]:
    return [Sample(year, Decimal(value), str(value)) for year, value in figures]


def test_points_stand_by_year_and_value_above_zero() -> None:
    chart = draw_chart("x", to_samples((2022, 50), (2020, 100), (2021, 0)))
    assert [point.sample.year for point in chart.points] == [2020, 2021, 2022]
    first, middle, last = chart.points
    assert first.x < middle.x < last.x
    assert middle.x - first.x == last.x - middle.x
    assert first.y < last.y < middle.y == chart.zero
    assert last.y == pytest.approx((first.y + chart.zero) / 2, abs=0.1)


def test_what_is_below_zero_stands_below_its_line() -> None:
    chart = draw_chart("x", to_samples((2020, -10), (2021, 10)))
    assert chart.points[0].y > chart.zero > chart.points[1].y


@pytest.mark.parametrize(
    "figures", [((2020, 0), (2021, 0)), ((2020, 5), (2020, 7)), ((2020, 10**15), (2021, -1))]
)
def test_every_point_is_inside_the_chart(figures: tuple[tuple[int, int], ...]) -> None:
    chart = draw_chart("x", to_samples(*figures))
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)


def test_the_line_goes_through_the_best_founded_figure_of_a_year() -> None:
    samples = [
        Sample(2020, Decimal(1), "1"),
        Sample(2021, Decimal(2), "2", weight=1),
        Sample(2021, Decimal(9), "9", weight=4),
    ]
    chart = draw_chart("x", samples)
    best = next(point for point in chart.points if point.sample.words == "9")
    assert chart.line.split() == [f"{chart.points[0].x},{chart.points[0].y}", f"{best.x},{best.y}"]


def test_of_many_figures_the_first_the_last_and_the_highest_are_written() -> None:
    chart = draw_chart("x", to_samples(*((2000 + n, (n * 7) % 10) for n in range(10))))
    assert [point.label for point in chart.points if point.label] == ["0", "9", "3"]
    assert chart.alternative == "x: " + ", ".join(f"{2000 + n}: {(n * 7) % 10}" for n in range(10))


def test_only_figures_of_several_years_are_drawn_those_of_the_most_first() -> None:
    samples = [("one", s) for s in to_samples((2020, 1), (2020, 2))]
    samples += [("two", s) for s in to_samples((2020, 1), (2021, 2))]
    samples += [("three", s) for s in to_samples((2020, 1), (2021, 2), (2022, 3))]
    assert [chart.title for chart in draw_charts(samples)] == ["three", "two"]


@pytest.mark.parametrize("period", [None, "", "2023/2024", "2023-01", "２０２３"])
def test_other_periods_than_years_are_no_points(period: str | None) -> None:
    assert to_year(period) is None
