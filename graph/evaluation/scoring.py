"""Scores: records against gold, as precision, recall and F1 by relation and by article.

A predicted record matches a gold record when the relation is the same, both ends name the same entities, and
the value, where gold has one, is within 1 %. One gold record matches one prediction. What else a record says
is scored apart: the qualifiers, the types of its ends and its evidence on matched records, the linking of
countries on all, and its confidence as a forecast of being right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tradegraph.evaluation.calibration import Bin, calibrate
from tradegraph.evaluation.details import find_evidence, link_countries, type_ends
from tradegraph.evaluation.gold import Gold, Record
from tradegraph.model import RELATIONS

#: Fields of a record that are scored apart, on matched records.
QUALIFIERS: Final = ("period", "status", "flow", "unit", "scope")
#: What is told of the records' ends and words, besides.
DETAILS: Final = ("types", "countries", "evidence")

#: Two predictions of an article that agree in all of these are one.
_IDENTITY: Final = (
    "relation", "subject", "object", "value", "product", "flow", "period", "with", "sector", "role", "scope",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records matched, were missed, and were wrong.

    >>> tally = Tally(matched=6, missed=2, wrong=4)
    >>> tally.precision, tally.recall, round(tally.f1, 3)
    (0.6, 0.75, 0.667)
    """

    matched: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """The share of predicted records that gold has; 0.0 where nothing was predicted."""
        return _share(self.matched, self.matched + self.wrong)

    @property
    def recall(self) -> float:
        """The share of gold records that were predicted; 0.0 where gold is empty."""
        return _share(self.matched, self.matched + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.matched + other.matched, self.missed + other.missed, self.wrong + other.wrong)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A record of gold that was "missed", or a predicted one that is "wrong"."""

    kind: Literal["missed", "wrong"]
    article: str
    record: Record


@dataclass(frozen=True, slots=True)
class Scores:
    """What `evaluate` found: tallies, and how often the details of records agree with gold.

    `qualifiers` and `details` hold how many were right, and of how many: of the former by field, of the
    latter for "types" of ends, "countries" linked, and "evidence" that overlaps gold's. `calibration` tells
    how often claims of a confidence are right.
    """

    articles: int
    by_relation: Mapping[str, Tally]
    by_article: Mapping[str, Tally]
    qualifiers: Mapping[str, tuple[int, int]]
    details: Mapping[str, tuple[int, int]]
    calibration: tuple[Bin, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def overall(self) -> Tally:
        """All relations together (micro average)."""
        return sum(self.by_relation.values(), Tally())


class _Pairing(NamedTuple):
    gold: Gold
    matched: list[tuple[Record, Record]]
    missed: list[Record]
    wrong: list[Record]


def evaluate(
    records: Iterable[Record], gold: Iterable[Gold], *, texts: Mapping[str, str] | None = None
) -> Scores:
    """Score `records` (each with its article's id as `article`) against `gold`.

    An article of gold without a record counts as missed; records of articles that gold lacks are left out.
    `texts` are the articles' texts by id, in which the evidence is looked for.
    """
    predicted = defaultdict(list)
    for record in records:
        predicted[record["article"]].append(record)
    pairings = {article.id: _pair_up(article, _distinct(predicted[article.id])) for article in gold}
    return Scores(
        articles=len(pairings),
        by_relation=_tally_relations(pairings.values()),
        by_article={article: _tally(pairing) for article, pairing in pairings.items()},
        qualifiers=_count(QUALIFIERS, map(_check_qualifiers, pairings.values())),
        details=_count(DETAILS, (_check_details(pairing, texts or {}) for pairing in pairings.values())),
        calibration=calibrate(_forecasts(pairings.values())),
        mistakes=tuple(_mistakes(pairings)),
    )


def _distinct(records: Iterable[Record]) -> list[Record]:
    known = (record for record in records if record.get("relation") in RELATIONS)
    first: dict[tuple[str, ...], Record] = {}
    for record in known:
        first.setdefault(tuple(str(record.get(field)) for field in _IDENTITY), record)
    return list(first.values())


def _pair_up(gold: Gold, predicted: list[Record]) -> _Pairing:
    """Match one to one and greedily, the pairs that agree on most qualifiers first."""
    candidates = sorted(
        (-len(_agreeing(wanted, record)), i, j)
        for i, wanted in enumerate(gold.facts)
        for j, record in enumerate(predicted)
        if gold.matches(wanted, record)
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return _Pairing(
        gold=gold,
        matched=[(gold.facts[i], predicted[j]) for i, j in pairs.items()],
        missed=[fact for i, fact in enumerate(gold.facts) if i not in pairs],
        wrong=[record for j, record in enumerate(predicted) if j not in pairs.values()],
    )


def _agreeing(wanted: Record, record: Record) -> list[str]:
    return [name for name in QUALIFIERS if name in wanted and str(wanted[name]) == str(record.get(name))]


def _tally(pairing: _Pairing) -> Tally:
    return Tally(len(pairing.matched), len(pairing.missed), len(pairing.wrong))


def _tally_relations(pairings: Iterable[_Pairing]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for pairing in pairings:
        for wanted, _ in pairing.matched:
            tallies[wanted["relation"]] += Tally(matched=1)
        for record in pairing.missed:
            tallies[record["relation"]] += Tally(missed=1)
        for record in pairing.wrong:
            tallies[record["relation"]] += Tally(wrong=1)
    return dict(sorted(tallies.items()))


def _check_qualifiers(pairing: _Pairing) -> Iterator[tuple[str, bool]]:
    for wanted, record in pairing.matched:
        agreeing = _agreeing(wanted, record)
        yield from ((name, name in agreeing) for name in QUALIFIERS if name in wanted)


def _check_details(pairing: _Pairing, texts: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield each detail that can be told right or wrong, with the answer."""
    text = texts.get(pairing.gold.id)
    for wanted, record in pairing.matched:
        yield from (("types", right) for right in type_ends(pairing.gold, wanted, record))
        if text is not None and (right := find_evidence(text, wanted, record)) is not None:
            yield "evidence", right
    for record in (*(record for _, record in pairing.matched), *pairing.wrong):
        yield from (("countries", right) for right in link_countries(pairing.gold, record))


def _count(names: Iterable[str], checks: Iterable[Iterable[tuple[str, bool]]]) -> dict[str, tuple[int, int]]:
    """Return how often each name was right, and of how many checks; without those never checked."""
    counts = Counter(check for group in checks for check in group)
    numbers = {name: (counts[name, True], counts[name, True] + counts[name, False]) for name in names}
    return {name: (right, given) for name, (right, given) in numbers.items() if given}


def _forecasts(pairings: Iterable[_Pairing]) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each predicted record that has one, and whether it is right."""
    for pairing in pairings:
        judged = [
            *((record, True) for _, record in pairing.matched),
            *((record, False) for record in pairing.wrong),
        ]
        yield from (
            (float(record["confidence"]), right) for record, right in judged if "confidence" in record
        )


def _mistakes(pairings: Mapping[str, _Pairing]) -> Iterator[Mistake]:
    for article, pairing in pairings.items():
        for record in pairing.missed:
            yield Mistake("missed", article, record)
        for record in pairing.wrong:
            yield Mistake("wrong", article, record)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
