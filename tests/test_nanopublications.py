"""Nanopublications of the sample graph: valid by the rules, complete, the same each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from tradegraph.building.manifest import open_graph
from tradegraph.building.resolving import read_articles_resolved
from tradegraph.exports import export
from tradegraph.nanopublications import to_nanopublications
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.pruning import find_subjects

NP = "http://www.nanopub.org/nschema#"
TYPE = to_iri("rdf:type")
BASE = "https://w3id.org/tradegraph/"

Nanopublications = dict[str, list[Quad]]


def read(content: bytes) -> Nanopublications:
    """The quads of each nanopublication, by its IRI."""
    found: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in parse(content, format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode)
        found[quad.graph_name.value.partition("#")[0]].append(quad)
    return dict(found)


@pytest.fixture(scope="module")
def nanopublications(sample_kg: Path) -> Nanopublications:
    return read(export(sample_kg, "nanopub"))


def test_there_is_one_for_each_claim(nanopublications: Nanopublications, sample_kg: Path) -> None:
    claims = {
        claim.value.replace("/claim/", "/nanopub/")
        for quads in read_articles_resolved(*open_graph(sample_kg))
        for claim in find_subjects(quads, "tg:Claim")
    }
    assert set(nanopublications) == claims
    assert len(claims) > 150


def find_faults(iri: str, quads: list[Quad]) -> list[str]:
    """Name the rules of https://nanopub.net/guidelines/working_draft/ that a nanopublication breaks."""
    this = NamedNode(iri)
    graphs: defaultdict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    heads = [
        quad for quad in quads if quad.predicate == TYPE and quad.object == NamedNode(f"{NP}Nanopublication")
    ]
    if len(heads) != 1 or heads[0].subject != this:
        return ["exactly one quad says that it is a nanopublication"]
    head = heads[0].graph_name
    parts: list[object] = []
    faults: list[str] = []
    for name in ("Assertion", "Provenance", "PublicationInfo"):
        named = [quad for quad in graphs[head] if quad.predicate == NamedNode(f"{NP}has{name}")]
        if len(named) != 1 or named[0].subject != this:
            faults.append(f"its head names one {name}")
        parts += [quad.object for quad in named]
    if len({this, head, *parts}) != 5:
        faults.append("its IRI and those of its graphs differ")
    if set(graphs) != {head, *parts} or not all(graphs[part] for part in parts):
        faults.append("all triples are in its four graphs, and none is empty")
    assertion, provenance, publication = parts
    if not any(quad.subject == assertion for quad in graphs[provenance]):
        faults.append("its provenance speaks of the assertion")
    if not any(quad.subject == this for quad in graphs[publication]):
        faults.append("its publication info speaks of it")
    return faults


def test_each_keeps_the_rules(nanopublications: Nanopublications) -> None:
    assert {iri: found for iri, quads in nanopublications.items() if (found := find_faults(iri, quads))} == {}


@pytest.mark.parametrize("n", range(4))
def test_a_nanopublication_without_one_of_its_graphs_breaks_a_rule(
    nanopublications: Nanopublications, n: int
) -> None:
    iri, quads = next(iter(nanopublications.items()))
    left = sorted({str(quad.graph_name) for quad in quads})[n]
    assert find_faults(iri, [quad for quad in quads if str(quad.graph_name) != left])


def part(quads: list[Quad], name: str) -> list[Quad]:
    return [quad for quad in quads if str(quad.graph_name).endswith(f"#{name}>")]


def values(quads: list[Quad], name: str) -> list[str]:
    found = (quad.object for quad in quads if quad.predicate == to_iri(name))
    return [term.value for term in found if isinstance(term, NamedNode | Literal)]


def test_each_says_where_it_comes_from_and_who_made_it(nanopublications: Nanopublications) -> None:
    for iri, quads in nanopublications.items():
        provenance, publication = part(quads, "provenance"), part(quads, "pubinfo")
        assert len(values(provenance, "prov:wasDerivedFrom")) == 1
        assert values(provenance, "oa:exact")
        assert values(publication, "dcterms:license") == ["https://creativecommons.org/licenses/by/4.0/"]
        assert values(publication, "dcterms:creator") == [f"{BASE}extractor/rules"]
        created = [f"{day}T00:00:00Z" for day in values(provenance, "schema:datePublished")]
        assert values(publication, "dcterms:created") == created
        assert values(part(quads, "assertion"), "rdf:type"), iri


def test_who_is_quoted_is_named_in_provenance(nanopublications: Nanopublications) -> None:
    speakers = [
        (
            values(part(quads, "provenance"), "tg:speaker"),
            values(part(quads, "provenance"), "prov:wasAttributedTo"),
        )
        for quads in nanopublications.values()
    ]
    spoken = [(said, agents) for said, agents in speakers if said]
    assert len(spoken) > 5
    assert all(set(said) <= set(agents) for said, agents in spoken)


def test_who_takes_part_is_described_in_the_assertion(nanopublications: Nanopublications) -> None:
    labels = {
        label
        for quads in nanopublications.values()
        for label in values(part(quads, "assertion"), "skos:prefLabel")
    }
    assert {"Bill Richardson", "Joint Utah-Mexico Partnership"} <= labels


def test_the_verb_streams_the_same_bytes_each_time(
    run: Callable[..., Result], sample_kg: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.trig", tmp_path / "second.trig"
    for file in (first, second):
        result = run("export", "--kg", sample_kg, "--format", "nanopub", "-o", file)
        assert result.exit_code == 0, result.output
    assert first.read_bytes() == second.read_bytes() == export(sample_kg, "nanopub")


def test_claims_that_are_not_sure_are_left_out(sample_kg: Path, nanopublications: Nanopublications) -> None:
    sure = read(export(sample_kg, "nanopub", min_confidence=0.9))
    assert 0 < len(sure) < len(nanopublications)


def test_the_articles_are_read_one_by_one(sample_kg: Path) -> None:
    def articles() -> object:
        yield next(iter(read_articles_resolved(*open_graph(sample_kg))))
        raise AssertionError("only as many are read as are written")

    pieces = to_nanopublications(articles(), base=BASE)  # type: ignore[arg-type]
    assert next(pieces).startswith(b"@prefix ")
    assert next(pieces).startswith(b"\n<")


def test_a_part_is_refused(run: Callable[..., Result], sample_kg: Path) -> None:
    result = run("export", "--kg", sample_kg, "--format", "nanopub", "--graph", "all")
    assert result.exit_code == 2
    assert "nanopub has no parts" in result.stderr
