"""The IRIs of everything: namespaces, the data base, slugs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Base of the data's IRIs unless the user chooses another.
DEFAULT_BASE: Final = "https://w3id.org/tradegraph/"
#: Namespace of the ontology, the same for every base.
ONTOLOGY: Final = "https://w3id.org/tradegraph/ontology#"


def to_slug(name: str) -> str:
    """Return `name` as a path segment: lower-case ASCII, other characters as single hyphens.

    >>> to_slug("Alicia Bárcena")
    'alicia-barcena'
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-") or "unnamed"
