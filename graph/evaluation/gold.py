"""Gold: what a careful reader found in an article, and whether a predicted record states the same."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Self

from tradegraph._exceptions import DataError

#: A flat fact record: field names to plain values.
Record = Mapping[str, Any]

#: A value matches within this share of the value wanted.
TOLERANCE: Final = 0.01
#: Names of one entity share at least this part of their words.
SHARED_WORDS: Final = 0.66

_STOP_WORDS: Final = {
    *("of", "the", "for", "and", "a", "an", "in", "s", "&"),
    *("de", "del", "la", "el", "los", "las", "y", "e", "en"),
}
_End = Literal["subject", "object"]
#: The two ends of a record.
ENDS: Final[tuple[_End, ...]] = ("subject", "object")
#: The fields of a record about one of its ends, by what follows the end's name.
_END_PARTS: Final = ("", "_text", "_code", "_type")


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
            and self.align(wanted, record) is not None
            and ("value" not in wanted or _same_value(wanted, record))
            and (wanted["relation"] != "trades_product" or _same_product(wanted, record))
        )

    def entity(self, name: str) -> GoldEntity:
        """Return the entity of a name that a fact of the article uses."""
        return self.entities.get(name) or GoldEntity.unlisted(name)

    def country_codes(self) -> dict[str, str]:
        """Return the codes of the article's countries by their folded names, without shared names."""
        bearers: dict[str, set[str | None]] = {}
        for entity in self.entities.values():
            code = entity.code if entity.type == "Country" else None
            for name in entity.names:
                bearers.setdefault(fold(name), set()).add(code)
        return {name: code for name, codes in bearers.items() if len(codes) == 1 for code in codes if code}

    def align(self, wanted: Record, record: Record) -> Record | None:
        """Return `record` with its ends in the order of `wanted`; None where they name something else."""
        if self._names_both(wanted, record):
            return record
        symmetric = wanted["relation"] == "met_with" or wanted.get("flow") in ("total", "balance")
        turned = _turned(record) if symmetric else None
        return turned if turned and self._names_both(wanted, turned) else None

    def _names_both(self, wanted: Record, record: Record) -> bool:
        return self._names(wanted, record, "subject") and self._names(wanted, record, "object")

    def _names(self, wanted: Record, record: Record, end: _End) -> bool:
        name = wanted.get(end)
        return not name or self.entity(name).is_named_by(record, end)


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


def _turned(record: Record) -> Record:
    """Return a record with its ends changed over."""
    other = {"subject": "object", "object": "subject"}
    ends = {f"{end}{part}": record.get(f"{other[end]}{part}") for end in other for part in _END_PARTS}
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
