"""Officials told by their post before they are named: "Fiji's trade minister flew to Oslo"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tradegraph.extraction.posts import Posts
from tradegraph.model import Claim, Entity, Reference

#: What the person did, where without the name the state stands for it.
_DEEDS: Final = {"visited", "met_with"}


def named_later(claim: Claim, posts: Posts, lang: str) -> Claim:
    """Return a claim with the official, whom the article names behind it, in the place of the state."""
    if claim.relation not in _DEEDS:
        return claim
    held = {ref: posts.named_for(ref.start, lang) for ref in claim.references}
    found = {ref: holder for ref, holder in held.items() if holder and _is_apart(claim, ref, holder)}
    for ref, holder in found.items():
        references = tuple(replace(each, entity=holder) if each == ref else each for each in claim.references)
        subject, goal = (
            holder if ref.end_of == end else told
            for end, told in (("subject", claim.subject), ("object", claim.object))
        )
        claim = replace(claim, references=references, subject=subject, object=goal)
    return claim


def _is_apart(claim: Claim, ref: Reference, holder: Entity) -> bool:
    """Tell whether the words for a post stand for one end alone, and its holder is not the other one."""
    ends = {"subject": claim.subject, "object": claim.object}
    return ref.entity == ends.get(ref.end_of) and holder not in ends.values()
