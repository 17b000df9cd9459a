"""All figures of an article: amounts of money, percentages, periods, ranks and counts."""

from __future__ import annotations

from tradegraph.annotation.currencies import home_dollar
from tradegraph.annotation.money import find_money
from tradegraph.annotation.numbers import find_numbers, find_percents
from tradegraph.annotation.periods import find_periods
from tradegraph.annotation.quantities import find_amounts
from tradegraph.annotation.ranks import find_ranks
from tradegraph.annotation.spans import without_overlaps
from tradegraph.model import Article, Mention
from tradegraph.ontology.lexicon import grammar_language


def find_figures(article: Article) -> list[Mention]:
    """Return the figures of `article`; where two grammars read the same words the first named here wins."""
    text, lang = article.text, grammar_language(article.lang)
    amounts = tuple(find_amounts(text, lang=lang))
    return without_overlaps(
        find_money(text, lang=lang, dollar=home_dollar(text, lang=lang), amounts=amounts),
        find_percents(text, lang=lang),
        find_periods(text, lang=lang, published=article.published),
        find_ranks(text, lang=lang),
        find_numbers(text, lang=lang, amounts=amounts),
    )
