"""The home page: what a graph tells of, and ways into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tradegraph.pages.articles import read_article
from tradegraph.pages.lists import KINDS, Lists
from tradegraph.pages.nodes import Nodes, Source
from tradegraph.pages.rankings import Entry
from tradegraph.pages.statements import Statement
from tradegraph.queries.catalogue import Question, load_questions

_ACTORS: Final = 18
_ARTICLES: Final = 8
_EXAMPLES: Final = 2
#: Questions that show a stranger what can be asked.
_QUESTIONS: Final = (
    "trade-partners",
    "agreements-joining",
    "rival-figures",
    "best-corroborated",
    "shortest-path",
)


@dataclass(frozen=True, slots=True)
class Home:
    """Counts, by what is counted, each with the page that lists it; the most told of; the newest articles."""

    counts: tuple[tuple[str, str, int], ...]
    actors: tuple[Entry, ...]
    articles: tuple[Source, ...]
    examples: tuple[Statement, ...]
    questions: tuple[Question, ...]
    asked: int


def read_home(lists: Lists) -> Home:
    """Return what the home page shows."""
    kinds = [kind for kind in KINDS if kind != "Agreement"]
    counts = (
        ("relationships", "relations", lists.count_relationships()),
        ("actors, places and goods", "actors", sum(len(lists.rankings.count(kind)) for kind in kinds)),
        ("agreements", "agreements", len(lists.rankings.count("Agreement"))),
        ("articles", "articles", lists.count_articles()),
    )
    articles = tuple(lists.newest(_ARTICLES))
    questions = {question.name: question for question in load_questions()}
    return Home(
        counts=counts,
        actors=tuple(lists.rankings.rank(kinds, n=_ACTORS)),
        articles=articles,
        examples=tuple(islice(_find_examples(lists.nodes, articles), _EXAMPLES)),
        questions=tuple(questions[name] for name in _QUESTIONS if name in questions),
        asked=len(questions),
    )


def _find_examples(nodes: Nodes, articles: Iterable[Source]) -> Iterator[Statement]:
    """Yield a reported figure of each article that has one."""
    for source in articles:
        article = read_article(nodes, nodes.read(nodes.store.base + source.path))
        figures = (item for item in article.statements if item.figure and item.when and not item.is_open)
        yield from islice(figures, 1)
