"""Which way goods go that a text speaks of: who sells and who buys them, as it told or asked last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph.extraction.masking import Item, to_carried
from tradegraph.extraction.relations import COURSE
from tradegraph.model import Claim, Entity

#: The ends of a rank that sell and buy, as the record of exports names them: a market buys what others sell.
RANKED_ENDS: Final = {"export_market": ("object", "subject"), "import_source": ("subject", "object")}
#: What tells which way goods go.
_TRADED: Final = {"trade_value", "trade_growth", "trades_product", COURSE}


@dataclass(frozen=True, slots=True)
class Course:
    """Which way goods go that the text speaks of, and from which offset and sentence on.

    `is_back` where this is the way back of what was told before.
    """

    seller: tuple[Item, ...]
    buyer: tuple[Item, ...]
    start: int
    sentence: int
    is_back: bool = False

    def turned(self) -> Course:
        """Return the way back."""
        return replace(self, seller=self.buyer, buyer=self.seller)


def next_course(told: Course | None, claim: Claim, sentence: int, *, is_back: bool) -> Course | None:
    """Return which way goods go once a claim has been told in a sentence, after `told`.

    A rank behind what its sentence told already says it by the way: "Fiji bought salmon, behind only Tonga".
    """
    course = course_of(claim, sentence, is_back=is_back)
    is_aside = claim.scope in RANKED_ENDS and told is not None and told.sentence == sentence
    return told if course is None or is_aside else course


def course_of(claim: Claim, sentence: int, *, is_back: bool) -> Course | None:
    """Return which way the goods of a claim in a sentence go; None where it does not tell."""
    seller, buyer = RANKED_ENDS.get(str(claim.scope), ("subject", "object"))
    told = claim.relation in _TRADED and claim.flow in (None, "exports")
    if not told and claim.scope not in RANKED_ENDS:
        return None
    sides = {ref.end_of: (to_carried(ref),) for ref in claim.references}
    return Course(sides.get(seller, ()), sides.get(buyer, ()), claim.start, sentence, is_back)


def next_reporter(told: Entity | None, claim: Claim, stays: str, own: Sequence[Entity]) -> Entity | None:
    """Return whose trade is told once a claim has been, after `told`.

    It is that of the article's `own` place, else of the claim's end `stays`.
    "Fiji's imports were …" is Fiji's trade, wherever the article is at home, and so are the exports after it.
    """
    home = next((end for end in (claim.subject, claim.object) if end is not None and end in own), None)
    named = {ref.end_of for ref in claim.references if ref.kind != "carried"} & {"subject", "object"}
    if told is not None and claim.relation in _TRADED and not named:
        return told
    is_alone = claim.relation in _TRADED and named == {stays}
    return (None if is_alone else home) or getattr(claim, stays, None) or told


def partner_end(claim: Claim, stays: str, rank: Claim | None, own: Sequence[Entity]) -> str:
    """Return the end of a figure that its list goes through: who is ranked just before it, as whose partner.

    "Fiji is Norway's largest partner, with trade of $5 billion. Tonga came second, with $3 billion.". Else it
    is the one that is not the article's `own` place, else the one that is not the end `stays`.
    """
    if rank is not None and {rank.subject, rank.object} == {claim.subject, claim.object}:
        return "subject" if claim.subject == rank.subject else "object"
    stays = next((name for name in ("subject", "object") if getattr(claim, name) in own), stays)
    return "subject" if stays == "object" else "object"


def turns(ends: Mapping[str, Any], partner_end: str, other: Sequence[Item], home: Sequence[Entity]) -> bool:
    """Tell whether "Fiji, $20 million" is the trade the other way.

    It has been told with Fiji as partner, or Fiji is the article's home, a side of it as well.
    """
    sides = (partner_end, *(ends if other[0].entities[:1] == tuple(home) else ()))
    return any(item.entities == other[0].entities for name in sides for item in ends.get(name, ()))


def bound(
    sides: Mapping[str, tuple[Item, ...]], homes: Iterable[Entity | None], *, inward: bool
) -> dict[str, tuple[Item, ...]]:
    """Return the sides of a trade as goods go that come in ("llegan"), or that leave ("se embarcan").

    They come to the place whose trade is told, or leave it: the first of `homes` that is one of the sides.
    """
    places = {item.entities[0]: name for name, side in sides.items() for item in side}
    home = next((places[home] for home in homes if home is not None and home in places), None)
    if home is None:
        return {"subject": (), "object": ()}
    is_turned = home != ("object" if inward else "subject")
    seller, buyer = ("object", "subject") if is_turned else ("subject", "object")
    return {"subject": sides[seller], "object": sides[buyer]}
