"""From what the patterns found to claims: ends, figure, period, status, evidence; each relationship once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tradegraph.extraction.agreements import rename
from tradegraph.extraction.anchors import anchors_of
from tradegraph.extraction.apiece import period_apiece
from tradegraph.extraction.background import Background
from tradegraph.extraction.comparisons import is_by_the_way, is_off_pair
from tradegraph.extraction.dating import find_period
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.ends import EndFinder
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.invitations import is_inviting
from tradegraph.extraction.joined import is_of_another
from tradegraph.extraction.laternames import named_later
from tradegraph.extraction.masking import Item, Masked, to_carried
from tradegraph.extraction.mood import read_mood, to_status
from tradegraph.extraction.nofigures import is_no_figure
from tradegraph.extraction.order import in_text_order
from tradegraph.extraction.parties import may_be_party, parties_of_signatories, parties_of_story
from tradegraph.extraction.pastposts import tell_post
from tradegraph.extraction.posts import Posts, explicit_posts, posts_first, split_offices
from tradegraph.extraction.publishers import speaks_for_itself
from tradegraph.extraction.rankings import set_within
from tradegraph.extraction.relations import COURSE, Relation, load_frames
from tradegraph.extraction.retold import best_told
from tradegraph.extraction.slots import ENTITY_FIELDS, iter_choices, read_figure
from tradegraph.model import Article, Claim, Entity, Reference
from tradegraph.ontology.lexicon import grammar_language

#: A question or heading of so many words does not change what the text speaks of.
_FEW_WORDS: Final = 3
#: What a pattern so unsure reads is no ground for reading on.
_UNSURE: Final = 0.5
_TEXT_FIELDS: Final = ("flow", "scope", "within", "facility")


@dataclass
class ClaimBuilder:
    """Collects the claims of one article; each relationship once."""

    article: Article
    discourse: Discourse
    speaker: Entity | None = None
    claims: list[Claim] = field(default_factory=list)
    posts: Posts = field(default_factory=Posts)
    unsaid: list[Claim] = field(default_factory=list)
    _told: dict[tuple[object, ...], list[Claim]] = field(default_factory=dict)

    def add(self, masked: Masked, readings: Iterable[tuple[Masked, Iterable[Found]]]) -> None:
        """Add the claims that the patterns found in the readings of one sentence, `masked`.

        A figure, a product or a sector serves one match a relation, that of the first pattern.
        """
        self.posts.start_sentence()
        start, used = len(self.claims), dict[tuple[str, int], Found]()
        speakers = [self._take(reading, matches, used) for reading, matches in readings]
        speaker = next((speaker for speaker in speakers if speaker is not None), None)
        self.discourse.signings.note(masked, self.discourse.times)
        self.discourse.times.note(masked, self.claims[start:])
        if speaker := speaker or self.speaker:
            self.claims[start:] = [replace(claim, speaker=speaker) for claim in self.claims[start:]]

    def go_on(self, masked: Masked, found: Iterable[Found]) -> None:
        """Add the claims found in an item of a list behind its lead-in, once the item itself was read."""
        self._take(masked, found, {})

    def _take(
        self, masked: Masked, found: Iterable[Found], used: dict[tuple[str, int], Found]
    ) -> Entity | None:
        """Add the claims of the matches in a sentence; return who says it, where they tell.

        `used` are the figures, goods and sectors that have served a match.
        """
        speaker, lang = None, grammar_language(self.article.lang)
        for match in posts_first(in_text_order(found, masked)):
            if match.pattern.relation == "speaker":
                speaker = speaker or _first_entity(match.fields.get("subject", ()))
                continue
            for claim, topic in self._build(masked, match):
                if match.fields.get("subject") == "@pair":
                    self.unsaid.append(claim)
                    continue
                if topic is None or used.setdefault((claim.relation, topic), match) is match:
                    if claim.relation != COURSE:
                        self.keep(claim)
                    if match.pattern.confidence > _UNSURE and not is_by_the_way(match, masked, lang):
                        self._tell(claim, match)
        return speaker

    def face(self, masked: Masked, found: Iterable[Found]) -> None:
        """Take over which way goods go that a heading or a question, which states nothing, speaks of."""
        claims = [(claim, match) for match in found for claim, _ in self._build(masked, match)]
        is_heading = any(
            block.kind == "heading" and block.start <= masked.start < block.end
            for block in self.article.blocks
        )
        if is_heading or len(masked.text.split()) > _FEW_WORDS:  # "What else?" goes on
            self.discourse.traded = None
        for claim, match in claims:
            self._tell(claim, match)

    def _tell(self, claim: Claim, match: Found) -> None:
        ends = (str(match.fields.get(name, "")) for name in ("reporter", "partner"))
        self.discourse.tell(claim, *ends, is_back=match.fields.get("flow") == "@return")

    def keep(self, claim: Claim) -> None:
        """Add `claim` unless the article has stated the same relationship before."""
        key = (*self._base(claim), claim.value)
        is_new = key not in self._told
        self._told.setdefault(key, []).append(claim)
        if is_new:
            if claim.scope is not None:  # told without it, the same is no other relationship
                self._told.setdefault((*self._base(replace(claim, scope=None)), claim.value), [])
            self.claims.append(claim)
            self.posts.tell(claim)
            self._note_voice(claim)
            if claim.relation == "member_of":
                self.discourse.club = next(
                    to_carried(ref) for ref in claim.references if ref.end_of == "object"
                )
            self.discourse.agreements.tell(claim)

    def _note_voice(self, claim: Claim) -> None:
        """Remember the organisation of whom an interview is with: "we" is that."""
        if claim.relation != "holds_position" or self.speaker is None or self.discourse.publisher is not None:
            return
        told = (ref for ref in claim.references if ref.end_of == "object" and ref.kind != "carried")
        employer = next((ref for ref in told if speaks_for_itself(ref.entity)), None)
        if employer is not None and claim.subject == self.speaker:
            self.discourse.publisher = to_carried(employer)

    def plainest(self) -> Iterator[Claim]:
        """Yield the claims, without those that another one of the article tells with a value besides.

        A figure for a product tells that the product is traded.
        """
        for claim in tuple(parties_of_signatories(self.claims)):
            self.keep(claim)
        for claim in tuple(parties_of_story(self.unsaid, self.claims)):
            self.keep(claim)
        names, lang = self.discourse.agreements.proper_names(), grammar_language(self.article.lang)
        if names or self.posts.unnamed:
            first = sorted(self.claims, key=lambda claim: rename(claim, names) is not claim)
            again = [claim for claims in self._told.values() for claim in claims[1:]]
            self.claims, self._told = [], {}
            for claim in (*first, *again):
                self.keep(named_later(rename(claim, names), self.posts, lang))
        valued = [claim for claim in self.claims if claim.value is not None]
        told = {self._base(claim) for claim in valued}
        traded = {_trade(claim) for claim in valued if claim.product is not None and claim.flow == "exports"}
        for claim in explicit_posts(list(self.discourse.signings.date(self.claims))):
            is_told = claim.relation == "trades_product" and _trade(claim) in traded
            if claim.value is not None or not (is_told or self._base(claim) in told):
                yield best_told(claim, self._told.get((*self._base(claim), claim.value), ()), self.article)

    @staticmethod
    def _base(claim: Claim) -> tuple[object, ...]:
        """Return what makes a relationship but for its value, ends in order where order means nothing."""
        ends = (_id(claim.subject), _id(claim.object))
        if claim.relation == "met_with" or claim.flow == "total":
            ends = (min(ends), max(ends))
        flow = None if claim.relation == "trades_product" else claim.flow  # goods told are always exports
        others = (_id(claim.product), _id(claim.counterpart), flow, claim.scope, (claim.role or "").lower())
        return (claim.relation, *ends, *others)

    def _build(self, masked: Masked, found: Found) -> Iterator[tuple[Claim, int | None]]:
        """Yield the claims of one match, each with the offset of the figure, good or sector it is about."""
        relation = load_frames()[str(found.pattern.relation)]
        lang = grammar_language(self.article.lang)
        anchors = anchors_of(found, masked)
        mood = read_mood(masked.text, found.begin, found.end, lang, anchors, is_title=masked.is_title)
        if found.pattern.sets.get("stated"):
            mood = replace(mood, modal=None)
        if found.pattern.sets.get("affirmed"):  # "nobody buys more": the denial is what is told
            mood = replace(mood, denied=False)
        if (relation.asserted and mood.modal) or mood.denied or is_of_another(found, masked, lang):
            return
        planned = found.pattern.sets.get("planned", bool(mood.modal))
        if planned != bool(mood.modal) or is_no_figure(found, masked, lang):
            return
        start, end = masked.span(found.begin, found.end)
        finder = EndFinder(lang, self.discourse, self.posts)
        background = Background(self.discourse, self.posts)
        told = background.find_slots(found.fields, start, masked.text[found.begin : found.end])
        fields = _at_places(relation, {**found.fields, **told})
        is_unsaid = isinstance(found.fields.get("object"), str)
        fields = background.at_sites(relation, fields, start, is_unsaid=is_unsaid)
        if relation.name == "partner_rank":
            fields = set_within(fields, masked, lang)
        status = fields.get("status") or to_status(relation, mood)
        times = self.discourse.times
        period = find_period(relation, found, masked, times, status=status, lang=lang)
        shared = {
            "status": times.settle(relation, status, period),
            "period": period,
            "quote": self.article.text[start:end],
        }
        for choice in iter_choices(fields, found.pattern.sets.get("zip")):
            if relation.name == "visited" and is_inviting(choice.get("subject"), masked, lang):
                continue
            ends = finder.find(relation, {**fields, **choice})
            if ends is None or is_off_pair(ends, choice, self.discourse, self.article.text, lang):
                continue
            value, unit = read_figure(relation.name, fields, choice)
            claim = _to_claim(found, ends, fields, start, end, value=value, unit=unit, **shared)
            if own := period_apiece(relation, fields, choice, masked, times):
                claim = replace(claim, period=own)
            if _is_sound(relation, claim) and self._is_party(claim):
                topic = _topic_of(relation, choice)
                posts = tell_post(claim, fields, self.article.text, lang)
                yield from ((office, topic) for each in posts for office in split_offices(each, lang))

    def _is_party(self, claim: Claim) -> bool:
        """Tell whether an agreement may have the party that a claim gives it, or is to have it."""
        if claim.relation != "party_to" or claim.subject is None or claim.object is None:
            return True
        if not may_be_party(claim.subject, grammar_language(self.article.lang)):
            return False
        return claim.status == "target" or self.discourse.agreements.admits(claim.object, claim.subject)


def _at_places(relation: Relation, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return fields with the place in the stead of a plant or office that is described with its place."""
    places: dict[str, tuple[Item, ...]] = {
        name: tuple(place for item in fields[name] for place in item.fields.get("place", (item,)))
        for name in relation.sited
        if isinstance(fields.get(name), tuple)
    }
    return {**fields, **places}


def _to_claim(
    found: Found, ends: Mapping[str, Item], fields: Mapping[str, Any], start: int, end: int, **told: Any
) -> Claim:
    role = fields.get("role")
    texts: dict[str, Any] = {
        name: str(fields[name]) for name in _TEXT_FIELDS if isinstance(fields.get(name), str)
    }
    entities: dict[str, Any] = {
        name: _first_entity([ends[name]]) if name in ends else None for name in ENTITY_FIELDS
    }
    return Claim(
        str(found.pattern.relation),
        start=start,
        end=end,
        role=role if isinstance(role, str) or role is None else str(role[0].value),
        confidence=found.pattern.confidence,
        pattern=found.pattern.name,
        references=tuple(_references(ends, start, end)),
        **entities,
        **texts,
        **told,
    )


def _references(ends: Mapping[str, Item], start: int, end: int) -> Iterator[Reference]:
    """Yield the words behind each end; words outside the evidence are carried, words inside are not."""
    for name, item in ends.items():
        first, last = item.words or (item.start, item.end)
        inside = start <= first and last <= end
        kind = ("named" if item.kind == "carried" else item.kind) if inside else "carried"
        yield Reference(name, item.entities[0], first, last, kind)


def _is_sound(relation: Relation, claim: Claim) -> bool:
    if relation.distinct and claim.subject is not None and claim.subject == claim.object:
        return False
    if relation.flows and claim.flow is not None and claim.flow not in relation.flows:
        return False
    return "value" not in relation.required or claim.value is not None


def _topic_of(relation: Relation, choice: Mapping[str, Item]) -> int | None:
    """Return the offset of the figure, good or sector that a record is about, if it is about one.

    Of a foundation the year is told with each founder.
    """
    if relation.name == "founded" and "subject" in choice:
        return None
    names = ("value", "product", *(["object"] if relation.name == "targets_sector" else []))
    return next((choice[name].start for name in names if name in choice), None)


def _trade(claim: Claim) -> tuple[object, ...]:
    """Return the exporter, the importer and the product of a claim on trade."""
    return _id(claim.subject), _id(claim.object), _id(claim.product)


def _first_entity(items: Sequence[Item]) -> Entity | None:
    return next((entity for item in items for entity in item.entities), None)


def _id(entity: Entity | None) -> str:
    return entity.id if entity is not None else ""
