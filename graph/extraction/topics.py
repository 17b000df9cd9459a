"""What an agreement is on by its own name, in words that no reference data has: "Protocol on Halal Seals"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import find_places
from tradegraph.annotation.names import mint
from tradegraph.extraction.agreements import is_mere_form, is_of_states
from tradegraph.extraction.masking import Item, Masked
from tradegraph.ontology.lexicon import load_lexicon

#: The field of an agreement's chunk that holds what it is on.
_TOPIC: Final = "sector"


def name_topics(masked: Masked, lang: str) -> None:
    """Give each agreement of a sentence the topic that its name tells, where its chunk has found none."""
    for index, item in enumerate(masked.items):
        if item.type == "Agreement" and item.kind == "named" and item.fields.get(_TOPIC) is None:
            masked.items[index] = _with_topic(item, lang)


def _with_topic(item: Item, lang: str) -> Item:
    """Return an agreement with its topic as a sector; one of a form that all know is on nothing else."""
    if len(item.entities) != 1 or item.entities[0].known or is_mere_form(item.entities, lang):
        return item
    found = _topic(lang).fullmatch(item.entities[0].name)
    if found is None or is_of_states(item.entities[0], lang) or find_places(f"{found['topic']} "):
        return item
    sector = Item("Sector", item.start, item.end, (mint(found["topic"].lower(), "Sector"),))
    return replace(item, fields={**item.fields, _TOPIC: (sector,)})


@cache
def _topic(lang: str) -> re.Pattern[str]:
    """Return an expression for an agreement's name that ends in what it is on."""
    return re.compile(load_lexicon(lang)["names"].get("agreement_topic", "(?!)"))
