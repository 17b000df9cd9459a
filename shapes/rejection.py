"""Keeping claims that violate a shape out of the graph, with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from tradegraph.rdf.iris import to_iri
from tradegraph.shapes.report import Report, Result

_Node = NamedNode | BlankNode | Triple
_Links = Mapping[_Node, set[_Node]]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A claim that stays out of the graph: its IRI, its quote, and the violations that keep it out."""

    claim: str
    quote: str | None
    results: tuple[Result, ...]


def split_claims(quads: Iterable[Quad], report: Report) -> tuple[list[Quad], tuple[Rejection, ...]]:
    """Return the quads without the claims that `report` finds in violation, and these claims.

    With a claim goes what only rejected claims need: its evidence and mentions, relationships that no other
    claim states, minted entities that nothing else names. A violation by the article itself rejects all.
    """
    kept = list(quads)
    reasons = _reasons(_subjects(kept, "tg:Claim"), report)
    if not reasons:
        return kept, ()
    roots = {*_subjects(kept, "tg:Claim"), *_subjects(kept, "tg:Article")} - set(reasons)
    links = _links(kept)
    dropped = _reach(reasons, links) - _reach(roots, links)
    rejections = (_to_rejection(claim, reasons[claim]) for claim in sorted(reasons, key=str))
    return [quad for quad in kept if quad.subject not in dropped], tuple(rejections)


def _to_rejection(claim: NamedNode, results: Iterable[Result]) -> Rejection:
    results = tuple(results)
    quote = next((result.quote for result in results if result.quote), None)
    return Rejection(claim.value, quote, results)


def _reasons(claims: Iterable[NamedNode], report: Report) -> dict[NamedNode, list[Result]]:
    """Return the violations of each claim that has any; the article's own are those of all."""
    by_claim: defaultdict[str | None, list[Result]] = defaultdict(list)
    for result in report.violations:
        by_claim[result.claim].append(result)
    found = {claim: by_claim[claim.value] + by_claim[None] for claim in claims}
    return {claim: results for claim, results in found.items() if results}


def _subjects(quads: Iterable[Quad], class_: str) -> list[NamedNode]:
    type_, class_iri = to_iri("rdf:type"), to_iri(class_)
    typed = (quad.subject for quad in quads if quad.predicate == type_ and quad.object == class_iri)
    return [subject for subject in typed if isinstance(subject, NamedNode)]


def _links(quads: Iterable[Quad]) -> _Links:
    links: defaultdict[_Node, set[_Node]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            links[quad.subject].add(quad.object)
    return links


def _reach(roots: Iterable[_Node], links: _Links) -> set[_Node]:
    """Return `roots` and all that their links lead to."""
    reached, ahead = set(roots), list(roots)
    while ahead:
        new = links.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return reached
