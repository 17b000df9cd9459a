"""Serving: a graph over HTTP, as an endpoint and as pages, each query in a process that can be ended."""

from tradegraph.serving.server import serve
from tradegraph.serving.settings import Limits, Settings

__all__ = ["Limits", "Settings", "serve"]
