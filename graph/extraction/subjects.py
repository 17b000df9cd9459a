"""Who does what a sentence tells without a subject of its own: "España lidera. Exportó a Fiyi …"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.places import is_place
from tradegraph.model import Entity


def unsaid(fields: Mapping[str, Any], discourse: Discourse) -> dict[str, tuple[Item, ...]]:
    """Return the place that this sentence or the one before begins with, for slots that are left to it.

    A verb without a subject goes on with the last one, whomever the text has told of most. There is nobody
    where a sentence begins with something else, or with a place that the match names as the other end.
    """
    opener = discourse.opener or discourse.last_opener
    named = {entity for name in ("subject", "object") for entity in _entities(fields.get(name))}
    if (
        opener is None
        or not is_place(opener)
        or any(not discourse.are_apart((opener, each)) for each in named)
    ):
        return {}
    items = (*discourse.sentence, *discourse.previous)
    found = next((item for item in items if item.entities[:1] == (opener,)), None)
    slots = [name for name, value in fields.items() if value == "@opener"]
    return {name: (replace(found, kind="carried"),) for name in slots} if found else {}


def tellers(discourse: Discourse) -> tuple[Entity | None, ...]:
    """Return whose trade an article may tell, the likeliest first: its home's, or the one told last."""
    country = discourse.homes["Country"].entities[:1] if "Country" in discourse.homes else ()
    return (*discourse.own, *country, discourse.reporter)


def is_home_there(item: Item, discourse: Discourse) -> bool:
    """Tell whether "there" was taken for the article's home, which this sentence does not name.

    Where a text only says what comes from there, it is the place that the home trades with.
    """
    named = (each.entities[:1] for each in discourse.sentence)
    return item.type == "There" and item.entities[:1] == discourse.own and item.entities[:1] not in named


def _entities(items: Any) -> tuple[Any, ...]:
    """Return the entities of a slot's items."""
    return tuple(item.entities[0] for item in items if item.entities) if isinstance(items, tuple) else ()
