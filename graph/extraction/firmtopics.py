"""Which company a sentence is about: its subject, not whom it sells to, buys from or is compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tradegraph.annotation.matches import PLACES
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.syntax import expression_of, words_before

#: So far before a company its preposition stands at the most, in characters ("to the Riga-based brewer …").
_REACH: Final = 60
#: Items that may stand between a preposition or conjunction and a company, besides the places of their seats.
_MODIFIERS: Final = {"Demonym", "Owner", "OrgOwner", "Its", "Rank", "Product", "Sector", "Number", "Market"}
#: Items that may open a sentence before its subject: "in May it …".
_SETTINGS: Final = {*PLACES, "Period", "Site"}
#: Items that tell a company by what it owns: "Baltica's mill".
_SITES: Final = {"Plant", "Site", "Opened"}
#: What stands in for an item in the words before a company: one that describes it, and any other.
_MODIFIER: Final = "x"
_OTHER: Final = "|"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a sentence is about: `firm`, or, where this is None, whom the one before was about ("it").

    A company told by the way is `oblique` ("sold to Baltica"), one that is but beside others is nobody.
    """

    firm: Item | None
    oblique: bool = False


def find_subject(
    masked: Masked, known: Collection[str], lang: str, until: int | None = None
) -> Subject | None:
    """Return whom a sentence is about; up to `until`, an offset of the article, whom its last clause is.

    `known` are the names that the text has told to be companies. None where it names no company, nor has it a
    pronoun as its subject. A company told by the way is returned where no other is.
    """
    subject: Subject | None = None
    for mark, firm in _candidates(masked, known, lang):
        if until is not None and (firm.end if firm else masked.span(mark, mark + 1)[1]) > until:
            break
        before = _words_before(masked, mark)
        if firm is None or (subject is None and words_before("firm_beside", lang).search(before)):
            subject = Subject(None) if subject is None or subject.oblique else subject
        elif words_before("oblique", lang).search(before):
            subject = subject or Subject(firm, oblique=True)
        elif subject is None or subject.oblique or _opens_clause(masked, mark, before, lang):
            subject = Subject(firm)
        if until is None and subject and not subject.oblique:
            break
    return subject


def _candidates(masked: Masked, known: Collection[str], lang: str) -> Iterator[tuple[int, Item | None]]:
    """Yield the companies of a sentence in order with their marks, and as None its pronouns as subjects."""
    pairs = list(zip(masked.marks, masked.items, strict=True))
    told = ((mark, _firm_of(item, known)) for mark, item in pairs)
    firms: dict[int, Item | None] = {mark: firm for mark, firm in told if firm is not None}
    for match in expression_of("pronoun_subject", lang).finditer(masked.text):
        leading = masked.items_in(match.start(), match.start("it"))
        is_first = all(item.type in _SETTINGS for item in leading)
        if is_first and match.end() + 1 not in firms:  # "anunció Baltica": the subject stands behind its verb
            firms[match.start("it")] = None
    yield from sorted(firms.items(), key=lambda entry: entry[0])


def _firm_of(item: Item, known: Collection[str]) -> Item | None:
    """Return the company that an item is, or whose site it is."""
    if item.type in _SITES:
        owners = (each for each in item.fields.get("owner", ()) if each.entities)
        firms = (replace(each, type="Company") for each in owners if each.entities[0].type == "Company")
        return next(firms, None)
    if not item.entities:
        return None
    is_known = item.type == "Name" and item.entities[0].name in known
    return item if item.type == "Company" or is_known else None


def _words_before(masked: Masked, mark: int) -> str:
    """Return the words before a mark, letters in the place of items."""
    begin = max(0, mark - _REACH)
    letters = list(masked.text[begin:mark])
    for place, item in zip(masked.marks, masked.items, strict=True):
        if begin <= place < mark:
            behind = masked.text[place + 1 : place + 3]
            is_seat = item.type in PLACES and (behind[:1] == "-" or behind[1:].isalpha())
            letters[place - begin] = _MODIFIER if is_seat or item.type in _MODIFIERS else _OTHER
    return "".join(letters)


def _opens_clause(masked: Masked, mark: int, before: str, lang: str) -> bool:
    """Tell whether a company opens a clause of its own: "…, while Baltica has grown", no list of them."""
    is_listed = expression_of("listed_behind", lang).match(masked.text, mark + 1) is not None
    return not is_listed and words_before("opens_clause", lang).search(before) is not None
