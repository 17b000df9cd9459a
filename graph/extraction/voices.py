"""Who speaks in the first person: an article's home, the body that publishes it, or that of whom it asks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from tradegraph.annotation.matches import BODIES
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts
from tradegraph.model import Article

#: The marks that open and close what is quoted, and those that close it.
_MARKS: Final = (("“", "”"), ("«", "»"))
_ENDS: Final = ('"', "”", "»")


def ourselves(fields: Mapping[str, Any], discourse: Discourse) -> dict[str, Any]:
    """Return the place that the article speaks for as the end that a pattern takes for "we"."""
    home = discourse.voice
    us = (replace(home, kind="carried"),) if home else ()
    return {name: us for name, value in fields.items() if value == "@we"}


def speaking(fields: Mapping[str, Any], discourse: Discourse, posts: Posts, start: int) -> dict[str, Any]:
    """Return who speaks in the first person: the publisher, or for "@voice" the home of the article.

    A "@house" may also be the body that an interviewee works for, or the first association that is named.
    Words that are quoted from a company's officer are those of the company.
    """
    told = {"quoted": True, "at": start} if _is_open(discourse.text, start) else {}
    quoted = body_speaking(start, BODIES, discourse, posts) if told else None
    voice = discourse.publisher or discourse.voice or quoted
    house = quoted or discourse.publisher or next(_houses(discourse, posts), None)
    found = {
        "@voice": (replace(voice, type="We", kind="carried", fields=told),) if voice else (),
        "@house": (replace(house, kind="carried"),) if house else (),
    }
    return {name: found[value] for name, value in fields.items() if value in tuple(found)}


def is_quoted(article: Article, position: int) -> bool:
    """Tell whether a place of the text lies between quotation marks, of those that stand in its paragraph."""
    start = next((block.start for block in article.blocks if block.start <= position < block.end), 0)
    before = article.text[start:position]
    return before.count('"') % 2 == 1 or _is_open(before, len(before))


def _is_open(text: str, position: int) -> bool:
    """Tell whether a place lies behind a mark that opens words which are quoted, in its line.

    >>> [_is_open('He said: "We grew." They left', at) for at in (12, 27)]
    [True, False]
    """
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line.count('"') % 2 == 1 or any(line.rfind(opens) > line.rfind(ends) for opens, ends in _MARKS)


def body_quoted(position: int, types: Container[str], discourse: Discourse, posts: Posts) -> Item | None:
    """Return the body of some types whose words stand at `position`; None where nobody's are quoted there."""
    is_open = _is_open(discourse.text, position + 1)  # where the mark that opens them may stand itself
    return body_speaking(position, types, discourse, posts) if is_open else None


def body_speaking(position: int, types: Container[str], discourse: Discourse, posts: Posts) -> Item | None:
    """Return the body of some types that says what is quoted at `position`, itself or by its officer.

    Who says it stands behind the quotation in its sentence; where this goes on, it was told last.
    """
    ends = min((at for mark in _ENDS if (at := discourse.text.find(mark, position)) > 0), default=-1)
    behind = [item for item in discourse.sentence if 0 < ends <= item.start]
    people = {item.entities[0] for item in behind if item.type == "Person"}
    if not people and (bodies := [item for item in behind if item.type in BODIES]):
        return bodies[0] if len(bodies) == 1 and bodies[0].type in types else None
    if not behind:
        people = {item.entities[0] for _, item in discourse.noted["Person"][-1:]}
    offices = posts.employers.get(people.pop(), set()) if len(people) == 1 else set()
    named = (item for kind in BODIES for _, item in discourse.noted.get(kind, ()))
    served = [item for item in named if item.entities[0] in offices and item.type in types]
    return served[-1] if len(offices) == 1 and served else None


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
