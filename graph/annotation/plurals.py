"""Firms that a plural names: "Arneses del Bajío invertirá", which the verb tells from what many do."""

from __future__ import annotations

import re
from functools import lru_cache


def is_plural_name(text: str, start: int, names: re.Pattern[str] | None) -> bool:
    """Tell whether such a name begins at `start`, one with a verb in the singular somewhere in `text`.

    `names` finds them; None for a language whose plurals take no other verbs.
    """
    return names is not None and any(text.startswith(name, start) for name in _find_names(text, names))


@lru_cache(maxsize=4)
def _find_names(text: str, names: re.Pattern[str]) -> frozenset[str]:
    """Return how the names that `names` finds in a text begin, up to the place in them."""
    return frozenset(match["name"] for match in names.finditer(text))
