"""Which entity a name means: by the labels and codes in the store, then by the reference data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions
from tradegraph._exceptions import ParameterError
from tradegraph.model import ENTITY_TYPES
from tradegraph.ontology.gazetteer import fold, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY, to_iri
from tradegraph.rdf.store import Store

#: How well a name fits, best first: a code, a proper name, another name, a name seldom meant.
_RANKS: Final = (
    ("tg:isoCode", "tg:isoAlpha3"),
    ("skos:prefLabel", "tg:acronym"),
    ("skos:altLabel",),
    ("skos:hiddenLabel", "tg:demonym"),
)
#: How alike two names are that may be meant for each other; "Mexco" and "Mexico" are at 0.91.
_NEAR: Final = 0.7

_POSTS: Final = """
SELECT ?name {{ ?post tg:holder <{iri}> ; tg:organization/skos:prefLabel ?name }}
ORDER BY (LANG(?name) != "en") ?name LIMIT 1"""


class Names:
    """The names in a store by how they may be written: all are read, once, when the first is looked for."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def ranked(self) -> tuple[dict[str, set[Literal]], ...]:
        """The labels of each of `_RANKS` by their folded form."""
        return tuple(map(self._fold_labels, _RANKS))

    def _fold_labels(self, predicates: Iterable[str]) -> dict[str, set[Literal]]:
        folded: defaultdict[str, set[Literal]] = defaultdict(set)
        for predicate in predicates:
            # Without their subjects, and each once: to read quads took four times as long.
            solutions = self.store.query(f"SELECT DISTINCT ?label {{ ?thing {predicate} ?label }}")
            assert isinstance(solutions, QuerySolutions)
            for (label,) in solutions:
                if isinstance(label, Literal):
                    folded[fold(label.value)].add(label)
        return folded

    def find(self, text: str) -> set[str]:
        """Return the IRIs that are called `text` but for case and accents, of the best rank there is."""
        for predicates, labels in zip(_RANKS, self.ranked, strict=True):
            if found := labels.get(fold(text)):
                return set(self.store.subjects(predicates, found))
        return set()

    def near(self, text: str, *, n: int = 5) -> list[str]:
        """Return up to `n` names, proper or other, that look like `text`."""
        _, proper, other, _ = self.ranked
        names = other | proper
        return [
            min(names[key], key=str).value for key in get_close_matches(fold(text), names, n=n, cutoff=_NEAR)
        ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean: its IRI, its path under the base, preferred label, type and code."""

    iri: str
    path: str
    label: str
    type: str
    code: str | None = None

    def describe(self, store: Store) -> str:
        """Return the entity, with the employer that tells a person, and what to say in order to mean it."""
        posts = store.rows(_POSTS.format(iri=self.iri)) if self.type == "Person" else iter(())
        of = next((f" of {row['name']}" for row in posts), "")
        return f"{self.path} ({self.label}, {self.type}{of}: say {self.code or self.path!r})"


def find_terms(
    text: str, store: Store, *, name: str = "entity", classes: Sequence[str] = ()
) -> tuple[NamedNode, ...]:
    """Return the IRIs of the entity that `text` means: an IRI, a path under the base, a code or a name.

    Case and accents do not count. `name` is the parameter's, for messages; `classes` are the entity types
    that fit, empty for any. An actor known under several IRIs gives them all. Raises `ParameterError` with
    near names for an unknown entity and with the choices for an ambiguous one.
    """
    if "://" in text:
        return (_follow(_to_node(text, name=name), store),)
    names = Names(store)
    candidates = [_describe(iri, store) for iri in _find_iris(text, names)]
    fitting = [candidate for candidate in candidates if not classes or candidate.type in classes]
    if not fitting:
        raise ParameterError(_describe_unknown(text, names, name=name, found=candidates, classes=classes))
    if len(fitting) > 1 and not _is_one(fitting, store):
        choices = "; ".join(candidate.describe(store) for candidate in fitting)
        raise ParameterError(f"{name}: {text!r} is ambiguous; choose {choices}")
    return tuple(NamedNode(candidate.iri) for candidate in fitting)


def find_class(text: str, store: Store, *, name: str = "kind") -> NamedNode:
    """Return the class of entities that `text` names: as the ontology writes it, or by its label.

    Raises `ParameterError` with near names, else with all, for what is no class of entities.
    """
    names = {fold(label): type_ for type_ in ENTITY_TYPES for label in _class_labels(type_, store)}
    if fold(text) in names:
        return to_iri(f"tg:{names[fold(text)]}")
    near = [names[key] for key in get_close_matches(fold(text), names, n=1, cutoff=_NEAR)]
    raise ParameterError(f"{name}: {text!r} is no kind of entity; say {' or '.join(near or ENTITY_TYPES)}")


def _class_labels(type_: str, store: Store) -> list[str]:
    """Return the names of a class: its own, in words, and the labels of the ontology."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type_)
    return [type_, words, *(label for label, _ in store.values(to_iri(f"tg:{type_}"), "rdfs:label"))]


def _to_node(text: str, *, name: str) -> NamedNode:
    try:
        return NamedNode(text.strip("<>"))
    except ValueError:
        raise ParameterError(f"{name}: {text!r} is not an IRI; correct it or give a name") from None


def _follow(node: NamedNode, store: Store) -> NamedNode:
    """Return what a node was merged into, itself where it stands."""
    found = (value for value, _ in store.values(node, "dcterms:isReplacedBy"))
    return next((NamedNode(value) for value in found), node)


def _find_iris(text: str, names: Names) -> list[str]:
    """Return the IRIs that fit `text` best, sorted."""
    store = names.store
    if "/" in text and _exists(iri := store.base + text, store):
        return [_follow(NamedNode(iri), store).value]
    # An index answers for the very words, the reference data for its names in other cases and accents; only
    # for other names do all the labels have to be read, half a second at 10,000 articles.
    for predicates in _RANKS:
        if found := set(store.subjects(predicates, _to_labels(text))):
            return sorted(found)
    if known := [store.base + entity.id for entity in load_gazetteer().find_entities(text)]:
        return known
    return sorted(names.find(text))


def _to_labels(text: str) -> tuple[Literal, ...]:
    return Literal(text), Literal(text, language="en"), Literal(text, language="es")


def _exists(iri: str, store: Store) -> bool:
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return next(store.match(node), None) is not None


def _describe(iri: str, store: Store) -> Candidate:
    """Return what the store says of an entity, else the reference data."""
    path = iri.removeprefix(store.base)
    types = {value.removeprefix(ONTOLOGY) for value in _values(iri, "rdf:type", store)}
    type_ = next((type_ for type_ in ENTITY_TYPES if type_ in types), None)
    if type_ is None and (known := load_gazetteer().entities.get(path)):
        return Candidate(iri, path, known.name, known.type, known.code)
    labels, codes = _values(iri, "skos:prefLabel", store), _values(iri, "tg:isoCode", store)
    return Candidate(iri, path, next(iter(labels), path), type_ or "Thing", next(iter(codes), None))


def _values(iri: str, predicate: str, store: Store) -> list[str]:
    """Return the values of a property, English ones first."""
    values = store.values(NamedNode(iri), predicate)
    return [value for value, _ in sorted(values, key=lambda value: (value[1] != "en", value))]


def _is_one(candidates: Sequence[Candidate], store: Store) -> bool:
    """Tell whether the candidates are stated to be one entity; namesakes are not."""
    same: defaultdict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        for predicate in ("owl:sameAs", "skos:exactMatch"):
            for other in _values(candidate.iri, predicate, store):
                same[candidate.iri].add(other)
                same[other].add(candidate.iri)
    first, *others = (candidate.iri for candidate in candidates)
    return all(other in same[first] or same[first] & same[other] for other in others)


def _describe_unknown(
    text: str, names: Names, *, name: str, found: Sequence[Candidate], classes: Sequence[str]
) -> str:
    if found:
        others = ", ".join(f"{candidate.path} is a {candidate.type}" for candidate in found)
        return f"{name}: {text!r} is of another kind ({others}); name a {' or '.join(classes)}"
    near = names.near(text) or load_gazetteer().near_names(text)
    hint = f"did you mean {' or '.join(near)}?" if near else "give its name, its code or its IRI"
    return f"{name}: nothing here is called {text!r}; {hint}"
