"""Posts told with their state but without a name: whose "Germany's economy minister" is is known later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.places import is_place

#: For how many sentences such a post stays in mind.
_REACH: Final = 3


class _Post(NamedTuple):
    sentence: int
    words: frozenset[str]
    employer: Item


@dataclass
class NamelessPosts:
    """The posts of one article that were told without their holder: the last one by the last word of each."""

    _told: dict[str, _Post] = field(default_factory=dict)
    _sentence: int = 0

    def start_sentence(self) -> None:
        """Go on to the next sentence."""
        self._sentence += 1

    def note(self, masked: Masked) -> None:
        """Remember the posts that the sentence tells with their state."""
        for post in (item for item in masked.items if item.type == "Post"):
            role, employers = post.fields.get("role"), post.fields.get("org", ())
            states = [item for item in employers if item.entities and is_place(item.entities[0])]
            if states and isinstance(role, tuple) and role[0].value:
                words = str(role[0].value).lower().split()
                self._told[words[-1]] = _Post(self._sentence, frozenset(words), states[0])

    def employer(self, role: str) -> Item | None:
        """Return whose "Germany's economy minister" was, told just before "Minister Anders Holm".

        A prime minister is another one: of the two posts one has all words of the other.
        """
        words = role.lower().split()
        told = self._told.get(words[-1])
        if told is None or self._sentence - told.sentence > _REACH:
            return None
        return told.employer if told.words <= {*words} or {*words} <= told.words else None
