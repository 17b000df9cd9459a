"""All figures of an article: amounts of money, percentages, periods, ranks and counts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import Final

from tradegraph.annotation.currencies import home_dollar
from tradegraph.annotation.money import find_money
from tradegraph.annotation.numbers import find_numbers, find_percents
from tradegraph.annotation.periods import find_periods
from tradegraph.annotation.quantities import find_amounts, load_quantities
from tradegraph.annotation.ranks import find_ranks
from tradegraph.annotation.spans import without_overlaps
from tradegraph.articles.bylines import dateline_day
from tradegraph.model import Article, Mention
from tradegraph.ontology.lexicon import grammar_language

#: How long before publication a dateline's day may lie, and in how many of the first blocks it is looked for.
_FRESH: Final = timedelta(days=7)
_FIRST: Final = 5
#: How long before publication a speech may be given, and how long the line above it is, in characters.
_SPOKEN: Final = timedelta(days=31)
_LINE: Final = 400
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def find_figures(article: Article) -> list[Mention]:
    """Return the figures of `article`; where two grammars read the same words the first named here wins."""
    text, lang = article.text, grammar_language(article.lang)
    amounts = tuple(find_amounts(text, lang=lang))
    return without_overlaps(
        find_money(text, lang=lang, dollar=home_dollar(text, lang=lang), amounts=amounts),
        find_percents(text, lang=lang),
        find_periods(text, lang=lang, published=_seen_from(article)),
        find_ranks(text, lang=lang),
        find_numbers(text, lang=lang, amounts=amounts),
    )


def _seen_from(article: Article) -> date | None:
    """Return the day that is "today" in an article: that of its dateline, if this is not long ago.

    In a speech it is the day on which this was given, as the line above it tells.
    """
    published = article.published
    if published is None:
        return None
    texts = [article.text[block.start : block.end] for block in article.blocks[:_FIRST]]
    days = (dateline_day(text, year=published.year) for text in texts)
    lines = (text for text in texts if len(text) < _LINE)
    given = (_given_on(line, published, grammar_language(article.lang)) for line in lines)
    lately = (day for day in days if day and timedelta() <= published - day <= _FRESH)
    return next((day for day in chain(lately, given) if day), published)


def _given_on(line: str, published: date, lang: str) -> date | None:
    """Return the day of a speech that a line heads: "Remarks as delivered on 4 February"."""
    if re.search(rf"(?i)\b(?:{load_quantities(lang)['speeches']})\b", line) is None:
        return None
    told = (str(mention.value) for mention in find_periods(line, lang=lang, published=published))
    days = (date.fromisoformat(value) for value in told if _DAY.fullmatch(value))
    return next((day for day in days if timedelta() <= published - day <= _SPOKEN), None)
