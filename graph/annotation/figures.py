"""All figures of an article: amounts of money, percentages, periods, ranks and counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tradegraph.annotation.currencies import home_dollar
from tradegraph.annotation.money import find_money
from tradegraph.annotation.numbers import find_numbers, find_percents
from tradegraph.annotation.periods import find_periods
from tradegraph.annotation.quantities import find_amounts
from tradegraph.annotation.ranks import find_ranks
from tradegraph.annotation.spans import without_overlaps
from tradegraph.articles.bylines import dateline_day
from tradegraph.model import Article, Mention
from tradegraph.ontology.lexicon import grammar_language

#: How long before publication a dateline's day may lie, and in how many of the first blocks it is looked for.
_FRESH: Final = timedelta(days=7)
_FIRST: Final = 5


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
    """Return the day that is "today" in an article: that of its dateline, if this is not long ago."""
    published = article.published
    if published is None:
        return None
    texts = (article.text[block.start : block.end] for block in article.blocks[:_FIRST])
    days = (dateline_day(text, year=published.year) for text in texts)
    return next((day for day in days if day and timedelta() <= published - day <= _FRESH), published)
