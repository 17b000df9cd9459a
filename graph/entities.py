"""Entities: the actors of a graph with their public identifiers, and those that still have none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tradegraph.model import ENTITY_TYPES
from tradegraph.ontology.gazetteer import fold, load_gazetteer
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.store import Store

#: Types whose names are common nouns, which no register of actors holds.
CONCEPTS: Final = ("Product", "Sector")
#: How many other entities are proposed for one, and how many of its sentences are shown.
_CANDIDATES: Final = 3
_CONTEXTS: Final = 2
#: A word in more names than this tells nothing: "chamber", "ministry", "Carlos".
_COMMON: Final = 60
#: The least share of the shorter name's words, weighed by rarity, that both have.
_ALIKE: Final = 0.5
#: People share a first name or a surname with many: both have to be the same.
_LEAST: Final = {"Person": 2}
_WORD: Final = re.compile(r"[^\W_]+")

_COUNTS: Final = """
SELECT ?entity (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?article) AS ?articles) {
  ?relationship tg:involves|tg:product ?entity .
  ?claim tg:states ?relationship ; prov:wasQuotedFrom ?article .
} GROUP BY ?entity"""
_FACTS: Final = """
SELECT ?entity ?name ?lang ?type ?code ?same {
  ?entity skos:prefLabel ?name ; a ?type .
  OPTIONAL { ?entity tg:isoCode ?code }
  OPTIONAL { ?entity skos:exactMatch ?same }
  BIND (LANG(?name) AS ?lang)
}"""
_QUOTES: Final = """
SELECT DISTINCT ?quote ?article {{
  ?relationship tg:involves|tg:product <{iri}> .
  ?claim tg:states ?relationship ; prov:wasQuotedFrom ?article ; tg:evidence/oa:hasSelector/oa:exact ?quote .
}} ORDER BY ?article ?quote LIMIT {limit}"""


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """An entity that articles speak of.

    `id` is its path under the base, `names` its names by language, `identifiers` the public IRIs that
    are certainly its own, `known` whether the reference data has it. `contexts` are sentences, each with its
    article, and `candidates` entities that it may be: ids with their names.
    """

    id: str
    type: str
    names: Mapping[str, str]
    code: str | None
    identifiers: tuple[str, ...]
    known: bool
    claims: int
    articles: int
    contexts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()

    @property
    def is_linked(self) -> bool:
        """Tell whether a public identifier or an ISO code says which one it is."""
        return bool(self.identifiers or self.code)

    def name(self, lang: str = "en") -> str:
        """Return its name in a language, else in English, else any."""
        return self.names.get(lang) or self.names.get("en") or next(iter(self.names.values()), self.id)


def list_entities(
    store: Store, *, types: Iterable[str] = (), unlinked: bool = False
) -> tuple[EntityEntry, ...]:
    """Return the entities of a graph, those with the most claims first.

    `types` are entity types, all but products and sectors where there are none. `unlinked` leaves out those
    with a public identifier, and begins with those that the reference data does not know.
    """
    wanted = frozenset(types) or frozenset(ENTITY_TYPES) - frozenset(CONCEPTS)
    entries = (entry for entry in _read(store) if entry.type in wanted)
    found = (entry for entry in entries if not (unlinked and entry.is_linked))
    return tuple(sorted(found, key=lambda entry: (unlinked and entry.known, -entry.claims, entry.id)))


def add_review(store: Store, entries: Iterable[EntityEntry]) -> Iterator[EntityEntry]:
    """Yield entries with what a reviewer needs: sentences, and entities that each may be."""
    names = _Names.of(store)
    for entry in entries:
        query = _QUOTES.format(iri=store.base + entry.id, limit=_CONTEXTS)
        quotes = tuple((row["quote"], row["article"].removeprefix(store.base)) for row in store.rows(query))
        yield replace(entry, contexts=quotes, candidates=tuple(names.near(entry)))


def _read(store: Store) -> Iterator[EntityEntry]:
    counts = {row["entity"]: (int(row["claims"]), int(row["articles"])) for row in store.rows(_COUNTS)}
    facts: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in store.rows(_FACTS):
        if row["entity"] in counts:
            facts[row["entity"]].append(row)
    known = load_gazetteer().entities
    for iri, rows in facts.items():
        types = {row["type"].removeprefix(ONTOLOGY) for row in rows}
        type_ = next((name for name in ENTITY_TYPES if name in types), None)
        if type_ is not None:
            yield EntityEntry(
                id=iri.removeprefix(store.base),
                type=type_,
                names=dict(sorted({row.get("lang", ""): row["name"] for row in rows}.items())),
                code=next((row["code"] for row in rows if "code" in row), None),
                identifiers=tuple(sorted({row["same"] for row in rows if "same" in row})),
                known=iri.removeprefix(store.base) in known,
                claims=counts[iri][0],
                articles=counts[iri][1],
            )


@dataclass(frozen=True, slots=True)
class _Names:
    """The words of all names, those of the graph and of the reference data, and who bears each."""

    bearers: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> _Names:
        labels: dict[str, str] = {}
        words: defaultdict[str, set[str]] = defaultdict(set)
        graph = (
            (row["entity"].removeprefix(store.base), row["name"])
            for row in store.rows("SELECT ?entity ?name { ?entity skos:prefLabel|skos:altLabel ?name }")
        )
        reference = ((name.entity.id, name.form) for name in load_gazetteer() if name.kind == "name")
        for id_, name in (*reference, *graph):
            labels.setdefault(id_, name)
            words[id_].update(_WORD.findall(fold(name)))
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for id_, found in words.items():
            for word in found:
                bearers[word].add(id_)
        return cls(
            {word: frozenset(ids) for word, ids in bearers.items()},
            {id_: frozenset(found) for id_, found in words.items()},
            labels,
        )

    def near(self, entry: EntityEntry) -> Iterator[tuple[str, str]]:
        """Yield the entities of its kind whose names share rare words with those of an unknown `entry`."""
        if entry.known:
            return
        own = self.words.get(entry.id, frozenset())
        folder = f"{entry.id.partition('/')[0]}/"
        scores: Counter[str] = Counter()
        for word in own:
            bearers = self.bearers.get(word, frozenset())
            for other in bearers if len(bearers) <= _COMMON else ():
                if other != entry.id and other.startswith(folder):
                    scores[other] += 1
        least = _LEAST.get(entry.type, 1)
        alike = {o: self._likeness(own, self.words[o]) for o, shared in scores.items() if shared >= least}
        best = sorted((other for other in alike if alike[other] >= _ALIKE), key=lambda o: (-alike[o], o))
        yield from ((other, self.labels[other]) for other in best[:_CANDIDATES])

    def _likeness(self, first: frozenset[str], second: frozenset[str]) -> float:
        """Return the share of the shorter name's words that both have, each by its rarity, from 0 to 1."""
        least = min(self._weigh(first), self._weigh(second))
        return self._weigh(first & second) / least if least else 0.0

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(1 / len(self.bearers[word]) for word in words)
