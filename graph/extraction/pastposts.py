"""What a post tells besides who holds it where: that it is past or another's, and who founded a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

from tradegraph.annotation.matches import BODIES
from tradegraph.extraction.masking import Item
from tradegraph.model import Claim
from tradegraph.ontology.lexicon import load_lexicon

#: How far from a post the words stand that tell that it is past.
_REACH: Final = 70


def tell_post(claim: Claim, fields: Mapping[str, Any], text: str, lang: str) -> Iterator[Claim]:
    """Yield a claim, a past post worded as one, and of a body's founder also that they founded it.

    A post that is somebody else's, whose name is not told, gives nothing.
    """
    if claim.relation != "holds_position" or not claim.role:
        yield claim
        return
    role = fields.get("role")
    if isinstance(role, tuple) and _is_of_another(claim, role[0], text, lang):
        return
    yield replace(claim, role=_past(claim, role[0], text, lang)) if isinstance(role, tuple) else claim
    if claim.object and claim.object.type in BODIES and _founder(lang).search(claim.role):
        yield replace(claim, relation="founded", role=None)


def _is_of_another(claim: Claim, role: Item, text: str, lang: str) -> bool:
    """Tell whether a post behind a name opens with what begins the next one of a list.

    "Anders Holm, and the consul of Fiji" are two people, "Anders Holm, minister and envoy to Fiji" is one.
    """
    held = next((ref for ref in claim.references if ref.end_of == "subject"), None)
    another = re.compile(load_lexicon(lang)["roles"]["another"], re.IGNORECASE)
    return held is not None and another.search(text[held.stop : role.start]) is not None


def _past(claim: Claim, role: Item, text: str, lang: str) -> str:
    """Return a role with the words around that tell that it was held: "era primer ministro"."""
    before, was, after = _signs(lang)
    worded = str(role.value)
    held = next((ref for ref in claim.references if ref.end_of == "subject"), None)
    if found := before.search(text, max(0, role.start - _REACH), role.start):
        return f"{found[1]} {worded}"
    if held and held.stop < role.start and (found := was.fullmatch(text, held.stop, role.start)):
        return f"{found[1]} {worded}"
    found = after.match(text, role.end, role.end + _REACH)
    return f"{worded} {found[1]}" if found else worded


@cache
def _signs(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    past = load_lexicon(lang)["roles"]["past"]
    owner = rf"(?:(?:{past['between']}) |[^\W\d_a-zà-ÿ][\w.’'-]* )*"
    return (
        re.compile(rf"(?<!\w)((?i:{past['before']})),? {owner}\Z"),
        re.compile(rf",? (?:{past['who']} )?({past['was']}) {owner}"),
        re.compile(rf"(?: [^.,;:()]{{1,40}}?)?,? ({past['after']})(?!\w)"),
    )


@cache
def _founder(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_lexicon(lang)['roles']['founder']})\b", re.IGNORECASE)
