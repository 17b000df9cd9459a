"""Articles made of a few words, for tests of annotation and extraction."""

from __future__ import annotations

from datetime import date
from typing import Any

from tradegraph.annotation import annotate
from tradegraph.extraction import extract_claims
from tradegraph.model import Article, Block, Claim, Document, Mention

#: What a line begins with, by the kind of its block.
_MARKS = {"# ": "heading", "= ": "title", "- ": "item", "? ": "question"}
PUBLISHED = date(2024, 5, 2)


def to_article(text: str, *, lang: str = "en", **fields: Any) -> Article:
    """Return an article with a block a line; "# ", "= ", "- " and "? " mark other kinds than paragraphs."""
    blocks, plain = [], ""
    for line in text.split("\n"):
        kind = _MARKS.get(line[:2], "paragraph")
        words = line if kind == "paragraph" else line[2:]
        blocks.append(Block(kind, len(plain), len(plain) + len(words)))
        plain += f"{words}\n\n"
    known: dict[str, Any] = {"id": "story", "slug": "story-0", "published": PUBLISHED, **fields}
    return Article(text=plain, digest="", blocks=tuple(blocks), lang=lang, **known)


def read(text: str, *, lang: str = "en", **fields: Any) -> Document:
    """Return a text annotated."""
    return annotate(to_article(text, lang=lang, **fields))


def mentions(text: str, *types: str, lang: str = "en") -> list[str]:
    """Return the words of the mentions of some types in a text, of all types where none is told."""
    document = read(text, lang=lang)
    found = (mention for mention in document.mentions if not types or mention.type in types)
    return [words(document, mention) for mention in found]


def entities(text: str, *types: str, lang: str = "en") -> list[str]:
    """Return the ids of the entities of some types that a text mentions, in order."""
    found = (m for m in read(text, lang=lang).mentions if m.type in types and m.entities)
    return [mention.entities[0].id for mention in found]


def words(document: Document, mention: Mention) -> str:
    return document.article.text[mention.start : mention.end]


def claims(text: str, relation: str | None = None, *, lang: str = "en", **fields: Any) -> list[Claim]:
    """Return the claims of a text, or those of one relation."""
    found = extract_claims(read(text, lang=lang, **fields))
    return [claim for claim in found if relation in (None, claim.relation)]


def ends(claim: Claim) -> tuple[str, str]:
    """Return the names of a claim's subject and object, "" where it has none."""
    return (claim.subject.name if claim.subject else "", claim.object.name if claim.object else "")
