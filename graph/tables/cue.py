"""What the words beside the figures of a table say of them, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal

from tradegraph.extraction.masking import Item


@dataclass(frozen=True, slots=True)
class Cue:
    """What a header cell, row label or caption says; None or False where it says nothing.

    `kind` is "value", "growth", "percent" (growth or share), "rank" or "other". `flow` is "exports",
    "imports", "total", "balance", or "trade" for words such as "total" that may mean a sum of any flow.
    `place` stands alone in its cell. `deficit` tells a column of deficits without a sign, `partners` that the
    rows name partners.
    """

    kind: str | None = None
    flow: str | None = None
    reporter: Item | None = None
    partner: Item | None = None
    place: Item | None = None
    product: Item | None = None
    currency: str | None = None
    scale: Decimal | None = None
    percent: bool = False
    period: str | None = None
    status: str | None = None
    scope: str | None = None
    deficit: bool = False
    partners: bool = False

    def over(self, other: Cue) -> Cue:
        """Return this cue with what it leaves open taken from `other`."""
        gaps = (field.name for field in fields(self) if not getattr(self, field.name))
        return replace(self, **{name: getattr(other, name) for name in gaps})
