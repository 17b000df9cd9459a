"""JSON-LD, compacted by the project's context: the short names of what articles claim."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final, Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from tradegraph.ontology import ontology_file
from tradegraph.rdf.iris import to_iri

_TYPE: Final = to_iri("rdf:type")
_Object = dict[str, Any]


def to_jsonld(quads: Iterable[Quad], *, is_brief: bool = False) -> bytes:
    """Return `quads` as JSON-LD with the project's context inside, one object a graph and one a node.

    Of the context, `is_brief` leaves out the terms that are not used. Raises `ValueError` for quoted triples,
    which JSON-LD has not.
    """
    context = load_context()
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    graphs: list[_Object] = []
    for name, members in groupby(ordered, key=lambda quad: quad.graph_name):
        nodes = context.compact_nodes(members)
        graphs += nodes if isinstance(name, DefaultGraph) else [{"id": name.value, "@graph": nodes}]
    definition = context.select(_keys(graphs)) if is_brief else context.definition
    document = {"@context": definition, "@graph": graphs}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def load_context() -> Context:
    """Return the packaged context, read once."""
    data = json.loads(ontology_file("context.jsonld").read_text("utf-8"))
    return Context.from_definition(data["@context"])


@dataclass(frozen=True)
class Context:
    """A JSON-LD context turned round: terms by the IRI that they stand for.

    Source: https://www.w3.org/TR/json-ld11/#the-context
    """

    definition: Mapping[str, Any]
    prefixes: Mapping[str, str]
    terms: Mapping[str, str]

    @classmethod
    def from_definition(cls, definition: Mapping[str, Any]) -> Self:
        """Return the context of a definition as a file has it."""
        prefixes = {
            name: value for name, value in definition.items() if isinstance(value, str) and value[-1] in "#/"
        }
        prefixes.pop("@vocab", None)
        context = cls(definition=definition, prefixes=prefixes, terms={})
        terms = {
            context.expand(value["@id"]): name
            for name, value in definition.items()
            if isinstance(value, dict)
        }
        return cls(definition=definition, prefixes=prefixes, terms=terms)

    def select(self, keys: AbstractSet[str]) -> dict[str, Any]:
        """Return the definition without the terms that are not among `keys`; its prefixes stay."""
        return {
            name: value
            for name, value in self.definition.items()
            if not isinstance(value, dict) or name in keys
        }

    def expand(self, name: str) -> str:
        """Return the IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def shorten(self, iri: str) -> str:
        """Return the prefixed name of an IRI, or the IRI itself where no prefix fits."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def relative(self, iri: str) -> str:
        """Return a class or an individual as its local name in the vocabulary, else shortened."""
        vocabulary = self.definition.get("@vocab")
        local = iri.removeprefix(vocabulary) if vocabulary else iri
        # A name that is also a term, or that holds a colon, would be read as something else.
        return (
            local if local != iri and local not in self.definition and ":" not in local else self.shorten(iri)
        )

    def compact_nodes(self, quads: Iterable[Quad]) -> list[_Object]:
        """Return the nodes that one graph's quads, grouped by subject, describe."""
        return [
            self._compact_node(subject, list(members))
            for subject, members in groupby(quads, key=lambda quad: quad.subject)
        ]

    def _compact_node(self, subject: Any, quads: Iterable[Quad]) -> _Object:
        values: defaultdict[str, list[Any]] = defaultdict(list)
        languages: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            key, value = self._compact(quad.predicate, quad.object)
            if isinstance(value, Literal):
                languages[key][value.language or ""].append(value.value)
            else:
                values[key].append(value)
        maps = {
            key: {lang: self._set(key, texts) for lang, texts in by.items()} for key, by in languages.items()
        }
        single = {key: items[0] if len(items) == 1 else items for key, items in values.items()}
        return {"id": _to_id(subject), **dict(sorted((single | maps).items()))}

    def _set(self, key: str, values: list[str]) -> list[str] | str:
        containers = self.definition[key].get("@container", [])
        return values if "@set" in containers or len(values) > 1 else values[0]

    def _compact(self, predicate: NamedNode, value: Any) -> tuple[str, Any]:
        """Return the key of a predicate and its compacted value; of a language map the literal itself."""
        if predicate == _TYPE:
            return "type", self.relative(value.value)
        term = self.terms.get(predicate.value)
        definition = self.definition[term] if term else {}
        if term and "@language" in definition.get("@container", ""):
            if isinstance(value, Literal) and value.language:
                return term, value
            term, definition = None, {}
        key = term or self.shorten(predicate.value)
        return key, self._compact_value(value, definition.get("@type"))

    def _compact_value(self, value: Any, coercion: str | None) -> Any:
        if isinstance(value, NamedNode | BlankNode):
            name = _to_id(value)
            short = {"@id": name, "@vocab": self.relative(name)}
            return short.get(coercion or "", {"id": name})
        if not isinstance(value, Literal):
            raise ValueError(f"{value}: quoted triples cannot be written as JSON-LD")
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == self.expand(coercion or "xsd:string"):
            return value.value
        return {"@value": value.value, "@type": self.shorten(value.datatype.value)}


def _keys(data: Any) -> set[str]:
    """Return the keys of all objects in JSON data."""
    if isinstance(data, dict):
        return data.keys() | {key for value in data.values() for key in _keys(value)}
    return {key for value in data for key in _keys(value)} if isinstance(data, list) else set()


def _to_id(node: Any) -> str:
    """Return the name of a node in JSON-LD."""
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    raise ValueError(f"{node}: quoted triples cannot be written as JSON-LD")
