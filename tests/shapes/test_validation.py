from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyshacl
import pytest
from babel.numbers import list_currencies
from claims import MEXICO, TEXT, UTAH, to_article, to_claim, to_claims
from pyoxigraph import Quad
from rdflib import Graph
from tradegraph.ontology.graphs import load_graph
from tradegraph.rdf.quads import to_quads
from tradegraph.shapes import lint_file, shape_files
from tradegraph.shapes.loading import SH, load_shapes
from tradegraph.shapes.validation import check_ontology, known_types, merge_reports, validate

QUOTE = "In 2022, exports from Utah to Mexico were close to USD1.1 billion"
EXPORTS = to_claim(
    "trade_value",
    UTAH,
    MEXICO,
    QUOTE,
    flow="exports",
    value=Decimal("1.1e9"),
    unit="USD",
    period="2022",
    status="reported",
)


def quads_of(*claims: object, base: str = "https://w3id.org/tradegraph/") -> list[Quad]:
    return to_quads(to_article(), claims, base=base)  # type: ignore[arg-type]


def test_a_grounded_claim_conforms() -> None:
    report = validate(quads_of(EXPORTS), text=TEXT)
    assert report.conforms
    assert report.results == ()


@pytest.mark.parametrize("base", ["https://w3id.org/tradegraph/", "https://data.example.org/trade/"])
def test_known_entities_have_their_types_under_any_base(base: str) -> None:
    assert validate(quads_of(EXPORTS, base=base), text=TEXT).results == ()


def test_types_of_known_entities_are_those_given() -> None:
    report = validate(quads_of(EXPORTS), text=TEXT, types={"country/MX": "Country", "region/US-UT": "Person"})
    assert [(result.shape, result.constraint) for result in report.results] == [
        ("tgsh:Trade-exporter", "Class")
    ]


def test_types_are_those_of_the_reference_data_unless_given() -> None:
    assert known_types()["country/MX"] == "Country"


def test_a_quote_is_compared_with_the_text_only_where_it_is_given() -> None:
    quads = quads_of(EXPORTS)
    assert validate(quads).conforms
    shifted = validate(quads, text="x" + TEXT)
    assert {result.shape for result in shifted.violations} == {"tgsh:Passage-exact"}
    # The engine gives both sides of an inequality: the quote, and what the text has in its place.
    assert {QUOTE, ("x" + TEXT)[: len(QUOTE)]} < {result.value for result in shifted.results}


def test_a_result_names_the_claim_and_its_quote() -> None:
    broken = replace(EXPORTS, unit="XYZ")
    (result,) = validate(quads_of(broken), text=TEXT).results
    assert result.claim is not None
    assert result.claim.startswith("https://w3id.org/tradegraph/claim/")
    assert result.quote == QUOTE
    assert (result.severity, result.path, result.value) == ("Violation", "tg:unit", "XYZ")
    assert result.message().startswith("An amount of money is counted in a currency")
    assert result.message("es").startswith("Una cantidad de dinero se cuenta en una moneda")
    assert result.message("fr") == result.message("en")


def test_a_relationship_at_fault_is_told_of_each_claim_that_states_it() -> None:
    broken = replace(EXPORTS, unit="XYZ")
    again = replace(broken, end=broken.end - 8, quote=broken.quote[:-8])
    report = validate(quads_of(broken, again), text=TEXT)
    assert len(report.results) == 2
    assert len({result.claim for result in report.results}) == 2
    assert all(result.messages for result in report.results)


def test_a_warning_leaves_a_report_conforming() -> None:
    report = validate(quads_of(replace(EXPORTS, value=Decimal("1.1e15"))), text=TEXT)
    assert [result.shape for result in report.warnings] == ["tgsh:Figure-shareOfWorldTrade"]
    assert report.conforms


def test_validation_leaves_no_derived_statement_behind() -> None:
    graph = Graph().parse(data="\n".join(f"{quad.triple} ." for quad in quads_of(EXPORTS)), format="nt")
    before = set(graph)
    assert validate(graph, text=TEXT).conforms
    assert set(graph) == before


def test_the_order_of_quads_changes_nothing() -> None:
    quads = to_quads(to_article(), to_claims())
    assert validate(quads, text=TEXT[1:]) == validate(reversed(quads), text=TEXT[1:])


def test_reports_are_merged_in_order() -> None:
    reports = [validate(quads_of(replace(EXPORTS, unit=unit)), text=TEXT) for unit in ("XYZ", "QQQ")]
    merged = merge_reports(reports)
    assert len(merged.results) == 2
    assert merged == merge_reports(reversed(reports))


def test_the_ontology_is_well_written() -> None:
    assert check_ontology(load_graph("ontology")).results == ()


@pytest.mark.parametrize("file", [*shape_files(), lint_file()], ids=lambda file: file.name)
def test_shapes_are_well_formed(file: Path) -> None:
    shapes = Graph().parse(data=file.read_bytes(), format="turtle")
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms


def test_no_shape_is_written_in_sparql() -> None:
    assert not set(load_shapes().graph.predicates()) & {SH.sparql, SH.select, SH.ask}


def test_currencies_are_those_of_the_standard_and_of_the_reference_data() -> None:
    codes = currencies()
    assert len(codes) == 237
    assert codes <= set(list_currencies())
    quads = load_graph("reference/countries")
    used = {str(quad.object).strip('"') for quad in quads if quad.predicate.value.endswith("#currency")}
    assert len(used) > 100
    assert used - codes == set()


def test_every_currency_is_accepted() -> None:
    quads = quads_of(*(replace(EXPORTS, unit=code) for code in currencies()))
    assert validate(quads, text=TEXT).conforms


def currencies() -> set[str]:
    shape = Graph().parse(data=_file("money.ttl").read_bytes(), format="turtle")
    pattern = str(next(shape.objects(None, SH.pattern)))
    return set(pattern.removeprefix("^(").removesuffix(")$").split("|"))


def _file(name: str) -> Path:
    return next(file for file in shape_files() if file.name == name)  # type: ignore[return-value]
