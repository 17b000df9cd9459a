"""Nodes of a store as pages need them: what is said of each, its name, and whether it has a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions
from tradegraph.model import ENTITY_TYPES
from tradegraph.pages.sites import is_web
from tradegraph.rdf.iris import ONTOLOGY, to_iri
from tradegraph.rdf.store import Store

#: How a claim speaks of an entity, each with the property that leads from a claim or a relationship to it.
MENTIONS: Final = ("tg:involves", "tg:product", "tg:sector", "tg:counterpart", "tg:speaker", "tg:refersTo")
#: What leads from an entity of the reference data to others that its page names.
NEIGHBOURS: Final = ("tg:inCountry", "tg:inRegion", "tg:capital", "tg:hasParty", "tg:hasMember")
#: What has to be known of a node in order to name it and to lead to its page.
_NAMING: Final = ("rdf:type", "skos:prefLabel", "schema:headline", "rdfs:label")
#: Paths of what has a page without being an entity.
_STATEMENTS: Final = ("relationship/", "claim/", "article/", "question/")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language, "" where that is not known."""

    value: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name: `kind` is its class's local name, `path` its page's, None where it has none."""

    iri: str
    name: Text
    kind: str = ""
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a source: `name` is its headline, or its file's name where it has none."""

    path: str
    name: Text
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node and what is said of it: the terms of each property, by the property's IRI."""

    iri: str
    facts: Mapping[str, Sequence[NamedNode | Literal]]

    def terms(self, name: str) -> Sequence[NamedNode | Literal]:
        """Return the values of a property, such as "tg:value"."""
        return self.facts.get(to_iri(name).value, ())

    def values(self, name: str) -> list[str]:
        """Return the plain values of a property, sorted."""
        return sorted({term.value for term in self.terms(name)})

    def value(self, name: str) -> str | None:
        """Return a value of a property, the first of several, None where there is none."""
        return next(iter(self.values(name)), None)

    def texts(self, name: str) -> list[Text]:
        """Return the texts of a property with their languages, English ones first."""
        literals = (term for term in self.terms(name) if isinstance(term, Literal))
        found = {Text(term.value, term.language or "") for term in literals}
        return sorted(found, key=lambda text: (text.lang != "en", text.lang, text.value))

    @property
    def types(self) -> list[str]:
        """The local names of its classes in the ontology."""
        return [iri.removeprefix(ONTOLOGY) for iri in self.values("rdf:type") if iri.startswith(ONTOLOGY)]


class Nodes:
    """Reads nodes of a store, which stays as it is meanwhile; names and sources are read once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._things: dict[str, Thing] = {}
        self._sources: dict[str, Source] = {}
        self._terms: dict[tuple[str, str], str] = {}

    def read(self, iri: str) -> Node:
        """Return a node with all that is said of it; blank nodes and triples are left out."""
        facts: defaultdict[str, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self.store.match(NamedNode(iri)):
            if isinstance(term := quad.object, NamedNode | Literal):
                facts[quad.predicate.value].append(term)
        return Node(iri, facts)

    def look_up(self, iri: str, names: Iterable[str]) -> Node:
        """Return a node with what some properties say of it: a country has thousands of others."""
        node = NamedNode(iri)
        facts = {
            predicate.value: [
                quad.object
                for quad in self.store.match(node, predicate)
                if isinstance(quad.object, NamedNode | Literal)
            ]
            for predicate in map(to_iri, names)
        }
        return Node(iri, facts)

    def subjects(self, name: str, iri: str) -> Iterator[str]:
        """Return the IRIs of the nodes of which a property has the node `iri` as value."""
        return self.store.subjects([name], [NamedNode(iri)])

    def thing(self, iri: str) -> Thing:
        """Return a node by its name in English, else in any language, else by the end of its IRI."""
        if iri not in self._things:
            self._things[iri] = self._to_thing(self.look_up(iri, _NAMING))
        return self._things[iri]

    def select(self, query: str) -> QuerySolutions:
        """Return the solutions of a SELECT."""
        solutions = self.store.query(query)
        assert isinstance(solutions, QuerySolutions)
        return solutions

    def to_path(self, iri: str) -> str:
        """Return the path of a node under the base."""
        return iri.removeprefix(self.store.base)

    def source(self, iri: str) -> Source:
        """Return an article as a source of claims."""
        if iri not in self._sources:
            self._sources[iri] = self._to_source(self.read(iri))
        return self._sources[iri]

    def things(self, iris: Iterable[str]) -> tuple[Thing, ...]:
        """Return nodes by their names, in the order of these."""
        return tuple(sorted(map(self.thing, iris), key=lambda thing: (thing.name.value, thing.iri)))

    def term(self, name: str, lang: str = "en") -> str:
        """Return the label of a term of the ontology, by its local name; its name in words without one."""
        if (name, lang) not in self._terms:
            labels = {text.lang: text.value for text in self.read(ONTOLOGY + name).texts("rdfs:label")}
            self._terms[name, lang] = labels.get(lang) or labels.get("en") or to_words(name)
        return self._terms[name, lang]

    def has_page(self, node: Node) -> bool:
        """Tell whether there is a page of a node: it is a statement, an entity told of, or next to one."""
        path = node.iri.removeprefix(self.store.base)
        if path.startswith(_STATEMENTS):
            return any(node.facts.values())
        return to_kind(node) != "" and (self.is_told(node.iri) or self._is_beside(node.iri))

    def is_told(self, iri: str) -> bool:
        """Tell whether a claim speaks of an entity."""
        return any(next(self.subjects(name, iri), None) is not None for name in MENTIONS)

    def _is_beside(self, iri: str) -> bool:
        return any(self.is_told(other) for name in NEIGHBOURS for other in self.subjects(name, iri))

    def _to_source(self, article: Node) -> Source:
        path, url = self.to_path(article.iri), article.value("schema:url")
        lang = article.value("dcterms:language") or ""
        name = article.value("schema:headline") or article.value("dcterms:identifier") or path.rsplit("/")[-1]
        return Source(
            path=path,
            name=Text(name, lang),
            publisher=article.value("dcterms:source"),
            published=article.value("schema:datePublished"),
            url=url if url and is_web(url) else None,
        )

    def _to_thing(self, node: Node) -> Thing:
        names = node.texts("skos:prefLabel") or node.texts("schema:headline") or node.texts("rdfs:label")
        path = node.iri.removeprefix(self.store.base)
        name = names[0] if names else Text(path.rsplit("/", 1)[-1])
        is_page = node.iri.startswith(self.store.base) and self.has_page(node)
        return Thing(node.iri, name, to_kind(node), path if is_page else None)


def to_kind(node: Node) -> str:
    """Return the class of an entity, "" for what is none."""
    types = set(node.types)
    return next((name for name in ENTITY_TYPES if name in types), "")


def to_words(name: str) -> str:
    """Return the name of a term in words.

    >>> to_words("PartnerRank"), to_words("exportsTo")
    ('partner rank', 'exports to')
    """
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
