"""Who speaks in the first person: an article's home, the body that publishes it, or that of whom it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tradegraph.annotation.matches import BODIES
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts


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


def _houses(discourse: Discourse, posts: Posts) -> Iterator[Item]:
    """Yield the bodies that "we" may be where nobody publishes the article, the likeliest first."""
    offices = posts.employers.get(discourse.speaker, set()) if discourse.speaker else set()
    for kind in BODIES:
        yield from (item for _, item in discourse.noted.get(kind, []) if item.entities[0] in offices)
    yield from (item for _, item in discourse.noted.get("Association", [])[:1])
