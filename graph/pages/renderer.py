"""The pages of a graph: which there are, and the HTML of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradegraph.pages.entities import read_entity
from tradegraph.pages.environment import load_environment
from tradegraph.pages.home import read_home
from tradegraph.pages.nodes import MENTIONS, NEIGHBOURS, Nodes
from tradegraph.pages.sites import Site, is_path, to_menu, to_root
from tradegraph.queries.catalogue import Question
from tradegraph.queries.results import Results
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

    `store` is the graph, `site` what the pages belong to. Raises `UsageError` where Jinja2 is not installed.
    """

    def __init__(self, store: Store, *, site: Site) -> None:
        self.nodes = Nodes(store)
        self.site = site
        self._environment = load_environment()

    def paths(self) -> Iterator[str]:
        """Yield the path of each page, without extension, sorted."""
        base = self.site.base
        told = {iri for name in MENTIONS for iri in self._objects(name)}
        beside = {value for iri in told for name in NEIGHBOURS for value in self.nodes.read(iri).values(name)}
        merged = {iri for iri, _ in self.nodes.store.pairs("dcterms:isReplacedBy")}
        found = {iri.removeprefix(base) for iri in told | beside | merged if iri.startswith(base)}
        yield from sorted({"index", *filter(is_path, found)})

    def render(self, path: str) -> str | None:
        """Return the page of `path` as an HTML document, None where there is none."""
        if path == "index":
            return self._render("index.html", path, home=read_home(self.nodes))
        if not is_path(path):
            return None
        try:
            node = self.nodes.read(self.site.base + path)
        except ValueError:
            return None
        if not node.facts:
            return None
        entity = read_entity(self.nodes, node)
        crumbs = (("actors", "Actors"),)
        return self._render("entity.html", path, entity=entity, is_thing=True, crumbs=crumbs)

    def render_answer(
        self,
        question: Question,
        *,
        values: Mapping[str, str],
        results: Results | None = None,
        problem: str | None = None,
    ) -> str:
        """Return the page of a question with `values` in its form, and the answer, or the `problem`."""
        raise NotImplementedError

    def render_search(self, words: str, hits: Sequence[Hit]) -> str:
        """Return the page of what a search for `words` found."""
        raise NotImplementedError

    def render_document(self, template: str, path: str, **values: Any) -> str:
        """Return any other page in the site's layout: `template` is a file of this package's templates."""
        return self._render(template, path, **values)

    def _render(self, template: str, path: str, **values: Any) -> str:
        known = {
            "site": self.site,
            "path": path,
            "root": to_root(path),
            "menu": to_menu(self.site),
            "crumbs": (),
            "schema": (),
            "is_thing": False,
        }
        return self._environment.get_template(template).render({**known, **values})

    def _objects(self, name: str) -> Iterator[str]:
        query = f"SELECT DISTINCT ?entity {{ ?it {name} ?entity FILTER (ISIRI(?entity)) }}"
        return (row["entity"] for row in self.nodes.store.rows(query))
