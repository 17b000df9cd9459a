"""The agreements of an article: which mentions mean the same one, and who its parties are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.agreementnames import TOPIC, is_name, is_short_form
from tradegraph.extraction.masking import Item, Masked
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.ontology.lexicon import load_lexicon

#: What its sides stand behind.
_SIDED: Final = re.compile(r" (?:with|between|con|entre) ")
#: Kinds of agreements that countries alone make.
_OF_STATES: Final = {"trade", "tax", "investment", "aviation", "early", "customs"}
#: Kinds whose words are a form of agreement, no field that it is aimed at: "air services", "double taxation".
_FORMS: Final = {"aviation", "defence", "investment", "pensions", "tax", "transport"}
#: Kinds that tell what an agreement is on: one of no kind known that is on something else is another one.
_TOPICAL: Final = {
    *("arbitration", "aviation", "customs", "defence", "fishing", "health", "investment", "learning"),
    *("migration", "pensions", "power", "swap", "tax", "tourism", "transport"),
}
#: How many parties an agreement has at the least.
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class _Named:
    """An agreement that the article has named: what it is called, its kind, and the sides told so far."""

    entity: Entity
    kind: str
    sides: set[str]


@dataclass
class Agreements:
    """The agreements of one article, in the order of their naming."""

    lang: str = "en"
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    named: list[_Named] = field(default_factory=list)
    parties: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: defaultdict[str, set[Entity]] = field(default_factory=lambda: defaultdict(set))
    texted: set[str] = field(default_factory=set)

    def link(self, masked: Masked) -> None:
        """Give each mention of an agreement in a sentence the entity under which it was first named."""
        for index, item in enumerate(masked.items):
            if item.type != "Agreement" or not item.entities or item.kind != "named":
                continue
            if self._is_apposed(masked, index):
                item = self._merge(masked, index)
            others = {e.id for each in masked.items[:index] if each.type in STATES for e in each.entities}
            entity = self._enter(item, others, definite=self._is_definite(masked, index))
            masked.items[index] = replace(item, entities=(entity, *item.entities[1:]))
            if not masked.is_title:
                self.texted.add(entity.id)

    def _is_definite(self, masked: Masked, index: int) -> bool:
        """Tell whether the text takes a mention for known: "the pact", not "the pact that we have"."""
        mark = masked.marks[index]
        before = _definite(self.lang).search(masked.text, 0, mark)
        return before is not None and _relative(self.lang).match(masked.text, mark + 1) is None

    def _is_apposed(self, masked: Masked, index: int) -> bool:
        """Tell whether a mention only names the agreement before it again: "a pact, the Blue Agreement"."""
        if index == 0 or masked.items[index - 1].type != "Agreement" or not masked.items[index - 1].entities:
            return False
        both = [masked.items[index - 1].entities[0], masked.items[index].entities[0]]
        between = masked.text[masked.marks[index - 1] + 1 : masked.marks[index]]
        found = _apposition(self.lang).fullmatch(between)
        return found is not None and (
            bool(found["as"])
            or (between.rstrip().endswith("(") and not any(e.known for e in both))
            or _is_proper(masked.items[index - 1]) != _is_proper(masked.items[index])
        )

    @staticmethod
    def _merge(masked: Masked, index: int) -> Item:
        """Give two apposed mentions the proper name of the two, and the sides of both."""
        first, second = masked.items[index - 1 : index + 1]
        is_first = _is_proper(first) and not _is_proper(second)
        entities = first.entities if is_first else second.entities
        fields = {**first.fields, **second.fields}
        masked.items[index - 1] = replace(first, entities=entities, fields=fields)
        return replace(second, entities=entities, fields=fields)

    def _enter(self, item: Item, others: AbstractSet[str], *, definite: bool) -> Entity:
        """Return the entity that a mention means, and remember it with its sides.

        `others` are the states that its sentence has named before, one of which may be the other side.
        """
        entity = item.entities[0]
        sides = {each.id for side in item.fields.get("with", ()) for each in side.entities}
        kind = agreement_kind(entity.name, self.lang)
        same = None if entity.known else self._same(entity, kind, sides, others, definite=definite)
        if same is None:
            known = {party.id for party in self.gazetteer.parties_of(entity.id)}
            self.named.append(_Named(entity, kind, sides | known if len(known) == _TWO else sides))
            return entity
        same.sides.update(sides)
        return same.entity

    def _same(
        self, entity: Entity, kind: str, sides: set[str], others: AbstractSet[str], *, definite: bool
    ) -> _Named | None:
        """Return the agreement named before that a mention means: of its kind, and of the same sides.

        Without sides of its own it means the last one of its kind, if the text takes it for known ("the
        memorandum"); one with a name of its own means none but that.
        """
        for other in reversed(self.named):
            if other.entity.id == entity.id:
                return other
            if is_name(entity) and not is_short_form(entity.name, self.lang):
                continue
            if kind not in ("", other.kind) and other.kind:
                continue
            if not kind and _is_on_else(entity.name, other, self.lang):
                continue
            if kind in _TOPICAL and not other.kind and _differs(entity.name, other, self.lang):
                continue
            told = other.sides | self.parties[other.entity.id]
            is_others = len(told) > 1 and bool(others - sides) and not others & (told - sides)
            if sides and sides <= told and not (is_others and len(sides) == 1):
                return other
            if not sides and definite:
                return other
        return None

    def tell(self, claim: Claim) -> None:
        """Remember a party of an agreement."""
        if claim.relation == "party_to" and claim.subject is not None and claim.object is not None:
            self.parties[claim.object.id].add(claim.subject.id)
            self.told[claim.object.id].add(claim.subject)

    def proper_names(self) -> dict[str, Entity]:
        """Return the agreements with a name that those called by common nouns turn out to be, by id.

        Both are of one kind and have the same parties: a headline tells of "a pact" what the text names. What
        a headline alone calls so is the first that the text tells of, whatever it calls that.
        """
        found: dict[str, Entity] = {}
        for index, each in enumerate(self.named):
            parties = self._told(each)
            is_headline = bool(self.texted) and not each.entity.known and each.entity.id not in self.texted
            if not is_headline and (is_name(each.entity) or len(parties) < _TWO):
                continue
            behind_first = [*self.named[index + 1 :], *reversed(self.named[:index])]
            fits = (o for o in behind_first if parties <= self._told(o) and each.kind in ("", o.kind))
            if is_headline:
                fits = (other for other in fits if parties and other.entity.id in self.texted)
            else:
                fits = (other for other in fits if is_name(other.entity))
            if same := next(fits, None):
                found[each.entity.id] = same.entity
        return found

    def _told(self, named: _Named) -> set[str]:
        return named.sides | self.parties[named.entity.id]

    def admits(self, agreement: Entity, party: Entity) -> bool:
        """Tell whether an actor may be a party: of a known agreement, only one of its signatories.

        A bloc stands for its members, and members for their bloc.
        """
        parties = self.gazetteer.parties_of(agreement.id)
        if len(parties) < _TWO or party.type not in STATES or party in parties:
            return True
        members = {member for each in parties for member in self.gazetteer.members_of(each.id)}
        return party in members or any(each in parties for each in self.gazetteer.members_of(party.id))

    def count_parties(self, agreement: Entity) -> int:
        """Return how many parties an agreement has, as known or as told so far."""
        return max(len(self.gazetteer.parties_of(agreement.id)), len(self.parties[agreement.id]))

    def lacks_party(self, agreement: Item) -> bool:
        """Tell whether the text has named one side of an agreement alone, and no party but that."""
        sides = {each.id for side in agreement.fields.get("with", ()) for each in side.entities}
        return len(sides) == 1 and self.parties[agreement.entities[0].id] <= sides


def _is_proper(item: Item) -> bool:
    """Tell whether an agreement is called by a name, not by common nouns."""
    return is_name(item.entities[0])


def rename(claim: Claim, names: Mapping[str, Entity]) -> Claim:
    """Return `claim` with the entities of `names`, by id, in the place of those with these ids."""
    ends = {end: getattr(claim, end) for end in ("subject", "object")}
    if not any(entity is not None and entity.id in names for entity in ends.values()):
        return claim
    renamed = {end: names.get(entity.id, entity) for end, entity in ends.items() if entity is not None}
    references = tuple(
        replace(each, entity=names.get(each.entity.id, each.entity)) for each in claim.references
    )
    return replace(claim, references=references, **renamed)


def is_of_states(agreement: Entity, lang: str) -> bool:
    """Tell whether an agreement is one that countries alone make, as one on free trade or on taxes."""
    return agreement.known or agreement_kind(agreement.name, lang) in _OF_STATES


def is_mere_form(agreements: Sequence[Entity], lang: str) -> bool:
    """Tell whether what an agreement is on is only of what form it is, as one on double taxation."""
    return any(agreement_kind(each.name, lang) in _FORMS for each in agreements)


def agreement_kind(name: str, lang: str) -> str:
    """Return the kind of an agreement by the words of its name, "" for an "agreement" of any kind.

    >>> agreement_kind("memorandum of understanding with Ghana", "en")
    'memorandum'
    """
    expression, kinds = _kinds(lang)
    head = TOPIC.split(name.lower(), maxsplit=1)[0]
    found = expression.findall(head) or expression.findall(name.lower())
    return kinds[found[0 if load_lexicon(lang)["names"].get("head_first") else -1]] if found else ""


def _is_on_else(name: str, other: _Named, lang: str) -> bool:
    """Tell whether an agreement of no kind known is on another topic than one that was named before."""
    topic, others = (_topic(each, lang) for each in (name, other.entity.name))
    return bool(topic and (others or other.kind)) and not topic & others


def _differs(name: str, other: _Named, lang: str) -> bool:
    """Tell whether one on something shares no topic with another, nor its noun where that has no topic."""
    others = _topic(other.entity.name, lang)
    nouns = {each.lower().split(" ", 1)[0] for each in (name, other.entity.name)}
    is_headed = bool(load_lexicon(lang)["names"].get("head_first"))
    return not _topic(name, lang) & others and (bool(others) or (is_headed and len(nouns) > 1))


def _topic(name: str, lang: str) -> set[str]:
    """Return the words of an agreement's name that tell what it is on, without its sides.

    >>> sorted(_topic("acuerdo bilateral de cosecha temprana con Ghana", "es"))
    ['cosecha', 'temprana']
    """
    unsided = _SIDED.split(name.lower(), maxsplit=1)[0]
    return set(re.findall(r"[^\W\d_]{3,}", unsided)) - _plain(lang)


@cache
def _plain(lang: str) -> frozenset[str]:
    """Return the words of agreements' names that tell no topic."""
    return frozenset(str(word) for word in load_lexicon(lang)["names"]["agreement_plain"])


@cache
def _kinds(lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = {str(w): kind for kind, ws in load_lexicon(lang)["names"]["agreement_kinds"].items() for w in ws}
    return re.compile(rf"\b{to_alternation(words)}(?!\w)"), words


@cache
def _definite(lang: str) -> re.Pattern[str]:
    """Return an expression for a word, at the end of a text, that takes what follows for known."""
    return re.compile(rf"\b(?:{to_alternation(load_lexicon(lang)['names']['definite_words'])} |(?:de|a))\Z")


@cache
def _relative(lang: str) -> re.Pattern[str]:
    """Return an expression for words that tell which agreement is meant."""
    return re.compile(rf" {to_alternation(load_lexicon(lang)['names']['relative_words'])}\b")


@cache
def _apposition(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between two names of one agreement."""
    return re.compile(load_lexicon(lang)["names"]["apposition"])
