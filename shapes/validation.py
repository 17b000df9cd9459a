"""Validation of an article's graph: its form, its grounding in the text, its plausibility."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import pyshacl
from pyoxigraph import Quad
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from tradegraph.ontology import reference_files
from tradegraph.ontology.graphs import parse_turtle
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES, to_iri
from tradegraph.shapes.grounding import OA, Derivation
from tradegraph.shapes.indexing import TripleIndex
from tradegraph.shapes.loading import SH, TG, Shapes, load_lint, load_shapes, to_index
from tradegraph.shapes.report import Report, Result, merge_reports

__all__ = ["Report", "Result", "check_ontology", "known_types", "merge_reports", "validate"]

#: Properties that lead from a claim to the nodes that results may be about.
_PARTS: Final = (TG.states, TG.evidence, TG.mention)


def validate(
    quads: Iterable[Quad] | Graph, *, text: str | None = None, types: Mapping[str, str] | None = None
) -> Report:
    """Return what the shapes find in the graph of one article.

    `text` is the article's normalised text, with which the words of quotes and mentions are compared; without
    it they are taken as they are. `types` gives the entity type of known entities by id, such as
    `{"country/MX": "Country"}`: those of the reference data unless given. Raises `DataError` for shapes and
    reference data that are not Turtle.
    """
    shapes = load_shapes()
    index = to_index(quads)
    derivation = Derivation(index, shapes, known_types() if types is None else types, text)
    for triple in list(derivation.triples()):
        index.add(triple)
    return _check(index, shapes)


def check_ontology(ontology: Iterable[Quad] | Graph) -> Report:
    """Return what the shapes for terms find in an ontology: missing labels, definitions, roles."""
    return _check(to_index(ontology), load_lint())


def _check(index: TripleIndex, shapes: Shapes) -> Report:
    _, found, _ = pyshacl.validate(index.graph(), shacl_graph=shapes.graph, inplace=True)
    return _Reading(found, shapes, index).report()


@cache
def known_types() -> Mapping[str, str]:
    """Return the type of every entity of the reference data by its id."""
    type_ = to_iri("rdf:type")
    typed = ((s, o) for file in reference_files() for s, p, o in parse_turtle(file) if p == type_)
    return {
        subject.value.removeprefix(DEFAULT_BASE): class_.value.removeprefix(TG)
        for subject, class_ in typed
        if class_.value.startswith(TG)
    }


@dataclass(frozen=True)
class _Reading:
    """Reads the engine's results, and tells which claims they are about."""

    found: Graph
    shapes: Shapes
    index: TripleIndex

    def report(self) -> Report:
        nodes = self.found.objects(None, SH.result)
        results = {result.sort_key: result for node in nodes for result in self._results(node)}
        return Report(tuple(results[key] for key in sorted(results)))

    def _results(self, node: Node) -> Iterator[Result]:
        focus, shape = self._get(node, SH.focusNode), self._get(node, SH.sourceShape)
        value = self.found.value(node, SH.value)
        texts = self.shapes.graph.objects(shape, SH.message)
        messages = {text.language or "en": str(text) for text in texts if isinstance(text, Literal)}
        for claim in self._claims.get(focus, (None,)):
            yield Result(
                severity=str(self._get(node, SH.resultSeverity)).removeprefix(SH),
                messages=messages,
                focus=str(focus),
                path=self._path(self._get(shape, SH.path, self.shapes.graph)),
                value=None if value is None else str(value),
                shape=_shorten(shape),
                constraint=_constraint(self._get(node, SH.sourceConstraintComponent)),
                claim=None if claim is None else str(claim),
                quote=None if claim is None else self._quote(claim),
            )

    def _get(self, node: Node, predicate: URIRef, graph: Graph | None = None) -> Node:
        value = (self.found if graph is None else graph).value(node, predicate)
        assert value is not None, f"a result of the engine lacks {predicate}"
        return value

    @cached_property
    def _claims(self) -> Mapping[Node, tuple[Node, ...]]:
        """The claims that each node belongs to."""
        claims: defaultdict[Node, dict[Node, None]] = defaultdict(dict)
        for claim in self.index.subjects(RDF.type, TG.Claim):
            for node in self._nodes(claim):
                claims[node][claim] = None
        return {node: tuple(owners) for node, owners in claims.items()}

    def _nodes(self, claim: Node) -> Iterator[Node]:
        yield claim
        for predicate in _PARTS:
            for part in self.index.values(claim, predicate):
                yield part
                yield from self.index.values(part, OA.hasSelector)

    def _quote(self, claim: Node) -> str | None:
        selectors = self.index.values(self.index.value(claim, TG.evidence), OA.hasSelector)
        quotes = (quote for node in selectors for quote in self.index.values(node, OA.exact))
        return next((str(quote) for quote in quotes), None)

    def _path(self, path: Node) -> str:
        graph = self.shapes.graph
        alternatives = graph.value(path, SH.alternativePath)
        if alternatives is not None:
            return "|".join(_shorten(step) for step in Collection(graph, alternatives))
        if isinstance(path, URIRef):
            return _shorten(path)
        return "/".join(_shorten(step) for step in Collection(graph, path))


def _constraint(component: Node) -> str:
    return str(component).removeprefix(SH).removesuffix("ConstraintComponent")


def _shorten(iri: Node) -> str:
    """Return an IRI as a prefixed name, or as it is where no prefix fits."""
    text = str(iri)
    names = (name for name, base in PREFIXES.items() if text.startswith(base))
    return next((f"{name}:{text.removeprefix(PREFIXES[name])}" for name in names), text)
