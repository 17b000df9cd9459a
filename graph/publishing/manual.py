"""The manual of the vocabulary: pages made from its Turtle, and the Turtle itself in every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import groupby

from pyoxigraph import NamedNode
from tradegraph.ontology import ontology_file, ontology_files
from tradegraph.ontology.graphs import parse_turtle
from tradegraph.pages import Pages
from tradegraph.publishing.documents import to_document
from tradegraph.publishing.vocabulary import (
    Term,
    load_constraints,
    load_groups,
    load_terms,
    read_shapes,
)
from tradegraph.queries.checking import load_check_quads
from tradegraph.rdf.blanks import canonicalize_blanks
from tradegraph.rdf.files import to_rdf
from tradegraph.rdf.relations import relation_of_class
from tradegraph.rdf.store import Store
from tradegraph.shapes import lint_file, shape_files


@dataclass(frozen=True, slots=True)
class Sample:
    """A statement of the graph that uses a term: the path of the relationship's page, and a quote."""

    path: str
    quote: str


def render_manual(pages: Pages, store: Store) -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell of the vocabulary, each with its path: pages for people, and RDF."""
    yield "ontology.html", render_ontology(pages, store).encode()
    yield "shapes.html", render_shapes(pages).encode()
    yield from write_vocabulary()


def render_ontology(pages: Pages, store: Store) -> str:
    """Return the page of the ontology; the anchor of each term is its local name."""
    terms = load_terms()
    return pages.render_document(
        "ontology.html",
        "ontology",
        title="Ontology",
        groups=[(kind, list(found)) for kind, found in groupby(terms, key=lambda term: term.kind)],
        known={term.name for term in terms},
        samples={term.name: sample for term in terms if (sample := find_sample(store, term))},
    )


def render_shapes(pages: Pages) -> str:
    """Return the page of the shapes; the anchor of each is its local name."""
    known = {term.name for term in load_terms()}
    shapes = load_constraints()
    values = {"title": "Shapes", "shapes": shapes, "groups": load_groups(), "known": known}
    return pages.render_document("shapes.html", "shapes", **values)


def write_vocabulary() -> Iterator[tuple[str, bytes]]:
    """Yield the ontology, the shapes and the JSON-LD context as files, each with its path.

    The Turtle is that of the sources, with their comments.
    """
    checks = to_rdf(load_check_quads(), "ttl")
    ontology = [triple for file in ontology_files() for triple in parse_turtle(file)]
    yield "ontology.ttl", _join(ontology_files())
    yield "shapes.ttl", _join([*shape_files(), lint_file()]) + b"\n" + checks
    for name, triples in (("ontology", ontology), ("shapes", read_shapes())):
        named = tuple(canonicalize_blanks(triples))
        yield f"{name}.nt", to_document(named, "nt")
        yield f"{name}.jsonld", to_document(named, "jsonld")
    yield "context.jsonld", ontology_file("context.jsonld").read_bytes()


def find_sample(store: Store, term: Term) -> Sample | None:
    """Return a statement of a class of relationships that the graph holds, the first by IRI, with a quote."""
    if relation_of_class(term.name) is None:
        return None
    found = (iri for iri, _ in store.pairs("rdf:type", NamedNode(term.iri)))
    relationship = min(found, default=None)
    if relationship is None:
        return None
    quote = next(iter(sorted(_find_quotes(store, relationship))), None)
    return Sample(relationship.removeprefix(store.base), quote) if quote else None


def _find_quotes(store: Store, relationship: str) -> Iterator[str]:
    for claim, _ in store.pairs("tg:states", NamedNode(relationship)):
        yield from (words for words, _ in store.values(NamedNode(f"{claim}#quote"), "oa:exact"))


def _join(files: Iterable[Traversable]) -> bytes:
    return b"\n".join(file.read_bytes() for file in files)
