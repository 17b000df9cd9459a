"""Pages: the HTML of a graph, the same for a static site and for a server."""

from __future__ import annotations

from tradegraph.pages.renderer import Hit, Pages
from tradegraph.pages.sites import Site

__all__ = ["Hit", "Pages", "Site"]
