"""Who holds which post, and which state an official serves, as far as an article has told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tradegraph.model import Claim, Entity

_STATES: Final = {"Country", "Region", "Bloc"}


@dataclass
class Posts:
    """The posts of one article: the last holder by each word of a post, and the state that each serves."""

    holders: dict[str, Entity] = field(default_factory=dict)
    states: dict[Entity, Entity] = field(default_factory=dict)
    people: set[Entity] = field(default_factory=set)

    def tell(self, claim: Claim) -> None:
        """Remember what a claim says of a post."""
        if claim.relation != "holds_position" or claim.subject is None:
            return
        self.people.add(claim.subject)
        self.holders |= dict.fromkeys(str(claim.role).lower().split(), claim.subject)
        if claim.object is not None and claim.object.type in _STATES:
            self.states.setdefault(claim.subject, claim.object)
