"""Which places have an office: American states have governors, Canadian provinces premiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tradegraph.annotation.words import to_prefix_tree
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon

#: What opens a list of the codes of countries that do not have an office.
_NOT: Final = "not"


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of countries told in the lexicon: all, some ("AU CA"), or all but some ("not US")."""

    told: frozenset[str] = frozenset({_NOT})

    @classmethod
    def of(cls, words: str | None) -> _Codes:
        return cls() if words is None else cls(frozenset(words.split()))

    def __contains__(self, code: object) -> bool:
        return (code in self.told) is not (_NOT in self.told)


@dataclass(frozen=True, slots=True)
class Having:
    """Who has an office: countries, those whose `regions` do, and the id of a `bloc` that does."""

    regions: _Codes = _Codes()
    countries: _Codes = _Codes()
    bloc: str | None = None
    is_told: bool = False

    def fits(self, place: Entity) -> bool:
        """Tell whether a place may have the office; towns and bodies may have any."""
        if place.type == "Region" and place.code:
            return place.code.partition("-")[0] in self.regions
        return place.type != "Country" or place.code in self.countries

    def is_regional(self, place: Entity) -> bool:
        """Tell whether a place is a region of which the lexicon tells that it has the office."""
        is_listed = self.is_told and _NOT not in self.regions.told
        return is_listed and place.type == "Region" and self.fits(place)


def having(post: str, lang: str) -> Having:
    """Return who has the office `post`, by the lexicon's `had_by`; the longest word found decides.

    >>> from tradegraph.ontology.gazetteer import load_gazetteer
    >>> texas = load_gazetteer().entities["region/US-TX"]
    >>> having("governor", "en").fits(texas), having("trade minister", "en").fits(texas)
    (True, False)
    """
    expression, offices = _offices(lang)
    found = max(expression.findall(post.lower()), key=len, default="")
    return offices.get(found, Having())


@cache
def _offices(lang: str) -> tuple[re.Pattern[str], Mapping[str, Having]]:
    """Return one expression for all words of the lexicon's `had_by`, and who has each office."""
    offices: dict[str, Having] = {}
    for entry in load_lexicon(lang)["roles"].get("had_by", ()):
        regions, countries = _Codes.of(entry.get("regions")), _Codes.of(entry.get("countries"))
        who = Having(regions, countries, entry.get("bloc"), is_told="regions" in entry)
        offices |= dict.fromkeys((str(word) for word in entry["words"]), who)
    return re.compile(rf"(?<!\w)(?:{to_prefix_tree(offices)})(?!\w)"), offices
