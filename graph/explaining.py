"""Explaining: the sentences behind a statement, or all that is said about an actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from tradegraph.queries.catalogue import run_query
from tradegraph.queries.results import Results
from tradegraph.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim with the words that state it.

    `relation` is the relation's name, `ends` the role and name of each of the relationship's ends. `claim`,
    `relationship` and `article` are IRIs; `value` is in `unit`, `confidence` from 0 to 1. `corrections` are
    what editors decided about the claim, each with its author and reason.
    """

    claim: str
    relationship: str
    relation: str
    ends: tuple[tuple[str, str], ...]
    quote: str
    article: str
    headline: str | None = None
    published: date | None = None
    speaker: str | None = None
    confidence: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    rank: int | None = None
    period: str | None = None
    status: str | None = None
    corrections: tuple[str, ...] = ()


#: Paths under the base of what is no actor.
_STATEMENTS: Final = ("relationship/", "claim/", "article/")
_CORRECTIONS: Final = """
SELECT ?about ?decision ?author ?reason {
  ?correction tg:corrects ?about ; prov:value ?decision .
  ?correction dcterms:creator ?author ; dcterms:description ?reason .
} ORDER BY ?about ?decision"""


def explain(store: Store, subject: str, *, lang: str = "en") -> tuple[Explanation, ...]:
    """Return the claims behind `subject`, ordered by relation and date; empty where no article says anything.

    `subject` is a relationship, a claim or an article by its IRI or its path under the base, or an actor by
    IRI, code or name. Labels are in `lang` where there are any. Raises `ParameterError` for an actor that is
    unknown or ambiguous.
    """
    iri = subject.strip("<>")
    if iri.startswith(_STATEMENTS):
        iri = store.base + iri
    if iri.startswith(tuple(store.base + kind for kind in _STATEMENTS)):
        results = run_query(store, "evidence", statement=iri, language=lang)
    else:
        results = run_query(store, "statements", actor=iri, language=lang)
    corrections = find_corrections(store)
    return tuple(replace(found, corrections=corrections.get(found.claim, ())) for found in _read(results))


def find_corrections(store: Store) -> dict[str, tuple[str, ...]]:
    """Return what editors decided, by the IRIs of the entities and claims that it is about."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.rows(_CORRECTIONS):
        found[row["about"]].append(f"{row['decision']} ({row['author']}: {row['reason']})")
    return {iri: tuple(decisions) for iri, decisions in found.items()}


def _read(results: Results) -> Iterator[Explanation]:
    """Yield one explanation a claim: its rows, one for each end, stand together."""
    rows = (dict(zip(results.columns, row, strict=True)) for row in results.rows)
    for _, group in groupby(rows, key=lambda row: row["claim"]):
        yield _to_explanation(list(group))


def _to_explanation(rows: list[dict[str, Any]]) -> Explanation:
    first = rows[0]
    return Explanation(
        claim=first["claim"],
        relationship=first["relationship"],
        relation=first["relationLabel"] or first["relation"],
        ends=tuple((row["role"], row["entityLabel"] or row["entity"]) for row in rows),
        quote=first["quote"],
        article=first["article"],
        headline=first["headline"],
        published=first["date"],
        speaker=first["speakerLabel"] or first["speaker"],
        confidence=first["confidence"],
        value=first["value"],
        unit=first["unit"],
        rank=first["rank"],
        period=first["period"],
        status=first["status"],
    )
