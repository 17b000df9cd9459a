"""The one interpreter of all patterns: chunks are built stage by stage, then claims are read off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.agreements import is_mere_form
from tradegraph.extraction.masking import Edit, Item, Masked
from tradegraph.extraction.patterns import Grammar, Pattern, lacks
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: What stands before a description and is no part of the name that it gives.
_DETERMINER: Final = re.compile(
    r"^(?:an?|the|this|that|its|their|our|such an?|any|un|una|el|la|los|las|este|esta|ese|esa|sus?"
    r"|nuestr[oa]s?) ",
    re.IGNORECASE,
)
#: What follows a name in brackets, its short form.
_BRACKETS: Final = re.compile(r" \([^()]*\)$")
#: Words that end no name, before a date that is not part of it ("pacto de inversiones de 1995").
_LOOSE_END: Final = re.compile(
    r"(?:,? (?:of|for|on|in|to|with|and|from|here|there"
    r"|de|del|en|para|con|sobre|y|e|desde|aquí|allí|acá|ahí))+$"
)
#: An item that a hyphen joins to a word.
_PART_OF_WORD: Final = re.compile(r"[\ue000-\uf8ff](?=-[a-z])")
#: Groups of a pattern that are no slots: what a chunk replaces, and the words that name its entity.
_MARKS: Final = {"_span", "_head"}
#: What ends a clause whatever its words.
_CLAUSE_ENDS: Final = ";:.!?|"
#: A slot's content: items, or a fixed value from the pattern.
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that matched: its fields, and where in the masked sentence."""

    pattern: Pattern
    fields: Fields
    begin: int
    end: int


def build_chunks(masked: Masked, grammar: Grammar, text: str) -> None:
    """Replace, stage by stage, what the chunk patterns match by one item each; `text` is the article's."""
    present = grammar.codes.present(masked.text)
    for pattern in grammar.chunks_for(masked.text):
        if lacks(pattern.needs, present):
            continue
        matches = pattern.regex.finditer(masked.text)
        if edits := [_edit(match, masked, pattern, grammar, text) for match in matches]:
            masked.replace(edits)
            present = grammar.codes.present(masked.text)


def _edit(match: re.Match[str], masked: Masked, pattern: Pattern, grammar: Grammar, text: str) -> Edit:
    """Return the chunk that a match makes, and the stretch whose place it takes."""
    begin, stop = match.span("_span" if "_span" in pattern.regex.groupindex else 0)
    start, end = masked.span(begin, stop)
    fields = _read_fields(pattern, match, masked)
    chunk = fields["_entity"][0].type if pattern.chunk == "_entity" else str(pattern.chunk)
    kind = fields["_entity"][0].kind if "_entity" in fields else "named"
    head = masked.span(*match.span("_head")) if "_head" in pattern.regex.groupindex else None
    words = head or _named_at(fields)
    name_end = masked.span(*match.span("sector"))[1] if head and match.groupdict().get("sector") else end
    if "each" in fields and head:
        entities = tuple(_one_each(fields["each"], text[head[0] : head[1]], grammar.lang))
    else:
        entities = _entities_of(pattern, fields, text[head[0] if head else start : name_end])
    if chunk == "Agreement" and is_mere_form(entities, grammar.lang):
        fields.pop("sector", None)
    value = _told_value(fields.pop("_value", None), masked.text[begin:stop])
    if times := fields.pop("times", None):
        value = (Decimal(str(times[0].value)) - 1) * 100
    item = Item(chunk, start, end, entities, value=value, fields=fields, kind=kind, words=words)
    begin = _behind_words(chunk, masked.text, begin, grammar)
    return begin, stop, grammar.codes[chunk], item


@cache
def _fused(lang: str) -> re.Pattern[str]:
    """Return an expression for an article, at the end of a text, that is one word with what is before it."""
    return re.compile(rf"(?:{load_lexicon(lang)['syntax'].get('fused_article', '(?!)')})\Z")


def _behind_words(chunk: str, text: str, begin: int, grammar: Grammar) -> int:
    """Return where the words begin whose place a chunk takes: with the article before it.

    In "Baltica Holding, the subsidiary of Carthage Foods" the article tells that the two are no list.
    """
    articles = _ARTICLES.get(chunk)
    found = articles(grammar).search(text, 0, begin) if articles else None
    return begin if found is None or text.endswith(", ", 0, found.start()) else found.start()


#: What is dropped before chunks of some types.
_ARTICLES: Final[Mapping[str, Callable[[Grammar], re.Pattern[str]]]] = {
    **dict.fromkeys(
        ("Agreement", "Association", "Bloc", "City", "Country", "InternationalOrganization", "Region"),
        lambda g: _fused(g.lang),
    ),
    "Company": lambda g: g.articles,
}


def _named_at(fields: Fields) -> tuple[int, int] | None:
    """Return where the name stands of whom a chunk describes: "Baltica" in "executives of Baltica"."""
    named = fields.get("_entity", ())
    return (named[0].words or (named[0].start, named[0].end)) if len(named) == 1 else None


def _told_value(values: Mapping[str, Any] | None, words: str) -> Any:
    """Return what the longest of the keys of `values` that `words` hold stands for; None without values."""
    return values[max((key for key in values if key in words), key=len)] if values else None


def _one_each(sides: Iterable[Item], words: str, lang: str) -> Iterator[Entity]:
    """Yield one agreement for each side of "trade agreements with Ghana and Togo"."""
    names = load_lexicon(lang)["names"]
    singular = " ".join(names["agreement_singulars"].get(word.lower(), word) for word in words.split())
    for side in sides:
        for entity in side.entities:
            yield mint(f"{singular} {names['with']} {entity.name}", "Agreement")


def _entities_of(pattern: Pattern, fields: dict[str, Any], words: str) -> tuple[Entity, ...]:
    """Return what a chunk stands for: the entity that its words name, or those of its `_entity` slot."""
    if pattern.mint and "_entity" in fields:
        return (mint(fields.pop("_entity")[0].entities[0].name, pattern.mint),)
    if pattern.mint:
        name = _LOOSE_END.sub("", _DETERMINER.sub("", _BRACKETS.sub("", words)))
        return (mint(name, pattern.mint),)
    return tuple(entity for item in fields.pop("_entity", ()) for entity in _held(item, pattern.chunk))


def _held(item: Item, chunk: str | None) -> Iterator[Entity]:
    """Yield what an item stands for in a chunk: who holds a post is a person."""
    for entity in item.entities:
        is_holder = chunk == "Official" and item.type == "Name" and " " in entity.name
        yield mint(entity.name, "Person") if is_holder else entity


def find_claims(masked: Masked, grammar: Grammar, *, relation: str | None = None) -> Iterator[Found]:
    """Yield what the claim patterns match, in the order of the patterns, each pattern from left to right.

    With a `relation`, only patterns of it are tried.
    """
    present = grammar.codes.present(masked.text)
    for pattern in grammar.claims_for(masked.text):
        if lacks(pattern.needs, present) or (relation is not None and pattern.relation != relation):
            continue
        if pattern.context and not _has_context(pattern, grammar, masked.text):
            continue
        for match in pattern.regex.finditer(masked.text):
            if pattern.without and _is_against(pattern, grammar, match):
                continue
            fields = _read_fields(pattern, match, masked)
            if ("if" not in pattern.sets or "if" in fields) and "unless" not in fields:
                yield Found(pattern, fields, match.start(), match.end())


def _has_context(pattern: Pattern, grammar: Grammar, text: str) -> bool:
    return all(grammar.cue(cue).search(text) for cue in pattern.context)


def _is_against(pattern: Pattern, grammar: Grammar, match: re.Match[str]) -> bool:
    """Tell whether the clause of a match holds a cue that speaks against what its pattern reads."""
    start = max(match.string.rfind(mark, 0, match.start()) for mark in _CLAUSE_ENDS) + 1
    found = (match.string.find(mark, match.end()) for mark in _CLAUSE_ENDS)
    end = min((place for place in found if place >= 0), default=len(match.string))
    return any(grammar.cue(cue).search(match.string, start, end) for cue in pattern.without)


def _read_fields(pattern: Pattern, match: re.Match[str], masked: Masked) -> dict[str, Any]:
    """Return the slots of a match, a tuple of items each; a merged chunk's fields fill slots that are unset.

    A slot that the pattern names twice has a digit behind its second name ("subject2"). In `set`, "$slot"
    stands for another slot and "$slot.field" for a field of the chunk in it.
    """
    fields: dict[str, Any] = {}
    merged: dict[str, Any] = {}
    for slot, value in match.groupdict().items():
        if value is None or slot in _MARKS:
            continue
        items = _items_of(masked, *match.span(slot))
        if slot.startswith("merge"):
            merged |= items[0].fields
        else:
            name = slot.rstrip("0123456789")
            fields[name] = fields.get(name, ()) + items
    found = {**merged, **fields}
    sets = {name: _look_up(found, value) for name, value in pattern.sets.items()}
    return {name: value for name, value in {**found, **sets}.items() if value is not None}


def _items_of(masked: Masked, begin: int, end: int) -> tuple[Item, ...]:
    """Return the items of a slot; of a list without what only tells where one is from: "Oslo-based Lumeo"."""
    items = tuple(masked.items_in(begin, end))
    if len(items) == 1 or not _PART_OF_WORD.search(masked.text, begin, end):
        return items
    parts = {match.start() for match in _PART_OF_WORD.finditer(masked.text, begin, end)}
    marks = masked.marks[bisect_left(masked.marks, begin) :]
    return tuple(item for item, mark in zip(items, marks, strict=False) if mark not in parts)


def _look_up(fields: Fields, value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    slot, _, inner = value[1:].partition(".")
    found = fields.get(slot)
    if not inner or not isinstance(found, tuple):
        return found
    inside = tuple(item for chunk in found for item in chunk.fields.get(inner, ()))
    return inside or None
