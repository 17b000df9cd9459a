"""Keeping claims that violate a shape out of the graph, with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad
from tradegraph.rdf.pruning import drop_claims, find_subjects
from tradegraph.shapes.report import Report, Result


@dataclass(frozen=True, slots=True)
class Rejection:
    """A claim that stays out of the graph: its IRI, its quote, and the violations that keep it out."""

    claim: str
    quote: str | None
    results: tuple[Result, ...]


def split_claims(quads: Iterable[Quad], report: Report) -> tuple[list[Quad], tuple[Rejection, ...]]:
    """Return the quads without the claims that `report` finds in violation, and these claims.

    With a claim goes what only rejected claims need. A violation by the article itself rejects all.
    """
    quads = list(quads)
    reasons = _reasons(find_subjects(quads, "tg:Claim"), report)
    rejections = (_to_rejection(claim, reasons[claim]) for claim in sorted(reasons, key=str))
    return drop_claims(quads, reasons.keys()), tuple(rejections)


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
