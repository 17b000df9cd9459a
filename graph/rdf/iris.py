"""The IRIs of everything: namespaces, the data base, slugs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

#: Base of the data's IRIs unless the user chooses another.
DEFAULT_BASE: Final = "https://w3id.org/tradegraph/"
#: Namespace of the ontology, the same for every base.
ONTOLOGY: Final = "https://w3id.org/tradegraph/ontology#"
#: The licence of reference data and, unless their owner names another, of claims; not of what they quote.
DATA_LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
#: Namespaces by the prefix under which files and answers show them.
PREFIXES: Final = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "dqv": "http://www.w3.org/ns/dqv#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "tg": ONTOLOGY,
        "tgsh": "https://w3id.org/tradegraph/shapes#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


@cache
def to_iri(name: str) -> NamedNode:
    """Return the IRI of a prefixed `name`.

    >>> to_iri("tg:exporter").value
    'https://w3id.org/tradegraph/ontology#exporter'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def article_graph(slug: str, *, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the named graph that holds what the article `slug` states."""
    return NamedNode(f"{base}graph/article/{slug}")


def named_graph(name: str, *, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the graph `name`, such as "direct", "ontology" or "reference/countries"."""
    return NamedNode(f"{base}graph/{name}")


#: Letters that no decomposition makes ASCII.
_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ı": "i",
        "þ": "th",
        "Þ": "Th",
    }
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss"}
)


def to_slug(name: str) -> str:
    """Return `name` as a path segment: lower-case ASCII, other characters as single hyphens.

    >>> to_slug("Alicia Bárcena")
    'alicia-barcena'
    >>> to_slug("Børge Brende")
    'borge-brende'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    ascii_name = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-") or "unnamed"
