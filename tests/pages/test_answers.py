from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from tradegraph.pages.answers import SHOWN, Cell, Table, to_table
from tradegraph.pages.nodes import Nodes
from tradegraph.queries.results import Results
from tradegraph.rdf.iris import to_iri

MEXICO = NamedNode("https://w3id.org/tradegraph/country/MX")


def to_decimal(text: str) -> Literal:
    return Literal(text, datatype=to_iri("xsd:decimal"))


def answer(nodes: Nodes, **columns: object) -> Table:
    return to_table(Results(tuple(columns), (tuple(columns.values()),)), nodes)  # type: ignore[arg-type]


def test_an_entity_and_its_label_share_a_column(nodes: Nodes) -> None:
    table = answer(nodes, partner=MEXICO, partnerLabel=Literal("México", language="es"))
    assert [column.title for column in table.columns] == ["partner"]
    assert table.rows == ((Cell("México", "es", path="country/MX"),),)


def test_a_thing_without_a_label_is_called_by_its_name(nodes: Nodes) -> None:
    assert answer(nodes, article=MEXICO).rows == ((Cell("Mexico", "en", path="country/MX"),),)


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (to_decimal("-62707000000"), Cell("−62,707,000,000")),
        (to_decimal("0.5"), Cell("0.5")),
        (Literal("1", datatype=to_iri("xsd:integer")), Cell("1")),
        (Literal("2011", datatype=to_iri("xsd:gYear")), Cell("2011")),
        (Literal("true", datatype=to_iri("xsd:boolean")), Cell("true")),
        (Literal("x", language="es"), Cell("x", "es")),
        (
            NamedNode("https://elsewhere.example/"),
            Cell("https://elsewhere.example/", url="https://elsewhere.example/"),
        ),
        (NamedNode("javascript:alert(1)"), Cell("javascript:alert(1)")),
    ],
)
def test_a_cell_is_written_as_people_write_it(term: object, cell: Cell, nodes: Nodes) -> None:
    assert answer(nodes, it=term).rows == ((cell,),)


@pytest.mark.parametrize(
    ("name", "term", "kind"),
    [
        ("value", to_decimal("5"), "number"),
        ("higherQuote", Literal("words"), "quote"),
        ("status", Literal("reported"), "text"),
    ],
)
def test_a_column_knows_what_it_holds(name: str, term: object, kind: str, nodes: Nodes) -> None:
    assert [column.kind for column in answer(nodes, **{name: term}).columns] == [kind]


def test_periods_are_told_in_words(nodes: Nodes) -> None:
    assert answer(nodes, period=Literal("2024-01/2024-06")).rows == ((Cell("January–June 2024"),),)


def test_figures_of_several_years_are_drawn_apart_by_what_they_measure(nodes: Nodes) -> None:
    rows = tuple(
        (Literal(partner), to_decimal(str(year)), Literal("USD"), Literal(str(year)))
        for partner in ("China", "Japan")
        for year in (2021, 2022)
    )
    table = to_table(Results(("partner", "value", "unit", "period"), rows), nodes)
    assert [chart.title for chart in table.charts] == ["China, USD", "Japan, USD"]


def test_a_long_answer_is_cut(nodes: Nodes) -> None:
    table = to_table(Results(("it",), ((MEXICO,),) * (SHOWN + 1)), nodes)
    assert (len(table.rows), table.total, table.is_cut) == (SHOWN, SHOWN + 1, True)


def test_yes_and_no_and_triples_are_tables_too(nodes: Nodes) -> None:
    assert to_table(Results(boolean=False), nodes).rows == ((Cell("no"),),)
    triple = Triple(MEXICO, to_iri("rdfs:label"), Literal("x"))
    (row,) = to_table(Results(triples=(triple,)), nodes).rows
    assert [cell.text for cell in row] == ["Mexico", to_iri("rdfs:label").value, "x"]


def test_a_column_without_values_is_left_out(nodes: Nodes) -> None:
    table = answer(nodes, partner=MEXICO, partnerLabel=None, value=None)
    assert [column.title for column in table.columns] == ["partner"]


def test_a_statement_is_called_by_the_beginning_of_its_number(nodes: Nodes) -> None:
    (row, *_) = nodes.store.rows("SELECT ?it { ?it a tg:Claim }")
    ((cell,),) = answer(nodes, claim=NamedNode(row["it"])).rows
    assert row["it"].endswith(cell.path or "none")
    assert cell.text == (cell.path or "").removeprefix("claim/")[:7]
