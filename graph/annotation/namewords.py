"""The words that tell capitalised groups apart: heads, titles, first names, words that open sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from tradegraph.annotation.words import to_alternation
from tradegraph.ontology.expressions import compile_once
from tradegraph.ontology.lexicon import load_lexicon, load_shared

#: What begins no name though it may stand in one.
_ARTICLES: Final = {
    "a",
    "an",
    "the",
    "un",
    "una",
    "el",
    "la",
    "los",
    "las",
    "of",
    "for",
    "on",
    "in",
    "en",
    "de",
    "del",
    "con",
}
_HEAD_LINKS: Final = {"of", "for", "on", "de", "del", "para"}
#: What a name is that begins with the word for it, also before an adjective: "Cámara Láctea del Sur".
_BODIES: Final = {"Academia", "Association", "GovernmentBody"}
#: In how many words a head is looked for, the longest first ("Instituto Nacional de Estadística").
_HEAD_SIZES: Final = (4, 3, 2, 1)
#: Two places or peoples, each with its capital: "Oslo-Suva".
_PAIR: Final = re.compile(r"[^\W\d_a-z][^\W\d_]+[-–][^\W\d_a-z][^\W\d_]+")
#: No verb in the past is shorter, in letters ("cayó").
_SHORTEST_VERB: Final = 4


@dataclass(frozen=True)
class NameWords:
    """The cue words of a language, ready for look-up."""

    heads: Mapping[str, str]
    head_words: frozenset[str]
    opening: frozenset[str]
    honorifics: frozenset[str]
    state_posts: frozenset[str]
    firm_posts: tuple[str, ...]
    titles: re.Pattern[str]
    title_before: re.Pattern[str]
    functions: frozenset[str]
    no_names: frozenset[str]
    particles: frozenset[str]
    surname_particles: frozenset[str]
    foreign_links: frozenset[str]
    fields: frozenset[str]
    legal_forms: frozenset[str]
    offices: frozenset[str]
    pair_pacts: frozenset[str]
    bodies: frozenset[str]
    place_heads: frozenset[str]
    name_openers: frozenset[str]
    name_fields: frozenset[str]
    agreement_fields: frozenset[str]
    given: frozenset[str]
    portfolios: frozenset[str]
    cooperation: frozenset[str]
    joiners: frozenset[str]
    nouns: frozenset[str]
    places: frozenset[str]
    verb_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    head_first: bool
    town_titles: frozenset[str]
    before_towns: re.Pattern[str]
    plural_firms: re.Pattern[str] | None

    def head_order(self, count: int) -> range:
        """Return the order in which `count` words are tried as head of a name: from the end or the start."""
        return range(count) if self.head_first else range(count - 1, -1, -1)

    def opens(self, word: str) -> bool:
        """Tell whether a capitalised word only opens a sentence: "However", or "Carmaker" before "BYD"."""
        return word in self.functions or word.lower() in self.nouns

    def is_verb(self, word: str) -> bool:
        """Tell whether a word that opens a sentence is a verb by its ending: "Participó" before "Pedro"."""
        return word.endswith(self.verb_endings) and len(word) >= _SHORTEST_VERB and word not in self.given

    def is_adverb(self, word: str) -> bool:
        """Tell whether a word that opens a sentence is an adverb by its ending: "Separately"."""
        return word.endswith(self.adverb_endings) and len(word) >= _SHORTEST_VERB and word not in self.given

    def is_first_head(self, word: str) -> bool:
        """Tell whether a capitalised kind of company heads names that it begins: "Grupo", "Naviera"."""
        is_noun = word.lower() in self.nouns and word not in self.functions
        return self.head_first and is_noun and word in self.heads

    def is_cue(self, word: str) -> bool:
        """Tell whether a word alone is a head or a title, and so no name."""
        return word in self.heads or word in self.honorifics

    def is_mere_cue(self, word: str) -> bool:
        """Tell whether a word alone is a cue and nobody's name: "Port", but not "Park"."""
        return self.is_cue(word) and word not in self.given

    def kind_of(self, tokens: Sequence[str]) -> str | None:
        """Return the type that the cue words of a name tell, None where it has none or is nothing else.

        The head that opens a phrase ("Ministry of …") decides, the longest one ("Institute of Technology");
        else the last one ("Trade Promotion Agency"), or the first in a language that puts it first ("Agencia
        de Promoción").
        """
        if len(tokens) == 1 or self.head_words.isdisjoint(tokens):
            return None
        if not self.pair_pacts.isdisjoint(tokens) and any(map(_PAIR.fullmatch, tokens)):
            return "Agreement"
        if tokens[0] in self.bodies:
            return self._opening_kind(tokens, 0)
        for index, (head, link) in enumerate(pairwise(tokens)):
            if head in self.opening and link in _HEAD_LINKS and head in self.heads:
                is_headed = self.head_first and self.heads.get(tokens[0]) in _BODIES
                return self._opening_kind(tokens, 0 if is_headed else index)
        kinds = (
            self._head_at(tokens, index, size)
            for size in _HEAD_SIZES
            for index in self.head_order(len(tokens) - size + 1)
        )
        return next((kind for kind in kinds if kind), None)

    def _opening_kind(self, tokens: Sequence[str], index: int) -> str | None:
        """Return the type that the head at `index` tells with the words behind it, or else before it."""
        ends = ((index, size) for size in _HEAD_SIZES[:-1])
        starts = ((index - size + 1, size) for size in _HEAD_SIZES if size <= index + 1)
        kinds = (self._head_at(tokens, start, size) for start, size in (*ends, *starts))
        return next((kind for kind in kinds if kind), None)

    def begins(self, word: str, before: Sequence[str]) -> bool:
        """Tell whether a word behind "and" begins another name: "Aceites del Rif y Logística Tapatía"."""
        firms = (len(before) > 1, *(self.heads.get(each) == "Company" for each in (word, before[0])))
        return word in self.opening or (self.head_first and all(firms))

    def goes_on(self, tokens: Sequence[str], link: str) -> bool:
        """Tell whether a name goes on behind `link`: "Ministry of", "Convention for the Avoidance of"."""
        first = next((kind for token in tokens if (kind := self.heads.get(token))), None)
        is_treaty = link in ("of", "de") and first == "Agreement"
        return not self.opening.isdisjoint(tokens) or (is_treaty and not _HEAD_LINKS.isdisjoint(tokens))

    def _head_at(self, tokens: Sequence[str], index: int, size: int) -> str | None:
        """Return the type that `size` words from `index` on tell together; those for a town end its name."""
        kind = self.heads.get(" ".join(tokens[index : index + size]))
        return None if kind == "City" and index + size < len(tokens) else kind

    @classmethod
    @cache
    def of(cls, lang: str) -> NameWords:
        """Return the cue words of `lang`."""
        lexicon: Mapping[str, Any] = load_lexicon(lang)["names"]
        towns = lexicon.get("town_titles", {})
        return cls(
            heads={word: kind for kind, words in lexicon["heads"].items() for word in words},
            head_words=frozenset(
                word for words in lexicon["heads"].values() for head in words for word in head.split()
            ),
            opening=frozenset(lexicon["opening_heads"]),
            honorifics=frozenset(lexicon["honorifics"]),
            state_posts=frozenset(load_lexicon(lang)["roles"].get("offices", ())),
            firm_posts=tuple(load_lexicon(lang)["roles"].get("firm_posts", ())),
            titles=re.compile(rf"({to_alternation(lexicon['honorifics'])}) "),
            title_before=re.compile(rf"(?<!\w){to_alternation(lexicon['honorifics'])} \Z"),
            functions=frozenset(lexicon["function_words"]),
            no_names=frozenset(lexicon.get("no_names", ())),
            particles=frozenset(lexicon["person_particles"]),
            surname_particles=frozenset(lexicon["surname_particles"]),
            foreign_links=frozenset(lexicon.get("foreign_links", ())),
            fields=frozenset(lexicon["fields_with_article"]),
            agreement_fields=frozenset(
                word.capitalize() for word in lexicon["common_words"] if word not in _ARTICLES
            ),
            name_openers=frozenset(lexicon["name_openers"]),
            name_fields=frozenset(lexicon["name_fields"]),
            place_heads=frozenset(lexicon["place_heads"]),
            legal_forms=frozenset(lexicon["legal_forms"]),
            offices=frozenset(lexicon.get("offices_abroad", ())),
            pair_pacts=frozenset(lexicon.get("pair_pacts", ())),
            bodies=frozenset(lexicon.get("bodies", ())),
            given=frozenset(word for line in load_shared("given-names") for word in line.split()),
            portfolios=frozenset(
                word for field in load_lexicon(lang)["roles"]["portfolios"] for word in field.lower().split()
            ),
            cooperation=frozenset(lexicon.get("cooperation", ())),
            joiners=frozenset({"and", "y", "e", "&"}),
            nouns=frozenset(lexicon["company_nouns"]),
            places=frozenset(lexicon["place_nouns"]),
            verb_endings=tuple(lexicon["verb_endings"]),
            adverb_endings=tuple(lexicon.get("adverb_endings", ())),
            head_first=bool(lexicon.get("head_first")),
            town_titles=frozenset(towns.get("words", ())),
            before_towns=re.compile(towns.get("before", r"(?!)")),
            plural_firms=compile_once(firms) if (firms := lexicon.get("plural_firms")) else None,
        )
