"""The content of each page: its template and what that shows, its title and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tradegraph._exceptions import QueryError
from tradegraph.pages import schemas
from tradegraph.pages.articles import read_article
from tradegraph.pages.claims import read_claim
from tradegraph.pages.entities import read_entity
from tradegraph.pages.home import read_home
from tradegraph.pages.lists import Listing, Lists, to_plural, to_relation_path, to_stem
from tradegraph.pages.nodes import Node, Nodes, to_kind
from tradegraph.pages.questions import Asked, ask_example, group_questions
from tradegraph.pages.relationships import read_relationship
from tradegraph.pages.series import to_words
from tradegraph.pages.sites import Site
from tradegraph.pages.statements import Statement
from tradegraph.queries.catalogue import find_question
from tradegraph.rdf.relations import RELATIONS

#: Characters of a title; longer ones are cut.
_TITLE: Final = 90


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows: `values` fill its `template`, `crumbs` are the places above it: paths and labels.

    `is_thing` says that it is about a thing of the graph, which other documents beside it describe, too.
    """

    template: str
    title: str
    description: str = schemas.DESCRIPTION
    crumbs: tuple[tuple[str, str], ...] = ()
    schema: schemas.Schema | None = None
    is_thing: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


class Contents:
    """Reads the content of pages by their paths."""

    def __init__(self, nodes: Nodes, lists: Lists, *, site: Site) -> None:
        self.nodes = nodes
        self.lists = lists
        self.site = site

    def read(self, path: str) -> Content | None:
        """Return the content of the page of `path`, None where there is none."""
        if path == "index":
            home, schema = read_home(self.lists), schemas.describe_dataset(self.site)
            return Content("index.html", self.site.title, schema=schema, values={"home": home})
        if path == "questions":
            return Content("questions.html", "Questions", values={"groups": group_questions()})
        if path.startswith("question/"):
            return self._read_question(path.removeprefix("question/"))
        if listing := self.lists.read(path):
            return self._to_list(listing)
        return self._read_thing(path)

    def show_question(self, asked: Asked) -> Content:
        """Return the content of the page of a question with what was asked and answered."""
        question = asked.question
        return Content(
            "question.html",
            question.summary,
            question.description,
            (("questions", "Questions"),),
            schemas.describe_question(self.site, question),
            is_thing=True,
            values={"asked": asked},
        )

    def _read_question(self, name: str) -> Content | None:
        try:
            question = find_question(name)
        except QueryError:
            return None
        return self.show_question(ask_example(self.lists.rankings, question, is_live=self.site.is_live))

    def _to_list(self, listing: Listing) -> Content:
        template = "relation.html" if listing.statements else "list.html"
        above = listing.stem.partition("/")[0]
        crumbs = ((above, above.capitalize()),) if above != listing.stem else ()
        title = listing.title[:1].upper() + listing.title[1:]
        return Content(template, title, crumbs=crumbs, values={"listing": listing})

    def _read_thing(self, path: str) -> Content | None:
        try:
            node = self.nodes.read(self.site.base + path)
        except ValueError:  # not an IRI
            return None
        readers = {
            "relationship": self._read_relationship,
            "claim": self._read_claim,
            "article": self._read_article,
        }
        return readers.get(path.partition("/")[0], self._read_entity)(node) if node.facts else None

    def _read_entity(self, node: Node) -> Content | None:
        kind, is_merged = to_kind(node), bool(node.values("dcterms:isReplacedBy"))
        if not kind and not is_merged:
            return None
        entity = read_entity(self.nodes, node)
        name = (entity.successor or entity.thing).name.value
        return Content(
            "merged.html" if is_merged else "entity.html",
            name,
            f"What articles say of {name}, with their words.",
            self._find_list(kind),
            schemas.describe_entity(entity),
            is_thing=True,
            values={"entity": entity},
        )

    def _find_list(self, kind: str) -> tuple[tuple[str, str], ...]:
        if kind == "Agreement":
            return (("agreements", "Agreements"),)
        actors = (("actors", "Actors"),)
        if not self.lists.rankings.count(kind or "Thing"):
            return actors
        label = to_plural(self.nodes.term(kind))
        return (*actors, (to_stem(kind), label[:1].upper() + label[1:]))

    def _read_relationship(self, node: Node) -> Content | None:
        relationship = read_relationship(self.nodes, node)
        if relationship is None:
            return None
        title = _name(relationship.statement)
        return Content(
            "relationship.html",
            title,
            f"{title}: the articles that say so, with their words.",
            self._find_relation(relationship.statement),
            is_thing=True,
            values={"relationship": relationship},
        )

    def _read_claim(self, node: Node) -> Content | None:
        claim = read_claim(self.nodes, node)
        if claim is None:
            return None
        crumbs = (*self._find_relation(claim.statement), (claim.statement.path, _name(claim.statement)))
        return Content(
            "claim.html",
            f"“{_cut(claim.quote.words.value)}”",
            f"{_name(claim.statement)}, according to {claim.quote.source.name.value}",
            crumbs,
            schemas.describe_claim(self.site, claim),
            is_thing=True,
            values={"claim": claim},
        )

    def _find_relation(self, statement: Statement) -> tuple[tuple[str, str], ...]:
        row = RELATIONS[statement.relation]
        label = self.nodes.term(row.class_)
        return (("relations", "Relations"), (to_relation_path(row), label[:1].upper() + label[1:]))

    def _read_article(self, node: Node) -> Content:
        article = read_article(self.nodes, node)
        return Content(
            "article.html",
            article.source.name.value,
            f"What the article “{_cut(article.source.name.value)}” claims, in its words.",
            (("articles", "Articles"),),
            schemas.describe_article(self.site, article.source, article),
            is_thing=True,
            values={"article": article},
        )


def _name(statement: Statement) -> str:
    parts = (to_words(statement), statement.figure.words if statement.figure else None, statement.when)
    return ", ".join(part for part in parts if part)


def _cut(words: str) -> str:
    return words if len(words) <= _TITLE else f"{words[:_TITLE].rsplit(' ', 1)[0]} …"
