"""Annotation: from an article's text to its sentences and the mentions in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tradegraph.annotation.aliases import resolve_aliases
from tradegraph.annotation.contexts import type_names
from tradegraph.annotation.figures import find_figures
from tradegraph.annotation.known import find_known
from tradegraph.annotation.names import find_names, mint
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.officialnames import grow_states
from tradegraph.annotation.prefixes import add_prefixes
from tradegraph.annotation.roles import cut_roles, find_portfolios, find_roles
from tradegraph.annotation.sentences import split_sentences
from tradegraph.annotation.spans import find_datelines, without_overlaps
from tradegraph.model import Article, Document, Mention
from tradegraph.ontology.lexicon import grammar_language

__all__ = ["annotate"]

#: A figure (#) that is part of a name, by what stands around it.
_NAME_AROUND: Final = re.compile(
    r"\b(?P<word>[A-Z]\w\w+) # [A-Z]|(?:Vision|Agenda|Plan|Horizon) #|\b(?:ACE|AAP)(?: N[°º.]+)? #"
)
#: What a document is called by whose name ends in the years (#) that it is for.
_YEARS_AROUND: Final = re.compile(
    r"\b(?:Plan|Agenda|Strategy|Programme|Program|Vision|Roadmap|Framework|Compact|Partnership|Action"
    r"|Estrategia|Programa|Visión|Ruta|Marco|Acción|Asociación|Cooperación) #"
)
_YEARS: Final = re.compile(r"\d{4} ?[-–/] ?\d{2,4}")


def annotate(article: Article) -> Document:
    """Return `article` with its sentences and mentions, both in order of their start.

    Mentions do not overlap. Names are looked up in the gazetteers and grown by grammar; amounts, percentages,
    ranks, periods and posts by grammar alone.
    """
    sentences = tuple(split_sentences(article))
    figures = find_figures(article)
    names = add_prefixes(article, list(grow_states(article, find_known(article))))
    roles = list(cut_roles(find_roles(article), names))
    fields = find_portfolios(article, roles, names)
    around_posts, known = _part_at_posts(article, roles, names)
    taken = without_overlaps(around_posts, roles, fields, _outside_names(article, figures), known)
    datelines = find_datelines(article)
    grown = [name for name in find_names(article, taken, sentences) if not datelines.cover(name.start)]
    typed = type_names(article, without_overlaps(grown, taken), sentences)
    mentions = list(_with_years(article.text, typed))
    return Document(article, sentences, tuple(resolve_aliases(article, mentions, sentences)))


def _part_at_posts(
    article: Article, roles: Sequence[Mention], known: Iterable[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Return the known names that hold a post inside them, and the others.

    Of a name that is a known one with a post behind it ("U.S. Trade Representative") only the first stays:
    the post is somebody's. Any other ("Office of the U.S. Trade Representative") is kept whole.
    """
    starts = [role.start for role in roles]
    around: list[Mention] = []
    others: list[Mention] = []
    for mention in known:
        index = bisect_right(starts, mention.start)
        if index == len(roles) or roles[index].start >= mention.end:
            others.append(mention)
        elif owner := _owner_of_post(article, mention, roles[index]):
            others.append(owner)
        elif roles[index].end <= mention.end:
            around.append(mention)
    return around, others


def _owner_of_post(article: Article, name: Mention, role: Mention) -> Mention | None:
    """Return the known name that fills `name` up to the post in it, if any."""
    words = replace(article, text=article.text[name.start : role.start].rstrip())
    first = next(iter(find_known(words)), None)
    if first is None or (first.start, first.end) != (0, len(words.text)):
        return None
    return replace(first, start=name.start, end=name.start + first.end)


def _outside_names(article: Article, figures: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the figures that are no part of a name, as 3.0 is in "Free Trade Area 3.0 Upgrade Protocol".

    Of "Some 155,000 Ohioans" the first word is none of a name.
    """
    functions = NameWords.of(grammar_language(article.lang)).functions
    for figure in figures:
        if not article.text[figure.start].isdigit():
            yield figure
        elif figure.type in ("Number", "Rank"):
            around = _NAME_AROUND.search(_surroundings(article.text, figure))
            if around is None or around["word"] in functions:
                yield figure
        elif not _ends_name(article.text, figure):
            yield figure


def _ends_name(text: str, figure: Mention) -> bool:
    """Tell whether a period ends a document's name: "Action Plan 2025-2030"."""
    years = figure.type == "Period" and _YEARS.fullmatch(text, figure.start, figure.end)
    return bool(years and _YEARS_AROUND.search(_surroundings(text, figure)))


def _with_years(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions; a document's name goes on with the years it is for, "Action Plan 2025-2030"."""
    reached = 0
    for mention in mentions:
        if mention.start < reached:
            continue
        is_minted = mention.type == "Agreement" and not mention.entities[0].known
        goes_on = is_minted and text.startswith(" ", mention.end)
        years = _YEARS.match(text, mention.end + 1) if goes_on else None
        reached = years.end() if years else mention.end
        named = mint(text[mention.start : reached], "Agreement") if years else None
        yield replace(mention, end=reached, entities=(named,)) if named else mention


def _surroundings(text: str, figure: Mention) -> str:
    return f"{text[max(0, figure.start - 20) : figure.start]}#{text[figure.end : figure.end + 3]}"
