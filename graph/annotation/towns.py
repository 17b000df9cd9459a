"""Towns whose names hold a small word between capitals: "Villa de Reyes", "Mont-roig del Camp"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tradegraph.annotation.groups import Surroundings

_LINKS: Final = frozenset({"de", "del", "de la", "de los", "de las"})
#: What such names are part of: "en Villa de Perú" tells of a country besides.
_APART: Final = frozenset({"Country", "Bloc", "Company", "GovernmentBody", "Association", "Academia"})
#: A town's name has no more words before the small one, and none shorter, in characters.
_MOST_WORDS: Final = 2
_SHORTEST: Final = 3
#: How far the words that lead to a town reach back, in characters.
_REACH: Final = 24


def is_in_town(around: Surroundings, left: int, link: re.Match[str], end: int) -> bool:
    """Tell whether "de" joins two words of a town's name, by what leads to it: "in", "municipality of".

    A town that is known is named by then ("en Lima de Pizarro"), and so is what the words for bodies and
    works begin ("en Puerto de Manta").
    """
    if " ".join(link.group().split()) not in _LINKS:
        return False
    if around.text[link.end() : end] in around.lexicon.places:
        return not around.known_in(left, link.start())  # "Fruta del Norte"
    if not around.lexicon.before_towns.search(around.text, max(0, left - _REACH), left):
        return False
    before, after = around.text[left : link.start()].split(), around.text[link.end() : end].split()
    if len(before) > _MOST_WORDS or len(before[0]) < _SHORTEST or not after[0][:1].isalpha():
        return False
    if around.lexicon.opens(before[0]) or any(map(around.lexicon.is_cue, (*before, *after[:-1]))):
        return False
    if around.known_in(left, link.start()) or before[0].isupper() or after[0].isupper():
        return False
    return all(not name.adjective and name.type not in _APART for name in around.known_in(link.end(), end))
