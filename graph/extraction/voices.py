"""Who speaks in the first person: an article's home, the body that publishes it, or that of whom it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tradegraph.annotation.matches import BODIES
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts
from tradegraph.model import Article


def ourselves(fields: Mapping[str, Any], discourse: Discourse) -> dict[str, Any]:
    """Return the place that the article speaks for as the end that a pattern takes for "we"."""
    home = discourse.voice
    us = (replace(home, kind="carried"),) if home else ()
    return {name: us for name, value in fields.items() if value == "@we"}


def speaking(fields: Mapping[str, Any], discourse: Discourse, posts: Posts) -> dict[str, Any]:
    """Return who speaks in the first person: the publisher, or for "@voice" the home of the article.

    A "@house" may also be the body that an interviewee works for, or the first association that is named.
    """
    voice = discourse.publisher or discourse.voice
    house = discourse.publisher or next(_houses(discourse, posts), None)
    found = {
        "@voice": (replace(voice, type="We", kind="carried"),) if voice else (),
        "@house": (replace(house, kind="carried"),) if house else (),
    }
    return {name: found[value] for name, value in fields.items() if value in tuple(found)}


def is_quoted(article: Article, position: int) -> bool:
    """Tell whether a place of the text lies between quotation marks, of those that stand in its paragraph."""
    start = next((block.start for block in article.blocks if block.start <= position < block.end), 0)
    before = article.text[start:position]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def as_speaker(item: Item, discourse: Discourse, posts: Posts) -> Item:
    """Return "we" with the state whose official says it, where it is quoted and this is known.

    That is the one person of this sentence or of the one before, or else the one named last.
    """
    latest = [item for _, item in discourse.noted["Person"][-1:]]
    for items in (discourse.sentence, discourse.previous, latest) if item.fields.get("quoted") else ():
        people = {each.entities[0] for each in items if each.type == "Person" and each.entities}
        if people:
            state = posts.states.get(people.pop()) if len(people) == 1 else None
            return replace(item, entities=(state,)) if state else item
    return item


def _houses(discourse: Discourse, posts: Posts) -> Iterator[Item]:
    """Yield the bodies that "we" may be where nobody publishes the article, the likeliest first."""
    offices = posts.employers.get(discourse.speaker, set()) if discourse.speaker else set()
    for kind in BODIES:
        yield from (item for _, item in discourse.noted.get(kind, []) if item.entities[0] in offices)
    yield from (item for _, item in discourse.noted.get("Association", [])[:1])
