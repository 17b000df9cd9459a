"""Verbs that "and" joins: what they tell is of the sentence's subject, not of the name before the "and".

"Baltica sold ships to Nordhavn and keeps an office in Suva": the office is Baltica's.
"""

from __future__ import annotations

import re
from functools import cache

from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Masked
from tradegraph.extraction.told import words_before
from tradegraph.ontology.lexicon import load_lexicon


def is_of_another(found: Found, masked: Masked, lang: str) -> bool:
    """Tell whether a match begins with a name behind a preposition, and goes on with a joined verb."""
    subject, mark = found.fields.get("subject"), found.begin
    if not isinstance(subject, tuple) or subject[0] not in masked.items_in(mark, mark + 1):
        return False
    verb = _joined(lang).match(masked.text, mark + 1, found.end)
    return verb is not None and words_before("governing", lang).search(masked.text, 0, mark) is not None


@cache
def _joined(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between a name and a verb joined to others."""
    return re.compile(rf"(?: ?[\ue000-\uf8ff])?,? (?:{load_lexicon(lang)['syntax']['joining_verbs']}) \w")
