"""What an article has named so far: places, people, companies and agreements, in the order of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from tradegraph.annotation.matches import CONCEPTS, STATES, find_places
from tradegraph.extraction.agreements import Agreements
from tradegraph.extraction.cast import Cast
from tradegraph.extraction.courses import Course
from tradegraph.extraction.firms import Firms
from tradegraph.extraction.mainclauses import main_clause_heads
from tradegraph.extraction.masking import Item, Masked, follows_town, to_carried
from tradegraph.extraction.namelessposts import NamelessPosts
from tradegraph.extraction.places import WORLD_REGION, is_place, level_of
from tradegraph.extraction.signings import Signings
from tradegraph.extraction.times import Times
from tradegraph.model import Claim, Entity, Sentence
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer

#: Chunks that an article may refer to later.
_NOTED_CHUNKS: Final = {"Agreement", "Plant", "Site"}
#: What parts the head of an entry from what is told of it; a place alone in a sentence heads its paragraph.
_HEAD_ENDS: Final = (": ", " – ", " — ", " - ", ". ")
#: For how many sentences the sides of a trade stay near.
_LATELY: Final = 2
#: For how many sentences a trade that a question asks for stays in mind.
_ASKED_REACH: Final = 3
#: Weight of a place that a heading names, against one mention in the text: a section is about its heading.
_HEADING_WEIGHT: Final = 2


@dataclass
class Memory:
    """The running memory of one article.

    `text` is the article's as patterns see it. `counts` tells how often each place was named, `last` holds
    its first mention; `noted` all mentions by type with a running number. `opener` is whom this sentence
    begins with, `last_opener` the one before, `club` the body that a member was told of last. `guest` is the
    other country whose envoy is asked; `is_answer`: this sentence answers, as does a speech (`is_speech`).
    """

    text: str = ""
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    agreements: Agreements = field(default_factory=Agreements)
    times: Times = field(default_factory=Times)
    signings: Signings = field(default_factory=Signings)
    counts: Counter[str] = field(default_factory=Counter)
    last: dict[str, Item] = field(default_factory=dict)
    noted: defaultdict[str, list[tuple[int, Item]]] = field(default_factory=lambda: defaultdict(list))
    sentence: list[Item] = field(default_factory=list)
    previous: list[Item] = field(default_factory=list)
    section: list[Item] = field(default_factory=list)
    title: list[Item] = field(default_factory=list)
    headed: Item | None = None
    reporter: Entity | None = None
    homes: Mapping[str, Item] = field(default_factory=dict)
    places: Mapping[str, Item] = field(default_factory=dict)
    opener: Entity | None = None
    last_opener: Entity | None = None
    publisher: Item | None = None
    club: Item | None = None
    speaker: Entity | None = None
    guest: Item | None = None
    is_answer: bool = False
    is_speech: bool = False
    nameless_posts: NamelessPosts = field(default_factory=NamelessPosts)
    told: Claim | None = None
    spoken: tuple[int, Claim] | None = None
    mission: tuple[int, Item] | None = None
    visit: tuple[int, Claim] | None = None
    traded: Course | None = None
    partner_end: str = "object"
    firms: Firms = field(default_factory=Firms)
    cast: Cast = field(default_factory=Cast)
    _count: int = 0
    _entry: int = -1
    _asked_in: int = 0
    _has_turns: bool = False
    _sentences: int = 0
    _told_in: int = 0
    _ranked_last: tuple[int, Claim] | None = None
    _ranked_ends: tuple[int, Claim] | None = None
    _ranking: list[Entity] | None = None

    @property
    def own(self) -> tuple[Entity, ...]:
        """The country or region that the article is at home in, if that is known."""
        return self.homes["State"].entities[:1] if "State" in self.homes else ()

    @property
    def voice(self) -> Item | None:
        """Whom "we" is: the place that the article is at home in, or whose envoy answers it."""
        return self.guest if self.guest and self.is_answer else self.homes.get("State")

    def talker(self, take: str) -> tuple[Entity, ...]:
        """Return who "we", or for the `take` "you" who the other one is where another's envoy is asked."""
        hearer = (self.homes.get("State") if self.is_answer else self.guest) if self.guest else None
        who = hearer if take == "you" else self.voice
        return who.entities[:1] if who else ()

    def hear(self, kind: str, *, is_asked: bool) -> None:
        """Note whether a sentence, of a block of this kind, asks or answers: questions part the turns."""
        self._has_turns |= kind == "question"
        self.is_answer = self.is_speech or (self._has_turns and kind != "question")
        if is_asked or kind == "question":
            self._asked_in = self._sentences

    def start_section(self, items: Iterable[Item], *, is_title: bool = False) -> None:
        """Note the places that a heading names; those of the section before are forgotten.

        A heading without places belongs to the title's.
        """
        self.section = [item for item in items if item.type in STATES]
        if is_title:
            self.title = self.section
        self._ranking = None
        if self.section:
            self.told = None

    def start_sentence(self) -> None:
        """Make the current sentence the previous one."""
        self._sentences += 1
        if self.sentence:
            self.previous = self.sentence
        self.sentence = []
        self.opener, self.last_opener = None, self.opener
        self.cast.start_sentence()
        self.nameless_posts.start_sentence()

    def head_sentence(self, items: Sequence[Item], sentence: Sentence, text: str) -> None:
        """Note the place that heads an entry, as in "- Norway: exports of $3bn. …": the entry is on it."""
        if sentence.block != self._entry:
            self._entry, self.headed = sentence.block, None
        first = items[0] if items else None
        heads = main_clause_heads(items, sentence, text, self.agreements.lang)
        self.opener = next((head for head in heads if is_place(head)), self.opener)
        if first and first.start == sentence.start and text.startswith(_HEAD_ENDS, first.end):
            self.headed = first if first.entities and is_place(first.entities[0]) else None

    def note(self, item: Item) -> None:
        """Remember a mention."""
        if not item.entities:
            return
        entity = item.entities[0]
        self._append(item)
        if country := self._country_behind(entity):
            self.counts[country.id] += 0  # "talks in Bangkok": may be a side where no other is named
            self.last.setdefault(country.id, replace(item, entities=(country,)))
        for side in self._sides_in_name(entity):  # "the EU-Chile agreement": its sides may trade
            self.counts[side.id] += entity.known
            self.last.setdefault(side.id, replace(item, type=side.type, entities=(side,)))
        if is_place(entity):
            self.counts[entity.id] += not self._specifies(item)
            self.last.setdefault(entity.id, item)
        self._ranking = None

    def _specifies(self, item: Item) -> bool:
        """Tell whether a country only says where a city is ("talks in Vientiane, Laos")."""
        before = self.sentence[-2] if len(self.sentence) > 1 else None
        if before is None or not follows_town(item, before):
            return False
        return self.gazetteer.country_of(before.entities[0].id) == item.entities[0]

    def note_chunks(self, masked: Masked) -> None:
        """Remember the agreements and plants that patterns have put together, in their place."""
        self.agreements.link(masked)
        self.firms.note(masked)
        self.nameless_posts.note(masked)
        known = {item.start for item in self.sentence if item.type not in CONCEPTS}  # no "fisheries pact"
        for item in masked.items:
            if item.type == "Delegation" and item.entities:
                self.mission = self._sentences, item
            is_named = item.type in _NOTED_CHUNKS and item.kind == "named"
            if is_named and item.entities and item.start not in known:
                self._append(item)
            elif is_named and item.type == "Agreement" and item.entities:  # "the Blue Pact no. 7"
                self.sentence = [_renamed(each, item) for each in self.sentence]
                self.noted["Agreement"] = [(n, _renamed(each, item)) for n, each in self.noted["Agreement"]]
        self.sentence.sort(key=lambda item: item.start)

    def journey(self, *, anywhere: bool = False) -> tuple[Claim | None, Item | None]:
        """Return the visit and the delegation told last, in this sentence or the one before, or any."""
        reach = self._sentences if anywhere else 1
        visit = self.visit[1] if self.visit and self._sentences - self.visit[0] <= reach else None
        sent = self.mission[1] if self.mission and self._sentences - self.mission[0] <= reach else None
        return visit, sent

    def journey_starts(self, *, with_visits: bool = True) -> list[int]:
        """Return where the visit and the delegation begin that this sentence or the one before tells."""
        visit, sent = self.journey()
        return [told.start for told in (visit if with_visits else None, sent) if told is not None]

    def told_flow(self, start: int) -> Claim | None:
        """Return the last figure, or the trade spoken of since: "Trade is small. It came to $2 million"."""
        sentence, spoken = self.spoken or (-1, None)
        reach = _ASKED_REACH if sentence == self._asked_in else 1
        is_near = self._sentences - sentence <= reach and (self.told is None or self._told_in < sentence)
        return spoken if spoken and is_near and spoken.start < start else self.told

    def partner_of(self, known: tuple[Entity, ...]) -> Item | None:
        """Return with whom the `known` place trades, as told last, in the last few sentences."""
        course = self.traded
        is_near = course is not None and self._sentences - course.sentence <= _LATELY
        sides = (*course.seller, *course.buyer) if course and is_near else ()
        others = [item for item in sides if item.entities[:1] != known]
        return others[0] if len(others) == 1 else None

    def told_ends(self, claim: Claim | None = None) -> dict[str, Item]:
        """Return the two sides of a figure, by default of the last, by the field that each of them fills."""
        told = claim or self.told
        references = told.references if told else ()
        return {ref.end_of: to_carried(ref) for ref in references if ref.end_of in ("subject", "object")}

    def are_apart(self, places: Iterable[Entity]) -> bool:
        """Tell whether of some places none is another one, nor lies in it."""
        pairs = combinations(places, 2)
        return not any(first == second or self._contains(first, second) for first, second in pairs)

    def _country_behind(self, entity: Entity) -> Entity | None:
        """Return the country of a capital or of a country's ministry or agency."""
        if entity.type == "GovernmentBody":
            return self.gazetteer.country_of(entity.id)
        return self.gazetteer.capital_country(entity.id) if entity.type == "City" else None

    def _sides_in_name(self, entity: Entity) -> tuple[Entity, ...]:
        """Return the two parties of an agreement that has no more, as known or as its name tells."""
        if entity.type != "Agreement":
            return ()
        named = (each.entities[0] for each in find_places(f"{entity.name} ", types=STATES) if each.entities)
        parties = self.gazetteer.parties_of(entity.id) or dict.fromkeys(named)
        return tuple(parties) if len(parties) == len(("one", "other")) else ()

    def _append(self, item: Item) -> None:
        self._count += 1
        self.sentence.append(item)
        self.noted[level_of(item.entities[0])].append((self._count, item))

    def latest(self, types: Collection[str]) -> Item | None:
        """Return the last mention of one of some types of entity."""
        levels = (*types, WORLD_REGION) if "Region" in types else types
        found = [self.noted[level][-1] for level in levels if self.noted.get(level)]
        return max(found, key=lambda entry: entry[0])[1] if found else None

    def latest_first(self, types: Collection[str]) -> list[Item]:
        """Return all mentions of some types, as `noted` tells them, the latest first."""
        noted = [entry for kind in types for entry in self.noted.get(kind, ())]
        return [item for _, item in sorted(noted, key=lambda entry: -entry[0])]

    def _is_near(self, entity: Entity, until: int | None = None) -> bool:
        """Tell whether this sentence (up to the offset `until`), the last or the heading names `entity`."""
        here = [item for item in self.sentence if until is None or item.end <= until]
        items = [*here, *self.previous, *(self.section or self.title)]
        if self.traded and self._sentences - self.traded.sentence <= _LATELY:
            items += [*self.traded.seller, *self.traded.buyer]
        return any(item.entities and item.entities[0] == entity for item in items)

    def _has_left(self, course: Course) -> bool:
        """Tell whether this sentence or the one before names a place that is no side of `course`."""
        sides = {entity for item in (*course.seller, *course.buyer) for entity in item.entities}
        named = (item.entities[0] for item in (*self.previous, *self.sentence) if item.entities)
        return any(is_place(entity) and entity not in sides for entity in named)

    def _ranked(self) -> list[Entity]:
        if self._ranking is None:
            self._ranking = self._rank()
        return self._ranking

    def _rank(self) -> list[Entity]:
        """Return the places named so far, those named most first; of equals the one named first."""
        counts = self.counts.copy()
        for item in self.section:
            counts[item.entities[0].id] += _HEADING_WEIGHT
        order = {entity_id: index for index, entity_id in enumerate(self.last)}
        ids = sorted(counts, key=lambda entity_id: (-counts[entity_id], order.get(entity_id, 0)))
        return [self.last[entity_id].entities[0] for entity_id in ids if entity_id in self.last]

    def _fits(self, item: Item, entity: Entity) -> bool:
        """Tell whether the place `item` may trade with `entity`: neither lies in the other.

        Nobody is told to trade with a bloc of its own but by name.
        """
        other = item.entities[0]
        is_own = entity in self.gazetteer.members_of(other.id)
        return other != entity and not is_own and not self._contains(entity, other)

    def _contains(self, first: Entity, second: Entity) -> bool:
        """Tell whether one of two places lies in the other, which then are no pair."""
        ends = (self.gazetteer.country_of(first.id), self.gazetteer.country_of(second.id))
        return (ends[0] == second) or (ends[1] == first)


def _renamed(noted: Item, chunk: Item) -> Item:
    """Return an agreement with the name that the chunk gives which it begins, anything else as it is."""
    is_same = noted.type == chunk.type and noted.start == chunk.start
    return replace(noted, entities=chunk.entities) if is_same else noted
