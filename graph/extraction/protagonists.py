"""Who "he" is, and whom a sentence is about: its subject, nobody behind a preposition or who only hosts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tradegraph.extraction.cast import Cast, gender_of
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.referents import last_naming
from tradegraph.extraction.syntax import expression_of, words_before, words_of
from tradegraph.model import Entity

if TYPE_CHECKING:
    from tradegraph.extraction.discourse import Discourse
    from tradegraph.extraction.posts import Posts

#: How far before a person the words stand that tell that the sentence is not about them, in characters.
_REACH: Final = 80
#: Whose somebody is, just before them: "Fiji's president"; and how far before, in masked characters.
_OWNERS: Final = {"Owner", "OrgOwner", "Demonym", "Its", "Our"}
_OWNED: Final = 2
#: How far behind an office its holder's name stands at most, in characters.
_APPOSED: Final = 30
#: How long the words for a speaker are, "I" and "yo".
_FIRST_PERSON: Final = 3
#: What may stand before the verb of a sentence whose subject is unsaid.
_BEFORE_VERBS: Final = {"Period", "City", "Country", "Region", "There"}


def settle_people(masked: Masked, discourse: Discourse, posts: Posts, lang: str) -> None:
    """Find whom a sentence is about, and whom each "he" in it means: the subject before it."""
    cast = discourse.cast
    cast.home = discourse.own
    is_escorted = False
    seen: list[tuple[int, Entity]] = []
    for index, item in enumerate(masked.items):
        words = item.value if item.type == "Person" and isinstance(item.value, str) else None
        if words and (person := cast.meant_by(gender_of(words, lang))):
            item = masked.items[index] = _meaning(item, person, discourse)
        is_escorted |= item.type == "Escort"
        if (person := _person_of(item, posts, lang)) and not _is_self(item, person, discourse):
            by_the_way = is_escorted or _is_by_the_way(masked, index, lang)
            cast.see(person, item.start, is_by_the_way=by_the_way)
            _note_gender(item, person, cast, lang)
            role = item.fields.get("role")
            if item.type == "Official" and isinstance(role, tuple) and role and role[0].value:
                posts.note_office(str(role[0].value), person)
            seen.append((masked.marks[index], person))
    if found := words_of("person_hosted", lang).search(masked.text):
        cast.receive(by=[person for mark, person in seen if mark < found.start()][-1:])
    elif cast.subject is None and _is_unsaid(masked, lang):
        cast.receive(by=())


def _is_self(item: Item, person: Entity, discourse: Discourse) -> bool:
    """Tell whether an item is the speaker's "I", who is no "he" of the speaker's own words."""
    return person == discourse.speaker and item.kind != "named" and item.end - item.start <= _FIRST_PERSON


def _note_gender(item: Item, person: Entity, cast: Cast, lang: str) -> None:
    """Remember whether the words of somebody's office tell "he" or "she"."""
    role = item.fields.get("role")
    told = gender_of(str(role[0].value), lang) if isinstance(role, tuple) and role else None
    if told and item.type == "Official":
        cast.genders[person] = told


def _meaning(item: Item, person: Entity, discourse: Discourse) -> Item:
    """Return a pronoun that stands for a person."""
    named = last_naming(person, discourse)
    return replace(item, entities=(person,), words=(named.start, named.end) if named else None)


def _person_of(item: Item, posts: Posts, lang: str) -> Entity | None:
    """Return the person whom an item names or means: of an office without its place, who holds it."""
    if item.type == "Post" and not item.fields.get("org"):
        role = item.fields.get("role")
        return posts.holder(str(role[0].value), set(), lang) if isinstance(role, tuple) else None
    is_person = item.type in ("Person", "Official", "Delegation") and item.entities
    return item.entities[0] if is_person and item.entities[0].type == "Person" else None


def _is_by_the_way(masked: Masked, index: int, lang: str) -> bool:
    """Tell whether it only mentions a person: behind a preposition ("with its head"), or as escort."""
    text, mark = masked.text, masked.marks[index]
    if index and masked.items[index - 1].type == "Post":  # "with the president of the Senate, Maria Silva"
        between = text[masked.marks[index - 1] + 1 : mark]
        if len(between) <= _APPOSED and between.endswith(", ") and _is_by_the_way(masked, index - 1, lang):
            return True
    if index and masked.items[index - 1].type in _OWNERS and mark - masked.marks[index - 1] <= _OWNED:
        mark = masked.marks[index - 1]
    return words_before("person_beside", lang).search(text, max(0, mark - _REACH), mark) is not None


def _is_unsaid(masked: Masked, lang: str) -> bool:
    """Tell whether a sentence begins with its verb, the subject unsaid: "El lunes se reunió con …"."""
    found = expression_of("person_unsaid", lang).match(masked.text)
    return found is not None and all(
        item.type in _BEFORE_VERBS
        for mark, item in zip(masked.marks, masked.items, strict=True)
        if mark < found.end()
    )
