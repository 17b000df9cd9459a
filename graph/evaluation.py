"""Accuracy: records against gold, as precision, recall and F1 by relation and by article.

A predicted record matches a gold record when the relation is the same, both ends name the same entities, and
the value, where gold has one, is within 1 %. One gold record matches one prediction. The qualifiers (period,
status, flow, unit, scope) are scored apart, on matched records.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from tradegraph._exceptions import DataError
from tradegraph.extraction import extract_claims
from tradegraph.facts import to_records
from tradegraph.matching import Gold, Record, to_gold
from tradegraph.model import RELATIONS, Document
from tradegraph.rdf.quads import to_quads

#: Fields of a record that are scored apart, on matched records.
QUALIFIERS: Final = ("period", "status", "flow", "unit", "scope")

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
    """What `evaluate` found: tallies, and how often the qualifiers of matched records agree."""

    articles: int
    by_relation: Mapping[str, Tally]
    by_article: Mapping[str, Tally]
    qualifiers: Mapping[str, tuple[int, int]]
    mistakes: tuple[Mistake, ...]

    @property
    def overall(self) -> Tally:
        """All relations together (micro average)."""
        return sum(self.by_relation.values(), Tally())


class _Pairing(NamedTuple):
    matched: list[tuple[Record, Record]]
    missed: list[Record]
    wrong: list[Record]


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Read every gold file of `folder`, in the order of their names.

    Raises DataError where the folder has no gold file, or one that is not as it should be.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise DataError(f"{folder}: no gold files (*.json); give the folder that holds one an article")
    return tuple(_read_gold_file(path) for path in paths)


def _read_gold_file(path: Path) -> Gold:
    try:
        return to_gold(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise DataError(f"{path}: not a gold file ({problem}); see tests/corpus/README.md") from None


def evaluate(records: Iterable[Record], gold: Iterable[Gold]) -> Scores:
    """Score `records` (each with its article's id as `article`) against `gold`.

    An article of gold without a record counts as missed; records of articles that gold lacks are left out.
    """
    predicted = defaultdict(list)
    for record in records:
        predicted[record["article"]].append(record)
    pairings = {article.id: _pair_up(article, _distinct(predicted[article.id])) for article in gold}
    return Scores(
        articles=len(pairings),
        by_relation=_tally_relations(pairings.values()),
        by_article={article: _tally(pairing) for article, pairing in pairings.items()},
        qualifiers=_count_qualifiers(pairings.values()),
        mistakes=tuple(_mistakes(pairings)),
    )


def evaluate_documents(documents: Iterable[Document], gold: Iterable[Gold]) -> Scores:
    """Extract the claims of annotated articles, and score their flat records against `gold`."""
    return evaluate(
        (
            record
            for document in documents
            for record in to_records(to_quads(document.article, extract_claims(document)))
        ),
        gold,
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


def _count_qualifiers(pairings: Iterable[_Pairing]) -> dict[str, tuple[int, int]]:
    given: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for pairing in pairings:
        for wanted, record in pairing.matched:
            given.update(name for name in QUALIFIERS if name in wanted)
            agreed.update(_agreeing(wanted, record))
    return {name: (agreed[name], given[name]) for name in QUALIFIERS if given[name]}


def _mistakes(pairings: Mapping[str, _Pairing]) -> Iterable[Mistake]:
    for article, pairing in pairings.items():
        for record in pairing.missed:
            yield Mistake("missed", article, record)
        for record in pairing.wrong:
            yield Mistake("wrong", article, record)


def to_row(name: str, tally: Tally) -> dict[str, Any]:
    """Return a tally as one flat row: name, precision, recall, F1, and the numbers of records."""
    return {
        "name": name,
        "precision": round(tally.precision, 3),
        "recall": round(tally.recall, 3),
        "f1": round(tally.f1, 3),
        "gold": tally.matched + tally.missed,
        "predicted": tally.matched + tally.wrong,
    }


def find_sentence(document: Document, record: Record) -> str | None:
    """Return the sentences around a record's evidence, None where the text does not have it.

    A predicted record has the offset `start` (in code points), a gold record its words as `evidence`.
    """
    text = document.article.text
    if record.get("start") is not None:
        start, end = int(record["start"]), int(record.get("end", record["start"]))
    else:
        words = map(re.escape, str(record.get("evidence", "")).split())
        found = re.search(r"\s+".join(words), text)
        start, end = found.span() if found else (0, 0)
    around = [sentence for sentence in document.sentences if sentence.start < end and start < sentence.end]
    return " ".join(text[around[0].start : around[-1].end].split()) if around else None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
