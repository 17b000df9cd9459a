"""Ties: which actors have relationships with each other, and which articles tell of an actor.

Questions that go from actor to actor, or look for the articles of one, follow these: they are a quarter of
what the relationships of a country are, and say how many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode, Triple
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import mint, to_integer


def derive_ties(store: Store) -> Iterator[Triple]:
    """Yield a tie for any two that share relationships: its ends, these, how many they and their claims are.

    One relationship of each is an example of it.
    """
    ends = read_ends(store)
    claims = count_claims(store)
    tied: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for relationship, actors in ends.items():
        for pair in combinations(sorted(actors), 2):
            tied[pair].append(relationship)
    for pair, relationships in tied.items():
        tie = mint(store.base, "tie", *pair)
        yield from (Triple(tie, to_iri("tg:tieOf"), NamedNode(actor)) for actor in pair)
        yield from (Triple(tie, to_iri("tg:tiedBy"), NamedNode(iri)) for iri in relationships)
        yield Triple(tie, to_iri("tg:relationshipCount"), to_integer(len(relationships)))
        yield Triple(tie, to_iri("tg:claimCount"), to_integer(sum(claims[iri] for iri in relationships)))
        yield Triple(tie, to_iri("tg:tieExample"), NamedNode(min(relationships)))


def derive_topics(store: Store) -> Iterator[Triple]:
    """Yield the actors that each article tells of."""
    ends, articles = read_ends(store), dict(store.pairs("prov:wasQuotedFrom"))
    about: defaultdict[str, set[str]] = defaultdict(set)
    for claim, relationship in store.pairs("tg:states"):
        if claim in articles:
            about[articles[claim]] |= ends.get(relationship, set())
    for article, actors in about.items():
        node = NamedNode(article)
        yield from (Triple(node, to_iri("schema:about"), NamedNode(actor)) for actor in actors)


def count_claims(store: Store) -> Counter[str]:
    """Return how many claims state each relationship, by its IRI."""
    return Counter(relationship for _, relationship in store.pairs("tg:states"))


def read_ends(store: Store) -> dict[str, set[str]]:
    """Return the actors that each relationship involves, by their IRIs."""
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for relationship, actor in store.pairs("tg:involves"):
        ends[relationship].add(actor)
    return ends
