"""Where a name begins: behind titles, and behind words that only open the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tradegraph.annotation.capitals import LOWER_LINK
from tradegraph.annotation.groups import Surroundings
from tradegraph.annotation.holders import has_officer_behind
from tradegraph.annotation.matches import CONCEPTS, PLACES
from tradegraph.model import Mention

#: What goes on with a name that a post does not end ("Secretario Técnico de la Comisión").
OF: Final = re.compile(r" (?:de|del|of)(?: la| las| los| el| the)? (?=[A-ZÁÉÍÓÚÑ])")
#: What may stand behind the word that heads a company's name ("Café La Loma", "Café San Rafael").
_THE: Final = re.compile(r" (?:La|El|Los|Las|San|Santa|Santo|Don|Doña) (?=[^\W\d_a-z])")
#: A first name in two syllables, behind a surname that may be a word elsewhere ("Han Seok-jin").
_SYLLABLES: Final = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{1,6}")
#: A compound adjective before the country that it describes, where it opens a sentence ("Oil-rich Norway").
_COMPOUND: Final = re.compile(r"[A-Z][a-z]+-[a-z]{3,}")
#: No title is longer, in characters.
_LONGEST_TITLE: Final = 20


def skip_openers(around: Surroundings, start: int, end: int) -> tuple[int, bool]:
    """Return where the name begins after function words and titles, and whether there was a title."""
    if _is_town(around, start):
        return start, False
    courtesy = _has_title_before(around, start)
    turn = start + len("R. ")  # the letter of who speaks, behind which a sentence opens
    start = turn if turn in around.openings and around.text[start + 1 : turn] == ". " else start
    while start < end:
        rest = around.text[start:end]
        found = around.lexicon.titles.match(rest)
        title = found[1] if found else None
        word = title or rest.split(maxsplit=1)[0]
        opens = _is_opener(around, word, start) and not _begins_name(around, word, start, end)
        if title is None and not opens and not LOWER_LINK.fullmatch(word):
            break
        courtesy = courtesy or title is not None
        start += len(word) + (len(rest) > len(word))
    return start, courtesy


def _is_town(around: Surroundings, start: int) -> bool:
    """Tell whether a rank begins a town's name, as behind "in": "en General Güemes"."""
    word = around.text[start : start + _LONGEST_TITLE].partition(" ")[0]
    return (
        word in around.lexicon.town_titles
        and around.lexicon.before_towns.search(around.text, max(0, start - _LONGEST_TITLE), start) is not None
    )


def _is_opener(around: Surroundings, word: str, start: int) -> bool:
    """Tell whether a capitalised word at `start` belongs to no name.

    A kind of company that heads names ("Minera Quorra") does so only before the name of a known company.
    Within a sentence a first name is one, whatever else it means ("el ministro Han Min-ho").
    """
    if start in around.openings:
        if around.lexicon.is_verb(word) or _is_adverb(around, word, start) or _describes(around, word, start):
            return True
    elif word in around.lexicon.given:
        return False
    if _heads_phrase(around, word, start) or heads_place(around, word, start):
        return False
    if not around.lexicon.is_first_head(word):
        return around.lexicon.opens(word)
    after = start + len(word) + 1
    return any(name.start == after and name.type == "Company" for name in around.known_in(after, after + 1))


def _is_adverb(around: Surroundings, word: str, start: int) -> bool:
    """Tell whether a word before a comma is an adverb, and no name ("Bitly, the maker …. Bitly grew")."""
    if not around.lexicon.is_adverb(word) or not around.text.startswith(",", start + len(word)):
        return False
    return re.search(rf"(?<!\w){word}(?![\w,])", around.text) is None


def _describes(around: Surroundings, word: str, start: int) -> bool:
    """Tell whether a compound adjective stands before a country ("Oil-rich Norway"), no part of its name."""
    after = start + len(word) + 1
    known = around.known_in(after, after + 1)
    return _COMPOUND.fullmatch(word) is not None and any(name.type == "Country" for name in known)


def _begins_name(around: Surroundings, word: str, start: int, end: int) -> bool:
    """Tell whether a word that may open a sentence begins a name within one ("the Customs Barley Forum")."""
    tokens = around.text[start:end].split()
    if len(tokens) == 1 or start in around.openings:
        return False
    if _SYLLABLES.fullmatch(tokens[1]):
        return True
    if word in around.lexicon.agreement_fields and around.lexicon.heads.get(tokens[-1]) == "Agreement":
        return True
    if around.text[start - 1 : start] != " " or around.headlines.cover(start):
        return False
    is_field = word in around.lexicon.name_fields and around.lexicon.kind_of(tokens) is not None
    return is_field or word in around.lexicon.name_openers


def _heads_phrase(around: Surroundings, word: str, start: int) -> bool:
    """Tell whether a word that opens sentences heads a name here ("Energía del Golfo", not "… de Chile")."""
    if not around.lexicon.head_first or around.lexicon.heads.get(word) != "Company":
        return False
    link = OF.match(around.text, start + len(word)) or _THE.match(around.text, start + len(word))
    return link is not None and not around.known_in(link.end(), link.end() + 1)


def kind_around(around: Surroundings, tokens: Sequence[str], start: int, end: int) -> str | None:
    """Return the type of a name that none of its words tells: that of a place's body, an officer's firm."""
    if heads_place(around, tokens[0], start):
        return "GovernmentBody"
    is_nation = any(name.adjective and name.start <= start for name in around.known_in(start, end))
    return "Company" if len(tokens) > 1 and not is_nation and has_officer_behind(around, end) else None


def heads_place(around: Surroundings, word: str, start: int) -> bool:
    """Tell whether a word makes the name of a public body with the place behind it ("Statistics Norway")."""
    if word not in around.lexicon.place_heads:
        return False
    after = start + len(word) + 1
    return any(name.start == after and name.type in PLACES for name in around.known_in(after, after + 1))


def _has_title_before(around: Surroundings, start: int) -> bool:
    """Tell whether a title that the group does not hold stands before a name ("Mr. Holm")."""
    return around.lexicon.title_before.search(around.text, max(0, start - _LONGEST_TITLE), start) is not None


def heads_person(
    around: Surroundings, known: Sequence[Mention], tokens: Sequence[str], start: int, end: int
) -> bool:
    """Tell whether a known name stands before a person's, no kind of goods that heads a firm's.

    "Fiyi Marta Salinas" is of a country and a person, "Galletas Don Pancho" of one firm.
    """
    if not known or known[0].start > start or known[0].end >= end or tokens[0] in around.lexicon.given:
        return False
    is_firm = known[0].type in CONCEPTS and around.lexicon.heads.get(tokens[0]) == "Company"
    begins = around.text[known[0].end] == " " and _is_given(around, known[0].end + 1, end)
    return begins and not is_firm


def _is_given(around: Surroundings, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` begins with a first name, so that a name begins here."""
    words = around.text[start:end].split()
    return len(words) > 1 and words[0] in around.lexicon.given
