"""Which country "the country" is, or "it" on a country's card."""

from __future__ import annotations

from typing import Final

from tradegraph.extraction.anaphora import Description
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.places import places_of
from tradegraph.extraction.syntax import expression_of, words_before
from tradegraph.model import Entity

#: How far before a country's name its firms may stand ("empresas de la"), in characters.
_REACH: Final = 40


def find_land(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that the article is at home in, unless the story is in another one just now.

    That of firms at work abroad is told by whose they are. The story is elsewhere where this sentence names
    another country beside, or where the last names another one alone.
    """
    if abroad := _abroad(description, discourse):
        return abroad
    for first in discourse.sentence[: discourse.opener is not None]:
        if first.type == "Country" and ":" in discourse.text[first.end : description.start]:
            return first.entities[:1]  # "Fiji's doors are open: the country …"
    home = discourse.own
    here, before = ({*places_of(items)} for items in (discourse.sentence, discourse.previous))
    towns = (item.entities[0].id for item in discourse.previous if item.type == "City")
    before |= {*home} & {*map(discourse.gazetteer.country_of, towns)}
    is_elsewhere = (
        home[0] in here and len(here) > 1 if here and home else len(before) == 1 and not before & {*home}
    )
    return () if is_elsewhere or not home or home[0].type != "Country" else home


def _abroad(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that firms work in which the sentence tells to be of another one.

    "Danish companies are active in the country": it is the one named last that is not Denmark.
    """
    lang, text = discourse.agreements.lang, discourse.text
    before, behind = words_before("firms_of", lang), expression_of("firms_behind", lang)
    places = (item for item in discourse.sentence if item.entities and item.end <= description.start)
    nations = {
        item.entities[0]
        for item in places
        if item.entities[0].type == "Country"
        and (behind.match(text, item.end) or before.search(text[max(0, item.start - _REACH) : item.start]))
    }
    if len(nations) != 1:
        return ()
    named = (item.entities[0] for item in discourse.latest_first(("Country",)))
    return next(((each,) for each in named if each not in nations), ())


def country_told(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that "it" is where the sentence before names nothing: a country's card goes on."""
    is_bare = not any(item.entities for item in (*discourse.previous, *discourse.sentence))
    if not is_bare or "Country" not in description.types:
        return ()
    return find_land(description, discourse) or discourse.resolve("last", ("Country",))
