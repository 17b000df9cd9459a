"""What kind of place or body a post belongs to when the text names none: a governor's is a region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from tradegraph.annotation.words import to_prefix_tree
from tradegraph.extraction.masking import Item
from tradegraph.ontology.lexicon import load_lexicon

#: What a post of each level may belong to, where it is a state's.
STATES_AT: Final[Mapping[str | None, frozenset[str]]] = {
    "Country": frozenset({"Country"}),
    "Region": frozenset({"Region"}),
    "State": frozenset({"Country", "Region"}),
}


def post_level(role: str, lang: str) -> str | None:
    """Return the entity type that the post `role` belongs to, by the lexicon's `levels`; None for others.

    The longest word found decides. "Director" alone belongs to any "Body"; with a field it may be a state's.

    >>> post_level("lieutenant governor", "en")
    'Region'
    """
    expression, levels = _levels(lang)
    found = max(expression.findall(role.lower()), key=len, default="")
    level = levels.get(found)
    return None if level == "Body" and found != role.lower() else level


def is_listed(post: Item, kind: str, lang: str) -> bool:
    """Tell whether a post is one of a list of the lexicon, such as its `envoys`."""
    return str(post.value).lower() in load_lexicon(lang)["roles"][kind]


@cache
def _levels(lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return one expression for all words of the lexicon's `levels`, and the level of each."""
    levels = load_lexicon(lang)["roles"]["levels"]
    words = {str(word): str(level) for level, words in levels.items() for word in words}
    return re.compile(rf"(?<!\w)(?:{to_prefix_tree(words)})(?!\w)"), words


def title_country(role: str, lang: str) -> str | None:
    """Return the id of the country whose office `role` is by its title alone, by the lexicon's `titles`.

    >>> title_country("Federal Councillor", "en")
    'country/CH'
    """
    words = role.lower()
    return next((country for title, country in _titles(lang) if words.endswith(title)), None)


@cache
def _titles(lang: str) -> tuple[tuple[str, str], ...]:
    """Return the titles, the longest first, each with the id of its country."""
    titles = load_lexicon(lang).get("titles", {})
    pairs = [(str(title), f"country/{code}") for code, names in titles.items() for title in names]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
