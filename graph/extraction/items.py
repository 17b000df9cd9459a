"""The items of a sentence: its mentions, and descriptions with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, Final

from tradegraph.annotation.matches import BODIES, PLACES, STATES, find_places
from tradegraph.annotation.prefixes import countries_of_pair
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.agreementnames import is_plain, is_short_form
from tradegraph.extraction.anaphora import Description, find_descriptions
from tradegraph.extraction.cast import courteous_gender
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.firms import FIRMS
from tradegraph.extraction.masking import Item
from tradegraph.extraction.referents import find_referents, last_naming
from tradegraph.extraction.voices import is_quoted
from tradegraph.extraction.works import is_built
from tradegraph.model import Article, Mention, Sentence
from tradegraph.ontology.lexicon import load_lexicon

#: A short form in brackets behind a name.
_SHORT_FORM: Final = re.compile(
    r" \((?:the |or )?[\"“']?[A-Z][\w&.-]*[A-Z][\w&.+-]*(?:, [^()]{3,40})?[\"”']?\)"
)
#: One in small letters, which the name's letters spell ("Fedexpor").
_SPELLED: Final = re.compile(r" \((?P<short>[A-ZÁÉÍÓÚ][a-záéíóúñ]{2,11})\)")
#: An amount again in another currency, in brackets; no rate of growth, year or rank.
_OTHER_CURRENCY: Final = re.compile(
    r" \((?![^()]*(?:%|per ?cent|por ciento))"
    r"(?![^()\d]{0,14}(?:(?:19|20)\d\d(?![\d.,])|\d{1,2}(?:st|nd|rd|th|\.?[ºª])))"
    r"[^()\d]{0,14}\d[^()]{0,30}\)"
)
#: Whose names have letters behind them.
_PEOPLE: Final = {"Person", "Name"}
#: Up to here a sentence's first name or description stands, in characters.
_OPENING: Final = 4
#: The dot of a short form that ends a name within a sentence: "Robert Kea Jr., the minister".
_SHORT: Final = {"Jr", "Sr", "Corp", "Inc", "Ltd", "Co", "Bros"}
_DOT: Final = re.compile(r"\.(?=,|\)|,? [a-záéíóúñ])")
#: How long a legal form behind a name is at the most ("Acme Steel, Inc.,"), in characters.
_FORM_LENGTH: Final = 7
#: What joins two towns in the name of their agreement.
_DASHES: Final = re.compile("[–—/-]")
#: Item types of descriptions that patterns tell from plain names.
_KINDS: Final = {
    "pair": "Pair",
    "cities": "Pair",
    "last_two": "Pair",
    "several": "Several",
    "there": "There",
    "we": "We",
    "our": "Our",
}
_FIRST_PERSON: Final = {"We", "Our"}
#: How long a title of courtesy before a name is at most, in characters.
_COURTESY: Final = 16
#: The name of an agreement of more than two sides is used without telling of them ("USMCA rules").
_TWO_SIDES: Final = 2


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads the items of an article's sentences one after another, and tells `discourse` of them.

    `folded` is the text of `article` as patterns see it.
    """

    article: Article
    folded: str
    lang: str
    discourse: Discourse

    def read(self, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Item]:
        """Yield the items of a sentence in order."""
        descriptions = find_descriptions(self.folded, sentence, mentions, lang=self.lang)
        mentions = [each for each in mentions if not is_built(each, self.folded, self.lang)]
        named = (each for each in mentions if not _is_short_form(each, self.article.text, self.lang))
        everything: list[Mention | Description] = [*named, *descriptions]
        reached = sentence.start
        for found in sorted(everything, key=attrgetter("start")):
            if found.start < reached:  # in the brackets that belong to the name before
                continue
            item = self._resolve(found) if isinstance(found, Description) else self._read_mention(found)
            if item is not None:
                if item.start - sentence.start <= _OPENING and len(item.entities) == 1:
                    self.discourse.opener = self.discourse.opener or item.entities[0]
                yield item
                reached = item.end

    def _resolve(self, found: Description) -> Item | None:
        entities = find_referents(found, self.discourse, self.article)
        if not entities:
            return None
        kind = _KINDS.get(found.take, entities[0].type)
        if kind == "Pair" and entities[0].type == "Company":
            kind = "Company"
        if found.take == "both" and kind in STATES:
            kind = "Pair" if len(entities) <= _TWO_SIDES else "Several"
        fits: dict[str, Any] = {"codes": found.codes} if found.codes else {}
        if kind in _FIRST_PERSON and is_quoted(self.article, found.start):
            fits["quoted"] = True
        item = Item(kind, found.start, found.end, entities, fields=fits, kind="anaphor")
        if kind in PLACES and len(entities) == 1:
            self.discourse.describe(item)
        if kind == "Pair":
            self.discourse.cast.sides = (item,)
        if found.take == "subject":
            item = replace(item, value=self.folded[found.start : found.end])
        named = last_naming(entities[0], self.discourse) if len(entities) == 1 else None
        return replace(item, kind="carried", words=(named.start, named.end)) if named else item

    def _read_mention(self, mention: Mention) -> Item:
        kind = "Demonym" if mention.adjective else mention.type
        end = _end_with_brackets(self.article.text, mention, self.lang)
        item = Item(kind, mention.start, end, mention.entities, mention.value)
        if mention.type == "Agreement":
            item = replace(item, value="named", fields=_sides(self.article.text, mention, self.lang))
        if mention.type == "Person" and mention.entities:
            before = self.folded[max(0, mention.start - _COURTESY) : mention.start]
            if gender := courteous_gender(before, self.lang):
                self.discourse.cast.genders[mention.entities[0]] = gender
        self.discourse.note(item)
        return item


def _is_short_form(mention: Mention, text: str, lang: str) -> bool:
    """Tell whether patterns read an agreement that a mention names: "the EPA", "Memorandum on wild herbs".

    A common short form is no name, nor is a common noun with capitals of which the topic goes on without.
    """
    name = text[mention.start : mention.end]
    if mention.type == "Agreement" and mention.entities and not mention.entities[0].known:
        return _topic_behind(lang).match(text, mention.end) is not None and is_plain(name, lang)
    return mention.type == "Name" and is_short_form(name, lang)


@cache
def _topic_behind(lang: str) -> re.Pattern[str]:
    """Return an expression for words, in small letters, that tell what an agreement before them is on."""
    return re.compile(load_lexicon(lang)["names"].get("agreement_topic_behind", "(?!)"))


@cache
def _letters_behind(lang: str) -> re.Pattern[str]:
    """Return an expression for letters behind a person's name, between commas: ", MP,"."""
    letters = load_lexicon(lang)["names"].get("post_nominals", ())
    return re.compile(rf"(?:, {to_alternation(letters)})+(?=,)" if letters else "(?!)")


@cache
def _form_behind(lang: str) -> re.Pattern[str]:
    """Return an expression for a legal form behind a comma, and the comma that closes it before a verb."""
    forms = [form for form in load_lexicon(lang)["names"]["legal_forms"] if len(form) <= _FORM_LENGTH]
    ordered = sorted(map(re.escape, forms), key=len, reverse=True)
    return re.compile(rf", (?:{'|'.join(ordered)})(?!\w)(?: de C\.V\.)?(?:,(?= [a-z]+(?:ed|s|ó|aron|á|e) ))?")


def _end_with_brackets(text: str, mention: Mention, lang: str) -> int:
    """Return where a mention ends with what belongs to it: "… (ASEAN)", "Grace Phiri, MP, …"."""
    brackets = _SHORT_FORM if mention.entities else _OTHER_CURRENCY if mention.type == "Money" else None
    found = brackets.match(text, mention.end) if brackets else None
    if found is None and mention.type in _PEOPLE:
        found = _letters_behind(lang).match(text, mention.end)
    if found is None and mention.type in FIRMS:
        found = _form_behind(lang).match(text, mention.end)
    if found is None and text[mention.start : mention.end].rpartition(" ")[2] in _SHORT:
        found = _DOT.match(text, mention.end)
    if found is None and mention.type in BODIES:
        found = _SPELLED.match(text, mention.end)
        found = found if found and _spells(found["short"], text[mention.start : mention.end]) else None
    return found.end() if found else mention.end


def _spells(short: str, name: str) -> bool:
    """Tell whether the letters of a short form stand in a name in their order, the first one first."""
    letters = iter(name.casefold())
    return name[0] == short[0] and all(letter in letters for letter in short.casefold())


def _sides(text: str, agreement: Mention, lang: str) -> dict[str, tuple[Item, ...]]:
    """Return the places in an agreement's name, which are its sides: "UK–Indiana MoU", "Lyon–Turin Pact"."""
    name = text[agreement.start : agreement.end]
    sides = [m for m in find_places(name, types=STATES) if m.type in STATES]
    if len(sides) < _TWO_SIDES:
        first = list(find_places(name))[:_TWO_SIDES]
        is_pair = len(first) == _TWO_SIDES and _DASHES.fullmatch(name, first[0].end, first[1].start)
        sides = first if is_pair and first[0].start == 0 else countries_of_pair(name, lang)
    items = (Item(m.type, agreement.start + m.start, agreement.start + m.end, m.entities) for m in sides)
    return {"with": tuple(items)} if len(sides) == _TWO_SIDES else {}
