"""The agreements of an article: which mentions mean the same one, who its parties are, who signed for whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.masking import Item, Masked
from tradegraph.model import Claim, Entity
from tradegraph.ontology.gazetteer import Gazetteer, load_gazetteer
from tradegraph.ontology.lexicon import load_lexicon

_STATES: Final = {"Country", "Region", "Bloc"}
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

    def link(self, masked: Masked) -> None:
        """Give each mention of an agreement in a sentence the entity under which it was first named."""
        for index, item in enumerate(masked.items):
            if item.type != "Agreement" or not item.entities or item.kind != "named":
                continue
            if self._is_apposed(masked, index):
                item = self._merge(masked, index)
            definite = _definite(self.lang).search(masked.text, 0, masked.marks[index]) is not None
            entity = self._enter(item, definite=definite)
            masked.items[index] = replace(item, entities=(entity, *item.entities[1:]))

    def _is_apposed(self, masked: Masked, index: int) -> bool:
        """Tell whether a mention only names the agreement before it again: "a pact, the Blue Agreement"."""
        if index == 0 or masked.items[index - 1].type != "Agreement" or not masked.items[index - 1].entities:
            return False
        between = masked.text[masked.marks[index - 1] + 1 : masked.marks[index]]
        found = _apposition(self.lang).fullmatch(between)
        return found is not None and (
            bool(found["as"]) or _is_proper(masked.items[index - 1]) != _is_proper(masked.items[index])
        )

    @staticmethod
    def _merge(masked: Masked, index: int) -> Item:
        """Give a mention and the one that it is apposed to the proper name of the two, and the sides of both."""
        first, second = masked.items[index - 1 : index + 1]
        entities = first.entities if _is_proper(first) and not _is_proper(second) else second.entities
        fields = {**first.fields, **second.fields}
        masked.items[index - 1] = replace(first, entities=entities, fields=fields)
        return replace(second, entities=entities, fields=fields)

    def _enter(self, item: Item, *, definite: bool) -> Entity:
        """Return the entity that a mention means, and remember it with its sides."""
        entity = item.entities[0]
        sides = {each.id for side in item.fields.get("with", ()) for each in side.entities}
        kind = agreement_kind(entity.name, self.lang)
        same = None if entity.known else self._same(entity, kind, sides, definite=definite)
        if same is None:
            known = {party.id for party in self.gazetteer.parties_of(entity.id)}
            self.named.append(_Named(entity, kind, sides | known))
            return entity
        same.sides.update(sides)
        return same.entity

    def _same(self, entity: Entity, kind: str, sides: set[str], *, definite: bool) -> _Named | None:
        """Return the agreement named before that a mention means: of its kind, and of the same sides.

        Without sides of its own it means the last one of its kind, if the text takes it for known ("the
        memorandum"); one with a name of its own means none but that.
        """
        for other in reversed(self.named):
            if other.entity.id == entity.id:
                return other
            if kind not in ("", other.kind) and other.kind:
                continue
            told = other.sides | self.parties[other.entity.id]
            if sides and sides <= told:
                return other
            if not sides and definite and entity.name[:1].islower():
                return other
        return None

    def tell(self, claim: Claim) -> None:
        """Remember a party of an agreement."""
        if claim.relation == "party_to" and claim.subject is not None and claim.object is not None:
            self.parties[claim.object.id].add(claim.subject.id)

    def admits(self, agreement: Entity, party: Entity) -> bool:
        """Tell whether an actor may be a party: of a known agreement, only one of its signatories.

        A bloc stands for its members, and members for their bloc.
        """
        parties = self.gazetteer.parties_of(agreement.id)
        if len(parties) < _TWO or party.type not in _STATES or party in parties:
            return True
        members = {member for each in parties for member in self.gazetteer.members_of(each.id)}
        return party in members or any(each in parties for each in self.gazetteer.members_of(party.id))

    def lacks_party(self, agreement: Item) -> bool:
        """Tell whether the text has named one side of an agreement alone, and no party but that."""
        sides = {each.id for side in agreement.fields.get("with", ()) for each in side.entities}
        return len(sides) == 1 and self.parties[agreement.entities[0].id] <= sides


def _is_proper(item: Item) -> bool:
    """Tell whether an agreement is called by a name, not by common nouns."""
    return item.entities[0].known or item.entities[0].name[:1].isupper()


def agreement_kind(name: str, lang: str) -> str:
    """Return the kind of an agreement by the words of its name, "" for an "agreement" of any kind.

    >>> agreement_kind("memorandum of understanding with Ghana", "en")
    'memorandum'
    """
    found = _kinds(lang)[0].search(name.lower())
    return _kinds(lang)[1][found.group()] if found else ""


@cache
def _kinds(lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = {str(w): kind for kind, ws in load_lexicon(lang)["names"]["agreement_kinds"].items() for w in ws}
    return re.compile(rf"\b{to_alternation(words)}(?!\w)"), words


@cache
def _definite(lang: str) -> re.Pattern[str]:
    """Return an expression for a word, at the end of a text, that takes what follows for known."""
    return re.compile(rf"\b{to_alternation(load_lexicon(lang)['names']['definite_words'])} \Z")


@cache
def _apposition(lang: str) -> re.Pattern[str]:
    """Return an expression for what stands between two names of one agreement."""
    return re.compile(load_lexicon(lang)["names"]["apposition"])
