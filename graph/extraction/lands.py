"""Which country "the country" is, or "it" on a country's card."""

from __future__ import annotations

from tradegraph.extraction.anaphora import Description
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.places import places_of
from tradegraph.model import Entity


def find_land(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that the article is at home in, unless the story is in another one just now.

    It is where this sentence names another country beside, or where the last names another one alone.
    """
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


def country_told(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that "it" is where the sentence before names nothing: a country's card goes on."""
    is_bare = not any(item.entities for item in (*discourse.previous, *discourse.sentence))
    if not is_bare or "Country" not in description.types:
        return ()
    return find_land(description, discourse) or discourse.resolve("last", ("Country",))
