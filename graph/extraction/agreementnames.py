"""What an agreement is called: a name, common nouns, or "one" behind another ("the one with Ghana")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.masking import Item
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: What follows the head of a description: its topic, or its sides.
TOPIC: Final = re.compile(r" (?:on|for|with|between|sobre|para|con|entre) ")


def is_name(agreement: Entity) -> bool:
    """Tell whether an agreement is called by a name, not by common nouns."""
    return agreement.known or agreement.name[:1].isupper()


def is_short_form(name: str, lang: str) -> bool:
    """Tell whether a name is a common short form that names no agreement by itself: "the EPA"."""
    return name in load_lexicon(lang)["names"].get("agreement_short_forms", ())


def spell_out(item: Item, latest: Entity | None, lang: str) -> Item:
    """Name what stands for the agreement told just before: "the one with Ghana", a "treaty with Ghana".

    Where none was told, `latest`, it stands for something else, and is no agreement.
    """
    name = item.entities[0].name
    pronoun = _pronoun(lang).match(name)
    if pronoun is None:
        return item
    if latest is None:
        return replace(item, entities=())
    noun = noun_of(latest, lang)
    return replace(item, entities=(mint(f"{noun} {name[pronoun.end() :]}", "Agreement"),))


def noun_of(agreement: Entity, lang: str) -> str:
    """Return the common noun of an agreement, without its topic and its sides; of a proper name one word.

    >>> noun_of(mint("tax treaty with Ghana", "Agreement"), "en")
    'tax treaty'
    >>> noun_of(mint("Acuerdo Azul", "Agreement"), "es")
    'acuerdo'
    """
    head = TOPIC.split(agreement.name, maxsplit=1)[0]
    if not is_name(agreement):
        return head
    words = head.lower().split()
    return words[0 if load_lexicon(lang)["names"].get("head_first") else -1]


@cache
def _pronoun(lang: str) -> re.Pattern[str]:
    return re.compile(load_lexicon(lang)["names"]["agreement_pronoun"], re.IGNORECASE)
