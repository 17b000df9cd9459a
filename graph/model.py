"""The frozen values that pass between the stages: article, document, claim.

All offsets count Unicode code points in `Article.text`, the normalised text: `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

#: The 17 relations of the flat fact record.
RELATIONS: Final = (
    "founded",
    "holds_position",
    "invests_in",
    "located_in",
    "member_of",
    "met_with",
    "opened",
    "operates_in",
    "partner_rank",
    "party_to",
    "signed",
    "supports_jobs",
    "targets_sector",
    "trade_growth",
    "trade_value",
    "trades_product",
    "visited",
)

#: Types of entity, each a class of the ontology.
ENTITY_TYPES: Final = (
    "Academia",
    "Agreement",
    "Association",
    "Bloc",
    "City",
    "Company",
    "Country",
    "Facility",
    "GovernmentBody",
    "InternationalOrganization",
    "Person",
    "Product",
    "Region",
    "Sector",
)

#: Kinds of block, in the order in which `Article.blocks` may hold them.
BLOCK_KINDS: Final = ("title", "heading", "paragraph", "item", "row", "question")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article's text with one role in its layout, `text[start:end]`.

    `kind` is one of BLOCK_KINDS: an `item` belongs to a list, a `row` to a table with its cells parted by
    " | " (the first row of a table is its header), a `question` is asked by an interviewer.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article after reading: normalised text and what is known of its origin.

    `id` is the file's stem, `slug` names the article in IRIs (stem and a digest of the URL or the text),
    `digest` is the SHA-256 of the text in hexadecimal.
    """

    id: str
    slug: str
    text: str
    digest: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: date | None = None
    source: str | None = None
    author: str | None = None
    lang: str = "en"
    url: str | None = None
    path: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, place, agreement, sector or product.

    `id` is the entity's path under the data base IRI, such as "country/MX" or "person/alicia-barcena".
    `known` tells an entity of the reference data from one minted for an article.
    """

    id: str
    name: str
    type: str
    code: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, `text[start:end]`, and the index of its block in `Article.blocks`."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe something, `text[start:end]`.

    `type` is an entity type, "Name" (type unknown), "Role", "Money", "Percent", "Number", "Rank" or "Period".
    `entities` holds what a name refers to, `value` the quantity of the others; an `adjective` is a demonym.
    """

    start: int
    end: int
    type: str
    entities: tuple[Entity, ...] = ()
    value: Any = None
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated article: its sentences and their mentions, in order of their start."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency: `currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The words by which one end of a claim is known, `text[start:end]`.

    `end_of` is the field of the claim ("subject", "object", "counterpart", "product", "sector"). `kind` is
    "named" where the evidence itself names the entity, "anaphor" where it says "the two countries" or "its",
    "carried" where the entity was named earlier and the evidence leaves it out.
    """

    end_of: str
    entity: Entity
    start: int
    stop: int
    kind: str = "named"


@dataclass(frozen=True, slots=True)
class Claim:
    """One article stating one relationship, with the words that state it (`text[start:end]` is `quote`).

    `value` is in `unit`: an ISO 4217 code, "percent", "jobs", "year" or "rank". `period` is an ISO 8601 year,
    month, date or interval ("2019/2023"). `counterpart` is the record's `with`: the second side of a pair.
    """

    relation: str
    subject: Entity | None
    object: Entity | None
    start: int
    end: int
    quote: str
    flow: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    status: str | None = None
    role: str | None = None
    scope: str | None = None
    within: str | None = None
    facility: str | None = None
    product: Entity | None = None
    sector: Entity | None = None
    counterpart: Entity | None = None
    speaker: Entity | None = None
    confidence: float = 0.5
    pattern: str = ""
    references: tuple[Reference, ...] = field(default=())


class Agent(Protocol):
    """The software that a claim is attributed to."""

    @property
    def name(self) -> str:
        """Its name, the last part of its IRI."""
        ...

    @property
    def version(self) -> str:
        """The version that made the claim."""
        ...


Metadata = Mapping[str, str]
