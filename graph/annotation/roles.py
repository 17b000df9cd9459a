"""Posts: "Director General of Global Economic Promotion", "ministra de Economía"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import BODIES, PLACES, STATES, find_places
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.text import fold_case
from tradegraph.annotation.words import to_alternation
from tradegraph.model import Article, Mention
from tradegraph.ontology.expressions import compile_once
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: Capitalised words before a portfolio ("Director General of North American Political Affairs").
_CAPITALS: Final = r"(?-i:[A-Z][\w.-]+(?: (?:and|of|&))?)(?: (?-i:[A-Z][\w.-]+(?: (?:and|of|&))?)){0,4}"

#: A field that no lexicon has, between two that are known ("Minister for Industry, Mine and Trade").
_OTHER_FIELD: Final = r", (?-i:[A-ZÁÉÍÓÚÑ][\w-]+(?: [A-ZÁÉÍÓÚÑ][\w-]+)?)"
#: No post has more fields in a list ("minister of trade, industry and energy").
_MOST_FIELDS: Final = 9
#: No two words before the post in a head are longer, in characters ("Council of").
_LONGEST_LEAD: Final = 20
#: What stands between a post and its body, whose name may begin like the field of the post.
_PREPOSITION: Final = re.compile(r" (?:of|for|in charge of|at|de|del|de la|para|en)(?: the| la| el)?$")
#: What may be a person's name behind a field.
_PERSON: Final = re.compile(r", ([A-ZÀ-Þ][\w'’-]+) (?=[A-ZÀ-Þ])")
#: What opens the field of a post that stands behind it.
_FIELD: Final = re.compile(r" (?:of|for|in charge of) ")
#: What stands between a post and the state whose it is.
_OF: Final = re.compile(r" (?:of|del?)(?: the| la)? $")
#: A name up to its last field ("Department of Economic and"), and its length in characters.
_OPEN_NAME: Final = re.compile(r"\b([A-Z]\w+) (?:of|for) (?:[A-Z]\w+(?:,|,? and|,? &)? )*\Z")
_LONGEST_NAME: Final = 80
#: A capitalised word before a post, and posts that no firm has.
_WORD_BEFORE: Final = re.compile(r"\b([A-Z][\w&-]+) \Z")
_NAME_BEFORE: Final = re.compile(r"(?<![.!?] )(?<!\A)\b([A-Z][\w&-]+) \Z")
_PUBLIC: Final = {
    "minister",
    "secretary",
    "commissioner",
    "governor",
    "ambassador",
    "ministers",
    "undersecretary",
}
#: The word behind a post, or behind its possessive.
_FOLLOWING: Final = re.compile(r"(?:['’]s)? ([\w&-]+)")


def find_roles(article: Article) -> list[Mention]:
    """Return the posts named in `article`, type "Role", with their words as `value`.

    A post is built from the modifiers, portfolios and heads of the lexicon's `roles`; the organisation or
    place that it belongs to is not part of it.
    """
    lang = grammar_language(article.lang)
    words = NameWords.of(lang)
    cues = words.heads.keys() - words.given
    told = (_leave_person(article.text, *post, words.given) for post in _iter_posts(article.text, lang))
    posts = (_leave_name(article.text, *post, cues) for post in told)
    return [
        _to_mention(article.text, *found, words, _bare_head(lang))
        for found in posts
        if _next_word(article.text, found[1]) not in cues
        and not _is_in_head(article.text, *found, words.heads)
        and not _is_verb(article.text, *found, lang)
    ]


def find_portfolios(
    article: Article, roles: Iterable[Mention], names: Iterable[Mention]
) -> Iterator[Mention]:
    """Yield the fields of posts that an adjective parts from them: "ministro noruego de Economía"."""
    field = _portfolio(grammar_language(article.lang))
    adjectives = {name.start: name for name in names if name.adjective} if field else {}
    for role in roles:
        adjective = adjectives.get(role.end + 1)
        if field and adjective and (match := field.match(article.text, adjective.end)):
            yield Mention(*match.span("field"), "Portfolio")


def cut_roles(roles: Iterable[Mention], names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield `roles` up to the known names that begin in them: "director general of Business France".

    `names` are in order; of these, bodies count, and states that end the post ("minister of X of Fiji"). A
    post that is but the name is left out.
    """
    for role in roles:
        index = bisect_left(names, role.end, key=lambda name: name.start) - 1
        name = names[index] if index >= 0 else None
        if name is None or not role.start <= name.start < role.end or not _closes(role, name):
            yield role
            continue
        words = _PREPOSITION.sub("", str(role.value)[: name.start - role.start].rstrip())
        if words:
            yield replace(role, end=role.start + len(words), value=words)


def _closes(role: Mention, name: Mention) -> bool:
    """Tell whether a name is whose the post is in which it begins."""
    if name.type not in STATES:
        return name.type in BODIES and role.end < name.end
    of = _OF.search(str(role.value)[: name.start - role.start])
    return of is not None and role.end <= name.end and not name.adjective


def _to_mention(text: str, start: int, end: int, words: NameWords, head: re.Pattern[str]) -> Mention:
    """Return the mention of a post, without the field that ends a name before it.

    The president of a "Chamber of Commerce president" is no commerce president.
    """
    name = _OPEN_NAME.search(text, max(0, start - _LONGEST_NAME), start)
    is_open = name and name[1] in words.opening and text[start].isupper()
    if is_open or _ends_firm(text, start, end, words):
        bare = head.search(text, start, end)
        start = bare.start() if bare else start
    return Mention(start, end, "Role", value=text[start:end])


def _ends_firm(text: str, start: int, end: int, words: NameWords) -> bool:
    """Tell whether the field of a post ends a firm's name ("Holm Manufacturing President Anders Holm").

    Ministers have fields, too, and a place may stand before these ("Vermont Energy Secretary"). Where the
    text has both words elsewhere, any field may end a name ("Lumeo Health grew. Lumeo Health president …").
    """
    first, *_, last = text[start:end].split() * 2
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    if not before or not first[:1].isupper() or last.lower() in _PUBLIC or words.opens(before[1]):
        return False
    name = f" {before[1]} {first}"
    is_told = text.count(name) > text.count(f"{name} {last}") + text.count(f"{name}-")
    is_headed = words.heads.get(first) == "Company"
    is_firm = is_headed and _NAME_BEFORE.search(text, before.start(), start) is not None
    return is_told or (is_firm and not find_places(f"{before[1]} ", types=PLACES))


def _iter_posts(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where posts stand, in order.

    They are looked for in lower-case text, several times faster than in any case; the text itself is looked
    at where its capitals decide.
    """
    rough = _rough(lang)
    folded, position = fold_case(text), 0
    while found := rough.search(folded, position):
        start, position = found.start(), found.start() + 1
        if found.lastindex:
            found = _exact(lang).match(text, start)
        if found:
            position = found.end()
            yield start, position


def _leave_person(text: str, start: int, end: int, given: AbstractSet[str]) -> tuple[int, int]:
    """Return where a post stands without its holder and the next field: "ministers of X, Ana Ruiz and Y"."""
    name = next((found for found in _PERSON.finditer(text, start, end) if found[1] in given), None)
    return start, name.start() if name else end


def _leave_name(text: str, start: int, end: int, cues: AbstractSet[str]) -> tuple[int, int]:
    """Return where a post stands, without a field that opens a name: "head of the Investment Agency"."""
    field = _FIELD.search(text, start, end) if _next_word(text, end) in cues else None
    return start, field.start() if field else end


def _next_word(text: str, end: int) -> str:
    """Return the word after a post; a head there ("CEO Dialogue") makes both one name."""
    following = _FOLLOWING.match(text, end)
    return following[1] if following else ""


def _is_in_head(text: str, start: int, end: int, heads: Mapping[str, str]) -> bool:
    """Tell whether a post and the two words before it are a head of names ("Council of Ministers")."""
    before = text[max(0, start - _LONGEST_LEAD) : start].split()[-2:]
    words = text[start:end].split()
    leads = (before, before[-1:])
    return any(" ".join([*lead, word]) in heads for lead in leads for word in {words[0], words[-1]} if lead)


def _is_verb(text: str, start: int, end: int, lang: str) -> bool:
    """Tell whether a post is a verb of the same form ("will head a mission")."""
    roles = load_lexicon(lang)["roles"]
    if text[start:end].lower() not in roles.get("verbs", ()):
        return False
    before = text[max(0, start - _LONGEST_LEAD) : start].rstrip().rpartition(" ")[2]
    return re.fullmatch(roles["verb_signs"], before.lower()) is not None


@cache
def _bare_head(lang: str) -> re.Pattern[str]:
    """Return an expression for the head that ends a post, without its field, and what qualifies it."""
    roles = load_lexicon(lang)["roles"]
    firms = NameWords.of(lang).heads  # the "Hansol Group chairman" is chairman of the Hansol Group
    ranks = (
        word
        for word in roles["modifiers"]
        if word not in roles["portfolios"] and firms.get(word.capitalize()) != "Company"
    )
    heads, modifiers = (
        to_alternation(str(word).lower() for word in words) for words in (roles["heads"], ranks)
    )
    return compile_once(rf"\b(?i:(?:{modifiers}[- ])*{heads})\Z")


@cache
def _rough(lang: str) -> re.Pattern[str]:
    """Return an expression for the posts in text in lower case.

    An empty group stands before what must have capitals: where no group was read, the text has a post, too.
    """
    return compile_once(rf"\b(?:{_shape(lang).replace('(?-i:', '()(?i:')})(?!\w)")


@cache
def _exact(lang: str) -> re.Pattern[str]:
    """Return an expression for the posts in a text as it stands."""
    return compile_once(rf"\b(?i:{_shape(lang)})(?!\w)")


@cache
def _shape(lang: str) -> str:
    """Return the expression for all posts of a language, shaped as its lexicon says (`shape`)."""
    lexicon = load_lexicon(lang)["roles"]
    parts = {
        key: to_alternation(str(word).lower() for word in lexicon[key]) for key in ("modifiers", "heads")
    }
    return _filled(lexicon["shape"], lang, field=_filled(lexicon.get("field", ""), lang), **parts)


@cache
def _portfolio(lang: str) -> re.Pattern[str] | None:
    """Return an expression for the field behind an adjective, None for a language that has none there."""
    lexicon = load_lexicon(lang)["roles"]
    if "field" not in lexicon:
        return None
    lead, field = (_filled(lexicon[key], lang) for key in ("field_lead", "field"))
    return compile_once(rf" (?i:{lead} (?P<field>{field}))(?!\w)")


def _filled(shape: str, lang: str, **parts: str) -> str:
    """Return the expression that a shape of the lexicon comes to, with the lists of fields."""
    portfolio = to_alternation(str(word).lower() for word in load_lexicon(lang)["roles"]["portfolios"])
    joined = r"(?:, |,? (?:and|&|y|e) (?:(?:the|of|la|el|del?|de la) )?)"
    fields = (
        rf"(?:{portfolio})(?:{joined}(?:{portfolio})|{_OTHER_FIELD}(?={joined}(?:{portfolio})(?!\w)))"
        rf"{{0,{_MOST_FIELDS - 1}}}"
    )
    plain = re.sub(r"\s+", "", shape).replace("~", " ")
    return plain.format(**parts, portfolio_list=fields, portfolios=portfolio).replace("CAPITALS", _CAPITALS)
