"""The one interpreter of all patterns: chunks are built stage by stage, then fields are read off the claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.patterns import Grammar, Pattern
from tradegraph.model import Article, Entity

#: What stands before a description and is no part of the name that it gives.
_DETERMINER: Final = re.compile(
    r"^(?:an?|the|this|that|their|such an?|any|un|una|el|la|los|las|este|esta|ese|esa|su) ", re.IGNORECASE
)
#: A slot's content: items, or a fixed value from the pattern.
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that matched: its fields, and where in the masked sentence."""

    pattern: Pattern
    fields: Fields
    begin: int
    end: int


class Sieve:
    """Tells cheaply which patterns a masked sentence can match at all."""

    def __init__(self, grammar: Grammar, masked: Masked) -> None:
        self._grammar, self._text = grammar, masked.text
        self.present = grammar.codes.present(masked.text)
        self._cues: dict[str, bool] = {}

    def lets_pass(self, pattern: Pattern) -> bool:
        """Tell whether the sentence holds an item of each class and each cue that `pattern` cannot do without."""
        for need in pattern.needs:
            if not need & self.present:
                return False
        return self.has_cues(pattern)

    def has_cues(self, pattern: Pattern) -> bool:
        """Tell whether the sentence holds each cue that `pattern` cannot do without."""
        return all(self._has_cue(cue) for cue in pattern.cues)

    def _has_cue(self, cue: str) -> bool:
        if cue not in self._cues:
            self._cues[cue] = self._grammar.cues[cue].search(self._text) is not None
        return self._cues[cue]


def build_chunks(masked: Masked, grammar: Grammar, article: Article) -> None:
    """Replace, stage by stage, what the chunk patterns match by one item each."""
    for stage in grammar.stages:
        sieve = Sieve(grammar, masked)
        for pattern in stage:
            if sieve.lets_pass(pattern) and _build(masked, pattern, grammar, article):
                sieve = Sieve(grammar, masked)


def _build(masked: Masked, pattern: Pattern, grammar: Grammar, article: Article) -> bool:
    found = list(pattern.regex.finditer(masked.text))
    for match in reversed(found):
        begin, stop = match.span("_span" if "_span" in pattern.regex.groupindex else 0)
        start, end = masked.span(begin, stop)
        fields = _read_fields(pattern, match, masked)
        chunk = str(pattern.chunk)
        item = Item(chunk, start, end, _entities_of(pattern, fields, article.text[start:end]), fields=fields)
        masked.replace(begin, stop, grammar.codes[chunk], item)
    return bool(found)


def _entities_of(pattern: Pattern, fields: dict[str, Any], words: str) -> tuple[Entity, ...]:
    """Return what a chunk stands for: the entity that its words name, or those of its `_entity` slot."""
    if (kind := pattern.entry.get("mint")) and "_entity" in fields:
        return (mint(fields.pop("_entity")[0].entities[0].name, kind),)
    if kind:
        return (mint(_DETERMINER.sub("", words), kind),)
    return tuple(entity for item in fields.pop("_entity", ()) for entity in item.entities)


def find_claims(masked: Masked, grammar: Grammar) -> Iterator[Found]:
    """Yield what the claim patterns match, in the order of the patterns, each pattern from left to right."""
    sieve = Sieve(grammar, masked)
    for pattern in filter(sieve.has_cues, grammar.claims_with(sieve.present)):
        for match in pattern.regex.finditer(masked.text):
            fields = _read_fields(pattern, match, masked)
            if "if" not in pattern.sets or "if" in fields:
                yield Found(pattern, fields, match.start(), match.end())


def _read_fields(pattern: Pattern, match: re.Match[str], masked: Masked) -> dict[str, Any]:
    """Return the slots of a match, a tuple of items each; a merged chunk's fields count where a slot is unset.

    A slot that the pattern names twice has a digit behind its second name ("subject2"). In `set`, "$slot" stands
    for another slot and "$slot.field" for a field of the chunk in it.
    """
    fields: dict[str, Any] = {}
    merged: dict[str, Any] = {}
    for slot, value in match.groupdict().items():
        if value is None or slot == "_span":
            continue
        items = tuple(masked.items_in(*match.span(slot)))
        if slot.startswith("merge"):
            merged |= items[0].fields
        else:
            name = slot.rstrip("0123456789")
            fields[name] = fields.get(name, ()) + items
    found = {**merged, **fields}
    sets = {name: _look_up(found, value) for name, value in pattern.sets.items()}
    return {name: value for name, value in {**found, **sets}.items() if value is not None}


def _look_up(fields: Fields, value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    slot, _, inner = value[1:].partition(".")
    found = fields.get(slot)
    if not inner or not isinstance(found, tuple):
        return found
    inside = tuple(item for chunk in found for item in chunk.fields.get(inner, ()))
    return inside or None
