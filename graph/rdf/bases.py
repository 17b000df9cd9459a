"""Bases: moving the IRIs of data from one base to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import NamedNode, Quad
from tradegraph.rdf.iris import PREFIXES

#: IRIs that begin with these are the same for every base: the ontology and the shapes.
_FIXED: Final = tuple(PREFIXES[prefix].removesuffix("#") for prefix in ("tg", "tgsh"))


def rebase_quads(quads: Iterable[Quad], *, old: str, new: str) -> Iterator[Quad]:
    """Yield `quads` with the data's IRIs that begin with the base `old`, and graphs' names, under `new`.

    Literals stay, and so do the ontology and the shapes, which are the same for every base.

    >>> quad = Quad(NamedNode("https://a.example/country/MX"), NamedNode("urn:p"), NamedNode("urn:o"))
    >>> [str(q.subject) for q in rebase_quads([quad], old="https://a.example/", new="https://b.example/kg/")]
    ['<https://b.example/kg/country/MX>']
    """
    if old == new:
        yield from quads
        return
    move = _mover(old, new)
    for subject, predicate, object_, graph in quads:
        yield Quad(move(subject), predicate, move(object_), move(graph))


def _mover(old: str, new: str) -> Callable[[Any], Any]:
    # A graph names its entities again and again: making a term costs more than finding it.
    @lru_cache(maxsize=100_000)
    def move(term: Any) -> Any:
        if not isinstance(term, NamedNode) or not term.value.startswith(old) or term.value.startswith(_FIXED):
            return term
        return NamedNode(new + term.value.removeprefix(old))

    return move
