"""RDF in other forms: every reader gets back what was written, and the bytes are stable."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from claims import plain, to_article, to_claims
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from tradegraph._exceptions import GraphError
from tradegraph.ontology.graphs import load_reference_quads
from tradegraph.rdf.files import FORMATS, read_rdf, to_rdf
from tradegraph.rdf.jsonld import load_context, to_jsonld
from tradegraph.rdf.quads import to_quads

QUADS = [
    *to_quads(to_article(), to_claims()),
    *to_quads(to_article(slug="segundo", lang="es"), to_claims()),
]


def bare(quads: list[Quad]) -> set[Quad]:
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_reads_back_the_same(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"graph.{form}"
    path.write_bytes(to_rdf(QUADS, form))
    expected = bare(QUADS) if form == "ttl" else set(QUADS)
    assert set(read_rdf(path)) == expected


@pytest.mark.parametrize(("form", "name"), [("jsonld", "json-ld"), ("trig", "trig"), ("nq", "nquads")])
def test_rdflib_reads_as_many_quads(form: str, name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=to_rdf(QUADS, form), format=name)
    assert len(list(dataset.quads())) == len(set(QUADS))


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_quads_does_not_change_the_bytes(form: str) -> None:
    assert to_rdf(QUADS, form) == to_rdf([*reversed(QUADS), *QUADS], form)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(to_rdf(QUADS, "nq"))
    code = (
        "import sys, pathlib\n"
        "from tradegraph.rdf.files import read_rdf, to_rdf\n"
        "sys.stdout.buffer.write(to_rdf(read_rdf(pathlib.Path(sys.argv[1])), sys.argv[2]))"
    )
    for form in FORMATS:
        command = [sys.executable, "-c", code, str(path), form]
        assert subprocess.run(command, capture_output=True, check=True).stdout == to_rdf(QUADS, form)


def test_reference_data_survives_json_ld(tmp_path: Path) -> None:
    quads = load_reference_quads()
    path = tmp_path / "reference.jsonld"
    path.write_bytes(to_jsonld([quad for quad in quads if "reference/countries" in plain(quad.graph_name)]))
    assert {q for q in quads if "reference/countries" in plain(q.graph_name)} == set(read_rdf(path))


def test_json_ld_has_short_names() -> None:
    text = to_jsonld(QUADS).decode()
    assert '"type": "Claim"' in text
    assert '"flow": "FlowExports"' in text
    assert '"label": {\n' in text


@pytest.mark.parametrize(
    "value",
    [
        Literal("plain"),
        Literal("hola", language="es"),
        Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        NamedNode("https://data.example/n"),
    ],
)
@pytest.mark.parametrize("predicate", sorted(load_context().terms))
def test_any_value_survives_under_any_term(
    tmp_path: Path, predicate: str, value: Literal | NamedNode
) -> None:
    quad = Quad(NamedNode("https://data.example/s"), NamedNode(predicate), value)
    path = tmp_path / "one.jsonld"
    path.write_bytes(to_jsonld([quad]))
    assert read_rdf(path) == [quad]


def test_blank_nodes_survive_json_ld(tmp_path: Path) -> None:
    node, blank = NamedNode("https://data.example/s"), BlankNode("b0")
    path = tmp_path / "blank.jsonld"
    path.write_bytes(to_jsonld([Quad(node, node, blank), Quad(blank, node, Literal("end"))]))
    dataset = rdflib.Graph().parse(path, format="json-ld")
    (end,) = dataset.query("SELECT ?end { <https://data.example/s> ?p ?blank . ?blank ?q ?end }")
    assert str(end[0]) == "end"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("a.ttl", "<a> <b>", "not Turtle"), ("a.xlsx", "", "not an RDF file by its name")],
)
def test_a_file_that_is_not_rdf(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=message):
        read_rdf(tmp_path / name)


@pytest.mark.parametrize(("form", "syntax"), [("nq", "nquads"), ("ttl", "turtle")])
def test_raptor_reads_it(program: Callable[[str], str], tmp_path: Path, form: str, syntax: str) -> None:
    path = tmp_path / f"graph.{form}"
    path.write_bytes(to_rdf(QUADS, form))
    command = [program("rapper"), "-q", "-i", syntax, "-o", "ntriples", path.as_uri()]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    expected = len(bare(QUADS)) if form == "ttl" else len(set(QUADS))
    assert len(result.stdout.splitlines()) == expected
