"""Lists: the actors of each kind, agreements, articles and relations of a graph, a page or several each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tradegraph.pages.nodes import Nodes, Source, to_words
from tradegraph.pages.rankings import Entry, Rankings
from tradegraph.pages.statements import Statement, read_statements
from tradegraph.rdf.relations import RELATIONS, Relation

#: Entries of a page: names are short, articles and statements are not.
_ENTRIES: Final = 300
_ARTICLES: Final = 100
_STATEMENTS: Final = 60
#: Entries shown of each kind where all kinds are.
_FEW: Final = 8
#: Kinds of entities in the order in which a reader looks for them.
KINDS: Final = (
    "Country", "Bloc", "Region", "City", "Company", "GovernmentBody", "Association",
    "InternationalOrganization", "Academia", "Person", "Facility", "Product", "Sector", "Agreement",
)  # fmt: skip
#: What the paths of lists begin with.
_FOLDERS: Final = ("actors", "agreements", "articles", "relations")
_DATES: Final = """
SELECT ?article ?day WHERE {{ ?article a tg:Article . OPTIONAL {{ ?article schema:datePublished ?day }} }}"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list: `entries` are its first, `total` is how many there are, `path` the page with all."""

    title: str
    path: str
    total: int
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: what it holds is in one of `sections`, `entries`, `sources` and `statements`.

    It is the page `number` of `pages`; `stem` is the path of the first; `total` is how many entries all have.
    """

    title: str
    stem: str
    total: int
    sections: tuple[Section, ...] = ()
    entries: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    number: int = 1
    pages: int = 1

    def path(self, number: int) -> str:
        """Return the path of another page of the list."""
        return self.stem if number == 1 else f"{self.stem}/{number}"


class Lists:
    """The lists of a graph, by their paths."""

    def __init__(self, nodes: Nodes, rankings: Rankings) -> None:
        self.nodes = nodes
        self.rankings = rankings
        self._articles: list[str] = []

    def paths(self) -> Iterator[str]:
        """Yield the path of each page of each list."""
        yield from ("actors", "relations")
        for kind in self._kinds():
            yield from _number(to_stem(kind), len(self.rankings.count(kind)), _ENTRIES)
        yield from _number("articles", len(self._dated()), _ARTICLES)
        yield from (
            to_relation_path(row) for row in RELATIONS.values() if self.rankings.count_relationships(row)
        )

    def read(self, path: str) -> Listing | None:
        """Return a page of a list, None for another path."""
        if path.partition("/")[0] not in _FOLDERS:
            return None
        stem, _, last = path.rpartition("/")
        stem, number = (stem, int(last)) if last.isascii() and last.isdigit() else (path, 1)
        reader = self._readers().get(stem)
        listing = reader(number) if reader and 0 < number < 10**6 else None
        return listing if listing and number <= listing.pages and path == listing.path(number) else None

    def newest(self, n: int, *, start: int = 0) -> Iterator[Source]:
        """Yield `n` articles from place `start` on, the newest first."""
        for iri in self._dated()[start : start + n]:
            yield self.nodes.source(iri)

    def count_articles(self) -> int:
        """Return the number of articles."""
        return len(self._dated())

    def count_relationships(self) -> int:
        """Return the number of relationships."""
        return sum(map(self.rankings.count_relationships, RELATIONS.values()))

    def _readers(self) -> Mapping[str, Callable[[int], Listing]]:
        readers: dict[str, Callable[[int], Listing]] = {
            "actors": lambda _: self._read_actors(),
            "relations": lambda _: self._read_relations(),
            "articles": self._read_articles,
        }
        for kind in self._kinds():
            readers[to_stem(kind)] = lambda number, kind=kind: self._read_kind(kind, number)  # type: ignore[misc]
        for row in RELATIONS.values():
            readers[to_relation_path(row)] = lambda _, row=row: self._read_relation(row)  # type: ignore[misc]
        return readers

    def _kinds(self) -> list[str]:
        return [kind for kind in KINDS if self.rankings.count(kind) or kind == "Agreement"]

    def _read_actors(self) -> Listing:
        sections = (self._to_section(kind) for kind in self._kinds() if kind != "Agreement")
        found = tuple(sections)
        total = sum(section.total for section in found)
        return Listing("Actors, places and goods", "actors", total, sections=found)

    def _to_section(self, kind: str) -> Section:
        entries = tuple(self.rankings.rank([kind], n=_FEW))
        return Section(self._plural(kind), to_stem(kind), len(self.rankings.count(kind)), entries)

    def _plural(self, kind: str) -> str:
        return to_plural(self.nodes.term(kind))

    def _read_kind(self, kind: str, number: int) -> Listing:
        entries = self.rankings.rank([kind], n=_ENTRIES, start=(number - 1) * _ENTRIES)
        total = len(self.rankings.count(kind))
        listed: dict[str, Any] = {"entries": tuple(entries), "number": number}
        return Listing(self._plural(kind), to_stem(kind), total, pages=_pages(total, _ENTRIES), **listed)

    def _dated(self) -> list[str]:
        """Return the articles, the newest first."""
        if not self._articles:
            rows = [(row["article"], row.get("day", "")) for row in self.nodes.store.rows(_DATES.format())]
            self._articles = [iri for iri, _ in sorted(sorted(rows), key=lambda row: row[1], reverse=True)]
        return self._articles

    def _read_articles(self, number: int) -> Listing:
        total = self.count_articles()
        sources = tuple(self.newest(_ARTICLES, start=(number - 1) * _ARTICLES))
        pages = _pages(total, _ARTICLES)
        return Listing("Articles", "articles", total, sources=sources, number=number, pages=pages)

    def _read_relations(self) -> Listing:
        sections = (
            Section(
                self.nodes.term(row.class_), to_relation_path(row), self.rankings.count_relationships(row)
            )
            for row in RELATIONS.values()
        )
        found = sorted((section for section in sections if section.total), key=lambda section: -section.total)
        total = sum(section.total for section in found)
        return Listing("Relations", "relations", total, sections=tuple(found))

    def _read_relation(self, row: Relation) -> Listing:
        best = self.rankings.rank_relationships(row, n=_STATEMENTS)
        statements = tuple(read_statements(self.nodes, best))
        title, path = self.nodes.term(row.class_), to_relation_path(row)
        return Listing(title, path, self.rankings.count_relationships(row), statements=statements)


def to_stem(kind: str) -> str:
    """Return the path of the list of a kind of entity.

    >>> to_stem("GovernmentBody"), to_stem("Agreement")
    ('actors/government-body', 'agreements')
    """
    return "agreements" if kind == "Agreement" else f"actors/{to_words(kind).replace(' ', '-')}"


def to_relation_path(row: Relation) -> str:
    """Return the path of the list of a relation's statements."""
    return f"relations/{row.name.replace('_', '-')}"


def to_plural(words: str) -> str:
    """Return the plural of the name of a class.

    >>> to_plural("city"), to_plural("government body"), to_plural("person")
    ('cities', 'government bodies', 'people')
    """
    if words == "person":
        return "people"
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def _number(stem: str, total: int, size: int) -> Iterator[str]:
    yield stem
    yield from (f"{stem}/{number}" for number in range(2, _pages(total, size) + 1))
