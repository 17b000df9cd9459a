"""Whether a predicted record states what a gold record states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

#: A flat fact record: field names to plain values.
Record = Mapping[str, Any]

#: A value matches within this share of the value wanted.
TOLERANCE: Final = 0.01
#: Names of one entity share at least this part of their words.
SHARED_WORDS: Final = 0.66

_STOP_WORDS: Final = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "a",
        "an",
        "in",
        "s",
        "&",
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "y",
        "e",
        "en",
    ]
)
_End = Literal["subject", "object"]


def fold(text: object) -> str:
    """Return `text` without case, accents, punctuation, possessive "'s" and leading article.

    >>> fold("The U.S.'s Bárcena")
    'us barcena'
    """
    folded = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().casefold()
    folded = re.sub(r"'s\b", "", folded)
    folded = re.sub(r"(?<=\b[a-z])\.", "", folded)
    folded = re.sub(r"[^a-z0-9&]+", " ", folded).strip()
    return re.sub(r"^(the|el|la|los|las) ", "", folded)


def to_words(text: object) -> frozenset[str]:
    """Return the words of `text` that tell names apart, in the singular.

    >>> sorted(to_words("The Ministry of Ports"))
    ['ministry', 'port']
    """
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") else word
        for word in fold(text).split()
        if word not in _STOP_WORDS
    )


def _same_name(one: object, other: object) -> bool:
    ours, theirs = to_words(one), to_words(other)
    return bool(ours and theirs) and len(ours & theirs) / len(ours | theirs) >= SHARED_WORDS


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of a gold file: `names` starts with the fullest form."""

    names: tuple[str, ...]
    type: str | None = None
    code: str | None = None

    @classmethod
    def unlisted(cls, name: str) -> Self:
        """Return the entity of a name that the gold file's entities leave out."""
        return cls(names=(name,))

    def is_named_by(self, record: Record, end: _End) -> bool:
        """Tell whether the `end` of a predicted record names this entity.

        A place with a code must match by code, or exactly by name; a sector or product shares a word.
        """
        code = record.get(f"{end}_code")
        if self.code and code:
            return bool(self.code == code)
        forms = [form for form in (record.get(end), record.get(f"{end}_text")) if form]
        if any(fold(form) == fold(name) for form in forms for name in self.names):
            return True
        if self.code:
            return False
        if self.type in ("Sector", "Product"):
            return any(to_words(form) & to_words(name) for form in forms for name in self.names)
        return any(_same_name(form, name) for form in forms for name in self.names)


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful reader found in the article `id`: entities by name, and facts as records."""

    id: str
    entities: Mapping[str, GoldEntity]
    facts: tuple[Record, ...]

    def matches(self, wanted: Record, record: Record) -> bool:
        """Tell whether the predicted `record` states the gold record `wanted`."""
        return (
            wanted["relation"] == record.get("relation")
            and self._same_ends(wanted, record)
            and ("value" not in wanted or _same_value(wanted, record))
            and (wanted["relation"] != "trades_product" or _same_product(wanted, record))
        )

    def _same_ends(self, wanted: Record, record: Record) -> bool:
        symmetric = wanted["relation"] == "met_with" or wanted.get("flow") in ("total", "balance")
        return self._names_both(wanted, record) or (symmetric and self._names_both(wanted, _turned(record)))

    def _names_both(self, wanted: Record, record: Record) -> bool:
        return self._names(wanted, record, "subject") and self._names(wanted, record, "object")

    def _names(self, wanted: Record, record: Record, end: _End) -> bool:
        name = wanted.get(end)
        if not name:
            return True
        entity = self.entities.get(name) or GoldEntity.unlisted(name)
        return entity.is_named_by(record, end)


def to_gold(data: Mapping[str, Any]) -> Gold:
    """Return the parsed JSON of a gold file as a value."""
    entities = {
        entity["name"]: GoldEntity(
            names=(entity["name"], *entity.get("aliases", ())),
            type=entity.get("type"),
            code=entity.get("code"),
        )
        for entity in data["entities"]
    }
    return Gold(id=data["id"], entities=entities, facts=tuple(data["facts"]))


def _turned(record: Record) -> Record:
    ends = {"subject": record.get("object"), "object": record.get("subject")}
    for suffix in ("_text", "_code"):
        ends["subject" + suffix] = record.get("object" + suffix)
        ends["object" + suffix] = record.get("subject" + suffix)
    return {**record, **ends}


def _same_value(wanted: Record, record: Record) -> bool:
    try:
        value = float(record["value"])
    except (KeyError, TypeError, ValueError):
        return False
    target = wanted["value"]
    if wanted.get("flow") == "balance":  # a deficit of one side is the surplus of the other
        value, target = abs(value), abs(target)
    return bool(abs(value - target) <= TOLERANCE * abs(target))


def _same_product(wanted: Record, record: Record) -> bool:
    if not wanted.get("product"):
        return True
    return bool(to_words(wanted["product"]) & to_words(record.get("product") or record.get("object") or ""))
