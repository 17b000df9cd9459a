"""Exports: every form, every part, the same bytes each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from claims import plain, to_article, to_claims
from click.testing import Result
from pyoxigraph import BlankNode, NamedNode
from tradegraph.exports import FORMATS, PARTS, drop_doubtful, export, select_quads, select_used, to_edge_list
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.rdf.files import read_rdf
from tradegraph.rdf.iris import DEFAULT_BASE, to_iri
from tradegraph.rdf.quads import to_quads

Run = Callable[..., Result]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_and_standard_output_hold_the_same(
    run: Run, sample_kg: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"graph.{form}"
    written = run("export", "--kg", sample_kg, "--format", form, "-o", path)
    printed = run("export", "--kg", sample_kg, "--format", form)
    assert written.exit_code == printed.exit_code == 0, written.output
    assert written.stdout == ""
    assert path.read_bytes() == printed.stdout_bytes == export(sample_kg, form)


def test_parts_hold_their_graphs(sample_kg: Path) -> None:
    graphs = {part: {plain(q.graph_name) for q in select_quads(sample_kg, part=part)} for part in PARTS}
    kinds = {
        part: {name.removeprefix(f"{DEFAULT_BASE}graph/").split("/")[0] for name in names}
        for part, names in graphs.items()
    }
    assert kinds == {
        "default": {"article", "direct", "estimates", "identity", "reference", "support"},
        "articles": {"article"},
        "editorial": {"identity"},
        "derived": {"direct", "estimates", "support"},
        "direct": {"direct"},
        "statistics": set(),
        "reference": {"reference"},
        "all": {
            "article",
            "direct",
            "estimates",
            "identity",
            "ontology",
            "questions",
            "reference",
            "support",
        },
    }


def test_the_default_describes_what_it_names_and_no_more(sample_kg: Path) -> None:
    quads = select_quads(sample_kg)
    described = {quad.subject for quad in quads}
    named = {
        quad.object
        for quad in quads
        if quad.predicate in {to_iri("tg:involves"), to_iri("tg:product"), to_iri("tg:inCountry")}
    }
    assert named <= described
    assert NamedNode(f"{DEFAULT_BASE}country/MX") in described
    assert NamedNode(f"{DEFAULT_BASE}country/TV") not in described


def test_the_places_of_a_place_come_with_it() -> None:
    utah = [quad for quad in to_quads(to_article(), to_claims()[:1]) if "US-UT" in str(quad.object)]
    used = {plain(quad.subject) for quad in select_used(load_reference_quads(), by=utah)}
    assert used >= {f"{DEFAULT_BASE}region/US-UT", f"{DEFAULT_BASE}country/US"}


@pytest.mark.parametrize(("limit", "claims"), [(0.0, 5), (0.5, 5), (0.51, 2), (0.86, 1), (1.0, 0)])
def test_doubtful_claims_go_with_all_that_only_they_need(limit: float, claims: int) -> None:
    quads = drop_doubtful(to_quads(to_article(), to_claims()), below=limit)
    assert sum(quad.predicate == to_iri("tg:states") for quad in quads) == claims
    assert sum(quad.predicate == to_iri("tg:evidence") for quad in quads) == claims
    assert len({quad.subject for quad in quads if quad.predicate == to_iri("tg:involves")}) == claims
    assert any(quad.object == to_iri("tg:Article") for quad in quads)
    minted = {
        plain(quad.subject).rsplit("/")[-2] for quad in quads if quad.predicate == to_iri("skos:prefLabel")
    }
    assert minted == (set() if limit > 0.5 else {"company", "product", "agreement"})


def test_a_limit_holds_for_direct_links_and_the_network(sample_kg: Path) -> None:
    assert len(select_quads(sample_kg, part="direct")) > 30
    assert select_quads(sample_kg, part="direct", min_confidence=1.0) == []
    assert len(export(sample_kg, "csv", min_confidence=1.0).splitlines()) == 1


def test_prefixes_are_readable(sample_kg: Path) -> None:
    text = export(sample_kg, "ttl").decode()
    assert text.startswith("@prefix dcterms: <http://purl.org/dc/terms/> .\n")
    assert "\n\ttg:exporter " in text or " tg:exporter " in text


def test_graphml_reads_back(sample_kg: Path, tmp_path: Path) -> None:
    (tmp_path / "network.graphml").write_bytes(export(sample_kg, "graphml"))
    network = networkx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    rows = list(csv.DictReader(io.StringIO(export(sample_kg, "csv").decode())))
    assert network.number_of_edges() == len(rows) > 30
    assert {data["label"] for _, data in network.nodes(data=True)} >= {"Mexico", "Utah"}


def test_the_edge_list_has_the_columns_that_gephi_knows() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label="A")
    graph.add_node("b", label="B, the second")
    graph.add_edge(
        "a",
        "b",
        relation="metWith",
        label="met with",
        weight=2,
        claims=3,
        articles=2,
        sources=1,
        symmetric=True,
    )
    assert to_edge_list(graph).decode().splitlines() == [
        "Source,Target,Type,Kind,Label,Weight,Claims,Articles,Sources,Year,USD,Source label,Target label",
        'a,b,Undirected,metWith,met with,2,3,2,1,,,A,"B, the second"',
    ]


def test_a_part_of_a_network_is_a_contradiction(run: Run, sample_kg: Path) -> None:
    result = run("export", "--kg", sample_kg, "--format", "gexf", "--graph", "direct")
    assert result.exit_code == 2
    assert "--graph direct" in result.stderr


def test_the_command_knows_the_same_forms_and_parts() -> None:
    from tradegraph.commands.exporting import export as command

    choices = {option.name: getattr(option.type, "choices", ()) for option in command.params}
    assert set(choices["form"]) == set(FORMATS)
    assert tuple(choices["part"]) == PARTS


def test_all_holds_the_ontology(sample_kg: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.nq"
    path.write_bytes(export(sample_kg, "nq", part="all"))
    written = {quad for quad in read_rdf(path) if not isinstance(quad.object, BlankNode)}
    wanted = {
        q
        for q in load_reference_quads()
        if not isinstance(q.object, BlankNode) and isinstance(q.subject, NamedNode)
    }
    assert wanted <= written
    assert export(sample_kg, "nq", part="all") == path.read_bytes()
