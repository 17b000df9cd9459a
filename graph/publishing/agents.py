"""Agents: the pages of what read the claims."""

from __future__ import annotations

from pyoxigraph import NamedNode
from tradegraph.pages import Pages
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store


def render_agent(pages: Pages, store: Store, path: str) -> str | None:
    """Return the page of an extractor, None for anything else."""
    agent = NamedNode(store.base + path)
    if (to_iri("prov:SoftwareAgent").value, "") not in store.values(agent, "rdf:type"):
        return None
    versions = sorted({version for version, _ in store.values(agent, "schema:softwareVersion")})
    name = path.rpartition("/")[2]
    return pages.render_document("agent.html", path, title=name, versions=versions, is_thing=True)
