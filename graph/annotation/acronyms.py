"""Acronyms that an article introduces: "Suva Wool Club (SWC)", "SWC (the Suva Wool Club)", ", the SWC,"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from tradegraph.annotation.spans import without_overlaps
from tradegraph.model import Article, Entity, Mention
from tradegraph.ontology.gazetteer import fold

_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ]"
_ACRONYM: Final = rf"{_CAPITAL}[\w&.-]*{_CAPITAL}[\w&.+-]*"
#: What introduces a short form behind the name.
_BY_NAME: Final = (
    r"(?:(?:also |better |locally |widely )?"
    r"(?:known|abbreviated|referred to)(?: locally| simply| widely)? (?:as|to)"
    r"|(?:también |más )?(?:conocid[oa]s?|llamad[oa]s?)(?: también)?(?: por sus siglas)?(?: como)?"
    r"|(?:por sus|cuyas|de) siglas(?: son| en inglés)?)"
)
#: "Korea Chamber of Commerce and Industry (KCCI)", also with "the", quotes or "or" inside, ", or KCCI," and
#: ", the KCCI,".
_INTRODUCED: Final = re.compile(
    rf"['’]?s? ?\((?:the |el |la |or |o |also |{_BY_NAME} )*"
    rf"[\"“'«]?(?P<within>{_ACRONYM}|Am[Cc]ham [A-Z]\w+)[\"”'»]?[),;]"
    rf"|,? (?:or|o) (?:the )?[\"“'«]?(?P<either>{_CAPITAL}[{_CAPITAL[1:-1]}&-]+)[\"”'»]?(?!\w)"
    rf"|, {_BY_NAME} (?:the |el |la )?[\"“'«]?(?P<known>{_CAPITAL}[\w&.-]+)[\"”'»]?(?!\w)"
    rf"|, (?:the|el|la) (?P<apposed>{_CAPITAL}{{3,8}}),"
)
#: An acronym in brackets, and the words that it may spell.
_BRACKETED: Final = re.compile(rf" \(({_CAPITAL}[{_CAPITAL[1:-1]}&-]{{2,9}})\)")
_WORD: Final = re.compile(r"[\w'’&.-]*\w")
_ARTICLES: Final = re.compile(r" \((?:the |el |la )?")
#: At most this many capitalised words of a name may be without a letter in its acronym.
_SKIPS: Final = 1
#: No name that an acronym spells is longer, in characters.
_LONGEST: Final = 120
#: What may be introduced by an acronym.
_NAMEABLE: Final = frozenset(
    {
        "Academia",
        "Agreement",
        "Association",
        "Bloc",
        "Company",
        "Facility",
        "GovernmentBody",
        "InternationalOrganization",
        "Name",
    }
)


def find_spelled(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `text` that an acronym in brackets behind them spells.

    >>> text = "at the Fiji Wool and Flax Centre (FWFC) today"
    >>> [text[start:end] for start, end in find_spelled(text)]
    ['Fiji Wool and Flax Centre']
    """
    for bracket in _BRACKETED.finditer(text):
        start = max(0, bracket.start() - _LONGEST, text.rfind("\n", 0, bracket.start()) + 1)
        words = list(_WORD.finditer(text, start, bracket.start()))
        first = _first_spelled(words, fold(bracket[1]).replace("&", "").replace("-", ""))
        if first is not None:
            yield first, bracket.start()


def _first_spelled(words: Sequence[re.Match[str]], letters: str) -> int | None:
    """Return where the name begins that `letters` spell, read backwards from the last of `words`."""
    left, skips = len(letters), 0
    for word in reversed(words):
        is_capital = word[0][:1].isupper()
        initials = fold("".join(char for char in word[0] if char.isupper()) or word[0][:1])
        if letters[:left].endswith(initials):
            left -= len(initials)
        elif letters[:left].endswith(initials[:1]):
            left -= 1
        elif is_capital:
            skips += 1
        if left == 0 or skips > _SKIPS:
            return word.start() if left == 0 and is_capital else None
    return None


def learn_acronyms(article: Article, mentions: Sequence[Mention]) -> dict[str, Entity]:
    """Return the short forms that the article introduces beside a name, on either side of it."""
    found: dict[str, Entity] = {}
    for mention, following in pairwise([*mentions, None]):
        if mention is None or mention.type not in _NAMEABLE:
            continue
        if match := _INTRODUCED.match(article.text, mention.end):
            found.setdefault(match[match.lastgroup or 0], mention.entities[0])
        elif following is not None and following.entities:
            words = article.text[mention.start : mention.end]
            if _spells_out(article.text, mention, following):
                found.setdefault(words, following.entities[0])
            elif _abridges(article.text, following, mention):
                found.setdefault(article.text[following.start : following.end], mention.entities[0])
    return found


def _spells_out(text: str, short: Mention, name: Mention) -> bool:
    """Tell whether the name in brackets behind an acronym is what it stands for ("SWC (Suva Wool Club)")."""
    words = text[short.start : short.end]
    return (
        not short.entities[0].known
        and name.type in _NAMEABLE
        and words.isupper()
        and _ARTICLES.fullmatch(text, short.end, name.start) is not None
        and text[name.end : name.end + 1] == ")"
        and text[name.start] == words[0]
    )


def _abridges(text: str, short: Mention, name: Mention) -> bool:
    """Tell whether a word in brackets is made of letters of the name before it ("Wool Club (Wooclu)")."""
    if text[name.end : short.start] != " (" or text[short.end : short.end + 1] != ")":
        return False
    letters = iter(fold(text[name.start : name.end]))
    return not short.entities[0].known and all(
        char in letters for char in fold(text[short.start : short.end])
    )


def add_acronyms(
    article: Article, mentions: Sequence[Mention], acronyms: Mapping[str, Entity]
) -> list[Mention]:
    """Return `mentions` with those of learnt acronyms that were taken for no name ("the CEPA")."""
    forms = [form for form in acronyms if form.isupper()]
    if not forms:
        return list(mentions)
    return without_overlaps(mentions, _iter_acronyms(article.text, forms, acronyms))


def _iter_acronyms(text: str, forms: Iterable[str], acronyms: Mapping[str, Entity]) -> Iterator[Mention]:
    """Yield the mentions of acronyms, not where they are introduced in brackets."""
    for found in re.finditer(rf"(?<![\w(-])(?:{'|'.join(map(re.escape, forms))})(?![\w)-])", text):
        entity = acronyms[found[0]]
        yield Mention(found.start(), found.end(), entity.type, (entity,))
