from __future__ import annotations

from itertools import product
from random import Random

import pytest
from rdflib import Graph, Literal, URIRef
from tradegraph.shapes.indexing import TripleIndex

NODES = [URIRef(f"https://example.org/{letter}") for letter in "abc"]
VALUES = [*NODES, Literal("a"), Literal("a", lang="en"), Literal(1)]


@pytest.mark.parametrize("seed", range(20))
def test_lookups_are_those_of_rdflib_own_store(seed: int) -> None:
    pick = Random(seed).choice
    triples = [(pick(NODES), pick(NODES), pick(VALUES)) for _ in range(seed)]
    plain = Graph()
    for triple in triples:
        plain.add(triple)
    indexed = TripleIndex(triples).graph()
    assert len(indexed) == len(plain)
    for s, p, o in product([None, *NODES], [None, *NODES], [None, *VALUES]):
        assert sorted(indexed.triples((s, p, o))) == sorted(plain.triples((s, p, o)))


def test_values_keep_their_order() -> None:
    a, b, c = NODES
    index = TripleIndex([(a, b, c), (a, b, a), (a, b, c), (b, b, a)])
    assert list(index.values(a, b)) == [c, a]
    assert index.value(a, b) == c
    assert index.value(a, c) is None
    assert index.subjects(b, a) == [a, b]
    assert list(index.objects(b)) == [c, a]
    assert list(index.linked(a)) == [c, a]
