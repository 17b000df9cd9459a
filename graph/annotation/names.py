"""Names that stand in no gazetteer: capitalised groups, told apart by cue words, posts and first names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tradegraph.annotation.acronyms import find_spelled
from tradegraph.annotation.capitals import CAPITAL, LOWER_LINK
from tradegraph.annotation.groups import Surroundings, iter_groups, split_group
from tradegraph.annotation.matches import CONCEPTS, PLACES
from tradegraph.annotation.openers import OF, heads_person, kind_around, skip_openers
from tradegraph.annotation.plurals import is_plural_name
from tradegraph.annotation.spans import without_overlaps
from tradegraph.model import Article, Entity, Mention, Sentence
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.rdf.iris import to_slug

_INITIALS: Final = re.compile(rf"(?:{CAPITAL}\.)+")
#: A name with what its bearer is called within: 'José "Pepe" Mujica'.
_NICKNAMED: Final = re.compile(
    rf"\b(?=(({CAPITAL}\w+)(?: {CAPITAL}\w+)? [\"“«‘]{CAPITAL}\w+(?: \w+)?[\"”»’] {CAPITAL}[\w-]+))"
)
#: What stands before the fields of an agreement.
_TOPIC_LINKS: Final = {"on", "for", "of", "sobre", "de"}
#: Further fields of a ministry or treaty ("Ministry of Trade, Industry and Energy").
_MORE_FIELDS: Final = re.compile(
    rf"(?:, {CAPITAL}\w+(?: {CAPITAL}\w+)?){{1,3}},? (?:and|y|&) "
    rf"{CAPITAL}\w+(?: {CAPITAL}\w+)?(?: (?:de|of) {CAPITAL}\w+(?: {CAPITAL}\w+)?)?(?= |[,.;)]|$)"
)
#: A dot that ends no sentence.
_DOT_WITHIN: Final = re.compile(r"\.(?=[,;:]| [a-z(])")
#: What leads to the place that may close a name behind its fields.
_LAST_FIELD: Final = re.compile(r" (?:de|of) \Z")
#: What leads to where an office stands.
_SEATED: Final = re.compile(r" (?:en|in) ")
#: What stands before a first name in the name of a place: "Chamber of Commerce of San Pedro Sula".
_SAINTS: Final = {"San", "Santa", "Santo", "São", "Saint", "St", "St."}
#: Nobody has more names, particles left out.
_MOST_NAMES: Final = 6
_DIRECTION: Final = 200  # the longest stage direction of a script, in characters
#: IRI folder of a type; organisations of all kinds share one.
_FOLDERS: Final[Mapping[str, str]] = {
    "Agreement": "agreement",
    "City": "city",
    "Bloc": "bloc",
    "Facility": "facility",
    "Person": "person",
    "Region": "region",
    "Product": "product",
    "Sector": "sector",
}


def mint(name: str, kind: str) -> Entity:
    """Return the entity of a name that the reference data does not know."""
    return Entity(f"{_FOLDERS.get(kind, 'organization')}/{to_slug(name)}", name, kind)


def find_names(
    article: Article, taken: Sequence[Mention], sentences: Iterable[Sentence] = ()
) -> list[Mention]:
    """Return mentions of the names in `article` that no gazetteer holds, in order.

    `taken` are the mentions already found, in order. A group crosses neither one that is not a name (a post,
    an amount, a period) nor the start of a sentence, and one that contains known names is kept whole only
    where its words say so ("Bank of Korea"). A group that no cue tells has type "Name".
    """
    sentences = tuple(sentences)
    walls = [mention for mention in taken if not mention.entities]
    around = Surroundings.of(article, taken, sentences)
    pieces = (
        piece
        for group in iter_groups(article.text, walls, sentences)
        for piece in split_group(around, *group)
    )
    found = [mention for start, end in pieces for mention in _read_piece(around, start, end)]
    spelled = [mention for span in find_spelled(article.text) for mention in _read_spelled(around, *span)]
    spelled += _read_nicknamed(around)
    starts = {mention.end: mention.start for mention in found}
    longer = (mention for mention in spelled if mention.start < starts.get(mention.end, mention.end))
    return without_overlaps(longer, found)


def _read_spelled(around: Surroundings, start: int, end: int) -> Iterator[Mention]:
    """Yield the name that an acronym spells, unless it is known or a post stands in it."""
    known = around.known_in(start, end)
    if not any(name.start <= start and end <= name.end for name in known) and not around.has_role_in(
        start, end
    ):
        name = around.text[start:end]
        kind = around.lexicon.kind_of(name.split())
        yield Mention(start, end, kind or "Name", (mint(name, kind or "Company"),))


def _read_nicknamed(around: Surroundings) -> Iterator[Mention]:
    """Yield the people whose nickname stands within their name, where a first name or a post tells them."""
    for match in _NICKNAMED.finditer(around.text):
        if match[2] in around.lexicon.given or around.follows_role(match.start()):
            yield Mention(*match.span(1), "Person", (mint(match[1], "Person"),))


def _read_piece(around: Surroundings, start: int, end: int) -> Iterator[Mention]:
    """Yield the name that `text[start:end]` is, if any."""
    if _is_heard(around.text, start):
        return
    start, courtesy = skip_openers(around, start, end)
    tokens = around.text[start:end].split()
    known = around.known_in(start, end)
    words = around.text[start:end]
    if words in around.lexicon.no_names or {words, f"{words}."} & around.lexicon.honorifics:
        return
    if not tokens or (len(tokens) == 1 and (around.lexicon.is_mere_cue(tokens[0]) or _is_of_two(tokens[0]))):
        return
    if any(mention.start <= start and end <= mention.end for mention in known):
        if _is_surname_like_a_place(around, start, end, known[0]):
            yield Mention(start, end, "Person", (mint(around.text[start:end], "Person"),))
        return
    if heads_person(around, known, tokens, start, end):
        yield from _read_piece(around, known[0].end + 1, end)
        return
    kind = around.lexicon.kind_of(tokens[_is_called_like_a_head(around, start, tokens) :])
    if kind == "Company" and _is_officer(around, start, end, tokens):
        kind = None
    kind = kind or kind_around(around, tokens, start, end)
    if _lists_fields(kind, tokens) and (more := _find_more_fields(around, end)):
        end = more
    if kind is None and known and known[0].adjective and known[0].start <= start:
        yield from _read_piece(around, known[0].end + 1, end)
        return
    if kind is None and (courtesy or _is_person(around, start, end, tokens)):
        kind = "Person"
    if around.headlines.cover(start) and _is_headline(around, known, tokens, kind):
        return
    if kind is None and known and (_is_sequence(around, known, start, end) or around.headlines.cover(start)):
        return
    if kind == "Company" and (owner := _known_company(around, known, start, end)):
        yield Mention(start, end, kind, (owner,))
        return
    if kind not in (None, "Person") and (person := _trailing_person(around, start, end)):
        yield Mention(person, end, "Person", (mint(around.text[person:end], "Person"),))
        end = person - 1
    name = around.text[start:end]
    end += _has_dot(around, end, tokens)
    if seat := _find_seat(around, start, end, tokens):
        kind, name = "Facility", f"{name}{seat}"
    yield Mention(start, end, kind or "Name", (mint(name, kind or "Company"),))


def _find_seat(around: Surroundings, start: int, end: int, tokens: Sequence[str]) -> str:
    """Return the words for where a country's office abroad stands, which are part of its name."""
    seat = _SEATED.match(around.text, end)
    if tokens[0] not in around.lexicon.offices or not seat or not around.known_in(start, end):
        return ""
    city = next((name for name in around.known_in(seat.end(), seat.end() + 1) if name.type == "City"), None)
    return around.text[end : city.end] if city and city.start == seat.end() else ""


def _has_dot(around: Surroundings, end: int, tokens: Sequence[str]) -> bool:
    """Tell whether the dot of a short form ends a name within a sentence: "Zemba Corp., a brewer"."""
    is_short = f"{tokens[-1]}." in around.lexicon.legal_forms
    return is_short and _DOT_WITHIN.match(around.text, end) is not None


def _is_of_two(word: str) -> bool:
    """Tell whether a word is an adjective of two countries: "Anglo-Australian"."""
    first, _, second = word.rpartition("-")
    return bool(first) and second.lower() in load_gazetteer().demonyms


def _lists_fields(kind: str | None, tokens: Sequence[str]) -> bool:
    """Tell whether a name may go on with more fields: "Ministry of Trade", "Treaty of Friendship"."""
    return kind in ("Association", "GovernmentBody") or (
        kind == "Agreement" and not _TOPIC_LINKS.isdisjoint(tokens)
    )


def _find_more_fields(around: Surroundings, end: int) -> int | None:
    """Return where further fields of a name end; places are none, though "of Kenya" may close them."""
    more = _MORE_FIELDS.match(around.text, end)
    if not more:
        return None
    places = (name for name in around.known_in(end, more.end()) if name.type in PLACES)
    if any(not _LAST_FIELD.search(around.text, end, place.start) for place in places):
        return None
    return more.end()


def _trailing_person(around: Surroundings, start: int, end: int) -> int | None:
    """Return where a person's name follows an organisation's at once ("Office of Trade Ryan Starks").

    Its first word tells, or that a post before and a field ("Deputy Secretary of the Ministry of Commerce
    Anvar Ibotov") want a holder.
    """
    words = list(re.finditer(r"\S+", around.text[start:end]))
    is_held = around.is_field_of_role(start)
    for index, (before, first, _) in enumerate(zip(words[1:], words[2:], words[3:], strict=False), start=2):
        if len(words) - index > 3 or LOWER_LINK.fullmatch(before.group()) or before.group() in _SAINTS:
            continue
        is_adjective = any(name.adjective for name in around.known_in(start + first.start(), end))
        fields_end = is_held and not is_adjective and _ends_fields(around, words, index)
        if first.group() in around.lexicon.given or fields_end:
            return start + first.start()
    return None


def _ends_fields(around: Surroundings, words: Sequence[re.Match[str]], index: int) -> bool:
    """Tell whether the fields of a ministry end before `words[index]`, and no field follows."""
    fields = around.lexicon.portfolios
    rest = [word.group() for word in words[index:]]
    return words[index - 1].group().lower() in fields and all(
        word[:1].isupper() and word.lower() not in fields and not around.lexicon.is_cue(word) for word in rest
    )


def _is_headline(
    around: Surroundings, known: Sequence[Mention], tokens: Sequence[str], kind: str | None
) -> bool:
    """Tell whether a group in a headline is a part of it in capitals rather than a name."""
    if any(around.lexicon.opens(token) for token in tokens[1:]):
        return True
    if kind == "Person":
        return tokens[0] not in around.lexicon.given
    names_place = any(name.type in PLACES and not name.adjective for name in known)
    return names_place and kind == "Company"


def _is_sequence(around: Surroundings, known: Sequence[Mention], start: int, end: int) -> bool:
    """Tell whether known names fill both ends of a group, which then is no name of its own.

    Goods in capitals within a sentence are part of a name ("Fiji Water").
    """
    if any(name.type in CONCEPTS and name.start not in around.openings for name in known):
        return False
    if is_plural_name(around.text, start, around.lexicon.plural_firms):
        return False
    return known[0].start <= start and known[-1].end >= end and len(known) > 1


def _known_company(around: Surroundings, known: Sequence[Mention], start: int, end: int) -> Entity | None:
    """Return the known company that a name with words for its legal form is ("Zemba Group AG")."""
    if not known or known[0].type != "Company" or known[0].start != start:
        return None
    forms = around.text[known[0].end : end].split()
    return known[0].entities[0] if around.lexicon.legal_forms.issuperset(forms) else None


def _is_called_like_a_head(around: Surroundings, start: int, tokens: Sequence[str]) -> bool:
    """Tell whether a name begins with a person's name that is a head too ("Park Seo-jun")."""
    if len(tokens) == 1 or tokens[0] not in around.lexicon.given or tokens[0] not in around.lexicon.heads:
        return False
    is_name = tokens[1] in around.lexicon.given or "-" in tokens[1]
    return around.has_role_beside(start, start) or (is_name and not around.lexicon.head_first)


def _is_heard(text: str, start: int) -> bool:
    """Tell whether a name stands in a stage direction, in a line of its own: "[EFFECT: CASH REGISTER]"."""
    opened = text.rfind("[", max(0, start - _DIRECTION), start)
    return opened >= 0 and text[opened - 1 : opened] in ("", "\n") and "]" not in text[opened:start]


def _is_officer(around: Surroundings, start: int, end: int, tokens: Sequence[str]) -> bool:
    """Tell whether a name that a word for firms ends is a person's beside a post ("Luis Olivares")."""
    is_firm = not around.lexicon.legal_forms.isdisjoint(tokens)
    return tokens[0] in around.lexicon.given and not is_firm and around.has_role_beside(start, end)


def _is_called_like_a_place(around: Surroundings, known: Sequence[Mention], names: Sequence[str]) -> bool:
    """Tell whether the only known name in a person's is the first one ("Georgia Holm") or the last one."""
    place = known[0]
    if len(known) > 1 or place.adjective or around.headlines.cover(place.start):
        return False
    word = around.text[place.start : place.end]
    return word == names[-1] or (word == names[0] and len(names) == 2)


def _is_surname_like_a_place(around: Surroundings, start: int, end: int, place: Mention) -> bool:
    """Tell whether a town or province is a surname here: right behind a post ("embajador Rocha")."""
    if place.type not in ("City", "Region") or (place.start, place.end) != (start, end):
        return False
    return around.follows_role(start) and not OF.match(around.text, end)


def _is_person(around: Surroundings, start: int, end: int, tokens: Sequence[str]) -> bool:
    names = [token for token in tokens if token not in around.lexicon.particles]
    if len(names) == 1 and (around.follows_role(start) or around.precedes_role(end)):
        return names[0][1:].islower() and not OF.match(around.text, end)
    if len(tokens) > 2 and not around.lexicon.surname_particles.isdisjoint(tokens[1:-1]):
        return True
    if not 1 < len(names) <= _MOST_NAMES or any(char.isdigit() for char in around.text[start:end]):
        return False
    if names[-1] in around.lexicon.places:
        return False
    if names[0] in around.lexicon.given or _INITIALS.fullmatch(names[0]):
        known = around.known_in(start, end)
        is_named = not known or _is_called_like_a_place(around, known, names)
        return is_named or around.has_role_beside(start, end)
    return around.has_role_beside(start, end)
