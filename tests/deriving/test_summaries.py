"""What is summed up at build: counts, measures, brokers, and what became of plans and figures."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from tradegraph.deriving.brokers import derive_brokers
from tradegraph.deriving.counts import derive_counts, derive_measures, load_measures
from tradegraph.deriving.sequels import derive_sequels
from tradegraph.queries.catalogue import run_query
from tradegraph.rdf.iris import DEFAULT_BASE, to_iri
from tradegraph.rdf.store import Store

PREFIXES = """@base <https://w3id.org/tradegraph/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix tg: <https://w3id.org/tradegraph/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix schema: <https://schema.org/> .
"""


def graph_of(turtle: str, *, name: str = "one") -> Store:
    content = f"{PREFIXES} <graph/{name}> {{ {turtle} }}"
    return Store.in_memory(pyoxigraph.parse(input=content, format=RdfFormat.TRIG))


def named(path: str) -> NamedNode:
    return NamedNode(DEFAULT_BASE + path)


def numbers(triples: Iterable[Triple], property_: str) -> dict[str, str]:
    return {
        triple.subject.value.removeprefix(DEFAULT_BASE): triple.object.value
        for triple in triples
        if isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal | NamedNode)
        and triple.predicate == to_iri(property_)
    }


def test_claims_are_counted_by_article_entity_and_speaker() -> None:
    store = graph_of(
        "<r/1> tg:involves <MX>, <US> . <r/2> tg:involves <MX> ; tg:product <cars> ."
        "<c/1> tg:states <r/1> ; prov:wasQuotedFrom <a/1> ; tg:speaker <cox> ."
        "<c/2> tg:states <r/2> ; prov:wasQuotedFrom <a/1> ."
        "<c/3> tg:states <r/2> ; prov:wasQuotedFrom <a/2> ."
    )
    counts = list(derive_counts(store))
    assert numbers(counts, "tg:claimCount") == {"a/1": "2", "a/2": "1", "MX": "3", "US": "1", "cars": "2"}
    assert numbers(counts, "tg:spokenCount") == {"cox": "1"}


def test_each_measure_has_a_number_and_is_part_of_another_known_one() -> None:
    names = [measure.name for measure in load_measures()]
    assert len(names) == len(set(names)) == 17
    assert all(measure.of is None or measure.of in names for measure in load_measures())
    store = graph_of(
        "<c/1> a tg:Claim ; tg:confidence 0.95 ; tg:states <r/1> ; prov:wasQuotedFrom <a/1> ."
        "<c/2> a tg:Claim ; tg:confidence 0.7 ; tg:states <r/2> ; prov:wasQuotedFrom <a/1> ."
        "<c/2> tg:speaker <cox> . <r/1> tg:period '2023' ."
        "<a/1> schema:datePublished '2024-05-01'^^xsd:date ."
    )
    found = numbers(derive_measures(store), "dqv:value")
    assert {name.removeprefix("measurement/"): number for name, number in found.items() if number != "0"} == {
        "articles": "1",
        "articles-of-unknown-source": "1",
        "claims": "2",
        "claims-sure": "1",
        "claims-likely": "1",
        "claims-spoken": "1",
        "relationships": "2",
        "relationships-undated": "1",
    }


def test_who_stands_between_all_others_has_the_whole_share() -> None:
    links = "<a> tg:worksFor <hub> . <b> tg:metWith <hub> . <hub> tg:metWith <b> . <hub> tg:exportsTo <c> ."
    products = "<a> tg:exportsProduct <cars> . <b> tg:exportsProduct <cars> ."
    scores = numbers(derive_brokers(graph_of(links + products, name="direct")), "tg:betweenness")
    assert {iri: float(score) for iri, score in scores.items()} == {"hub": 1.0}
    assert not list(derive_brokers(graph_of("", name="direct")))


FIGURE = (
    "a tg:TradeValue ; tg:flow tg:FlowExports ; tg:unit 'USD' ; tg:period '2024' ;"
    " tg:exporter <MX> ; tg:importer <US>"
)


PLAN = "tg:status tg:StatusProjected ; tg:value 5.0 ; tg:firstReported '2024-01-01'^^xsd:date"
FACT = "tg:status tg:StatusReported ; tg:value 4.0 ; tg:firstReported '2025-01-01'^^xsd:date"


@pytest.mark.parametrize(
    ("later", "day", "links"),
    [
        ("tg:StatusReported ; tg:value 5.0", "2025-01-02", {"tg:fulfilledBy"}),
        ("tg:StatusReported ; tg:value 4.0", "2025-01-02", {"tg:fulfilledBy"}),
        ("tg:StatusReported ; tg:value 5.0", "2024-01-01", set()),
        ("tg:StatusProjected ; tg:value 6.0", "2025-01-02", {"tg:differsFrom"}),
        ("tg:StatusProjected ; tg:value 6.0", "2024-01-01", set()),
    ],
)
def test_a_later_figure_fulfils_a_plan_or_differs_from_it(later: str, day: str, links: set[str]) -> None:
    store = graph_of(
        f"<old> {FIGURE} ; {PLAN} .<new> {FIGURE} ; tg:status {later} ; tg:firstReported '{day}'^^xsd:date ."
    )
    found = set(derive_sequels(store))
    expected = {
        "tg:fulfilledBy": Triple(named("old"), to_iri("tg:fulfilledBy"), named("new")),
        "tg:differsFrom": Triple(named("new"), to_iri("tg:differsFrom"), named("old")),
    }
    assert found == {expected[link] for link in links}


def test_a_figure_of_another_period_or_way_is_another_thing() -> None:
    back = FIGURE.replace("<MX>", "<x>").replace("<US>", "<MX>").replace("<x>", "<US>")
    store = graph_of(
        f"<old> {FIGURE} ; {PLAN} .<new> {FIGURE.replace('2024', '2023')} ; {FACT} .<back> {back} ; {FACT} ."
    )
    assert set(derive_sequels(store)) == set()


def test_the_shortest_way_takes_links_in_either_direction_and_none_is_longer_than_six_steps() -> None:
    chain = "".join(f"<n/{i}> tg:metWith <n/{i + 1}> . " for i in range(8))
    store = graph_of(chain + "<n/0> tg:worksFor <x> . <n/2> tg:memberOf <x> .", name="direct")

    def steps(first: int, second: int) -> list[tuple[int, int]]:
        ends = {"first": named(f"n/{first}").value, "second": named(f"n/{second}").value}
        return [row[:2] for row in run_query(store, "shortest-path", **ends).rows]

    assert steps(0, 2) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert len(steps(1, 7)) == 6
    assert steps(0, 8) == steps(0, 0) == []
