"""Whom an article is about, sentence by sentence, so that "he", "the minister" and "both" mean somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from tradegraph.extraction.masking import Item
from tradegraph.model import Entity
from tradegraph.ontology.lexicon import load_lexicon


@dataclass
class Cast:
    """The people of one article, as a reader keeps them in mind.

    `subject` is whom the sentence at hand is about, from the offset `since` on; `beside` the first other
    person in it, `people` all of them. `about` is whom the last sentence with people was about, `company`
    those people, `earlier` the others, the last ones first; `just` is the same person where that is the
    sentence before. `genders` holds "he" or "she" of those who were called so; `home` is the article's own
    place. `sides` is "the two countries" or "both cities", where the sentence tells of them.
    """

    subject: Entity | None = None
    since: int = 0
    beside: Entity | None = None
    people: list[Entity] = field(default_factory=list)
    about: Entity | None = None
    just: Entity | None = None
    company: tuple[Entity, ...] = ()
    earlier: list[Entity] = field(default_factory=list)
    home: tuple[Entity, ...] = ()
    genders: dict[Entity, str] = field(default_factory=dict)
    sides: tuple[Item, ...] = ()

    def start_sentence(self) -> None:
        """Go on to the next sentence."""
        self.just = self.subject or self.beside
        here = dict.fromkeys(self.people)
        self.earlier = [*here, *(each for each in self.earlier if each not in here)]
        self.about = self.just or self.about
        self.company = tuple(dict.fromkeys(self.people)) or self.company
        self.people = []
        self.subject = self.beside = None
        self.sides = ()

    def see(self, person: Entity, start: int, *, is_by_the_way: bool = False) -> None:
        """Take note of a person in the sentence; by the way are those behind a preposition."""
        self.people.append(person)
        if is_by_the_way:
            self.beside = self.beside or person
        elif self.subject is None:
            self.subject, self.since = person, start

    def receive(self, by: Sequence[Entity]) -> None:
        """Stay with whom the text is about: the sentence tells `by` whom he or she was received."""
        if self.about is not None and (self.subject is None or self.subject in by):
            self.people.append(self.about)
            self.beside = self.beside or self.subject
            self.subject, self.since = self.about, -1

    def meant_by(self, gender: str | None) -> Entity | None:
        """Return who "he" or "she" is: whom this sentence is about, else the last one, else its others.

        `gender` is that of the words ("la funcionaria"), None where they do not tell.
        """
        candidates = (self.subject, self.about, *self.company, self.beside)
        named_so = (each for each in self.earlier if gender and self.genders.get(each) == gender)
        not_others = (each for each in self.earlier if gender and self.may_be(each, gender))
        fitting = (each for each in candidates if each and self.may_be(each, gender))
        found = next(chain(fitting, named_so, not_others), None)
        if found is not None and gender:
            self.genders[found] = gender
        return found

    def may_be(self, person: Entity, gender: str | None) -> bool:
        """Tell whether a person may be called "he" or "she"."""
        return gender is None or self.genders.get(person, gender) == gender

    def likeliest(
        self,
        people: Sequence[Entity],
        traveller: Entity | None,
        employers: Mapping[Entity, AbstractSet[Entity]],
    ) -> Entity | None:
        """Return whom an office means that several people hold.

        That is the one whom the sentence before is about, then who travels, the one of the article's home,
        and the one told last.
        """
        at_home = [person for person in people if employers.get(person, set()) & {*self.home}]
        wanted = (self.just, traveller, *at_home[-1:])
        return next((person for person in wanted if person in people), people[-1] if people else None)

    def nearer(self) -> tuple[Entity, ...]:
        """Return who "este" is: the last person of the sentence before, whom it was not about."""
        others = [each for each in self.company if each != self.just]
        return tuple(others[-1:]) if self.just else ()

    def two(self) -> tuple[Entity, ...]:
        """Return the two people of the sentence before, also those whom it only means, if these are all."""
        return self.company if len(self.company) == 2 and self.just else ()


@cache
def gender_of(words: str, lang: str) -> str | None:
    """Return "he" or "she" for words that tell which: "la ministra", "he"; None for others.

    >>> gender_of("ministra de Comercio", "es"), gender_of("canciller", "es"), gender_of("He", "en")
    ('she', None, 'he')
    """
    genders = load_lexicon(lang)["roles"].get("genders", {})
    return next(
        (each for each, told in genders.items() if re.match(rf"(?:{told})(?!\w)", words.lower())), None
    )


def courteous_gender(before: str, lang: str) -> str | None:
    """Return "he" or "she" for a title of courtesy that ends the words before a name, in lower case.

    >>> courteous_gender("to greet mrs ", "en"), courteous_gender("to greet dr ", "en")
    ('she', None)
    """
    told = load_lexicon(lang)["roles"].get("courtesy", {})
    return next(
        (each for each, titles in told.items() if re.search(rf"(?<!\w)(?:{titles}) \Z", before)), None
    )
