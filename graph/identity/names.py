"""Names compared: what of a name tells which thing it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import Final

from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import fold, load_gazetteer
from tradegraph.ontology.lexicon import load_shared

_WORD: Final = re.compile(r"[^\W_]+")
_ACRONYM: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9&.-]{1,9}")
_ARTICLES: Final = frozenset(("the", "el", "la", "los", "las"))
#: What stands between the kind of an agreement and its parties.
_BEFORE_PARTIES: Final = frozenset(("with", "between", "con", "entre"))
#: A word is common in names of organizations that the reference data has in so many countries.
_COMMON: Final = 5
#: Shorter words tell nothing: "of", "for", "de".
_SHORTEST: Final = 4
#: The longest name of a country that is looked for in another name, in words.
_LONGEST: Final = 4
#: The fewest words that a short form of a person's name has: a first name and a surname.
_FEWEST: Final = 2


def name_key(name: str) -> str:
    """Return what is left of an organization's name without case, accents, articles and legal form.

    >>> name_key("The Suva Wool Co., Ltd."), name_key("Suva Wool")
    ('suva wool', 'suva wool')
    """
    words = _words(name.replace("&", " and "))
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    forms = _legal_forms()
    while len(words) > 1:
        cut = next((n for n in (2, 1) if len(words) > n and " ".join(words[-n:]) in forms), 0)
        if not cut:
            break
        del words[-cut:]
    return " ".join(words)


def is_acronym(name: str) -> bool:
    """Tell whether a name is one word of capitals, as in "KCCI"."""
    return _ACRONYM.fullmatch(name) is not None


def is_short_for(short: str, name: str) -> bool:
    """Tell whether a person's name leaves out parts of another one, the first name not among them.

    >>> is_short_for("Ana Ruiz", "Ana María Ruiz Soto"), is_short_for("Ruiz", "Ana Ruiz")
    (True, False)
    """
    parts, whole = _words(short), _words(name)
    rest = iter(whole)
    return _FEWEST <= len(parts) < len(whole) and parts[0] == whole[0] and all(part in rest for part in parts)


def is_general(name: str) -> bool:
    """Tell whether organizations of many countries bear all words of a name: "Chamber of Commerce"."""
    words = [word for word in _words(name) if len(word) >= _SHORTEST]
    return all(word in _common_words() for word in words)


def country_in(name: str) -> Entity | None:
    """Return the country that a name tells by its own name or adjective, None for none or several.

    >>> country_in("Kenya Private Sector Alliance").code
    'KE'
    """
    words = _words(name)
    found = {
        country
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1)
        if (country := _countries().get(" ".join(words[start:end])))
    }
    return load_gazetteer().entities[found.pop()] if len(found) == 1 else None


def sole_kind(names: Iterable[str]) -> str | None:
    """Return the kind of agreement, of which two parties have one at a time, that one of `names` tells.

    >>> sole_kind(["Tratado de Libre Comercio"]), sole_kind(["free trade agreement with China"])
    ('free-trade-agreement', 'free-trade-agreement')
    """
    heads = (" ".join(takewhile(lambda word: word not in _BEFORE_PARTIES, _words(name))) for name in names)
    kinds = (_sole_agreements().get(head) for head in heads)
    return next((kind for kind in kinds if kind), None)


@cache
def known_by_key() -> Mapping[str, str]:
    """Return the ids of the organizations of the reference data by the key of their names.

    Keys that several share are left out.
    """
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for name in load_gazetteer():
        if name.entity.id.startswith("organization/") and name.kind != "demonym" and not name.ambiguous:
            ids[name_key(name.form)].add(name.entity.id)
    return {key: min(found) for key, found in ids.items() if len(found) == 1}


def known_agreement(kind: str, parties: Iterable[str]) -> str | None:
    """Return the agreement of the reference data of this sole kind between these parties, by their ids."""
    return _known_agreements().get((kind, frozenset(parties)))


@cache
def _known_agreements() -> Mapping[tuple[str, frozenset[str]], str]:
    gazetteer = load_gazetteer()
    found: dict[tuple[str, frozenset[str]], str] = {}
    for name in gazetteer:
        if name.entity.type == "Agreement":
            parties = frozenset(party.id for party in gazetteer.parties_of(name.entity.id))
            for kind in _kinds_in(name.form):
                found.setdefault((kind, parties), name.entity.id)
    return found


def _kinds_in(name: str) -> Iterator[str]:
    words = f" {' '.join(_words(name))} "
    return (kind for phrase, kind in _sole_agreements().items() if f" {phrase} " in words)


def _words(name: str) -> list[str]:
    """Return the words of a name, folded; letters with dots between them are one ("S.A.")."""
    return _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$|,)", "", fold(name)).replace("'s ", " "))


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(map(str, load_shared("identity")["legal_forms"]))


@cache
def _sole_agreements() -> Mapping[str, str]:
    kinds = load_shared("identity")["sole_agreements"]
    return {name: kind for kind, names in kinds.items() for name in names}


@cache
def _common_words() -> frozenset[str]:
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for word, country in _words_of_organizations():
        countries[word].add(country)
    return frozenset(word for word, found in countries.items() if len(found) >= _COMMON)


def _words_of_organizations() -> Iterator[tuple[str, str]]:
    gazetteer = load_gazetteer()
    for name in gazetteer:
        if name.entity.type in ("Academia", "Association", "GovernmentBody"):
            country = gazetteer.country_of(name.entity.id)
            for word in _words(name.form) if country else ():
                yield word, country.id if country else ""


@cache
def _countries() -> Mapping[str, str]:
    names = (name for name in load_gazetteer() if name.entity.type == "Country" and name.kind != "acronym")
    return {" ".join(_words(name.form)): name.entity.id for name in names if not name.ambiguous}
