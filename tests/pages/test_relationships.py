from __future__ import annotations

from tradegraph.pages.nodes import Nodes
from tradegraph.pages.relationships import Relationship, read_relationship


def read(nodes: Nodes, pattern: str) -> Relationship:
    (row,) = nodes.store.rows(f"SELECT ?it {{ ?it a tg:TradeValue ; {pattern} }}")
    relationship = read_relationship(nodes, nodes.read(row["it"]))
    assert relationship
    return relationship


def test_another_value_for_the_same_thing_and_year_is_a_rival(written: Nodes) -> None:
    relationship = read(written, "tg:value 1100000000.0")
    assert [rival.figure.words for rival in relationship.rivals if rival.figure] == ["USD 2.2 billion"]


def test_figures_of_other_years_are_drawn_and_no_rivals(written: Nodes) -> None:
    relationship = read(written, 'tg:period "2021"')
    assert relationship.rivals == ()
    (chart,) = relationship.charts
    assert [point.sample.year for point in chart.points] == [2021, 2022, 2022]


def test_who_takes_part_is_told_by_role(written: Nodes) -> None:
    roles = {
        role: [thing.iri[-5:] for thing in things]
        for role, things in read(written, "tg:value 1100000000.0").roles
    }
    assert roles == {"exporter": ["US-UT"], "importer": ["ry/MX"]}


def test_a_plan_leads_to_what_fulfilled_it(nodes: Nodes) -> None:
    rows = list(nodes.store.rows("SELECT ?plan ?done { ?plan tg:fulfilledBy ?done }"))
    for row in rows:
        plan, done = (read_relationship(nodes, nodes.read(row[name])) for name in ("plan", "done"))
        assert plan
        assert done
        assert "Later reported as done" in dict(plan.sequels)
        assert "Foreseen before" in dict(done.sequels)


def test_an_actor_is_no_relationship(nodes: Nodes) -> None:
    assert read_relationship(nodes, nodes.read(f"{nodes.store.base}country/MX")) is None
