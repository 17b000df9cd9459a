"""Short forms within an article: acronyms it introduces, surnames, company names without their suffix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, TypeAlias

from tradegraph.annotation.acronyms import add_acronyms, learn_acronyms
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.spans import find_headlines
from tradegraph.model import Article, Entity, Mention, Sentence
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: What shows that a word opening a sentence is a name: an apposition, a possessive, a verb of being.
_APPOSED: Final = re.compile(
    r", (?:an? |the |its |their |another |one of |which |whose |headquartered |based |una? |el |la |su "
    r"|otr[oa] |que |con sede )|['’]s "
)
#: Where people are named in full, and who they are.
_Bearers: TypeAlias = Sequence[tuple[int, Entity]]
#: A title before a name; none is longer, and the shortest form of one ("Gov."), in characters.
_TITLE: Final = re.compile(r"\b(\w[\w-]+)\.? \Z")
_LONGEST_TITLE: Final = 30
_SHORT_TITLE: Final = 3
#: Who is named within so many characters of another is named beside this one.
_BESIDE: Final = 200
#: What news call by its first word alone.
_SHORTENED: Final = frozenset({"Association", "Company"})


def resolve_aliases(
    article: Article, mentions: Sequence[Mention], sentences: Sequence[Sentence]
) -> list[Mention]:
    """Return `mentions` with short forms pointing to the entity that the article names in full.

    Single capitalised words that turn out to be neither a short form nor a name used within a sentence are
    left out: they only open a sentence. So are cue words that are somebody's name elsewhere ("the Park").
    """
    acronyms = learn_acronyms(article, mentions)
    aliases = {**_people(article, mentions), **_short_names(article, mentions), **acronyms}
    openers = {sentence.start for sentence in sentences}
    inner = Counter(article.text[m.start : m.end] for m in mentions if m.start not in openers)
    namesakes = _namesakes(article, mentions)
    resolved = [_resolve(article, mention, aliases, namesakes) for mention in mentions]
    headlines = find_headlines(article)
    kept = (m for m in resolved if m.type != "Name" or not headlines.cover(m.start))
    known = [mention for mention in kept if _is_kept(article, mention, openers, inner)]
    return add_acronyms(article, known, acronyms)


def _resolve(
    article: Article, mention: Mention, aliases: Mapping[str, Entity], namesakes: Mapping[str, _Bearers]
) -> Mention:
    words = article.text[mention.start : mention.end]
    entity = (
        aliases.get(words) or _in_capitals(words, aliases) or _bearer(article, mention, namesakes.get(words))
    )
    if entity is None or not mention.entities:
        return mention
    is_short = _is_acronym(article, mention) or _is_surname(words, mention, entity)
    if mention.entities[0].known and not is_short:
        return mention
    return replace(mention, type=entity.type, entities=(entity,))


def _in_capitals(words: str, aliases: Mapping[str, Entity]) -> Entity | None:
    """Return whose surname stands in capitals, as before what somebody says in a script ("HOLM: …")."""
    entity = aliases.get(words.title()) if words.isupper() else None
    return entity if entity is not None and entity.type == "Person" else None


def _is_surname(words: str, mention: Mention, entity: Entity) -> bool:
    """Tell whether a city's name is the surname of somebody whom the article names: García, Greer."""
    return mention.type == "City" and entity.type == "Person" and entity.name.split()[-1] == words


def _is_acronym(article: Article, mention: Mention) -> bool:
    """Tell whether a mention is an acronym that may mean something else here, as no code of a state does."""
    return article.text[mention.start : mention.end].isupper() and not mention.entities[0].code


def _people(article: Article, mentions: Iterable[Mention]) -> dict[str, Entity]:
    """Return the people by the short forms of their names; what two people share names neither."""
    people: dict[str, Entity] = {}
    shared: set[str] = set()
    mentions = tuple(mentions)
    ends = _ends_of_names(mentions) | _initialled(mentions)
    for mention in mentions:
        is_told = mention.type == "Person" and mention.entities[0].name not in ends
        entity = mention.entities[0] if is_told else None
        forms = (entity.name, article.text[mention.start : mention.end]) if entity else ()
        for short in {short for form in forms for short in _short_forms(form.split())}:
            if entity is not None and people.setdefault(short, entity).id != entity.id:
                shared.add(short)
    return {name: entity for name, entity in people.items() if name not in shared}


def _ends_of_names(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the two words that end longer names of people: "Al Harbi", short for "Faisal Al Harbi"."""
    names = (mention.entities[0].name.split() for mention in mentions if mention.type == "Person")
    return frozenset(" ".join(name[-2:]) for name in names if len(name) > 2)


def _namesakes(article: Article, mentions: Iterable[Mention]) -> dict[str, _Bearers]:
    """Return the surnames that several people share, with where each of these is named in full, in order."""
    bearers: dict[str, list[tuple[int, Entity]]] = {}
    for mention in mentions:
        words = article.text[mention.start : mention.end].split()
        if mention.type == "Person" and len(words) > 1:
            bearers.setdefault(words[-1], []).append((mention.start, mention.entities[0]))
    return {name: found for name, found in bearers.items() if len({each.id for _, each in found}) > 1}


def _bearer(article: Article, mention: Mention, bearers: _Bearers | None) -> Entity | None:
    """Return who of those that share a surname is meant where it stands alone.

    That is who was named in full with the same title ("Governor Holm"), else who was named last. Of those
    named side by side, neither is more likely than the other.
    """
    before = [bearer for bearer in bearers or () if bearer[0] < mention.start]
    if not before or mention.type not in {"Name", "Person"}:
        return None
    text, lang = article.text, grammar_language(article.lang)
    title = _title_before(text, mention.start, lang)
    titled = {entity for start, entity in before if title and _title_before(text, start, lang) == title}
    if len(titled) == 1:
        return titled.pop()
    last, entity = before[-1]
    is_beside = any(last - start < _BESIDE for start, other in before if other != entity)
    return None if is_beside else entity


def _title_before(text: str, start: int, lang: str) -> str:
    """Return the title right before a name, as far as its short form goes ("Gov.").

    It is a word in capitals, or one for a post ("gobernador").
    """
    title = _TITLE.search(text, max(0, start - _LONGEST_TITLE), start)
    is_title = title and (title[1][0].isupper() or title[1] in _posts(lang))
    return title[1][:_SHORT_TITLE].lower() if title and is_title else ""


@cache
def _posts(lang: str) -> frozenset[str]:
    """Return the words for posts in a language."""
    return frozenset(load_lexicon(lang)["roles"]["heads"])


def _short_forms(names: Sequence[str]) -> set[str]:
    """Return how people are also called: by first or second name, by surname, by the last two names.

    Before the surname the first name may be an initial.
    Of four names and more each may do ("Luiz Inácio Lula da Silva").
    """
    if len(names) < 2:
        return set()
    middle = {name for name in names[: -1 if len(names) > 3 else 2] if not name.islower()}
    particles = (index for index, name in enumerate(names) if index and name.islower())
    ends = {names[-1], " ".join(names[-2:]), " ".join(names[next(particles, -1) :])}
    return {*ends, *middle, *_with_initial(names)}


def _with_initial(names: Sequence[str]) -> set[str]:
    """Return how a person is called whose first name is only an initial: "A. Holm"."""
    return (
        {f"{names[0][0]}. {names[-1]}", f"{names[0][0]}. {' '.join(names[1:])}"} if len(names) > 1 else set()
    )


def _initialled(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the names with an initial, "A. Holm", of people who are named in full elsewhere."""
    names = {mention.entities[0].name for mention in mentions if mention.type == "Person"}
    full = (name.split() for name in names if name[1:2] != ".")
    return frozenset(form for each in full for form in _with_initial(each)) & names


def _short_names(article: Article, mentions: Iterable[Mention]) -> dict[str, Entity]:
    """Return companies and associations by their first word, companies by their name without suffix, too."""
    heads = NameWords.of(grammar_language(article.lang)).heads
    found: dict[str, Entity] = {}
    for mention in mentions:
        words = article.text[mention.start : mention.end].split()
        if mention.type not in _SHORTENED or len(words) < 2:
            continue
        if heads.get(words[-1]) == "Company":
            found.setdefault(" ".join(words[:-1]), mention.entities[0])
        if words[0] not in heads:
            found.setdefault(words[0], mention.entities[0])
    return found


def _is_kept(article: Article, mention: Mention, openers: set[int], inner: Counter[str]) -> bool:
    """Tell whether a mention is more than a word that opens a sentence."""
    if mention.type != "Name":
        return True
    text = article.text[mention.start : mention.end]
    if NameWords.of(grammar_language(article.lang)).is_cue(text):
        return False
    is_plain = " " not in text and text[1:].islower()
    apposed = _APPOSED.match(article.text, mention.end) is not None
    return not (is_plain and mention.start in openers) or inner[text] > 0 or apposed
