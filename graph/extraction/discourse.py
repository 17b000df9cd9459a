"""What an article has named so far, and what "the two countries", "its" or an end left unsaid refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from tradegraph.annotation.matches import BODIES, STATES
from tradegraph.extraction.courses import next_course, next_reporter, partner_end
from tradegraph.extraction.masking import Item
from tradegraph.extraction.places import is_place
from tradegraph.extraction.rankings import is_ahead
from tradegraph.extraction.relations import COURSE
from tradegraph.extraction.worksites import Worksites
from tradegraph.model import Claim, Entity

#: Relations whose figures later sentences take up.
_TOLD: Final = ("trade_value", "trade_growth")
#: How far behind this a text may tell what else goes this way or what is sent in return, in characters.
_TRADED_REACH: Final = 400
#: How far before the sentence that names one of two people the other one may be named, in characters.
_MET_REACH: Final = 150


class Discourse(Worksites):
    """Finds in an article's memory what a description or an end left unsaid refers to."""

    def resolve(self, take: str, types: Collection[str]) -> tuple[Entity, ...]:
        """Return what a description stands for, as the `take` of its lexicon entry tells."""
        if take == "pair":
            return self._sentence_pair(types) or self.pair(types)
        if take == "people":
            return self._last_people()
        if take == "visitor":
            return self._visitor(types)
        if take == "both":
            return self._two_people() or self._sentence_pair(types) or self.cast.two() or self.pair(types)
        if take == "nearer":
            return self.cast.nearer()
        if take == "speaker":
            return (self.speaker,) if self.speaker else ()
        if take in ("we", "our", "you"):
            return self.talker(take)
        if take == "firm":
            firm = self.firm_spoken_of(0)
            return firm.entities[:1] if firm else ()
        if take == "main":
            return self._main(types)
        if take == "there":
            return self.last_place(types)
        if take == "subject" and (first := _first_of((*self.previous, *self.sentence), types)):
            return first
        return found.entities[:1] if (found := self.latest(types)) else ()

    def _sentence_pair(self, types: Collection[str]) -> tuple[Entity, ...]:
        """Return the two places that the sentence has named, if these are all: "the two" are they."""
        named = (item.entities[0] for item in self.sentence if item.entities)
        places = list(dict.fromkeys(place for place in named if place.type in types and is_place(place)))
        return tuple(places) if len(places) == 2 and self.are_apart(places) else ()

    def _main(self, types: Collection[str]) -> tuple[Entity, ...]:
        """Return the place of some types that the article is at home in, else the one named most."""
        if self.own and self.own[0].type in types:
            return self.own
        return tuple(entity for entity in self._ranked() if entity.type in types and entity.code)[:1]

    def _last_people(self) -> tuple[Entity, ...]:
        """Return the last two people named, whom "the two presidents" means."""
        named = (item.entities[0] for _, item in reversed(self.noted["Person"]))
        people = list(dict.fromkeys(named))[:2]
        return tuple(reversed(people)) if len(people) == 2 else ()

    def _visitor(self, types: Collection[str]) -> tuple[Entity, ...]:
        """Return who was said last to visit, whom "the guest" means."""
        who = self.visit[1].subject if self.visit else None
        return (who,) if who is not None and who.type in types else ()

    def _two_people(self) -> tuple[Entity, ...]:
        """Return the people whom "both" means: the only two that the last sentence and this one name."""
        items = (*self.previous, *self.sentence)
        people = dict.fromkeys(item.entities[0] for item in items if item.type == "Person")
        if len(people) != 1 or any(is_place(item.entities[0]) for item in items if item.entities):
            return tuple(people) if len(people) == 2 else ()
        near = (item for _, item in reversed(self.noted["Person"]) if items[0].start - item.end < _MET_REACH)
        people |= dict.fromkeys(item.entities[0] for item in near)  # "… led by Holm. Ruiz received him."
        return tuple(reversed(list(people)[:2])) if len(people) > 1 else ()

    def its(self, position: int, types: Collection[str]) -> Item | None:
        """Return what "its" at `position` refers to: the subject of its sentence, else of the one before."""
        before = [item for item in self.sentence if item.end <= position]
        opener = self.last_opener and self.last.get(self.last_opener.id)  # "The state sold … to Japan. Its …"
        for items in (before, [opener] if opener else [], self.previous):
            fits = [item for item in items if item.entities and item.entities[0].type in types]
            if fits:  # "the Australian state of Victoria" is Victoria
                return next((item for item in fits if item.type != "Demonym"), fits[0])
        return self.latest(types)

    def subject_of(self, types: Collection[str], position: int) -> Item | None:
        """Return what a sentence is about: the first fitting mention before `position`, or in the last."""
        before = [item for item in self.sentence if item.end <= position]
        fits = (item for item in (*before, *self.previous) if item.entities[0].type in types)
        found = next(fits, None)
        return replace(found, kind="carried") if found else None

    def topic_before(self, types: Collection[str]) -> tuple[Item, ...]:
        """Return the place of some types that the sentence before names first."""
        found = (item for item in self.previous if item.entities and item.entities[0].type in types)
        return tuple(replace(item, kind="carried") for item in found)[:1]

    def traded_on(self, position: int, *, back: bool, lately: bool = False) -> dict[str, tuple[Item, ...]]:
        """Return the sides of the trade told last, shortly before `position`, `back`: the other way round.

        Where it must be told `lately`, no other place may have been named since.
        """
        course = self.traded
        if course is None or position - course.start >= _TRADED_REACH or (lately and self._has_left(course)):
            return {"subject": (), "object": ()}
        is_told = course.is_back and course.sentence == self._sentences
        if back and not is_told:  # "what came back, mostly bananas, was worth …" turns once
            course = course.turned()
        return {"subject": course.seller, "object": course.buyer}

    def pair(self, types: Collection[str] = STATES) -> tuple[Entity, ...]:
        """Return the two sides of the story: the two places named most so far, the section's first.

        Those of some `types` come first ("the two countries"), those named only later last.
        """
        later = (item.entities[0] for item in self.places.values() if is_place(item.entities[0]))
        sides = sorted(self._ranked(), key=lambda entity: entity.type not in types)
        sides += [entity for entity in later if entity not in sides]
        for index, first in enumerate(sides):
            for second in sides[index + 1 :]:
                if not self._contains(first, second):
                    return (first, second)
        return ()

    def tell(self, claim: Claim, reporter: str, partner: str = "", *, is_back: bool = False) -> None:
        """Remember which flow, and whose trade, the article tells once a figure has been given for it.

        `reporter` and `partner` are fields: the end that stays, and the one that a list goes through.
        `is_back` where goods go the other way than those told before.
        """
        self.firms.tell(claim)
        self.traded = next_course(self.traded, claim, self._sentences, is_back=is_back)
        if claim.relation == COURSE:
            self.spoken = self._sentences, claim
            return
        if claim.relation in _TOLD:
            last, self.told, self._told_in = self.told, claim, self._sentences
            if partner or last is None or (last.subject, last.object) != (claim.subject, claim.object):
                self.partner_end = partner or partner_end(claim, reporter, self.rank_told(1), self.own)
        if claim.relation == "visited":
            self.visit = self._sentences, claim
        if claim.relation == "partner_rank":
            before = self.rank_told(0)
            self._ranked_last = self._sentences, before if before and is_ahead(claim, before) else claim
            is_first = (self._ranked_ends or (-1,))[0] != self._sentences  # of no rank "behind China"
            if is_first and all(reference.kind != "carried" for reference in claim.references):
                self._ranked_ends = self._ranked_last
        self.reporter = next_reporter(self.reporter, claim, reporter, self.own)

    def carried_pair(self, *, near: bool) -> tuple[Item, ...]:
        """Return the sides of a flow that names neither: the one whose trade is told, then its partner.

        A figure told in this sentence or the one before is of the same two sides; else those of the story. In
        an entry headed by a place it is of this place and the one whose trade is told.
        """
        told = self._headed_pair() or self._told_pair() or self._ranked_pair() or self._home_pair()
        pair = told or tuple(self._carried(entity) for entity in self.pair())
        if near and not told and not any(self._is_near(entity) for entity in self.pair()[1:]):
            return ()
        return tuple(sorted(pair, key=lambda item: item.entities[0] != self.reporter))

    def _headed_pair(self) -> tuple[Item, ...]:
        """Return whose trade is told and the place that heads the entry; nothing where these are no pair."""
        whose = [
            entity for entity in self.whose_trade() if entity.id in (self.last.keys() | self.places.keys())
        ]
        if self.headed is None or not whose or not self._fits(self.headed, whose[0]):
            return ()
        return (self._carried(whose[0]), replace(self.headed, kind="carried"))

    def _ranked_pair(self) -> tuple[Item, ...]:
        """Return the sides of the rank just told of both by name, where no figure was given since."""
        sentence, rank = self._ranked_ends or (-1, None)
        is_last = rank and self._sentences - sentence <= 1 and (not self.told or self.told.start < rank.start)
        return tuple(self.told_ends(rank).values()) if is_last else ()

    def _home_pair(self) -> tuple[Item, ...]:
        """Return the home, where its trade is told, and the only other place that the sentence has named."""
        home = [entity for entity in self.own if entity == self.reporter]
        items = {item.entities[0]: item for item in self.sentence if item.entities}
        places = [item for entity, item in items.items() if is_place(entity)]
        if len(places) != 1 or not home or not self._fits(places[0], home[0]):
            return ()
        return (replace(self.homes["State"], kind="carried"), replace(places[0], kind="carried"))

    def _carried(self, entity: Entity) -> Item:
        return replace(self.last.get(entity.id) or self.places[entity.id], kind="carried")

    def _told_pair(self) -> tuple[Item, ...]:
        """Return the sides of the last figure where this sentence or the one before gives it."""
        ends = self.told_ends() if self._sentences - self._told_in <= 1 else {}
        return tuple(ends.values()) if len(ends) > 1 else ()

    def whose_trade(self) -> tuple[Entity, ...]:
        """Return whose trade is told, or else the place that the article is at home in."""
        if self.reporter is not None:
            return (self.reporter,)
        return self.own

    def told_partner(self) -> tuple[Item, ...]:
        """Return who the last figure is on beside the side whose trade is told, if told just before."""
        return tuple(item for item in self._told_pair() if item.entities[0] != self.reporter)[:1]

    def rank_told(self, reach: int) -> Claim | None:
        """Return the rank told last in this sentence, or up to `reach` sentences before it."""
        sentence, claim = self._ranked_last or (0, None)
        return claim if self._sentences - sentence <= reach else None

    def carried_partner(
        self,
        entity: Entity,
        *,
        near: bool,
        until: int | None = None,
        is_reporter: bool = False,
        is_figure: bool = False,
    ) -> Item | None:
        """Return the other end of a flow that names one: whose trade is told, else the usual partner.

        An entry headed by a place is of this place. Where the one named is whose trade is told
        (`is_reporter`), it trades with whom the one told before in the sentence did; across sentences that is
        as often wrong as right.
        """
        if self.headed is not None and self._told_in != self._sentences and self._fits(self.headed, entity):
            return replace(self.headed, kind="carried")
        told = self._told_pair()
        if any(item.entities[0] == entity for item in told):
            return next(item for item in told if item.entities[0] != entity)
        partner = self.told_partner() if is_reporter and self._told_in == self._sentences else ()
        if partner and self._fits(partner[0], entity):
            return partner[0]
        found = next((item for item in self._partners() if self._fits(item, entity)), None)
        is_home = is_figure and found is not None and found.entities[0] in {*self.own} & {self.reporter}
        if found is None or (near and not is_home and not self._is_near(found.entities[0], until)):
            return None
        return replace(found, kind="carried")

    def partner_alike(self, entity: Entity, missing: str) -> Item | None:
        """Return who has the `missing` end where another one does what the side just told of did.

        "Fiji bought $9 million from Norway; Tonga took $2 million": Norway sells, whosever trade is told.
        """
        told, ends = self.told, self.told_ends() if self._told_in == self._sentences else {}
        if told is None or told.flow != "exports" or len(ends) < len(("subject", "object")):
            return None
        fits = entity not in (told.subject, told.object) and self._fits(ends[missing], entity)
        return ends[missing] if fits else None

    def _partners(self) -> Iterator[Item]:
        """Yield who the other side of a trade may be, the likeliest first: above all whose trade is told."""
        ranked = self._ranked()
        likely = [self.reporter, *ranked] if self.reporter else ranked
        yield from (self.last[entity.id] for entity in likely if entity.id in self.last)
        yield from self.homes.values()

    def other_than(
        self, known: tuple[Entity, ...], position: int, *, codes: Collection[str] = ()
    ) -> Item | None:
        """Return the last place named before `position` that is another one than the `known` place.

        `codes` are those of the countries that it may be: such a place may be named further back.
        """
        items = [*self.previous, *(item for item in self.sentence if item.end <= position)]
        if codes:
            items = [item for _, item in self.noted["Country"] if item.end <= position]
        places = (i for i in reversed(items) if i.entities and is_place(i.entities[0]))
        fits = (item for item in places if self._fits(item, known[0]))
        return next((item for item in fits if not codes or item.entities[0].code in codes), None)

    def of_level(self, level: str, position: int) -> Iterator[Item]:
        """Return what a post of this level may belong to, the likeliest first.

        A country's minister belongs to the country that the article is at home in, the one it names most;
        posts of regions and bodies to the one named last before `position`, rather one surely of this kind.
        """
        if level in ("Country", "State"):
            return iter([self.homes[level]] if level in self.homes else [])
        kinds = BODIES if level == "Body" else {level}
        before = [e for kind in kinds for e in self.noted.get(kind, ()) if e[1].end <= position]
        return (item for _, item in sorted(before, key=lambda entry: (entry[1].type == "Name", -entry[0])))


def _first_of(items: Iterable[Item], types: Collection[str]) -> tuple[Entity, ...]:
    return next((item.entities[:1] for item in items if item.entities and item.entities[0].type in types), ())
