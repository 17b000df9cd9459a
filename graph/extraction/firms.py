"""The company that is spoken of where a sentence names none, as lists of projects and later sentences do."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tradegraph.annotation.matches import BODIES, PLACES, STATES, find_places
from tradegraph.annotation.names import mint
from tradegraph.extraction.firmtopics import Subject, find_subject
from tradegraph.extraction.masking import Item, Masked, to_carried
from tradegraph.model import Claim, Entity

#: What may be a company: a name that no cue tells of, too.
FIRMS: Final = frozenset({"Company", "Name"})
#: Who may own plants and offices.
_OWNERS: Final = BODIES | {"Name"}
#: What a company does that has a project somewhere.
_SETTLING: Final = {"invests_in", "operates_in", "opened"}
#: For how many sentences a company stays the one that is spoken of, where none is named as a subject.
_TOPIC_REACH: Final = 3
#: The block that opens an article, behind its title: a name in capitals at its head may be a town.
_OPENING: Final = 1


@dataclass
class Firms:
    """What an article's companies are known by so far.

    `entry` is the head of the block that is read ("Baltica Holding – Tunis. A plant is going up."), `heading`
    the company that the section's heading begins with, `told` the one that a claim was last made of. `known`
    are the names of companies that claims were made of, `opened` who has opened which plant, `nations` the
    countries that names are said to be of, `settled` who has a site anywhere, `projects` where companies were
    last said to invest.
    """

    lang: str = "en"
    entry: Item | None = None
    heading: Item | None = None
    told: Item | None = None
    known: set[str] = field(default_factory=set)
    opened: dict[Entity, Item] = field(default_factory=dict)
    projects: dict[Entity, Item] = field(default_factory=dict)
    settled: set[Entity] = field(default_factory=set)
    nations: dict[str, Entity] = field(default_factory=dict)
    _block: int = -1
    _reading: Masked | None = None
    _read: deque[Masked] = field(default_factory=lambda: deque(maxlen=_TOPIC_REACH))

    def enter(self, block: int) -> None:
        """Note that a sentence is read next, of which block: an entry ends with its block."""
        if self._reading is not None:
            self._read.append(self._reading)
            self._reading = None
        if block != self._block:
            self._block, self.entry = block, None

    def head(self, items: Iterable[Item], *, is_title: bool) -> None:
        """Note the company that a heading begins with; a title's is merely the first one to be told of."""
        first = next(iter(items), None)
        firm = first if first is not None and first.type == "Company" else None
        if is_title:
            self.told = firm
        else:
            self.heading = firm

    def note(self, masked: Masked) -> None:
        """Note the sentence that is read, and the entry that it opens, if a pattern has found its head."""
        self._reading = masked
        is_entry = masked.items and masked.items[0].type == "Entry" and not _is_speaker(masked)
        if is_entry and not (self._block <= _OPENING and _is_dateline(masked)):
            self.entry = masked.items[0]

    def tell(self, claim: Claim) -> None:
        """Remember the company that a claim is made of."""
        if claim.relation in _SETTLING and claim.subject is not None:
            self.settled.add(claim.subject)
        for ref in claim.references:
            if ref.entity.type == "Company":
                self.known.add(ref.entity.name)
                self.told = to_carried(ref) if ref.end_of == "subject" else self.told
            if claim.relation == "opened" and claim.object is not None and ref.end_of == "subject":
                self.opened.setdefault(claim.object, to_carried(ref))
            is_site = claim.relation == "invests_in" and ref.end_of == "object" and ref.entity.type in PLACES
            if is_site and claim.subject is not None:
                self.projects[claim.subject] = to_carried(ref)

    def spoken_of(self, sentence: Sequence[Item], previous: Iterable[Item], position: int) -> Item | None:
        """Return who is spoken of at `position`, where the words name none.

        `sentence` are the items of its sentence, `previous` those of the one before.
        """
        here = self._subject_before(position)
        is_unsaid = here is not None and here.firm is None
        firms = (
            here.firm if here is not None and not here.oblique else None,
            None if is_unsaid else _first(item for item in sentence if item.end <= position),
            self.entry,
            self.heading,
            self.topic(),
            None if self._goes_on() else _first(previous),
            self.told,
        )
        found = next((firm for firm in firms if firm is not None), None)
        return self._as_firm(found) if found is not None else None

    def _subject_before(self, position: int) -> Subject | None:
        """Return whom the sentence that is read is about before `position`, once it is masked."""
        return find_subject(self._reading, self.known, self.lang, position) if self._reading else None

    def _goes_on(self) -> bool:
        """Tell whether the sentence before is about whom the one before it was, whoever is beside them."""
        subject = find_subject(self._read[-1], self.known, self.lang) if self._read else None
        return subject is not None and subject.firm is None

    def topic(self) -> Item | None:
        """Return whom the sentence before is about: its subject, where this is "it" that of the one before.

        One told by the way is it where the last sentence names no other ("The mill belongs to Baltica.").
        """
        for back, masked in enumerate(reversed(self._read)):
            subject = find_subject(masked, self.known, self.lang)
            if subject is None or subject.firm is not None:
                return None if subject is None or (subject.oblique and back) else subject.firm
        return None

    def _as_firm(self, item: Item) -> Item:
        """Return a company as it is carried over, a name that was told to be one as such."""
        if item.type == "Name":
            item = replace(item, type="Company", entities=(mint(item.entities[0].name, "Company"),))
        return replace(item, kind="carried")

    def owner(self, sentence: Sequence[Item], previous: Iterable[Item], position: int) -> tuple[Item, ...]:
        """Return whose plant or office "its" at `position` tells: the last body named before it.

        Where its sentence names nothing else before, the company that is spoken of.
        """
        before = [item for item in sentence if item.end <= position]
        owner = next((item for item in reversed(before) if item.type in _OWNERS), None)
        if owner is None and all(item.type == "Period" for item in before):
            bodies = (item for item in previous if item.type in _OWNERS)
            owner = self.entry or next(bodies, None) or self.spoken_of(sentence, previous, 0)
        return (replace(owner, kind="anaphor"),) if owner is not None else ()

    def headed_place(self) -> tuple[Item, ...]:
        """Return the place in the head of an entry on a company: "Baltica Holding – Tunis."."""
        places: tuple[Item, ...] = self.entry.fields.get("place", ()) if self.entry else ()
        return places[:1]

    def site(self, previous: Sequence[Item]) -> tuple[Item, ...]:
        """Return where an entry stands: the place in its head, else the last town or region named in it."""
        if self.entry is None:
            return ()
        named = [item for kind in ("City", "Region") for item in reversed(previous) if item.type == kind]
        return tuple(replace(place, kind="carried") for place in (*self.headed_place(), *named)[:1])


def office_owner(office: Item) -> tuple[Item, ...]:
    """Return whose office abroad is named: Chile, of "Trade Office of Chile in Nairobi"."""
    named = find_places(f"{office.entities[0].name} ", types=STATES) if office.entities else []
    owners = (replace(office, type=each.type, entities=each.entities, kind="carried") for each in named[:1])
    return tuple(owners)


def _first(items: Iterable[Item]) -> Item | None:
    return next((item for item in items if item.type == "Company"), None)


def _is_dateline(masked: Masked) -> bool:
    """Tell whether a sentence is nothing but a name in capitals: a town that we do not know, "SUVA NORTH."""
    entities = masked.items[0].entities
    return masked.text[1:] == "." and all(
        each.name.isupper() and " " in each.name and not each.known for each in entities
    )


def _is_speaker(masked: Masked) -> bool:
    """Tell whether a sentence opens with who speaks, as in transcripts: "REPORTER: Good morning."""
    return masked.text[1:2] == ":" and all(
        entity.name.isupper() and not entity.known for entity in masked.items[0].entities
    )
