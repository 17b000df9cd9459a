"""Posts: "Director General of Global Economic Promotion", "ministra de Economía"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tradegraph.annotation.words import to_alternation
from tradegraph.model import Article, Mention
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: Capitalised words before a portfolio ("Director General of North American Political Affairs").
_CAPITALS: Final = r"(?-i:[A-Z][\w.-]+(?: (?:and|of|&))?)(?: (?-i:[A-Z][\w.-]+(?: (?:and|of|&))?)){0,4}"


#: The word behind a post, or behind its possessive.
_FOLLOWING: Final = re.compile(r"(?:['’]s)? ([\w&-]+)")


def find_roles(article: Article) -> list[Mention]:
    """Return the posts named in `article`, type "Role", with their words as `value`.

    A post is built from the modifiers, portfolios and heads of the lexicon's `roles`; the organisation or
    place that it belongs to is not part of it.
    """
    lang = grammar_language(article.lang)
    pattern = _pattern(lang)
    heads = load_lexicon(lang)["names"]["heads"]
    names = {word for words in heads.values() for word in words}
    return [
        Mention(found.start(), found.end(), "Role", value=found.group())
        for found in pattern.finditer(article.text)
        if _next_word(article.text, found.end()) not in names
    ]


def _next_word(text: str, end: int) -> str:
    """Return the word after a post; a head there ("CEO Dialogue") makes both one name."""
    following = _FOLLOWING.match(text, end)
    return following[1] if following else ""


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """Return one expression for all posts of a language, shaped as its lexicon says (`shape`)."""
    lexicon = load_lexicon(lang)["roles"]
    parts = {
        key: to_alternation(str(word).lower() for word in lexicon[key])
        for key in ("modifiers", "portfolios", "heads")
    }
    portfolio = rf"(?:{parts['portfolios']})"
    parts["portfolio_list"] = rf"{portfolio}(?:(?:, | and | & |, and | y | e ){portfolio})*"
    shape = re.sub(r"\s+", "", lexicon["shape"]).replace("~", " ")
    return re.compile(rf"\b(?i:{shape.format(**parts).replace('CAPITALS', _CAPITALS)})(?!\w)")
