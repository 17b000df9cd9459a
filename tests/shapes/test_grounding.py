from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from tradegraph.shapes.grounding import Derivation
from tradegraph.shapes.indexing import Triple
from tradegraph.shapes.loading import TG, load_shapes, to_index

FIXTURES = Path(__file__).with_name("fixtures")
TEXT = (FIXTURES / "utah.txt").read_text(encoding="utf-8")
BASE = "https://w3id.org/tradegraph/"


def derived(name: str, *, text: str | None = TEXT) -> set[Triple]:
    index = to_index(Graph().parse(FIXTURES / f"{name}.ttl"))
    return set(Derivation(index, load_shapes(), {}, text).triples())


def iri(path: str) -> URIRef:
    return URIRef(BASE + path)


def test_words_at_offsets_stand_beside_the_quoted_words() -> None:
    words = {(s, str(o)) for s, p, o in derived("Claim.valid.named") if p == TG.textAtOffsets}
    assert words == {
        (iri("claim/1#quote"), "In 2022, exports from Utah to Mexico were close to USD 1.1 billion"),
        (iri("claim/1#subject"), "Utah"),
        (iri("claim/1#object"), "Mexico"),
    }


def test_without_a_text_there_are_no_words() -> None:
    assert TG.textAtOffsets not in {p for _, p, _ in derived("Claim.valid.named", text=None)}


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Claim.valid.named", {True}),
        ("Mention.valid.carried", {True}),
        ("Mention-insideEvidence.invalid.outside", {True, False}),
    ],
)
def test_mentions_lie_inside_the_evidence_or_not(name: str, inside: set[bool]) -> None:
    found = [o for _, p, o in derived(name) if p == TG.insideEvidence]
    assert {bool(value.value) for value in found if isinstance(value, Literal)} == inside


def test_an_entity_without_words_is_unmentioned() -> None:
    assert (iri("claim/1"), TG.unmentioned, iri("country/MX")) in derived("Claim-unmentioned.invalid.object")


def test_a_fact_of_the_next_year_comes_too_early() -> None:
    found = derived("Claim-daysAfterPublication.invalid.next-year")
    assert (iri("claim/1"), TG.daysAfterPublication, Literal(245)) in found


def test_types_come_with_their_superclasses() -> None:
    types = {o for s, p, o in derived("Claim.valid.named") if s == iri("country/MX") and p == RDF.type}
    assert {TG.Country, TG.Actor, TG.Place} < types


def test_a_share_of_world_trade_is_in_the_figure_own_currency() -> None:
    (share,) = (o for _, p, o in derived("Claim.valid.named") if p == TG.shareOfWorldTrade)
    assert isinstance(share, Literal)
    assert round(float(share), 7) == round(1.1e9 / 33e12, 7)
    assert load_shapes().world_trade["JPY"] > 100 * load_shapes().world_trade["USD"]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.invalid.*.ttl")), ids=lambda path: path.stem)
def test_no_malformed_graph_stops_the_derivation(path: Path) -> None:
    assert isinstance(derived(path.stem), set)
