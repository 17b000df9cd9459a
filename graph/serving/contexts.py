"""Contexts: what a worker has at hand for its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tradegraph.pages import Pages, Site
from tradegraph.rdf.store import Store
from tradegraph.serving.answers import Answer
from tradegraph.serving.negotiation import PAGE
from tradegraph.serving.settings import Limits

#: What a task needs, by name.
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Context:
    """A store, the pages of it, and the limits of what is answered from it."""

    store: Store
    limits: Limits

    @cached_property
    def pages(self) -> Pages:
        """The pages of the store's graph."""
        return Pages(self.store, site=Site(self.store.base, is_live=True))

    def show_problem(self, path: str, problem: str, *, status: int) -> Answer:
        """Return the page that tells a reader of a problem."""
        title = "Nothing is here" if status == 404 else "This cannot be answered"
        page = self.pages.render_document("problem.html", path, title=title, problem=problem)
        return Answer(page.encode(), PAGE.type, status=status)
