"""From the fields that a pattern found to claims: ends resolved and checked, figures, period, status, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product as cartesian
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.interpreter import Found
from tradegraph.extraction.masking import Item, Masked
from tradegraph.extraction.levels import post_level
from tradegraph.extraction.mood import read_mood, to_status
from tradegraph.extraction.relations import Relation, load_frames
from tradegraph.model import Article, Claim, Entity, Money, Reference

_ENTITY_FIELDS: Final = ("subject", "object", "counterpart", "product", "sector")
_TEXT_FIELDS: Final = ("flow", "scope", "within")
#: How far behind a figure a sentence may take up its flow ("In 2016 it was …"), in characters.
_TOLD_REACH: Final = 250
#: What a name that no cue tells is taken for, by what an end may be.
_GUESSES: Final = ("Company", "Association", "Agreement", "City", "Facility")


@dataclass
class ClaimBuilder:
    """Collects the claims of one article; each relationship once."""

    article: Article
    discourse: Discourse
    claims: list[Claim] = field(default_factory=list)
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, masked: Masked, found: Iterable[Found]) -> None:
        """Add the claims that the patterns found in one sentence; a figure serves one claim a relation."""
        used: set[tuple[str, int]] = set()
        speaker: Entity | None = None
        start = len(self.claims)
        for match in found:
            if match.pattern.relation == "speaker":
                speaker = speaker or _first_entity(match.fields.get("subject", ()))
                continue
            for claim, figure in self._build(masked, match):
                key = (claim.relation, figure)
                if figure >= 0 and key in used:
                    continue
                used.add(key)
                self._keep(claim)
                self.discourse.tell(claim, str(match.fields.get("reporter", "")))
        if speaker is not None:
            self.claims[start:] = [replace(claim, speaker=speaker) for claim in self.claims[start:]]

    def _keep(self, claim: Claim) -> None:
        ends = (_id(claim.subject), _id(claim.object))
        if claim.relation == "met_with" or claim.flow == "total":
            ends = (min(ends), max(ends))
        key = (
            claim.relation,
            *ends,
            claim.flow,
            claim.value,
            _id(claim.product),
            claim.scope,
            claim.role,
            _id(claim.counterpart),
        )
        if key not in self._seen:
            self._seen.add(key)
            self.claims.append(claim)

    def _build(self, masked: Masked, found: Found) -> Iterator[tuple[Claim, int]]:
        relation = load_frames()[str(found.pattern.relation)]
        mood = read_mood(
            masked.text, found.begin, found.end, self.article.lang if self.article.lang == "es" else "en"
        )
        if (relation.asserted and mood.modal) or (mood.denied and not _is_named_agreement(found)):
            return
        if found.pattern.sets.get("planned") and not mood.modal:
            return
        start, end = masked.span(found.begin, found.end)
        fields = dict(found.fields)
        status = fields.get("status") or ("target" if mood.denied else to_status(relation, mood))
        period = self._period(relation, fields, masked, found)
        fields |= self._look_around(fields, start)
        for choice in _choices(fields, found.pattern.sets.get("zip")):
            ends = self._ends(relation, {**fields, **choice}, start, end)
            if ends is None:
                continue
            value, unit = _value_of(relation.name, fields, choice)
            claim = _to_claim(
                relation,
                ends,
                fields,
                (value, unit, status, period),
                found,
                self.article.text[start:end],
                start,
                end,
            )
            if _is_sound(relation, claim):
                yield claim, _figure(choice)

    def _look_around(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the slots that a pattern leaves to the discourse: "@person", "@agreement" or "@aim"."""
        if str(fields.get("flow", "")).startswith("@"):
            return self._told_flow(fields, start)
        wanted = fields.get("subject")
        if not isinstance(wanted, str):
            return {}
        if wanted == "@person":
            found = self.discourse.subject_of({"Person"}, start)
            return {"subject": (found,) if found else ()}
        agreement = (
            self.discourse.subject_of({"Agreement"}, start) if wanted in ("@agreement", "@aim") else None
        )
        if agreement is not None or wanted == "@agreement":
            return {"subject": (agreement,) if agreement else ()}
        pair = self.discourse.carried_pair(near=False)
        return {"subject": pair[:1], "counterpart": pair[1:2]}

    def _told_flow(self, fields: Mapping[str, Any], start: int) -> dict[str, Any]:
        """Return the flow that the last figure was of ("@same"), the one the other way, or that with another side.

        A figure far behind counts no more.
        """
        told = self.discourse.told
        nothing: dict[str, Any] = {"subject": (), "object": ()}
        if told is None or not 0 <= start - told.start < _TOLD_REACH:
            return nothing
        ends = {
            ref.end_of: (Item(ref.entity.type, ref.start, ref.stop, (ref.entity,), kind="carried"),)
            for ref in told.references
            if ref.end_of in nothing
        }
        if fields["flow"] == "@reverse":
            if told.flow != "exports":
                return nothing
            ends = {"subject": ends["object"], "object": ends["subject"]}
        if fields["flow"] == "@other":
            other = "object" if told.subject == self.discourse.reporter else "subject"
            ends = {**ends, other: fields["other"]}
        return {**ends, "flow": told.flow, "sign": -1 if told.value is not None and told.value < 0 else 1}

    def _period(
        self, relation: Relation, fields: Mapping[str, Any], masked: Masked, found: Found
    ) -> str | None:
        if not relation.has_period:
            return None
        if given := fields.get("period"):
            return given if isinstance(given, str) else given[0].value
        periods = [
            (index, item)
            for index, item in enumerate(masked.items)
            if item is not None and item.type == "Period" and item.value
        ]
        if not periods:
            return None
        figure = fields.get("value")
        anchor = figure[0].start if isinstance(figure, tuple) else masked.span(found.begin, found.end)[0]
        value = min(periods, key=lambda entry: abs(entry[1].start - anchor))[1].value
        return str(value)

    def _is_fitting_post(self, fields: Mapping[str, Any], ends: Mapping[str, Item]) -> bool:
        """Tell whether a post can belong to what the text names: a country has no chief executive."""
        role = fields.get("role")
        if "object" not in ends or not isinstance(role, tuple):
            return True
        level = post_level(str(role[0].value), self.article.lang)
        kind = ends["object"].entities[0].type
        return not (level in ("Company", "Association") and kind in ("Country", "Region", "Bloc"))

    def _employer(self, role: str, position: int) -> Item | None:
        """Return what a post told without organisation belongs to: the place or body of its level named last."""
        level = post_level(role, self.article.lang)
        item = self.discourse.of_level(level, position) if level else None
        return replace(item, kind="carried") if item else None

    def _ends(
        self, relation: Relation, fields: Mapping[str, Any], start: int, end: int
    ) -> dict[str, Item] | None:
        """Return the items that fill the entity fields; None where a required one is missing or of a wrong type."""
        ends: dict[str, Item] = {}
        for name in _ENTITY_FIELDS:
            item = fields.get(name)
            if isinstance(item, Item):
                fitted = self._fit(relation, name, item)
                if fitted is None:
                    return None
                ends[name] = fitted
        if (
            relation.name == "holds_position"
            and "object" not in ends
            and isinstance(fields.get("role"), tuple)
        ):
            post = fields["role"][0]
            subject = _id(_entity(ends.get("subject")))
            if any(c.relation == relation.name and _id(c.subject) == subject for c in self.claims):
                return None
            if employer := self._employer(str(post.value), post.start):
                ends["object"] = employer
        self._carry(relation, fields, ends)
        return None if any(name not in ends for name in relation.required & set(_ENTITY_FIELDS)) else ends

    def _fit(self, relation: Relation, name: str, item: Item) -> Item | None:
        """Return `item` as the end `name` of the relation, or None where it cannot be one."""
        types = relation.ends.get(name)
        if item.type == "Its":
            owner = self.discourse.its(item.start, types or ())
            return replace(item, entities=owner.entities, kind="anaphor") if owner else None
        if item.type == "Post":
            return self._holder(item)
        if not item.entities:
            return None
        entity = item.entities[0]
        if item.type == "Name" and types is not None:
            guess = next((kind for kind in _GUESSES if kind in types), None)
            if guess is None:
                return replace(item, entities=(mint(entity.name, "Person"),)) if "Person" in types else None
            return replace(item, entities=(mint(entity.name, guess),))
        if entity.type == "City" and name in relation.states:
            country = self.discourse.gazetteer.capital_country(entity.id)
            return replace(item, entities=(country,), kind="anaphor") if country else None
        if types is not None and entity.type not in types:
            return None
        return item

    def _holder(self, post: Item) -> Item | None:
        """Return who "the governor" is: the person of whom the article has told such a post last."""
        role = post.fields.get("role")
        word = str(role[0].value).lower().split()[-1] if isinstance(role, tuple) and role[0].value else ""
        for claim in reversed(self.claims):
            if (
                claim.relation == "holds_position"
                and claim.subject
                and word in str(claim.role).lower().split()
            ):
                return replace(post, type="Person", entities=(claim.subject,), kind="anaphor")
        return None

    def _carry(self, relation: Relation, fields: Mapping[str, Any], ends: dict[str, Item]) -> None:
        """Fill missing ends from earlier text: the side whose trade is being told, and its partner in the story."""
        missing = [name for name in ("subject", "object") if name in relation.carried and name not in ends]
        near = bool(fields.get("near"))
        if len(missing) == 2:
            first = str(fields.get("reporter", "subject"))
            for name, item in zip(
                [first, *({*missing} - {first})], self.discourse.carried_pair(near=near), strict=False
            ):
                ends[name] = item
        elif missing:
            other = ends["object" if missing == ["subject"] else "subject"].entities[0]
            if item := self.discourse.carried_partner(other, near=near):
                ends[missing[0]] = item


def _is_named_agreement(found: Found) -> bool:
    """Tell whether a match is on the sides of an agreement with a proper name: unsigned, it is still planned."""
    agreement = found.fields.get("object")
    return (
        found.pattern.relation == "party_to"
        and isinstance(agreement, tuple)
        and agreement[0].value == "named"
    )


def _choices(fields: Mapping[str, Any], zipped: Sequence[str] | None) -> Iterator[dict[str, Item]]:
    """Yield one item a slot for each record: all combinations, or side by side for slots told `respectively`."""
    if pair := fields.get("pair"):
        sides = [replace(pair[0], entities=(entity,)) for entity in pair[0].entities]
        fields = {**fields, **dict(zip(("subject", "object"), ((side,) for side in sides), strict=False))}
    slots = {
        name: _spread(value)
        for name, value in fields.items()
        if name in (*_ENTITY_FIELDS, "value") and isinstance(value, tuple)
    }
    if zipped and len({len(slots[name]) for name in zipped if name in slots}) == 1:
        rows = list(zip(*(slots[name] for name in zipped), strict=True))
        rest = [name for name in slots if name not in zipped]
        for row, *others in cartesian(rows, *(slots[name] for name in rest)):
            yield {**dict(zip(zipped, row, strict=True)), **dict(zip(rest, others, strict=True))}
        return
    for combination in cartesian(*slots.values()):
        yield dict(zip(slots, combination, strict=True))


def _spread(items: Sequence[Item]) -> list[Item]:
    """Return one item an entity: "the two countries" counts for two."""
    return [replace(item, entities=(entity,)) for item in items for entity in item.entities] + [
        item for item in items if not item.entities
    ]


def _value_of(
    relation: str, fields: Mapping[str, Any], choice: Mapping[str, Item]
) -> tuple[Decimal | None, str | None]:
    item = choice.get("value")
    sign = Decimal(fields.get("sign", 1))
    if item is None:
        fixed = fields.get("value")
        return (
            (Decimal(str(fixed)) * sign, fields.get("unit"))
            if fixed is not None and not isinstance(fixed, tuple)
            else (None, None)
        )
    if isinstance(item.value, Money):
        return item.value.amount * sign, item.value.currency
    units = {"partner_rank": "rank", "supports_jobs": "jobs", "founded": "year", "trade_growth": "percent"}
    if item.type == "Period":
        return (Decimal(str(item.value)[:4]), "year") if item.value else (None, None)
    return (Decimal(item.value) * sign, units.get(relation)) if item.value is not None else (None, None)


def _to_claim(
    relation: Relation, ends: Mapping[str, Item], fields: Mapping[str, Any], figures: tuple[Any, ...],
    found: Found, quote: str, start: int, end: int,
) -> Claim:  # fmt: skip
    value, unit, status, period = figures
    texts = {name: str(fields[name]) for name in _TEXT_FIELDS if isinstance(fields.get(name), str)}
    role = fields.get("role")
    facility = fields.get("facility")
    return Claim(
        relation.name,
        subject=_entity(ends.get("subject")),
        object=_entity(ends.get("object")),
        start=start,
        end=end,
        quote=quote,
        value=value,
        unit=unit,
        period=period,
        status=status,
        role=role if isinstance(role, str) or role is None else str(role[0].value),
        facility=facility if isinstance(facility, str) else None,
        product=_entity(ends.get("product")),
        sector=_entity(ends.get("sector")),
        counterpart=_entity(ends.get("counterpart")),
        confidence=found.pattern.confidence,
        pattern=found.pattern.name,
        references=tuple(_references(ends, start, end)),
        **texts,
    )


def _references(ends: Mapping[str, Item], start: int, end: int) -> Iterator[Reference]:
    for name, item in ends.items():
        inside = start <= item.start and item.end <= end
        kind = item.kind if inside or item.kind == "carried" else "carried"
        yield Reference(
            name, item.entities[0], item.start, item.end, kind if not inside or kind != "carried" else "named"
        )


def _is_sound(relation: Relation, claim: Claim) -> bool:
    if relation.distinct and claim.subject is not None and claim.subject == claim.object:
        return False
    return "value" not in relation.required or claim.value is not None


def _figure(choice: Mapping[str, Item]) -> int:
    item = choice.get("value")
    return item.start if item is not None else -1


def _first_entity(items: Sequence[Item]) -> Entity | None:
    return next((entity for item in items for entity in item.entities), None)


def _entity(item: Item | None) -> Entity | None:
    return item.entities[0] if item is not None and item.entities else None


def _id(entity: Entity | None) -> str:
    return entity.id if entity is not None else ""
