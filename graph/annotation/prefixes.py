"""Adjectives of two countries, of which the first is cut short: "Sino-Kenyan", "hispano-cubano"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from tradegraph.annotation.words import to_alternation
from tradegraph.model import Article, Entity, Mention
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: Two adjectives of countries.
_PAIR: Final = re.compile(r"([^\W\d_]+)[-–]([^\W\d_]+)")


def add_prefixes(article: Article, mentions: Sequence[Mention]) -> list[Mention]:
    """Return `mentions`, given in order, with the countries that adjectives cut short stand for before them.

    Of a word that joins both without a hyphen ("hispanocubano") each half is a mention.
    """
    prefixed = list(_find(article.text, mentions, grammar_language(article.lang)))
    return sorted((*mentions, *prefixed), key=lambda mention: mention.start) if prefixed else list(mentions)


def countries_of_pair(name: str, lang: str) -> list[Mention]:
    """Return the two countries of a hyphenated adjective in a name: "Comisión Fiyiano-Noruega"."""
    prefixes = _prefixes(lang)[1]
    for pair in _PAIR.finditer(name):
        first = prefixes.get(pair[1].lower()) or _country_of(pair[1])
        second = _country_of(pair[2])
        if first is not None and second is not None and first != second:
            sides = zip((1, 2), (first, second), strict=True)
            return [Mention(*pair.span(group), side.type, (side,), adjective=True) for group, side in sides]
    return []


def _find(text: str, mentions: Iterable[Mention], lang: str) -> Iterator[Mention]:
    regex, countries = _prefixes(lang)
    adjectives = {mention.start for mention in mentions if mention.adjective}
    for match in regex.finditer(text):
        country = countries[match[1].lower()]
        first = Mention(match.start(1), match.end(1), country.type, (country,), adjective=True)
        if match[2]:
            if match.end(2) in adjectives:
                yield first
        elif (second := _country_of(match[3])) is not None:
            yield first
            yield Mention(match.start(3), match.end(3), second.type, (second,), adjective=True)


@cache
def _prefixes(lang: str) -> tuple[re.Pattern[str], Mapping[str, Entity]]:
    """Return an expression for a prefix, its hyphen and the word behind it, and the country of each."""
    countries = {
        str(word): country
        for code, words in load_lexicon(lang)["names"]["prefixes"].items()
        for word in words
        if (country := load_gazetteer().entities.get(f"country/{code}")) is not None
    }
    return re.compile(rf"(?i)\b({to_alternation(countries)})([-–]?)([^\W\d_]+)"), countries


def _country_of(adjective: str) -> Entity | None:
    """Return the country of an adjective that no other place has."""
    places = load_gazetteer().demonyms.get(adjective.lower(), frozenset())
    place = next(iter(places)) if len(places) == 1 else None
    return place if place is not None and place.type == "Country" else None
