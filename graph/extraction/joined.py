"""Verbs behind "and" or "where": what they tell is of the sentence's subject, not of the name before them.

"Baltica sold ships to Nordhavn and keeps an office in Suva": the office is Baltica's. "She toured the Suva
Chamber, where she met Ana Silva": it was not the chamber that met her.
"""

from __future__ import annotations

import re
from functools import cache

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.syntax import words_before
from tradegraph.ontology.lexicon import load_lexicon


def is_of_another(found: Found, masked: Masked, lang: str) -> bool:
    """Tell whether a match begins with the name before such a verb, and goes on with the verb.

    Before "and" that is a name behind a preposition alone.
    """
    subject, mark = found.fields.get("subject"), found.begin
    if not isinstance(subject, tuple) or subject[0] not in masked.items_in(mark, mark + 1):
        return False
    verb = _joined(lang).match(masked.text, mark + 1, found.end)
    if verb is None or verb["where"]:
        return verb is not None
    return words_before("governing", lang).search(masked.text, 0, mark) is not None


@cache
def _joined(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between a name and a verb joined to others."""
    words = load_lexicon(lang)["syntax"]
    joint = rf"(?: ?[\ue000-\uf8ff])?,? (?:{words['joining_verbs']})"
    return re.compile(rf"(?:{joint}|,? (?P<where>{words['where']})) \w")
