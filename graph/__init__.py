"""A knowledge graph of cross-border economic relationships, read from news articles.

The names in `__all__` are the public interface. Each is imported when it is first used, so that the command
line starts at once and a program pays only for the parts that it takes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tradegraph._exceptions import TradegraphError
    from tradegraph.annotation import annotate
    from tradegraph.articles import read_articles
    from tradegraph.building.pipeline import build
    from tradegraph.evaluation import evaluate, read_gold
    from tradegraph.extraction import extract_claims
    from tradegraph.gexf import write_gexf
    from tradegraph.model import Article, Claim, Document, Entity
    from tradegraph.networks import to_networkx
    from tradegraph.queries.catalogue import run_query
    from tradegraph.rdf.iris import DEFAULT_BASE
    from tradegraph.rdf.quads import to_quads
    from tradegraph.rdf.store import Store
    from tradegraph.shapes.validation import validate

__all__ = [
    "DEFAULT_BASE",
    "Article",
    "Claim",
    "Document",
    "Entity",
    "Store",
    "TradegraphError",
    "annotate",
    "build",
    "evaluate",
    "extract_claims",
    "read_articles",
    "read_gold",
    "run_query",
    "to_networkx",
    "to_quads",
    "validate",
    "write_gexf",
]

#: The module that each public name comes from.
_HOMES: Final = {
    "DEFAULT_BASE": "rdf.iris",
    "Article": "model",
    "Claim": "model",
    "Document": "model",
    "Entity": "model",
    "Store": "rdf.store",
    "TradegraphError": "_exceptions",
    "annotate": "annotation",
    "build": "building.pipeline",
    "evaluate": "evaluation",
    "extract_claims": "extraction",
    "read_articles": "articles",
    "read_gold": "evaluation",
    "run_query": "queries.catalogue",
    "to_networkx": "networks",
    "to_quads": "rdf.quads",
    "validate": "shapes.validation",
    "write_gexf": "gexf",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
