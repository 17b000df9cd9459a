from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad
from tradegraph.pages import Pages, Site
from tradegraph.pages.entities import Entity, find_cap, read_entity, to_identifier
from tradegraph.pages.nodes import Nodes
from tradegraph.rdf.iris import to_iri

from .graphs import parse_html, to_text, to_written_store


@pytest.fixture(scope="module")
def mexico(nodes: Nodes) -> Entity:
    return read_entity(nodes, nodes.read(f"{nodes.store.base}country/MX"))


def test_an_entity_has_names_codes_and_public_identifiers(mexico: Entity) -> None:
    assert [(name.value, name.lang) for name in mexico.names] == [("Mexico", "en"), ("México", "es")]
    assert ("ISO 3166 code", "MX") in mexico.codes
    assert "Wikidata Q96" in {one.label for one in mexico.identifiers}
    assert "United Mexican States" in {name.value for name in mexico.aliases}


def test_every_relationship_of_it_is_in_a_group(mexico: Entity, nodes: Nodes) -> None:
    query = f"SELECT (COUNT(DISTINCT ?it) AS ?n) {{ ?it tg:involves <{mexico.thing.iri}> }}"
    assert sum(group.total for group in mexico.groups) == int(next(nodes.store.rows(query))["n"])
    assert not any(group.is_cut for group in mexico.groups)
    assert [group.total for group in mexico.groups] == sorted((g.total for g in mexico.groups), reverse=True)


def test_the_latest_periods_come_first(mexico: Entity) -> None:
    group = next(group for group in mexico.groups if group.kind == "TradeValue")
    ends = [(statement.period or "").rpartition("/")[2][:4] for statement in group.statements]
    assert ends == sorted(ends, reverse=True)


@pytest.mark.parametrize(
    ("totals", "cap"), [([], 200), ([100], 200), ([5000], 200), ([5000] * 4, 100), ([5000] * 100, 10)]
)
def test_a_page_shows_about_as_much_of_everything(totals: list[int], cap: int) -> None:
    assert find_cap(totals) == cap


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        ("https://sws.geonames.org/3996063/", "GeoNames 3996063"),
        ("https://registry.example/7", "https://registry.example/7"),
    ],
)
def test_an_identifier_is_called_by_its_register(iri: str, label: str) -> None:
    assert to_identifier(iri).label == label


def test_a_speaker_is_shown_with_what_he_is_quoted_with(nodes: Nodes) -> None:
    (row, *_) = nodes.store.rows(
        "SELECT ?speaker (COUNT(*) AS ?n) { ?c tg:speaker ?speaker } GROUP BY ?speaker"
    )
    speaker = read_entity(nodes, nodes.read(row["speaker"]))
    quotes = [quote for statement in speaker.spoken for quote in statement.quotes]
    assert len(quotes) == int(row["n"])
    assert {quote.speaker.iri for quote in quotes if quote.speaker} == {row["speaker"]}


def test_what_was_merged_leads_to_its_successor() -> None:
    store = to_written_store()
    old, new = (NamedNode(f"{store.base}{path}") for path in ("country/MEX", "country/MX"))
    store.load([Quad(old, to_iri("dcterms:isReplacedBy"), new)])
    pages = Pages(store, site=Site(store.base))
    assert "country/MEX" in set(pages.paths())
    tree = parse_html(pages.render("country/MEX") or "")
    assert "What was called country/MEX is the same as" in to_text(tree)
    assert "https://w3id.org/tradegraph/country/MEX" in to_text(next(tree.iter("footer")))


def test_parties_of_an_agreement_come_in_the_order_of_time(nodes: Nodes) -> None:
    query = "SELECT DISTINCT ?it { ?r tg:agreement ?it }"
    for row in nodes.store.rows(query):
        agreement = read_entity(nodes, nodes.read(row["it"]))
        told = [item.period for item in agreement.parties if item.period]
        assert agreement.parties
        assert told == sorted(told)
