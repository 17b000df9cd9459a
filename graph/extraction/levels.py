"""What kind of place or body a post belongs to when the text names none: a governor's is a region."""

from __future__ import annotations

import re
from functools import cache

from tradegraph.ontology.lexicon import load_lexicon


def post_level(role: str, lang: str) -> str | None:
    """Return the entity type that the post `role` belongs to, by the lexicon's `levels`; None for others.

    The longest word found decides.

    >>> post_level("lieutenant governor", "en")
    'Region'
    """
    found = _levels(lang).findall(role.lower())
    levels = load_lexicon(lang)["roles"]["levels"]
    words = {str(word): level for level, words in levels.items() for word in words}
    return words[max(found, key=len)] if found else None


@cache
def _levels(lang: str) -> re.Pattern[str]:
    levels = load_lexicon(lang)["roles"]["levels"]
    words = sorted((str(word) for words in levels.values() for word in words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
