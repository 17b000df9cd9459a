"""Content negotiation: quality, specificity, exclusion, names of formats."""

from __future__ import annotations

import pytest
from tradegraph._exceptions import RequestError
from tradegraph.serving.negotiation import GRAPHS, PAGE, TABLES, accepts, choose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("*/*", "json"),
        ("", "json"),
        ("application/*", "json"),
        ("text/*", "xml"),
        ("text/csv", "csv"),
        ("TEXT/CSV;Q=0.5", "csv"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.6", "tsv"),
        ("application/sparql-results+json;q=0.3, application/sparql-results+xml", "xml"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml"),
        ("text/*;q=0.9, text/csv;q=0.1, text/xml;q=0, application/xml;q=0.95", "xml"),
        ("text/csv;q=2, text/tab-separated-values;q=0.1", "tsv"),
        ("text/csv;charset=utf-8;q=1.0", "csv"),
        (BROWSER, "html"),
        ("application/json", "json"),
    ],
)
def test_the_best_fit_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose((*TABLES, PAGE), accept=accept).name == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", "text/csv;q=0", ";;;", "q=1"])
def test_what_fits_nothing_is_refused_with_what_there_is(accept: str) -> None:
    with pytest.raises(RequestError, match=r"text/csv \(csv\)") as caught:
        choose(TABLES, accept=accept)
    assert caught.value.status == 406


@pytest.mark.parametrize(
    ("name", "type_"), [("ttl", "text/turtle; charset=utf-8"), ("application/ld+json", "application/ld+json")]
)
def test_a_format_is_chosen_by_name_or_type_whatever_is_accepted(name: str, type_: str) -> None:
    assert choose(GRAPHS, accept="text/csv", name=name).type == type_


@pytest.mark.parametrize(
    ("header", "told"),
    [("gzip, deflate, br", True), ("*", True), ("gzip;q=0, *", False), ("identity", False), (None, False)],
)
def test_encodings_are_told(header: str | None, told: bool) -> None:
    assert accepts(header, "gzip") is told
