"""Tallies: what is told of an actor by kind and by month, and what each publisher tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pyoxigraph
import pytest
from pyoxigraph import Quad, RdfFormat, Triple
from tradegraph.deriving.tallies import derive_attention, derive_coverage, derive_profiles
from tradegraph.queries.catalogue import run_query
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES
from tradegraph.rdf.store import Store

GRAPH = """
<r/1> a tg:Visit ; tg:involves <country/US>, <country/MX> ; tg:periodStart "2021-05-01"^^xsd:date .
<r/2> a tg:Visit ; tg:involves <country/MX>, <country/CA> ; tg:periodStart "2019-01-01"^^xsd:date .
<r/3> a tg:Meeting ; tg:involves <country/MX>, <country/US> .
<c/1> tg:states <r/1> ; prov:wasQuotedFrom <a/1> . <c/2> tg:states <r/2> ; prov:wasQuotedFrom <a/1> .
<c/3> tg:states <r/3> ; prov:wasQuotedFrom <a/2> . <c/4> tg:states <r/1> ; prov:wasQuotedFrom <a/2> .
<c/5> tg:states <r/1> ; prov:wasQuotedFrom <a/3> .
<a/1> a tg:Article ; dcterms:source "Ledger" ; dcterms:language "en" .
<a/1> schema:datePublished "2024-03-02"^^xsd:date .
<a/2> a tg:Article ; dcterms:source "Ledger" ; dcterms:language "es" ; tg:reprintOf <a/1> .
<a/2> schema:datePublished "2024-04-01"^^xsd:date .
<a/3> a tg:Article ; dcterms:language "en" .
<country/MX> a tg:Country ; skos:prefLabel "Mexico"@en .
<country/CA> a tg:Country ; skos:prefLabel "Canada"@en .
<country/US> a tg:Country ; skos:prefLabel "United States"@en .
"""


@pytest.fixture
def store() -> Store:
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    text = f"{prefixes} BASE <{DEFAULT_BASE}> {GRAPH}"
    return Store.in_memory(pyoxigraph.parse(text, format=RdfFormat.TURTLE))


def derive(
    store: Store, function: Callable[[Store], Iterable[Triple]], variables: str, wanted: str
) -> set[tuple[str, ...]]:
    """Return the values of `variables` that fit `wanted` after deriving, IRIs without their base."""
    store.load(Quad(*triple) for triple in list(function(store)))
    rows = store.rows(f"SELECT {variables} {{ {wanted} }}")
    return {
        tuple(value.removeprefix(DEFAULT_BASE).rpartition("#")[2] for value in row.values()) for row in rows
    }


def test_an_actor_has_a_tally_for_each_kind_of_relationship(store: Store) -> None:
    wanted = """?tally tg:tallyOf ?actor ; tg:tallyKind ?kind ; tg:relationshipCount ?n ;
        tg:claimCount ?claims ; tg:tallyExample ?example
        OPTIONAL { ?tally tg:firstYear ?first ; tg:lastYear ?last }"""
    found = derive(store, derive_profiles, "?actor ?kind ?n ?claims ?example ?first ?last", wanted)
    assert found == {
        ("country/MX", "Visit", "2", "4", "r/1", "2019", "2021"),
        ("country/MX", "Meeting", "1", "1", "r/3"),
        ("country/US", "Visit", "1", "3", "r/1", "2021", "2021"),
        ("country/US", "Meeting", "1", "1", "r/3"),
        ("country/CA", "Visit", "1", "1", "r/2", "2019", "2019"),
    }


def test_much_named_actors_have_a_tally_for_each_month(store: Store) -> None:
    wanted = """?tally tg:attentionTo ?actor ; tg:articleCount ?n ; tg:claimCount ?claims
        OPTIONAL { ?tally tg:month ?month }"""
    found = derive(store, partial(derive_attention, least=3), "?actor ?n ?claims ?month", wanted)
    assert found == {
        ("country/MX", "1", "2", "2024-03"),
        ("country/MX", "1", "2", "2024-04"),
        ("country/MX", "1", "1"),
        ("country/US", "1", "1", "2024-03"),
        ("country/US", "1", "2", "2024-04"),
        ("country/US", "1", "1"),
    }


@pytest.mark.parametrize("actor", ["MX", "CA"])
def test_attention_is_the_same_with_and_without_tallies(store: Store, actor: str) -> None:
    counted = run_query(store, "attention-over-time", actor=actor).rows
    store.load(Quad(*triple) for triple in list(derive_attention(store, least=4)))
    assert run_query(store, "attention-over-time", actor=actor).rows == counted
    assert len(counted) >= 1


def test_a_publisher_has_a_tally_of_its_articles(store: Store) -> None:
    wanted = """?coverage tg:articleCount ?n ; tg:reprintCount ?reprints ; tg:claimCount ?claims ;
        dcterms:language ?language OPTIONAL { ?coverage tg:coverageOf ?name }
        OPTIONAL { ?coverage schema:startDate ?first ; schema:endDate ?last }"""
    found = derive(store, derive_coverage, "?n ?reprints ?claims ?language ?name ?first ?last", wanted)
    assert found == {
        ("2", "1", "4", "en", "Ledger", "2024-03-02", "2024-04-01"),
        ("2", "1", "4", "es", "Ledger", "2024-03-02", "2024-04-01"),
        ("1", "0", "1", "en"),
    }
