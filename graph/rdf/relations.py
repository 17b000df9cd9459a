"""The table of relations: the class of each, the roles of its ends, the link it gives."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Relation:
    """How one relation is written: local names of its class and of the roles of its two ends.

    `link` is the direct link from subject to object, None where the relation has none; `measure` is the
    property that carries the value.
    """

    name: str
    class_: str
    subject: str
    object: str
    link: str | None = None
    measure: str | None = None

    @property
    def symmetric(self) -> bool:
        """Tell whether both ends fill the same role, so that their order means nothing."""
        return self.subject == self.object


_ROWS: Final = (
    Relation("founded", "Founding", "founder", "organization", "founded", "foundingYear"),
    Relation("holds_position", "Position", "holder", "organization", "worksFor"),
    Relation("invests_in", "Investment", "investor", "investee", "investsIn", "value"),
    Relation("located_in", "Location", "locatedEntity", "place", "locatedIn"),
    Relation("member_of", "Membership", "member", "organization", "memberOf"),
    Relation("met_with", "Meeting", "participant", "participant", "metWith"),
    Relation("opened", "Opening", "opener", "facility", "opened"),
    Relation("operates_in", "Operation", "operator", "place", "operatesIn"),
    Relation("partner_rank", "PartnerRank", "rankedPartner", "rankedFor", "rankedPartnerOf", "rank"),
    Relation("party_to", "AgreementParty", "party", "agreement", "partyTo"),
    Relation("signed", "Signing", "signatory", "agreement", "signed"),
    Relation("supports_jobs", "JobSupport", "jobSupporter", "place", "supportsJobsIn", "value"),
    Relation("targets_sector", "SectorTarget", "initiator", "sector", "targetsSector"),
    Relation("trade_growth", "TradeGrowth", "exporter", "importer", "exportsTo", "value"),
    Relation("trade_value", "TradeValue", "exporter", "importer", "exportsTo", "value"),
    Relation("trades_product", "ProductTrade", "exporter", "importer", "exportsTo"),
    Relation("visited", "Visit", "visitor", "place", "visited"),
)
_TRADE: Final = (("trade_value", "TradeValue"), ("trade_growth", "TradeGrowth"))
_TOTALS: Final = tuple(
    Relation(name, class_, "tradePartner", "tradePartner", "tradesWith", "value") for name, class_ in _TRADE
)
_BALANCES: Final = tuple(
    Relation(name, class_, "balanceOf", "balanceWith", "tradesWith", "value") for name, class_ in _TRADE
)

#: Relations by name; trade figures here are those of a flow of exports.
RELATIONS: Final = MappingProxyType({row.name: row for row in _ROWS})
#: Trade figures whose flow gives their ends other roles, by name and flow.
BY_FLOW: Final = MappingProxyType(
    {(row.name, "total"): row for row in _TOTALS} | {(row.name, "balance"): row for row in _BALANCES}
)
_CLASSES: Final = MappingProxyType({row.class_: row.name for row in _ROWS})


def find_relation(name: str, flow: str | None = None) -> Relation:
    """Return the relation `name`, for trade figures with the roles that their `flow` gives.

    >>> find_relation("trade_value", "balance").object
    'balanceWith'
    """
    return BY_FLOW.get((name, flow or ""), RELATIONS[name])


def relation_of_class(local_name: str) -> str | None:
    """Return the relation written as the class `local_name`, None for any other class.

    >>> relation_of_class("Visit")
    'visited'
    """
    return _CLASSES.get(local_name)


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of direct link: each of `ways` is the class and the two roles of relationships that give it."""

    name: str
    ways: tuple[tuple[str, str, str], ...]
    symmetric: bool = False


def _to_links() -> tuple[Link, ...]:
    rows = [*_ROWS, *_TOTALS, *_BALANCES]
    return (
        Link("exportsProduct", tuple((row.class_, "exporter", "product") for row in rows if _exports(row))),
        *(
            Link(
                name,
                tuple((row.class_, row.subject, row.object) for row in rows if row.link == name),
                symmetric=any(row.symmetric for row in rows if row.link == name),
            )
            for name in sorted({row.link for row in rows if row.link})
        ),
    )


def _exports(row: Relation) -> bool:
    return row.subject == "exporter"


#: The kinds of direct link, and what gives each; `queries/derive` derives the same.
LINKS: Final = _to_links()
