"""Each constraint against small graphs that satisfy it or break it, with the report expected beside each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Literal, URIRef
from tradegraph.shapes import lint_file, shape_files
from tradegraph.shapes.loading import SH, load_lint, load_shapes
from tradegraph.shapes.report import Report
from tradegraph.shapes.validation import check_ontology, validate

FIXTURES = Path(__file__).with_name("fixtures")
VALID = sorted(FIXTURES.glob("*.valid.*.ttl"))
INVALID = sorted(FIXTURES.glob("*.invalid.*.ttl"))
#: The text in which the offsets of all fixtures with a claim count.
TEXT = (FIXTURES / "utah.txt").read_text(encoding="utf-8")
#: Properties of a property shape that are not constraints.
NOT_CONSTRAINTS = {"message", "name", "path", "severity"}
TERM_SHAPES = {
    str(shape).rpartition("#")[2] for shape in load_lint().graph.subjects(RDF.type, SH.PropertyShape)
}


def check(path: Path) -> Report:
    quads = list(parse(path=path, format=RdfFormat.TURTLE))
    if path.name.split(".")[0] in {*TERM_SHAPES, "ontology-terms"}:
        return check_ontology(quads)
    return validate(quads, text=TEXT, types={})


def outline(report: Report) -> list[dict[str, Any]]:
    names = ("severity", "shape", "constraint", "path", "value")
    return [
        {name: getattr(result, name) for name in names} | {"message": result.message()[:40]}
        for result in report.results
    ]


def property_shapes() -> Iterator[tuple[Graph, URIRef]]:
    for graph in (load_shapes().graph, load_lint().graph):
        for shape in graph.subjects(RDF.type, SH.PropertyShape):
            assert isinstance(shape, URIRef)
            yield graph, shape


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_graph_gives_no_result(path: Path) -> None:
    assert outline(check(path)) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_graph_gives_the_expected_report(path: Path, renew_golden: bool) -> None:
    found = outline(check(path))
    golden = path.with_suffix(".expected.json")
    if renew_golden:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))
    assert f"tgsh:{path.name.split('.')[0]}" in {result["shape"] for result in found}


def test_all_fixtures_are_collected() -> None:
    assert (len(VALID), len(INVALID)) == (25, 248)
    assert {path.name for path in FIXTURES.glob("*.json")} == {
        path.with_suffix(".expected.json").name for path in INVALID
    }


def test_every_constraint_has_a_graph_that_breaks_it() -> None:
    broken = {
        (result["shape"], result["constraint"])
        for path in FIXTURES.glob("*.expected.json")
        for result in json.loads(path.read_text(encoding="utf-8"))
    }
    constraints = {
        (f"tgsh:{shape.rpartition('#')[2]}", local[0].upper() + local[1:])
        for graph, shape in property_shapes()
        for local in (
            str(name).removeprefix(SH) for name in graph.predicates(shape) if str(name).startswith(SH)
        )
        if local not in NOT_CONSTRAINTS and not local.startswith("target")
    }
    assert len(constraints) > 150
    assert constraints - broken == set()


def test_every_shape_is_tried_on_a_graph_that_satisfies_it() -> None:
    tried: set[str] = set()
    for path in VALID:
        graph = Graph().parse(path)
        used = {*graph.predicates(), *graph.objects(None, RDF.type), *graph.subjects()}
        for shapes, shape in property_shapes():
            nodes = [shape, *shapes.subjects(SH.property, shape)]
            targets = {
                target
                for node in nodes
                for name, target in shapes.predicate_objects(node)
                if str(name).startswith(SH.target)
            }
            if targets & used:
                tried.add(str(shape))
    # What these look at is derived only where something is wrong.
    untried = {str(shape) for _, shape in property_shapes()} - tried
    assert {name.rpartition("#")[2] for name in untried} == {
        "Claim-daysAfterPublication",
        "Claim-unmentioned",
        "Figure-shareOfWorldTrade",
        "Mention-insideEvidence",
        "Passage-exact",
    }


@pytest.mark.parametrize("file", [*shape_files(), lint_file()], ids=lambda file: file.name)
def test_shapes_are_named_and_tell_what_to_do(file: Path) -> None:
    graph = Graph().parse(data=file.read_bytes(), format="turtle")
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        for name in (SH.name, SH.message):
            texts = [text for text in graph.objects(shape, name) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in texts) == ["en", "es"], shape
        assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning)
        assert all(str(text).endswith(".") for text in graph.objects(shape, SH.message))
