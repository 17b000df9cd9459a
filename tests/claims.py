"""Claims made by hand, for tests of what comes after extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple
from tradegraph.model import Article, Block, Claim, Entity, Reference

Term = NamedNode | BlankNode | Literal | Triple | DefaultGraph

UTAH = Entity("region/US-UT", "Utah", "Region", "US-UT", known=True)
MEXICO = Entity("country/MX", "Mexico", "Country", "MX", known=True)
KOREA = Entity("country/KR", "South Korea", "Country", "KR", known=True)
HARBOUR = Entity("company/harbour-lines", "Harbour Lines", "Company")
BARLEY = Entity("product/malting-barley", "malting barley", "Product")
PACT = Entity("agreement/saltlake-pact", "Salt Lake Pact", "Agreement")

TEXT = (
    "In 2022, exports from Utah to Mexico were close to USD1.1 billion. "
    "Mexico and South Korea traded goods worth USD20 billion in 2023. "
    "Harbour Lines met Mexico in Seoul. "
    "Utah sells malting barley to Mexico. "
    "Mexico will join the Salt Lake Pact."
)


def plain(term: Term) -> str:
    """Return the IRI or the words of a term."""
    assert isinstance(term, NamedNode | BlankNode | Literal)
    return term.value


def to_article(text: str = TEXT, **fields: Any) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    known: dict[str, Any] = {
        "id": "trade-notes",
        "slug": f"trade-notes-{digest[:8]}",
        "title": "Trade notes",
        "published": date(2024, 5, 1),
        "source": "The Ledger",
        "url": "https://news.example/trade notes",
    }
    return Article(
        text=text, digest=digest, blocks=(Block("paragraph", 0, len(text)),), **{**known, **fields}
    )


def to_claim(
    relation: str, subject: Entity | None, object_: Entity | None, quote: str, text: str = TEXT, **fields: Any
) -> Claim:
    """Return a claim whose evidence is `quote`, with references to the entities that it names."""
    start = text.index(quote)
    ends = {
        "subject": subject,
        "object": object_,
        **{k: v for k, v in fields.items() if isinstance(v, Entity)},
    }
    references = tuple(_references(ends.items(), quote, start))
    return Claim(
        relation,
        subject,
        object_,
        start,
        start + len(quote),
        quote,
        **{"references": references, "pattern": "by-hand", **fields},
    )


def _references(ends: Iterable[tuple[str, Entity | None]], quote: str, start: int) -> Iterable[Reference]:
    for end_of, entity in ends:
        if entity is not None and entity.name in quote:
            at = start + quote.index(entity.name)
            yield Reference(end_of, entity, at, at + len(entity.name))


def to_claims() -> tuple[Claim, ...]:
    """Return a claim of each kind that the text above makes."""
    return (
        to_claim(
            "trade_value",
            UTAH,
            MEXICO,
            "In 2022, exports from Utah to Mexico were close to USD1.1 billion",
            flow="exports",
            value=Decimal("1.1E+9"),
            unit="USD",
            period="2022",
            status="reported",
            confidence=0.85,
        ),
        to_claim(
            "trade_value",
            MEXICO,
            KOREA,
            "Mexico and South Korea traded goods worth USD20 billion in 2023",
            flow="total",
            value=Decimal(20_000_000_000),
            unit="USD",
            period="2023",
            status="reported",
            confidence=0.9,
        ),
        to_claim("met_with", HARBOUR, MEXICO, "Harbour Lines met Mexico", status="reported"),
        to_claim("trades_product", UTAH, MEXICO, "Utah sells malting barley to Mexico", product=BARLEY),
        to_claim("party_to", MEXICO, PACT, "Mexico will join the Salt Lake Pact", status="target"),
    )
