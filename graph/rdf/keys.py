"""Keys of content: what names a relationship, whatever the article that states it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from tradegraph.rdf.iris import ONTOLOGY
from tradegraph.rdf.relations import relation_of_class

#: Properties of a relationship that follow from the others.
_FOLLOWING: Final = frozenset(("involves", "periodStart", "periodEnd"))


def short_digest(*parts: str) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of `parts`."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def content_key(relation: str, content: Iterable[tuple[str, str]]) -> str:
    """Return 16 hexadecimal digits for a relation and its properties with their values, in any order."""
    return short_digest(relation, *sorted(f"{name}={value}" for name, value in content))


def key_of_quads(quads: Iterable[Quad], *, base: str) -> str:
    """Return the key of the relationship that `quads`, all with it as their subject, describe."""
    relation, content = "", []
    for quad in quads:
        name = quad.predicate.value.removeprefix(ONTOLOGY)
        value = _plain(quad.object)
        if name == quad.predicate.value:  # its type
            relation = relation_of_class(value.removeprefix(ONTOLOGY)) or relation
        elif name not in _FOLLOWING:
            # The default base begins the ontology's IRIs too, which keys name in full.
            content.append((name, value if value.startswith(ONTOLOGY) else value.removeprefix(base)))
    return content_key(relation, content)


def _plain(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
