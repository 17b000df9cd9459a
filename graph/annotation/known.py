"""Mentions of known entities: the names that a text has, ambiguous ones decided by context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from tradegraph.annotation.matches import CONCEPTS, PLACES, Match, is_bare_ministry, iter_matches, longest
from tradegraph.model import Article, Entity, Mention
from tradegraph.ontology.gazetteer import Gazetteer, Name, load_gazetteer
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: What a candidate for an ambiguous name gains from a hint in the text; tuned so that one clear cue beats the
#: default reading and one co-mentioned place does too.
_CUE_WEIGHT: Final = 4.0
_NEIGHBOUR_WEIGHT: Final = 1.0
_DEFAULT_WEIGHT: Final = 0.5
#: What a place gains where the article names no country more often; less than the default reading.
_NAMED_WEIGHT: Final = 0.4
#: How often what lies in a region must be named for an ambiguous name to be the region's; its own name does.
_TOLD_TWICE: Final = 2
#: Words around a name that tell its type.
_TYPE_CUES: Final[Mapping[str, Sequence[str]]] = {
    "Region": (
        "state of ",
        "province of ",
        "state's",
        "governor",
        "gobernador",
        "estado de ",
        "provincia de ",
        "gov.",
    ),
    "Country": ("republic of ", "república de ", "president of ", "presidente de ", "prime minister"),
    "City": ("city of ", "ciudad de ", "mayor of ", "alcalde de ", "port of ", "puerto de "),
}
#: What stands before the name of a language.
_IN_LANGUAGE: Final = re.compile(r"\b(?:in|en) $")
#: What stands behind an adjective: a noun, which follows no name of a language ("in Chinese exports").
_QUALIFIES: Final = re.compile(
    r"[-–]| (?!(?:and|or|but|to|at|on|by|for|with|in|as|that|before|after|during|when|while|from|than"
    r"|is|was|are|were|y|e|o|u|a|al|con|para|por|de|del|ante|que|en|pero|como|sobre|es|fue|desde|hasta)\b)[a-zà-þ]"
)
#: What stands before the first word of a sentence, and between a place and that in which it lies.
_OPENING: Final = re.compile(r"(?:\A|[\n.!?:;¿¡“\"«*#-])\s*\Z")
_WITHIN: Final = re.compile(r"(?:, | \()[A-ZÁÉÍÓÚÑ]")
#: What stands before goods, and between the items of a list of goods.
_OF: Final = re.compile(
    r"\b(?:of|de|(?:export|import|compr)(?:a|an|ó|aron)|vend(?:e|en|ió|ieron)|env(?:ía|ían|ió|iaron)) \Z"
)
_AND: Final = re.compile(r"(?:,? (?:and|y|e|or|o)|,) (?:the |el |la |los |las )?")
#: What stands between a ministry and its country.
_OWNS: Final = {"'s ", "’s ", " "}
_OWNED: Final = {" of ", " of the ", " de ", " del ", " de la ", " de los "}
#: Words between the adjective and the place that it qualifies ("Spanish province of Córdoba").
_PLAIN: Final = re.compile(r"[ a-zà-þ]+")
#: What stands before the name of a street, which many places give.
_STREET: Final = re.compile(r"(?i:\b(?:calle|avenida|av\.|bulevar|barrio|estadio|hotel) )\Z")
#: A state's name cut short: "Md."
_CUT_SHORT: Final = re.compile(r"[A-Z][a-z]+\.")
#: How many characters on each side of a name are searched for cues.
_CUE_WINDOW: Final = 24


def find_known(article: Article) -> list[Mention]:
    """Return the mentions of known entities in `article`, in order, the longest where names overlap."""
    text, words = article.text, _words(grammar_language(article.lang))
    found = longest(iter_matches(article))
    matches = [match for i, match in enumerate(found) if _is_backed(text, found, i, words)]
    context = _Context.of(article, matches)
    mentions = (context.to_mention(match, matches[max(0, i - 1) : i + 2]) for i, match in enumerate(matches))
    return [mention for mention in mentions if mention is not None]


@cache
def _words(lang: str) -> frozenset[str]:
    """Return the words that open sentences in capitals and are names of places too: "Nice", "Como"."""
    lexicon = load_lexicon(lang)["names"]
    return frozenset(lexicon["function_words"]) | frozenset(lexicon["words_and_places"])


def _is_backed(text: str, matches: Sequence[Match], index: int, words: AbstractSet[str]) -> bool:
    """Tell whether a match may stand, where `words` are words of the language that are places elsewhere too.

    A concept whose name is another word too ("lead") stands only in a list; "in English" tells a language; a
    word that opens a sentence is no place unless what it lies in follows ("Nice, France"), and one cut short
    ("Md.", which is also a given name) needs its town before it.
    """
    match = matches[index]
    name = match.names[0]
    if name.kind == "demonym" and _IN_LANGUAGE.search(text, max(0, match.start - 4), match.start):
        return _QUALIFIES.match(text, match.end) is not None
    if name.entity.type in PLACES and _STREET.search(text, max(0, match.start - 9), match.start):
        return False
    if name.ambiguous and name.entity.type == "Person":
        return False  # a name of many people is no known one; the grammar of names reads it
    if name.ambiguous and name.entity.type == "Region" and _CUT_SHORT.fullmatch(name.form):
        return text.endswith(", ", 0, match.start)
    if name.ambiguous and text[match.start : match.end] in words:
        opening = _OPENING.search(text, max(0, match.start - 3), match.start)
        return opening is None or _WITHIN.match(text, match.end) is not None
    if len(match.names) > 1 or not name.ambiguous or name.entity.type not in CONCEPTS:
        return True
    return _is_listed(text, matches, index)


def _is_listed(text: str, matches: Sequence[Match], index: int) -> bool:
    """Tell whether a concept stands after "of" or a verb of trade, or with another one in a list."""
    start = matches[index].start
    if _OF.search(text, max(0, start - 12), start):
        return True
    return any(
        _AND.fullmatch(text, left.end, right.start)
        and {left.names[0].entity.type, right.names[0].entity.type} <= CONCEPTS
        for left, right in pairwise(matches[max(0, index - 1) : index + 2])
    )


@dataclass(frozen=True)
class _Context:
    """What decides an ambiguous name: how often the article names each country, and what lies in it.

    So it is for `regions`; `named` is what a name tells that has no other meaning.
    """

    article: Article
    gazetteer: Gazetteer
    neighbours: Counter[str]
    countries: Counter[str]
    regions: Counter[str]
    named: AbstractSet[str]

    @classmethod
    def of(cls, article: Article, matches: Sequence[Match]) -> _Context:
        gazetteer = load_gazetteer()
        neighbours: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        regions: Counter[str] = Counter()
        named: set[str] = set()
        for match in matches:
            entity = match.names[0].entity
            country = gazetteer.country_of(entity.id)
            if len(match.names) > 1 or match.names[0].ambiguous or country is None:
                continue
            if country != entity:
                neighbours[country.id] += 1
            named.add(entity.id)
            if entity.type in PLACES:
                countries[country.id] += 1
            if entity.type == "Region":
                regions[entity.id] += _TOLD_TWICE
            elif region := gazetteer.region_of(entity.id):
                regions[region.id] += 1
        return cls(article, gazetteer, neighbours, countries, regions, named)

    def to_mention(self, match: Match, around: Iterable[Match]) -> Mention | None:
        """Return the mention of what a match names, or None for a ministry of a country unknown here."""
        names = [name for name in match.names if self._is_its_ministry(name, match, around)]
        if not names:
            return None
        name = names[0] if len(names) == 1 else self._choose(match, names, around)
        return Mention(
            match.start, match.end, name.entity.type, (name.entity,), adjective=name.kind == "demonym"
        )

    def _choose(self, match: Match, names: Sequence[Name], around: Iterable[Match]) -> Name:
        window = self.article.text[max(0, match.start - _CUE_WINDOW) : match.end + _CUE_WINDOW].lower()
        told = self._country_beside(match, around)
        are_parts = all(name.entity.type != "Country" for name in names)

        def weigh(name: Name) -> tuple[float, int]:
            score = self._score(name, window, told, are_parts=are_parts)
            others = [other.entity.id for other in names if other is not name]
            return score + self._told_elsewhere(name.entity, others), -names.index(name)

        return max(names, key=weigh)

    def _told_elsewhere(self, entity: Entity, others: Sequence[str]) -> float:
        """Return what a region gains of which other places tell: "Washington state … from Washington".

        Nothing where they tell "Washington, D.C.", too, or where a town of the name lies in the region.
        """
        is_told = self.regions[entity.id] >= _TOLD_TWICE and self.named.isdisjoint(others)
        is_own = any(self.gazetteer.region_of(id_) == entity for id_ in others)
        return _CUE_WEIGHT if is_told and not is_own else 0.0

    def _country_beside(self, match: Match, around: Iterable[Match]) -> Entity | None:
        """Return the country whose adjective stands before a place, or that follows it after a comma."""
        for other in around:
            name = other.names[0]
            qualifies = name.kind == "demonym" and 0 < match.start - other.end < _CUE_WINDOW
            if qualifies and _PLAIN.fullmatch(self.article.text, other.end, match.start):
                return self.gazetteer.country_of(name.entity.id)
            if self.article.text[match.end : other.start] == ", ":
                return self.gazetteer.country_of(name.entity.id)
        return None

    def _score(self, name: Name, window: str, told: Entity | None, *, are_parts: bool) -> float:
        score = 0.0 if name.ambiguous else _DEFAULT_WEIGHT
        if any(cue in window for cue in _TYPE_CUES.get(name.entity.type, ())):
            score += _CUE_WEIGHT
        country = self.gazetteer.country_of(name.entity.id)
        if country is None:
            return score
        if country == told:
            score += _CUE_WEIGHT
        is_short = name.ambiguous and country == name.entity  # "Trinidad and Tobago … Trinidad"
        if is_short and self.countries[country.id]:
            score += _NAMED_WEIGHT
        if are_parts and self.countries:
            score += _NAMED_WEIGHT * self.countries[country.id] / max(self.countries.values())
        return score + _NEIGHBOUR_WEIGHT * min(self.neighbours[country.id], 3)

    def _is_its_ministry(self, name: Name, match: Match, around: Iterable[Match]) -> bool:
        """Tell whether a ministry named without its country ("Ministry of Trade") is the one that is known.

        It is where the place beside it says so ("Kenya's Ministry of Trade"), else where the article names no
        country more often.
        """
        if name.entity.type != "GovernmentBody" or name.kind != "name" or not is_bare_ministry(name.form):
            return True
        country = self.gazetteer.country_of(name.entity.id)
        for other in around:
            before = self.article.text[other.end : match.start]
            after = self.article.text[match.end : other.start]
            if before in _OWNS or after in _OWNED:
                if other.names[0].entity.type == "Region":  # "Texas Department of Agriculture"
                    return self.gazetteer.region_of(name.entity.id) == other.names[0].entity
                owner = self.gazetteer.country_of(other.names[0].entity.id)
                return owner == country
        times = self.countries[country.id] if country else 0
        return times > 0 and times == max(self.countries.values())
