from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from rdflib import Graph, URIRef
from tradegraph.shapes.loading import SH
from tradegraph.shapes.report import COLUMNS, Report, Result, to_csv, to_text, to_turtle

MISSING = Result(
    severity="Violation",
    messages={"en": "Add it.", "es": "Agréguelo."},
    focus="https://example.org/claim/1",
    path="tg:evidence/oa:hasSource",
    value=None,
    shape="tgsh:Claim-source",
    constraint="Equals",
    claim="https://example.org/claim/1",
    quote='"Trade", he said,\nis up.',
)
LARGE = replace(
    MISSING,
    severity="Warning",
    path="tg:value",
    value="34000000000000.0",
    shape="tgsh:Figure-value",
    claim=None,
)
REPORT = Report((MISSING, LARGE))


def test_only_violations_keep_a_report_from_conforming() -> None:
    assert not REPORT.conforms
    assert Report((LARGE,)).conforms
    assert (REPORT.violations, REPORT.warnings) == ((MISSING,), (LARGE,))


@pytest.mark.parametrize(("lang", "advice"), [("en", "Add it."), ("es", "Agréguelo.")])
def test_text_tells_what_to_do(lang: str, advice: str) -> None:
    text = to_text(REPORT, lang)
    assert text.startswith(f"Violation: {advice} [tgsh:Claim-source]\n  claim https://example.org/claim/1\n")
    assert text.endswith("\n\n1 violation, 1 warning.")


def test_csv_has_a_line_a_result() -> None:
    header, first, second = csv.reader(to_csv(REPORT, "es").splitlines(keepends=True))
    assert tuple(header) == COLUMNS
    assert first[:4] == ["Violation", "Agréguelo.", MISSING.claim, MISSING.quote]
    assert second[:1] + second[2:3] == ["Warning", ""]


def test_turtle_is_a_report_of_the_standard() -> None:
    graph = Graph().parse(data=to_turtle(REPORT), format="turtle")
    report = next(graph.subjects(SH.conforms))
    results = list(graph.objects(report, SH.result))
    assert len(results) == 2
    assert {graph.value(result, SH.resultSeverity) for result in results} == {SH.Violation, SH.Warning}
    assert all(len(list(graph.objects(result, SH.resultMessage))) == 2 for result in results)
    components = {graph.value(result, SH.sourceConstraintComponent) for result in results}
    assert components == {SH.EqualsConstraintComponent}
    assert [*graph.objects(None, SH.resultPath)] == [URIRef("https://w3id.org/tradegraph/ontology#value")]


@pytest.mark.parametrize("report", [Report(), REPORT])
def test_turtle_is_the_same_for_the_same_results(report: Report) -> None:
    assert to_turtle(report) == to_turtle(Report(report.results))
    assert f"sh:conforms {str(report.conforms).lower()}" in to_turtle(report)
