"""What a claim looks like to the judge: features of its words, its ends, and what stands around them.

The same functions serve training and reading. A feature is a short text such as "subject=Person|visited", so
that a model's file can be read; numbers are told in steps. More was tried and foretold no better: how names
look, what else the sentence claims, commas and other names between the ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tradegraph.model import Claim, Document, Entity, Mention

_WORDS: Final = re.compile(r"\w+|[^\w\s]")
#: The upper bounds of the steps in which words, and characters of quotes and distances, are counted.
_STEPS: Final = (0, 1, 2, 4, 8, 15)
_LONG: Final = (40, 80, 120, 180, 240, 320)
_FAR: Final = (0, 100, 300, 700, 1500, 3000)


def describe_claims(document: Document, claims: Sequence[Claim]) -> Iterator[list[str]]:
    """Yield the features of each claim of an article."""
    around = _Surroundings.of(document)
    for claim in claims:
        yield [
            *_itself(claim, document.article.lang),
            *_of_ends(claim, around),
            *_of_sentence(claim, around),
            *_of_gap(claim, document.article.text),
        ]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """An article indexed for questions about a claim on it; `counts` tells how often each entity is named."""

    document: Document
    sentence_starts: Sequence[int]
    mention_starts: Sequence[int]
    counts: Counter[str]

    @classmethod
    def of(cls, document: Document) -> _Surroundings:
        return cls(
            document,
            [sentence.start for sentence in document.sentences],
            [mention.start for mention in document.mentions],
            Counter(entity.id for mention in document.mentions for entity in mention.entities),
        )

    def mentions(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in `text[start:end]`."""
        first = bisect_left(self.mention_starts, start)
        return self.document.mentions[first : bisect_left(self.mention_starts, end)]


def _itself(claim: Claim, lang: str) -> Iterator[str]:
    relation = claim.relation
    length = _step(claim.end - claim.start, _LONG)
    yield f"pattern={claim.pattern}"
    yield f"prior={claim.confidence:.1f}"
    yield f"relation={relation}"
    yield f"relation={relation}|{lang}"
    yield f"status={claim.status}"
    yield f"status={claim.status}|{relation}"
    yield f"period={claim.period is not None}|{relation}"
    yield f"quote={length}"
    yield f"quote={length}|{relation}"


def _of_ends(claim: Claim, around: _Surroundings) -> Iterator[str]:
    """Tell of each end its type, how it is referred to and how far away, and how often it is named."""
    references = {reference.end_of: reference for reference in claim.references}
    for name, entity in _ends(claim):
        reference = references.get(name)
        kind = reference.kind if reference else "unsaid"
        yield f"{name}={entity.type}"
        yield f"{name}={entity.type}|{claim.relation}"
        yield f"reference={kind}"
        yield f"reference={kind}|{name}"
        yield f"reference={kind}|{name}|{claim.relation}"
        yield f"known={entity.known}|{entity.type}"
        yield f"known={entity.known}|{kind}"
        yield f"named={min(around.counts[entity.id], 4)}|{name}"
        if reference and kind == "carried":
            yield f"far={_step(claim.start - reference.start, _FAR)}"


def _of_sentence(claim: Claim, around: _Surroundings) -> Iterator[str]:
    """Tell of the sentence its length and block, and what else it names that might be meant."""
    document = around.document
    place = bisect_right(around.sentence_starts, claim.start) - 1
    sentence = document.sentences[max(0, place)]
    blocks = document.article.blocks
    mentions = around.mentions(sentence.start, sentence.end)
    kinds = [mention.type for mention in mentions]
    yield f"sentence={min((sentence.end - sentence.start) // 60, 6)}"
    yield f"block={blocks[sentence.block].kind if blocks else None}"
    for name, entity in _ends(claim):
        yield f"rivals={min(kinds.count(entity.type), 4)}|{name}"
    inside = {mention.type for mention in mentions if claim.start <= mention.start < claim.end}
    yield from (f"inside={kind}|{claim.relation}" for kind in sorted(inside))


def _of_gap(claim: Claim, text: str) -> Iterator[str]:
    """Tell how many words stand between the first two ends that are not carried over."""
    near = sorted((each.start, each.stop) for each in claim.references if each.kind != "carried")[:2]
    if len(near) == 2:
        gap = _step(len(_WORDS.findall(text, near[0][1], near[1][0])), _STEPS)
        yield f"gap={gap}"
        yield f"gap={gap}|{claim.relation}"


def _ends(claim: Claim) -> Iterator[tuple[str, Entity]]:
    for name in ("subject", "object", "counterpart", "product", "sector"):
        entity = getattr(claim, name)
        if entity is not None:
            yield name, entity


def _step(number: int, bounds: Sequence[int]) -> int:
    """Return how many of the bounds `number` exceeds."""
    return bisect_left(bounds, number)
