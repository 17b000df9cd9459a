"""The home page: what a graph tells of, and ways into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradegraph.pages.nodes import Nodes, Thing
from tradegraph.pages.statements import Source, to_source

_SHOWN: Final = 12
_COUNTS: Final = """
SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"""
_COUNTED: Final = (
    ("claims", "articles", "?it a tg:Claim"),
    ("relationships", "relations", "?it tg:claimCount ?n ; tg:sourceCount ?sources"),
    ("articles", "articles", "?it a tg:Article"),
)
_ACTORS: Final = """
SELECT ?actor ?n WHERE {{
  ?actor tg:claimCount ?n .
  FILTER NOT EXISTS {{ ?actor a tg:Article }}
  FILTER NOT EXISTS {{ ?actor tg:sourceCount ?sources }}
  FILTER NOT EXISTS {{ ?actor tg:tieOf ?end }}
}} ORDER BY DESC(?n) ?actor LIMIT {limit}"""
_ARTICLES: Final = """
SELECT ?article WHERE {{ ?article a tg:Article ; schema:datePublished ?day }}
ORDER BY DESC(?day) ?article LIMIT {limit}"""


@dataclass(frozen=True, slots=True)
class Home:
    """Counts by what is counted, each with the page that lists it; the most told of; the newest articles."""

    counts: tuple[tuple[str, str, int], ...]
    actors: tuple[tuple[Thing, int], ...]
    articles: tuple[Source, ...]


def read_home(nodes: Nodes) -> Home:
    """Return what the home page shows."""
    rows = nodes.store.rows
    counts = (
        (name, path, int(next(rows(_COUNTS.format(pattern=pattern)))["n"]))
        for name, path, pattern in _COUNTED
    )
    actors = rows(_ACTORS.format(limit=_SHOWN))
    articles = rows(_ARTICLES.format(limit=_SHOWN))
    return Home(
        counts=tuple(counts),
        actors=tuple((nodes.thing(row["actor"]), int(row["n"])) for row in actors),
        articles=tuple(to_source(nodes, nodes.read(row["article"])) for row in articles),
    )
