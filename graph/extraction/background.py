"""What a pattern leaves to the text around it: the flow told last ("@same"), the article's home ("@home")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tradegraph.extraction.aiming import AIMING, find_aiming
from tradegraph.extraction.compass import aimed, comes
from tradegraph.extraction.courses import RANKED_ENDS, bound, turns
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.firms import office_owner
from tradegraph.extraction.masking import Item
from tradegraph.extraction.parties import UNSAID, find_sides
from tradegraph.extraction.posts import Posts
from tradegraph.extraction.rankings import continue_rank, goes_on, reach_of
from tradegraph.extraction.relations import Relation
from tradegraph.extraction.slots import two_sides
from tradegraph.extraction.subjects import tellers, unsaid
from tradegraph.extraction.voices import body_quoted, ourselves, speaking
from tradegraph.model import Claim, Entity

#: Slots for who speaks, for people and their trips, and for the company that is spoken of.
_VOICES: Final = {"@voice", "@house"}
_TRAVELS: Final = {"@party", "@person", "@trip", "@untitled", "@held", "@two"}
_COMPANIES: Final = {"@firm", "@entry", "@builder"}
#: What those quoted tell of their own plants and jobs.
_HOUSES: Final = {"Company", "Association", "Academia"}
#: Flows that are the way that goods go of which the text told last.
_COURSES: Final = {"@return", "@course", "@lately", "@inward", "@outward", "@compass"}
#: How far behind a figure a sentence may take up its flow ("In 2016 it was …"), in characters.
_TOLD_REACH: Final = 250


@dataclass(frozen=True, slots=True)
class Background:
    """What one article has told so far, which fills the slots that patterns leave; `posts` are those told."""

    discourse: Discourse
    posts: Posts

    def find_slots(self, fields: Mapping[str, Any], start: int, words: str = "") -> dict[str, Any]:
        """Return the slots of a match of `words` at `start` that its pattern leaves to the text before."""
        told = {value for value in fields.values() if isinstance(value, str)}
        ends = {end for name in ("subject", "object") if isinstance(end := fields.get(name), str)}
        flow, wanted = str(fields.get("flow", "")), fields.get("subject")
        if (goal := fields.get("object")) in ("@worksite", "@project"):
            return self._site(fields, start, is_project=goal == "@project")
        if ends & _VOICES:
            return speaking(fields, self.discourse, self.posts, start)
        if "@we" in told:
            others = {name: value for name, value in fields.items() if value != "@we"}
            beside = self.find_slots(others, start) if goal == "@agreement" else {}
            return {**beside, **ourselves(fields, self.discourse)}
        if "@topic" in told:
            topic = self.discourse.topic_before(("Country", "Region", "Bloc"))
            return {name: topic for name, value in fields.items() if value == "@topic"}
        if flow in _COURSES:
            return {**self._course(fields, start, words), "flow": "exports"}
        if "@opener" in told:
            return unsaid(fields, self.discourse)
        if flow.startswith("@"):
            return self._told_flow(fields, start)
        if goes_on(fields):
            return continue_rank(self.discourse.rank_told(reach_of(fields)), fields)
        if told & _TRAVELS:
            return self.posts.look_around(fields, self.discourse, start)
        if ends & UNSAID:
            return find_sides(fields, self.discourse, start)
        return self._subject(wanted, fields, start) if isinstance(wanted, str) else {}

    def at_sites(
        self, relation: Relation, fields: Mapping[str, Any], start: int, *, is_unsaid: bool
    ) -> Mapping[str, Any]:
        """Return fields with what "the plant" stands for, which a text only describes ("its mill in Riga").

        As host it is where it stands, and who employs there is the company. Jobs are where the plant is
        unless another place is told; those of plants in several places are in none of them.
        """
        if relation.name == "supports_jobs" and _is_of_several(fields):
            fields = {name: value for name, value in fields.items() if name != "object"}
        sites = {name: self._plant(fields.get(name)) for name in relation.sited}
        hosts = {name: place for name, site in sites.items() if site and (place := self._place_of(site))}
        subject = fields.get("subject")
        site = self._plant(subject) if relation.name == "supports_jobs" else None
        if site is None:
            return {**fields, **hosts}
        owner = self.discourse.firms.opened.get(site)
        firms = (owner,) if owner else self._firm({"subject": "@builder"}, start)["subject"]
        where = {"object": place} if is_unsaid and (place := self._place_of(site)) else {}
        return {**fields, **hosts, "subject": firms or subject, **where}

    def _plant(self, end: Any) -> Entity | None:
        """Return the facility that fills an end, where it is told in words and not by name."""
        item = end[0] if isinstance(end, tuple) and end else None
        site = item.entities[0] if isinstance(item, Item) and item.entities else None
        return site if site is not None and site.type == "Facility" and site.name[:1].islower() else None

    def _place_of(self, site: Entity) -> tuple[Item, ...]:
        """Return where a facility stands that the text has described with its place."""
        told = (item for item in self.discourse.latest_first(("Facility",)) if item.entities[0] == site)
        places = next((item.fields["place"][:1] for item in told if "place" in item.fields), ())
        return tuple(replace(item, kind="carried") for item in places)

    def _subject(self, wanted: str, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return who fills a subject that is left to the text, and what this tells of the other end."""
        if wanted == "@partner":
            return self._told_sides(str(fields.get("scope")), fields.get("object"))
        if wanted == "@owner":
            owner = self.discourse.firms.owner(self.discourse.sentence, self.discourse.previous, start)
            return {"subject": owner}
        if wanted == "@office":
            return {"subject": office_owner(fields.get("office", fields["object"])[0])}
        if wanted in _COMPANIES:
            return self._firm(fields, start)
        if wanted == "@sides":
            return two_sides(fields.get("sides"))
        aiming = find_aiming(wanted, self.discourse, self.posts.states, start) if wanted in AIMING else None
        if aiming and (aiming["subject"] or wanted != "@cooperation"):
            return aiming
        pair = self._story(start)
        if wanted == "@either":
            return {"subject": pair}
        return {"subject": pair[:1], "counterpart": pair[1:2]}

    def _site(self, fields: Mapping[str, Any], start: int, *, is_project: bool) -> dict[str, Any]:
        """Return where jobs or a plant are, told up to the figure, and what the other slots stand for."""
        others = {name: value for name, value in fields.items() if name != "object"}
        told = fields["value"][0].start if "value" in fields else start
        site = is_project and self.discourse.project_site(start)
        return {"object": site or self.discourse.site_told(told), **self.find_slots(others, start)}

    def _course(self, fields: Mapping[str, Any], start: int, words: str) -> Mapping[str, tuple[Item, ...]]:
        """Return who sells and who buys: as the text told last, the other way, or as goods come and go."""
        flow = fields["flow"]
        told = self.discourse.traded_on(start, back=flow == "@return", lately=flow == "@lately")
        if flow not in ("@compass", "@inward", "@outward"):
            return told
        pair = self.discourse.carried_pair(near=True) if fields.get("near") else ()
        sides = told if told["subject"] and told["object"] else {"subject": pair[:1], "object": pair[1:2]}
        lang = self.discourse.agreements.lang
        if flow == "@compass":
            found = aimed(sides, words, lang)
            return found or bound(told, tellers(self.discourse), inward=comes(words, lang))
        return bound(sides, tellers(self.discourse), inward=flow == "@inward")

    def _story(self, start: int) -> tuple[Item, ...]:
        """Return both sides of the story: as the sentence has them before `start`, else the home first."""
        home = self.discourse.homes.get("State")
        before = (item for item in self.discourse.sentence if item.end <= start)
        here = [item.entities[0] for item in before if item.entities]
        pair = self.discourse.carried_pair(near=False)
        if all(item.entities[0] in here for item in pair):
            return tuple(sorted(pair, key=lambda item: here.index(item.entities[0])))
        told = sorted(pair, key=lambda item: home is None or item.entities != home.entities)
        return tuple(sorted(told, key=lambda item: item.entities[0] not in here))

    def _firm(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the company spoken of, "@entry" that of an entry alone; its site for object "@site"."""
        firms = self.discourse.firms
        spoken = self.discourse.firm_spoken_of(start)
        is_idle = spoken is not None and spoken.entities[0] not in firms.settled
        spoken = None if fields["subject"] == "@builder" and is_idle else spoken
        if spoken is None and fields["subject"] == "@firm":
            spoken = body_quoted(start, _HOUSES, self.discourse, self.posts)
        firm = firms.entry or firms.heading if fields["subject"] == "@entry" else spoken
        found: dict[str, Any] = {"subject": (firm,) if firm else ()}
        if fields.get("object") == "@site":
            found["object"] = firms.site((*self.discourse.previous, *self.discourse.sentence))
        return found

    def _told_sides(self, scope: str, known: Any) -> dict[str, Any]:
        """Return who "making it the largest market" ranks, and for whom: a market buys what others sell."""
        ends, partner = self.discourse.told_ends(), self.discourse.told_partner()
        if known:
            others = tuple(item for item in ends.values() if item.entities != known[0].entities)
            return {"subject": others if len(others) == 1 else ()}
        is_export = self.discourse.told is not None and self.discourse.told.flow == "exports"
        if not partner or scope not in RANKED_ENDS or not is_export:
            return {"subject": partner}
        ranked, other = RANKED_ENDS[scope]
        return {"subject": (ends[ranked],), "object": (ends[other],)}

    def _told_flow(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the flow of the last figure, if near: "@same", "@reverse", "@other" (with another)."""
        told = self.discourse.told_flow(start)
        nothing: dict[str, Any] = {"subject": (), "object": ()}
        is_told = told is not None and 0 <= start - told.start < _TOLD_REACH
        if fields["flow"] == "@reverse" and not (told and is_told and told.flow == "exports"):
            return {**fields, **self.discourse.traded_on(start, back=True), "flow": "exports"}
        if told is None or not is_told:
            return nothing
        ends: dict[str, Any] = {name: (item,) for name, item in self.discourse.told_ends(told).items()}
        course = self.discourse.traded
        is_good = fields["flow"] == "@same" and told.flow == "total" and "product" in fields
        if is_good and course and course.start > told.start:  # who sells the goods has been told since
            sides = self.discourse.traded_on(start, back=False)
            return {"unit": told.unit, **fields, **sides, "flow": "exports"}
        if fields["flow"] == "@reverse":
            ends = {"subject": ends["object"], "object": ends["subject"]}
        if fields["flow"] == "@other":
            given = {name: fields[name] for name in nothing if name in fields}
            partner = self.discourse.partner_end
            if not given and turns(ends, partner, fields["other"], self.discourse.own):
                ends = {"subject": ends["object"], "object": ends["subject"]}
            else:
                ends = {**ends, **(given or {partner: fields["other"]})}
        sign = -1 if _is_deficit(told) and _is_money(fields.get("value")) else fields.get("sign", 1)
        return {"unit": told.unit, **fields, **ends, "flow": told.flow or "exports", "sign": sign}


def _is_of_several(fields: Mapping[str, Any]) -> bool:
    """Tell whether one number of jobs is told of several places."""
    places, values = fields.get("object"), fields.get("value")
    if not isinstance(places, tuple) or not isinstance(values, tuple):
        return False
    return len(values) == 1 < len({item.entities[:1] for item in places})


def _is_deficit(claim: Claim) -> bool:
    return claim.relation == "trade_value" and claim.value is not None and claim.value < 0


def _is_money(value: Any) -> bool:
    return isinstance(value, tuple) and any(item.type == "Money" for item in value)
