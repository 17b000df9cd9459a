"""What an article states twice: who tells when it was takes the place of who does not, as a headline."""

from __future__ import annotations

from collections.abc import Iterable

from tradegraph.model import Article, Claim


def best_told(claim: Claim, again: Iterable[Claim], article: Article) -> Claim:
    """Return a claim, or the first of those that tell the same relationship `again` and better when it is."""
    return next((other for other in again if _tells_better(other, claim, article)), claim)


def _tells_better(claim: Claim, before: Claim, article: Article) -> bool:
    """Tell whether a claim says when it is, which the claim `before` left open.

    So does the day that the text tells behind the month that its headline is of; and a plan is told by the
    text, not by a headline in the present. The month in which the article came out says nothing that the
    other one does not.
    """
    period, month = claim.period, f"{article.published:%Y-%m}" if article.published else ""
    over = _is_headline(before, article) and not _is_headline(claim, article)
    if over and claim.status != before.status and before.period in (period, month, None):
        return True
    if period is None or period == month:
        return False
    if before.period is None:
        return over or claim.status == before.status
    return over and len(period) > len(before.period) and period.startswith(before.period)


def _is_headline(claim: Claim, article: Article) -> bool:
    return any(block.start <= claim.start < block.end for block in article.blocks if block.kind == "title")
