"""The vocabulary as pages tell of it: the terms of the ontology, and the shapes that constrain them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from tradegraph.ontology.graphs import load_graph, parse_turtle
from tradegraph.queries.checking import load_check_quads
from tradegraph.rdf.iris import ONTOLOGY, PREFIXES, to_iri
from tradegraph.shapes import lint_file, shape_files

#: The kinds of terms in the order in which a page shows them, each with the class that tells it.
KINDS: Final = {
    "Classes": "owl:Class",
    "Object properties": "owl:ObjectProperty",
    "Datatype properties": "owl:DatatypeProperty",
    "Annotation properties": "owl:AnnotationProperty",
}
#: Terms of no such kind: values that a property may have, and what groups them.
INDIVIDUALS: Final = "Individuals"
#: Properties that link a term to those of other vocabularies, by the words that a page shows.
_ALIGNMENTS: Final = {
    "kind of": ("rdfs:subClassOf", "rdfs:subPropertyOf"),
    "close to": ("skos:closeMatch",),
    "the same as": ("skos:exactMatch", "owl:equivalentClass", "owl:equivalentProperty"),
    "see also": ("rdfs:seeAlso",),
}
_SHAPES: Final = PREFIXES["tgsh"]
_TARGETS: Final = ("sh:targetClass", "sh:targetSubjectsOf", "sh:targetObjectsOf")

Node = NamedNode | BlankNode
Facts = Mapping[str, tuple[NamedNode | BlankNode | Literal, ...]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: its name and message by language, its severity, what it is checked for, and its path."""

    name: str
    labels: Mapping[str, str]
    messages: Mapping[str, str]
    severity: str
    targets: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology: others of it are given by their local names.

    `alignments` are the IRIs of terms of other vocabularies by how near they are, `uses` the properties and
    individuals of a class.
    """

    name: str
    kind: str
    labels: Mapping[str, str]
    definition: str = ""
    examples: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    notation: str = ""
    alignments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()

    @property
    def iri(self) -> str:
        """The IRI of the term."""
        return ONTOLOGY + self.name


@cache
def load_terms() -> tuple[Term, ...]:
    """Return the terms of the packaged ontology, by kind and name."""
    facts = _group(quad.triple for quad in load_graph("ontology"))
    shapes = load_constraints()
    users = _find_users(facts)
    own = (iri for iri in facts if iri.startswith(ONTOLOGY))
    terms = (_to_term(iri, facts[iri], users.get(iri, {}), shapes) for iri in own)
    order = [*KINDS, INDIVIDUALS]
    return tuple(sorted(terms, key=lambda term: (order.index(term.kind), term.name.lower())))


@cache
def load_constraints() -> tuple[Shape, ...]:
    """Return the packaged shapes and checks that have a message, by name."""
    facts = _group(read_shapes())
    told = (iri for iri, said in facts.items() if iri.startswith(_SHAPES) and "sh:message" in said)
    return tuple(sorted((_to_shape(iri, facts) for iri in told), key=lambda shape: shape.name.lower()))


@cache
def load_groups() -> Mapping[str, tuple[str, ...]]:
    """Return the shapes without a message, which put others together, and the names of those others."""
    facts = _group(read_shapes())
    untold = (iri for iri, said in facts.items() if iri.startswith(_SHAPES) and "sh:message" not in said)
    return {
        iri.removeprefix(_SHAPES): tuple(
            part.removeprefix(_SHAPES) for part in _iris(facts[iri], "sh:property", "sh:sparql")
        )
        for iri in sorted(untold, key=str.lower)
    }


def read_shapes() -> list[Triple]:
    """Return the triples of the packaged shapes and checks."""
    triples = [triple for file in (*shape_files(), lint_file()) for triple in parse_turtle(file)]
    return [*triples, *(quad.triple for quad in load_check_quads())]


def _group(triples: Iterable[Triple]) -> dict[str, dict[str, tuple[NamedNode | BlankNode | Literal, ...]]]:
    """Return the values of each subject by the prefixed names of its properties."""
    found: defaultdict[str, defaultdict[str, list[NamedNode | BlankNode | Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for subject, predicate, object_ in triples:
        found[subject.value if isinstance(subject, NamedNode) else str(subject)][
            _shorten(predicate.value)
        ].append(object_)
    return {
        iri: {name: tuple(sorted(values, key=str)) for name, values in said.items()}
        for iri, said in found.items()
    }


def _shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _find_users(facts: Mapping[str, Facts]) -> dict[str, defaultdict[str, list[str]]]:
    """Return the subjects that lead to each term, by the names of the properties that do."""
    users: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, said in facts.items():
        for name, values in said.items():
            for value in values:
                if isinstance(value, NamedNode):
                    users[value.value][name].append(subject)
    return dict(users)


def _to_term(iri: str, said: Facts, users: Mapping[str, list[str]], shapes: Iterable[Shape]) -> Term:
    name = iri.removeprefix(ONTOLOGY)
    types = _iris(said, "rdf:type")
    kind = next((kind for kind, class_ in KINDS.items() if to_iri(class_).value in types), INDIVIDUALS)
    above = _iris(said, "rdfs:subClassOf", "rdfs:subPropertyOf")
    return Term(
        name=name,
        kind=kind,
        labels=_texts(said, "rdfs:label", "skos:prefLabel"),
        definition=" ".join(_texts(said, "skos:definition", "rdfs:comment").values()),
        examples=tuple(_texts(said, "skos:example").values()),
        types=_locals(types),
        broader=_locals(above),
        narrower=_users(users, "rdfs:subClassOf", "rdfs:subPropertyOf"),
        domains=_names(_iris(said, "rdfs:domain")),
        ranges=_names(_iris(said, "rdfs:range")),
        uses=_users(users, "rdfs:domain", "rdfs:range", "rdf:type"),
        roles=_locals(_iris(said, "tg:subjectRole", "tg:objectRole")),
        notation=" ".join(_texts(said, "skos:notation").values()),
        alignments={words: iris for words, names in _ALIGNMENTS.items() if (iris := _others(said, names))},
        shapes=tuple(shape for shape in shapes if name in (*shape.targets, *shape.paths)),
    )


def _others(said: Facts, names: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of other vocabularies that any of the properties lead to."""
    return tuple(iri for iri in _iris(said, *names) if not iri.startswith(ONTOLOGY))


def _users(users: Mapping[str, list[str]], *names: str) -> tuple[str, ...]:
    return _locals(sorted({subject for name in names for subject in users.get(name, ())}))


def _to_shape(iri: str, facts: Mapping[str, Facts]) -> Shape:
    said = facts[iri]
    above = [facts[subject] for subject, of in facts.items() if iri in _iris(of, "sh:property", "sh:sparql")]
    about = [said, *above]
    severity = next((value for each in about for value in _iris(each, "sh:severity")), "Violation")
    targets = (value for each in about for value in _iris(each, *_TARGETS))
    return Shape(
        name=iri.removeprefix(_SHAPES),
        labels=_texts(said, "sh:name", "rdfs:label") or _texts(above[0] if above else {}, "rdfs:label"),
        messages=_texts(said, "sh:message"),
        severity=severity.rpartition("#")[2],
        targets=_locals(targets),
        paths=_locals(_follow(said.get("sh:path", ()), facts)),
        comment=" ".join(value for each in about for value in _texts(each, "rdfs:comment").values()),
    )


def _follow(values: Iterable[NamedNode | BlankNode | Literal], facts: Mapping[str, Facts]) -> Iterator[str]:
    """Yield the properties of a path, whichever way they are put together."""
    for value in values:
        if isinstance(value, NamedNode):
            yield value.value
        elif isinstance(value, BlankNode):
            for inner in facts.get(str(value), {}).values():
                yield from _follow(inner, facts)


def _iris(said: Facts, *names: str) -> list[str]:
    return [term.value for name in names for term in said.get(name, ()) if isinstance(term, NamedNode)]


def _texts(said: Facts, *names: str) -> dict[str, str]:
    """Return the texts of the first of the properties that has any, by language."""
    for name in names:
        if found := [term for term in said.get(name, ()) if isinstance(term, Literal)]:
            return {term.language or "en": term.value for term in found}
    return {}


def _locals(iris: Iterable[str]) -> tuple[str, ...]:
    """Return the local names of the ontology's own terms among `iris`, each once."""
    return tuple(dict.fromkeys(iri.removeprefix(ONTOLOGY) for iri in iris if iri.startswith(ONTOLOGY)))


def _names(iris: Iterable[str]) -> tuple[str, ...]:
    """Return the ontology's own terms by their local names, others by their prefixed names."""
    return tuple(iri.removeprefix(ONTOLOGY) if iri.startswith(ONTOLOGY) else _shorten(iri) for iri in iris)
