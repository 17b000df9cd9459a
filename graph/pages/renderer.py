"""The pages of a graph: which there are, and the HTML of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tradegraph.pages.contents import Content, Contents
from tradegraph.pages.environment import load_environment
from tradegraph.pages.lists import Lists
from tradegraph.pages.nodes import MENTIONS, NEIGHBOURS, Nodes, to_kind
from tradegraph.pages.questions import to_asked
from tradegraph.pages.rankings import Rankings
from tradegraph.pages.schemas import DESCRIPTION, describe_crumbs
from tradegraph.pages.sites import FORMS, Site, is_path, to_menu, to_root
from tradegraph.queries.catalogue import Question, load_questions
from tradegraph.queries.results import Results
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: the page's path, its label and kind, and the words that fit, if any."""

    path: str
    label: str
    kind: str
    quote: str = ""


class Pages:
    """The pages of a graph, as HTML.

    `store` is the graph, which stays as it is meanwhile, `site` what the pages belong to. Raises `UsageError`
    where Jinja2 is not installed.
    """

    def __init__(self, store: Store, *, site: Site) -> None:
        self.site = site
        self._nodes = Nodes(store)
        self._lists = Lists(self._nodes, Rankings(self._nodes))
        self._contents = Contents(self._nodes, self._lists, site=site)
        self._environment = load_environment()

    def paths(self) -> Iterator[str]:
        """Yield the path of each page, without extension, sorted."""
        base, nodes = self.site.base, self._nodes
        look_up = partial(nodes.look_up, names=("rdf:type", *NEIGHBOURS))
        told = {iri for name in MENTIONS for iri in self._objects(name)}
        beside = {value for iri in told for name in NEIGHBOURS for value in look_up(iri).values(name)}
        stated = {*self._objects("tg:states"), *self._members("tg:Claim"), *self._members("tg:Article")}
        merged = {iri for iri, _ in nodes.store.pairs("dcterms:isReplacedBy")}
        entities = {iri for iri in told | beside if to_kind(look_up(iri))}
        found = {iri.removeprefix(base) for iri in entities | stated | merged if iri.startswith(base)}
        asked = (f"question/{question.name}" for question in load_questions())
        yield from sorted({"index", "questions", *self._lists.paths(), *asked, *filter(is_path, found)})

    def render(self, path: str) -> str | None:
        """Return the page of `path` as an HTML document, None where there is none."""
        content = self._contents.read(path) if is_path(path) else None
        return self._show(path, content) if content else None

    def render_answer(
        self,
        question: Question,
        *,
        values: Mapping[str, str],
        results: Results | None = None,
        problem: str | None = None,
    ) -> str:
        """Return the page of a question with `values` in its form, and the answer, or the `problem`."""
        asked = to_asked(
            self._lists.rankings,
            question,
            values=values,
            results=results,
            problem=problem,
            is_live=self.site.is_live,
        )
        return self._show(f"question/{question.name}", self._contents.show_question(asked))

    def render_search(self, words: str, hits: Sequence[Hit]) -> str:
        """Return the page of what a search for `words` found."""
        return self.render_document("found.html", "search", title="Search", words=words, hits=hits)

    def render_document(self, template: str, path: str, **values: Any) -> str:
        """Return any other page in the site's layout: `template` is a file of this package's templates.

        `values` give its `title`, too; "problem.html" takes a `problem`, "document.html" a `body`, safe HTML.
        """
        known = {
            "site": self.site,
            "path": path,
            "root": to_root(path),
            "menu": to_menu(self.site),
            "title": self.site.title,
            "description": DESCRIPTION,
            "forms": FORMS,
            "crumbs": (),
            "schema": (),
            "is_thing": False,
        }
        return self._environment.get_template(template).render({**known, **values})

    def _show(self, path: str, content: Content) -> str:
        crumbs = describe_crumbs(self.site, content.crumbs, path, content.title)
        return self.render_document(
            content.template,
            path,
            title=content.title,
            description=content.description,
            crumbs=content.crumbs,
            schema=tuple(filter(None, (content.schema, crumbs if path != "index" else None))),
            is_thing=content.is_thing,
            **content.values,
        )

    def _objects(self, name: str) -> Iterator[str]:
        query = f"SELECT DISTINCT ?entity {{ ?it {name} ?entity FILTER (ISIRI(?entity)) }}"
        return (row["entity"] for row in self._nodes.store.rows(query))

    def _members(self, class_: str) -> Iterator[str]:
        return (iri for iri, _ in self._nodes.store.pairs("rdf:type", to_iri(class_)))
