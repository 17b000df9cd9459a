"""Finding the names of known entities in a text: one automaton over the gazetteer's names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final

import ahocorasick
from tradegraph.annotation.text import fold_case, fold_variants, is_word_at
from tradegraph.model import Article, Mention
from tradegraph.ontology.gazetteer import Name, load_gazetteer
from tradegraph.ontology.lexicon import grammar_language

#: Types that texts write in lower case, so that they are matched in any case.
CONCEPTS: Final = frozenset({"Product", "Sector"})
#: Types of who trades and makes treaties.
STATES: Final = frozenset({"Country", "Region", "Bloc"})
#: Types of organisations that act for themselves or for a state.
BODIES: Final = frozenset(
    {"GovernmentBody", "Company", "Association", "Academia", "InternationalOrganization"}
)
#: Types of places; their names in capitals; the particles that these keep small elsewhere.
PLACES: Final = frozenset({"Country", "Region", "City"})
_CAPITALS: Final = re.compile(
    r"\b[A-ZÁÉÍÓÚÜÑÃÇ]{4,}(?: [A-ZÁÉÍÓÚÜÑÃÇ]+)*\b|\b[A-ZÁÉÍÓÚÜÑÃÇ]{2,} [A-ZÁÉÍÓÚÜÑÃÇ ]{3,}\b"
)
_PARTICLES: Final = re.compile(r"(?<= )(?:De|Del|La|Las|Los|El|Of|And|The|Y)(?= )")
#: What many countries call an office of theirs.
_MINISTRY: Final = re.compile(
    r"\b(?:(?:Vice|Under|Sub|Vice-)?(?:Ministr|Minister|[Mm]inistr|[Ss]ecretar)|Department|Departamento|Treasury)"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A gazetteer form found in the text, with the names that have this form."""

    start: int
    end: int
    names: tuple[Name, ...]


def find_places(name: str, *, types: Collection[str] = ()) -> list[Mention]:
    """Return the known entities in a name, the longest where they overlap, the name itself excepted.

    `types` are those looked for, all where there are none: "Armenia" is a city, too.
    """
    names, _ = _automata("en")
    matches = [match for match in _scan(names, fold_variants(name)) if match.end - match.start < len(name)]
    if types:
        matches = [fit for match in matches if (fit := _of_types(match, types)).names]
    return [Mention(m.start, m.end, m.names[0].entity.type, (m.names[0].entity,)) for m in longest(matches)]


def _of_types(match: Match, types: Collection[str]) -> Match:
    return replace(match, names=tuple(name for name in match.names if name.entity.type in types))


def is_ministry(name: str) -> bool:
    """Tell whether a name is that of a ministry, which acts for its country."""
    return _MINISTRY.search(name) is not None


@lru_cache(maxsize=4096)
def is_bare_ministry(name: str) -> bool:
    """Tell whether a name is one that many countries give to an office of theirs, without the country."""
    return is_ministry(name) and not any(p.type in PLACES for p in find_places(name))


def iter_matches(article: Article) -> Iterator[Match]:
    """Yield the names of known entities in `article`, overlapping ones too, in no order."""
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
            if any(
                name.entity.type in PLACES and not name.ambiguous and name.kind == "name"
                for name in match.names
            ):
                start = capitals.start()
                yield Match(start + match.start, start + match.end, match.names)


def longest(matches: Iterable[Match]) -> list[Match]:
    """Return the longest of overlapping matches, in order; of equal spans the one found first.

    The longest anywhere, not the first one: "La Unión Europea" holds "Unión Europea", not "La Unión".
    """
    kept: list[Match] = []
    for group in _overlapping(sorted(matches, key=lambda match: match.start)):
        kept.extend(_longest_of(group) if len(group) > 1 else group)
    return kept


def _overlapping(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """Yield matches, given in order of their start, in groups of which no two overlap."""
    group: list[Match] = []
    reached = 0
    for match in matches:
        if group and match.start >= reached:
            yield group
            group = []
        group.append(match)
        reached = max(reached, match.end)
    if group:
        yield group


def _longest_of(group: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(group, key=lambda match: (match.start - match.end, match.start)):
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


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
    return name.entity.type in CONCEPTS and not name.form.isupper()


def _build(forms: Mapping[str, list[Name]]) -> Any:
    automaton = ahocorasick.Automaton()
    for form, names in forms.items():
        unique = {name.entity.id: name for name in reversed(names)}
        automaton.add_word(form, (len(form), tuple(reversed(unique.values()))))
    automaton.make_automaton()
    return automaton
