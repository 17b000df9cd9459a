"""The data set is a well-formed cube, by the integrity constraints of the W3C.

Source: https://www.w3.org/TR/vocab-data-cube/#wf-rules
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.graphs import load_graph
from tradegraph.rdf.iris import DEFAULT_BASE, to_iri
from tradegraph.rdf.store import Store
from tradegraph.statistics.cube import Cube
from tradegraph.statistics.figures import Figure, Tally, read_figures
from tradegraph.statistics.places import TYPES

TABLES = Path(__file__).parent / "tables"
#: What finds a violation of each constraint, in our words.
CONSTRAINTS = {
    "IC-1: an observation has one data set": """
        ?node a qb:Observation .
        OPTIONAL { ?node qb:dataSet ?one } OPTIONAL { ?node qb:dataSet ?two FILTER (?two != ?one) }
        FILTER (!BOUND(?one) || BOUND(?two))""",
    "IC-2: a data set has one structure": """
        ?node a qb:DataSet .
        OPTIONAL { ?node qb:structure ?one } OPTIONAL { ?node qb:structure ?two FILTER (?two != ?one) }
        FILTER (!BOUND(?one) || BOUND(?two))""",
    "IC-3: a structure has a measure": """
        ?node a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?node qb:component/qb:measure ?measure . ?measure a qb:MeasureProperty }""",
    "IC-4: a dimension has a range": """
        ?node a qb:DimensionProperty . FILTER NOT EXISTS { ?node rdfs:range ?range }""",
    "IC-5: a dimension of concepts has a list of codes": """
        ?node a qb:DimensionProperty ; rdfs:range skos:Concept .
        FILTER NOT EXISTS { ?node qb:codeList ?codes }""",
    "IC-6: only attributes are optional": """
        ?node qb:component ?component . ?component qb:componentRequired false .
        FILTER NOT EXISTS { ?component qb:attribute ?attribute }""",
    "IC-11: an observation has all dimensions": """
        ?node qb:dataSet/qb:structure/qb:component/qb:dimension ?dimension .
        FILTER NOT EXISTS { ?node ?dimension ?value }""",
    "IC-12: two observations differ in a dimension": """
        ?node qb:dataSet ?set . ?other qb:dataSet ?set . FILTER (STR(?node) < STR(?other))
        FILTER NOT EXISTS {
          ?set qb:structure/qb:component/qb:dimension ?dimension .
          ?node ?dimension ?one . ?other ?dimension ?two . FILTER (?one != ?two) }""",
    "IC-13: an observation has the attributes that are required": """
        ?node qb:dataSet/qb:structure/qb:component ?component .
        ?component qb:componentRequired true ; qb:attribute ?attribute .
        FILTER NOT EXISTS { ?node ?attribute ?value }""",
    "IC-14: an observation has all measures": """
        ?node qb:dataSet/qb:structure/qb:component/qb:measure ?measure .
        FILTER NOT EXISTS { ?node ?measure ?value }""",
    "one value of each component": """
        ?node a qb:Observation ; ?property ?one, ?two . FILTER (STR(?one) < STR(?two))""",
    "components are declared as what they are": """
        ?component ?kind ?node .
        VALUES (?kind ?class) { (qb:dimension qb:DimensionProperty) (qb:measure qb:MeasureProperty)
            (qb:attribute qb:AttributeProperty) }
        FILTER NOT EXISTS { ?node a ?class }""",
}

Break = Callable[[list[Quad]], list[Quad]]


def to_quads(*names: str) -> list[Quad]:
    quads: list[Quad] = []
    for name in names:
        cube = Cube(name)
        figures = read_figures(TABLES / f"{name}.csv", Tally(), print)
        content = cube.describe([name]) + b"".join(cube.observe(figure) for _, figure in figures)
        quads += parse(content, format=RdfFormat.N_QUADS)
    return quads


def violations(quads: list[Quad], constraint: str) -> int:
    with Store.in_memory([*load_graph("ontology"), *quads]) as store:
        return len(list(store.rows(f"SELECT DISTINCT ?node WHERE {{ {CONSTRAINTS[constraint]} }}")))


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return to_quads("comtrade", "tabla-es")


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_cube_is_well_formed(quads: list[Quad], constraint: str) -> None:
    assert violations(quads, constraint) == 0


def without(name: str) -> Break:
    return lambda quads: [quad for quad in quads if quad.predicate != to_iri(name)]


def twice(name: str) -> Break:
    """Return what copies an observation under another name, with another `name` where that is not empty."""

    def copy(quads: list[Quad]) -> list[Quad]:
        first = next(quad.subject for quad in quads if quad.object == to_iri("qb:Observation"))
        other = NamedNode("https://data.example/other")
        copies = [
            Quad(other, quad.predicate, quad.object, quad.graph_name)
            for quad in quads
            if quad.subject == first
        ]
        if not name:
            return [*quads, *copies]
        return [*quads, Quad(first, to_iri(name), other, quads[0].graph_name)]

    return copy


@pytest.mark.parametrize(
    ("constraint", "spoil"),
    [
        ("IC-1: an observation has one data set", without("qb:dataSet")),
        ("IC-1: an observation has one data set", twice("qb:dataSet")),
        ("IC-2: a data set has one structure", without("qb:structure")),
        ("IC-11: an observation has all dimensions", without("tg:partner")),
        ("IC-12: two observations differ in a dimension", twice("")),
        ("IC-13: an observation has the attributes that are required", without("tg:currency")),
        ("IC-14: an observation has all measures", without("tg:officialValue")),
        ("one value of each component", twice("tg:partner")),
    ],
)
def test_a_violation_is_found(quads: list[Quad], constraint: str, spoil: Break) -> None:
    assert violations(spoil(quads), constraint) > 0


def test_an_observation_says_all_of_a_figure() -> None:
    cube = Cube("customs", base="https://data.example/")
    figure = Figure("region/US-UT", "tg:World", "imports", 2023, 'beans "dried"', Decimal("1.50"), "USD")
    quads = list(parse(cube.observe(figure), format=RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in quads} == {NamedNode("https://data.example/graph/statistics/customs")}
    (subject,) = {quad.subject for quad in quads}
    assert subject == NamedNode(
        "https://data.example/statistics/customs/US-UT/World/imports/2023/beans%20%22dried%22"
    )
    stated = {str(quad.predicate).rpartition("#")[2].rstrip(">"): str(quad.object) for quad in quads}
    assert stated == {
        "type": "<http://purl.org/linked-data/cube#Observation>",
        "dataSet": "<https://data.example/statistics/customs>",
        "reporter": "<https://data.example/region/US-UT>",
        "partner": str(to_iri("tg:World")),
        "flow": str(to_iri("tg:FlowImports")),
        "referenceYear": '"2023"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        "commodity": '"beans \\"dried\\""',
        "officialValue": '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "currency": '"USD"',
        "series": '"region/US-UT tg:World imports beans \\"dried\\""',
    }


def test_no_two_places_share_the_end_of_their_id() -> None:
    ends = [
        id_.rpartition("/")[2] for id_, entity in load_gazetteer().entities.items() if entity.type in TYPES
    ]
    assert len(ends) == len(set(ends))
    assert all(DEFAULT_BASE not in end for end in ends)
