"""Another base: the things move, the vocabulary and the literals stay."""

from __future__ import annotations

from bases import NEW, NOTE, QUADS
from pyoxigraph import NamedNode, Quad
from tradegraph.rdf.bases import rebase_quads
from tradegraph.rdf.iris import DEFAULT_BASE, ONTOLOGY


def nodes(quads: list[Quad]) -> set[str]:
    terms = (term for quad in quads for term in (quad.subject, quad.object, quad.graph_name))
    return {term.value for term in terms if isinstance(term, NamedNode)}


def test_things_and_graphs_move_and_neither_the_vocabulary_nor_the_literals() -> None:
    moved = list(rebase_quads(QUADS, old=DEFAULT_BASE, new=NEW))
    left = {node for node in nodes(moved) if node.startswith(DEFAULT_BASE)}
    assert left
    assert all(node.startswith(ONTOLOGY) for node in left)
    assert {f"{NEW}country/MX", f"{NEW}graph/notes"} <= nodes(moved)
    assert moved[-1].object == NOTE.object


def test_there_and_back_is_as_it_was() -> None:
    there = rebase_quads(QUADS, old=DEFAULT_BASE, new=NEW)
    assert list(rebase_quads(there, old=NEW, new=DEFAULT_BASE)) == QUADS
