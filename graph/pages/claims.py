"""The page of a claim: the very words in their context, who said them, where, and what was read from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tradegraph.pages.nodes import Node, Nodes, Text, Thing
from tradegraph.pages.statements import Quote, Statement, read_statements
from tradegraph.rdf.quads import CONTEXT


@dataclass(frozen=True, slots=True)
class Mention:
    """Words by which an end of a claim is known: `role` is the end's, `how` they refer to it.

    `start` and `end` are offsets into the article's text.
    """

    role: str
    words: str
    thing: Thing
    how: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What an editor decided about a claim or an entity, and why."""

    decision: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: `parts` are its words, each with what they mention, `before` and `after` those around them.

    `start` and `end` are offsets, in characters, into the article's text; `agent` read the claim, by
    `pattern`.
    """

    statement: Statement
    quote: Quote
    parts: tuple[tuple[str, Thing | None], ...]
    before: str
    after: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    agent: str
    version: str | None
    pattern: str | None
    corrections: tuple[Correction, ...]

    @property
    def goes_before(self) -> bool:
        """Tell whether the text has more before the words that are shown."""
        return self.start > len(self.before)

    @property
    def goes_on(self) -> bool:
        """Tell whether the text may have more after the words that are shown."""
        return len(self.after) >= CONTEXT


def read_claim(nodes: Nodes, node: Node) -> Claim | None:
    """Return what the page of a claim shows, None for a node that is none."""
    path = nodes.to_path(node.iri)
    statement = next(iter(read_statements(nodes, node.values("tg:states"))), None)
    quote = next((quote for quote in statement.quotes if quote.path == path), None) if statement else None
    if statement is None or quote is None:
        return None
    words, place = nodes.read(f"{node.iri}#quote"), nodes.read(f"{node.iri}#position")
    start, end = int(place.value("oa:start") or 0), int(place.value("oa:end") or 0)
    mentions = tuple(sorted(_read_mentions(nodes, node), key=lambda mention: (mention.start, mention.role)))
    agent = nodes.read(node.value("prov:wasAttributedTo") or node.iri)
    return Claim(
        statement=replace(statement, quotes=(quote,)),
        quote=quote,
        parts=tuple(split_quote(quote.words, start, mentions)),
        before=words.value("oa:prefix") or "",
        after=words.value("oa:suffix") or "",
        start=start,
        end=end,
        mentions=mentions,
        agent=agent.iri.rsplit("/", 1)[-1],
        version=agent.value("schema:softwareVersion"),
        pattern=node.value("tg:pattern"),
        corrections=tuple(read_corrections(nodes, node.iri)),
    )


def split_quote(words: Text, start: int, mentions: Sequence[Mention]) -> Iterator[tuple[str, Thing | None]]:
    """Yield the parts of a quote that begins at offset `start`, each with the entity that it mentions."""
    done = 0
    for mention in mentions:
        first, last = mention.start - start, mention.end - start
        if done <= first < last <= len(words.value):
            yield words.value[done:first], None
            yield words.value[first:last], mention.thing
            done = last
    yield words.value[done:], None


def read_corrections(nodes: Nodes, iri: str) -> Iterator[Correction]:
    """Yield what editors decided about a node."""
    for correction in sorted(nodes.subjects("tg:corrects", iri)):
        node = nodes.read(correction)
        yield Correction(
            node.value("prov:value") or "",
            node.value("dcterms:creator") or "",
            node.value("dcterms:description") or "",
        )


def _read_mentions(nodes: Nodes, node: Node) -> Iterator[Mention]:
    for iri in node.values("tg:mention"):
        mention = nodes.read(iri)
        entity, kind = mention.value("tg:refersTo"), mention.value("tg:referenceKind")
        if entity and kind:
            yield Mention(
                role=iri.rpartition("#")[2],
                words=mention.value("oa:exact") or "",
                thing=nodes.thing(entity),
                how=nodes.term(kind.rpartition("#")[2]),
                start=int(mention.value("oa:start") or 0),
                end=int(mention.value("oa:end") or 0),
            )
