"""Mentions of known entities: one automaton over the gazetteer's names, ambiguous ones decided by context."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import ahocorasick
from tradegraph.annotation.text import fold_case, fold_variants, is_word_at
from tradegraph.model import Article, Mention
from tradegraph.ontology.gazetteer import Gazetteer, Name, load_gazetteer
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: Types that texts write in lower case, so that they are matched in any case.
_CONCEPTS: Final = {"Product", "Sector"}
#: What a candidate for an ambiguous name gains from a hint in the text; tuned so that one clear cue beats the
#: default reading and one co-mentioned place does too.
_CUE_WEIGHT: Final = 4.0
_NEIGHBOUR_WEIGHT: Final = 1.0
_DEFAULT_WEIGHT: Final = 0.5
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
#: Types of places, and their names in capitals; the particles that these keep small elsewhere.
_PLACES: Final = {"Country", "Region", "City"}
_CAPITALS: Final = re.compile(
    r"\b[A-ZÁÉÍÓÚÜÑÃÇ]{4,}(?: [A-ZÁÉÍÓÚÜÑÃÇ]+)*\b|\b[A-ZÁÉÍÓÚÜÑÃÇ]{2,} [A-ZÁÉÍÓÚÜÑÃÇ ]{3,}\b"
)
_PARTICLES: Final = re.compile(r"(?<= )(?:De|Del|La|Las|Los|El|Of|And|The|Y)(?= )")
#: What stands before the first word of a sentence, and between a place and that in which it lies.
_OPENING: Final = re.compile(r"(?:\A|[\n.!?:;¿¡“\"«*#-])\s*\Z")
_WITHIN: Final = re.compile(r"(?:, | \()[A-ZÁÉÍÓÚÑ]")
#: What stands beside an item of a list of goods.
_LISTED_BEFORE: Final = re.compile(r"(?:, (?:and |y |e )?| of | and | y | de |[^.] e )$")
_LISTED_AFTER: Final = re.compile(r", [a-zà-ÿ]| and [a-z]| y [a-zà-ÿ]")
#: How many characters on each side of a name are searched for cues.
_CUE_WINDOW: Final = 24


@dataclass(frozen=True, slots=True)
class Match:
    """A gazetteer form found in the text, with the names that have this form."""

    start: int
    end: int
    names: tuple[Name, ...]


def find_known(article: Article) -> list[Mention]:
    """Return the mentions of known entities in `article`, in order, the longest where names overlap."""
    words = _words(grammar_language(article.lang))
    found = _longest(_iter_matches(article))
    matches = [match for match in found if _is_backed(article.text, match, words)]
    context = _Context.of(article, matches)
    return [context.to_mention(match) for match in matches]


@cache
def _words(lang: str) -> frozenset[str]:
    """Return the words that open sentences in capitals and are names of places too: "Nice", "Como"."""
    lexicon = load_lexicon(lang)["names"]
    return frozenset(lexicon["function_words"]) | frozenset(lexicon["words_and_places"])


def _is_backed(text: str, match: Match, words: AbstractSet[str]) -> bool:
    """Tell whether a match may stand, where `words` are words of the language that are places elsewhere too.

    A concept whose name is another word too ("lead") stands only in a list; "in English" tells a language; a
    word that opens a sentence is no place unless what it lies in follows ("Nice, France").
    """
    if match.names[0].kind == "demonym" and _IN_LANGUAGE.search(text, max(0, match.start - 4), match.start):
        return False
    if match.names[0].ambiguous and match.names[0].entity.type == "Person":
        return False  # a name of many people is no known one; the grammar of names reads it
    if match.names[0].ambiguous and text[match.start : match.end] in words:
        opening = _OPENING.search(text, max(0, match.start - 3), match.start)
        return opening is None or _WITHIN.match(text, match.end) is not None
    if len(match.names) > 1 or not match.names[0].ambiguous or match.names[0].entity.type not in _CONCEPTS:
        return True
    before, after = text[max(0, match.start - 9) : match.start], text[match.end : match.end + 6]
    return _LISTED_BEFORE.search(before) is not None or _LISTED_AFTER.match(after) is not None


def find_places(name: str) -> list[Mention]:
    """Return the known entities in a name, the longest where they overlap, the name itself excepted."""
    names, _ = _automata("en")
    matches = [match for match in _scan(names, fold_variants(name)) if match.end - match.start < len(name)]
    return [Mention(m.start, m.end, m.names[0].entity.type, (m.names[0].entity,)) for m in _longest(matches)]


def _iter_matches(article: Article) -> Iterator[Match]:
    text = fold_variants(article.text)
    names, concepts = _automata(grammar_language(article.lang))
    yield from _scan(names, text)
    yield from _scan(concepts, fold_case(text))
    yield from _scan_capitals(names, text)


def _scan(automaton: Any, text: str) -> Iterator[Match]:
    for last, (length, names) in automaton.iter(text) if len(automaton) else ():
        start, end = last + 1 - length, last + 1
        if is_word_at(text, start, end) and text[end : end + 1] != "$":
            yield Match(start, end, names)


def _scan_capitals(names: Any, text: str) -> Iterator[Match]:
    """Yield the places in capitals, as datelines and headlines have them: "CIUDAD DE MÉXICO", "NAIROBI"."""
    for capitals in _CAPITALS.finditer(text):
        words = _PARTICLES.sub(lambda particle: particle.group().lower(), capitals.group().title())
        for match in _scan(names, words):
            name = match.names[0]
            if name.entity.type in _PLACES and not name.ambiguous and name.kind == "name":
                start = capitals.start()
                yield Match(start + match.start, start + match.end, match.names)


def _longest(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the leftmost longest of overlapping matches; of equal spans the one found first."""
    reached = 0
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.start >= reached:
            yield match
            reached = match.end


@cache
def _automata(lang: str) -> tuple[Any, Any]:
    """Return the automaton of proper names (of all languages) and the one of words in lower case."""
    names: defaultdict[str, list[Name]] = defaultdict(list)
    concepts: defaultdict[str, list[Name]] = defaultdict(list)
    for name in load_gazetteer():
        if _is_common(name):
            if name.lang in (lang, ""):
                concepts[fold_case(fold_variants(name.form))].append(name)
        elif name.kind != "demonym" or name.lang in (lang, ""):
            names[fold_variants(name.form)].append(name)
    return _build(names), _build(concepts)


def _is_common(name: Name) -> bool:
    """Tell whether texts write a name in lower case: goods and sectors, in some languages demonyms."""
    if name.kind == "demonym":
        return name.form[:1].islower()
    return name.entity.type in _CONCEPTS and not name.form.isupper()


def _build(forms: Mapping[str, list[Name]]) -> Any:
    automaton = ahocorasick.Automaton()
    for form, names in forms.items():
        unique = {name.entity.id: name for name in reversed(names)}
        automaton.add_word(form, (len(form), tuple(reversed(unique.values()))))
    automaton.make_automaton()
    return automaton


@dataclass(frozen=True)
class _Context:
    """What decides an ambiguous name: how many places of each country the article names beyond doubt."""

    article: Article
    gazetteer: Gazetteer
    neighbours: Counter[str]

    @classmethod
    def of(cls, article: Article, matches: Sequence[Match]) -> _Context:
        gazetteer = load_gazetteer()
        neighbours: Counter[str] = Counter()
        for match in matches:
            entity = match.names[0].entity
            country = gazetteer.country_of(entity.id)
            if len(match.names) == 1 and not match.names[0].ambiguous and country not in (None, entity):
                neighbours[country.id] += 1
        return cls(article, gazetteer, neighbours)

    def to_mention(self, match: Match) -> Mention:
        name = match.names[0] if len(match.names) == 1 else self._choose(match)
        return Mention(
            match.start, match.end, name.entity.type, (name.entity,), adjective=name.kind == "demonym"
        )

    def _choose(self, match: Match) -> Name:
        window = self.article.text[max(0, match.start - _CUE_WINDOW) : match.end + _CUE_WINDOW].lower()
        return max(match.names, key=lambda name: (self._score(name, window), -match.names.index(name)))

    def _score(self, name: Name, window: str) -> float:
        score = 0.0 if name.ambiguous else _DEFAULT_WEIGHT
        if any(cue in window for cue in _TYPE_CUES.get(name.entity.type, ())):
            score += _CUE_WEIGHT
        country = self.gazetteer.country_of(name.entity.id)
        nearby = self.neighbours[country.id] if country else 0
        return score + _NEIGHBOUR_WEIGHT * min(nearby, 3)
