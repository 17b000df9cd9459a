"""Taking claims out of quads, with the nodes that only they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from tradegraph.rdf.iris import to_iri

Node = NamedNode | BlankNode | Triple


def drop_claims(quads: Iterable[Quad], claims: AbstractSet[Node]) -> list[Quad]:
    """Return the quads without `claims` and without what only they lead to.

    That is their evidence and mentions, relationships that no other claim states, and minted entities that
    nothing else names.
    """
    quads = list(quads)
    if not claims:
        return quads
    links = _links(quads)
    dropped = reach(claims, links) - reach(_roots(quads) - claims, links)
    return [quad for quad in quads if quad.subject not in dropped]


def drop_unreached(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads of an article without those about nodes to which no claim leads any more."""
    quads = list(quads)
    reached = reach(_roots(quads), _links(quads))
    return [quad for quad in quads if quad.subject in reached]


def _roots(quads: Iterable[Quad]) -> set[Node]:
    quads = list(quads)
    return {*find_subjects(quads, "tg:Claim"), *find_subjects(quads, "tg:Article")}


def find_subjects(quads: Iterable[Quad], class_: str) -> list[NamedNode]:
    """Return the nodes of the class with the compact name `class_`, such as "tg:Claim", in their order."""
    type_, class_iri = to_iri("rdf:type"), to_iri(class_)
    typed = (quad.subject for quad in quads if quad.predicate == type_ and quad.object == class_iri)
    return [subject for subject in typed if isinstance(subject, NamedNode)]


def reach(roots: Iterable[Node], links: Mapping[Node, AbstractSet[Node]]) -> set[Node]:
    """Return `roots` and all that their links lead to."""
    reached, ahead = set(roots), list(roots)
    while ahead:
        new = links.get(ahead.pop(), frozenset()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def _links(quads: Iterable[Quad]) -> dict[Node, set[Node]]:
    links: defaultdict[Node, set[Node]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            links[quad.subject].add(quad.object)
    return dict(links)
