"""Agreements told without their noun: "a trade pact with Ghana; the one with Togo is in force since 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.annotation.names import mint
from tradegraph.extraction.agreementnames import is_name
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Codes, Edit, Item, Masked
from tradegraph.extraction.patterns import Grammar
from tradegraph.ontology.lexicon import load_lexicon

#: Chunks whose noun may be left out later.
_AGREEMENTS: Final = ("Agreement", "Agreements")
#: How far behind an agreement it still goes without saying, in characters.
_REACH: Final = 250
#: Whom an agreement is between, at the least.
_TWO: Final = 2


def name_ellipses(masked: Masked, discourse: Discourse, grammar: Grammar, text: str) -> None:
    """Give each agreement of a sentence that goes without its noun an item; `text` is the article's."""
    told = [item for _, item in discourse.noted.get("Agreement", ())][-1:]
    near = [item for item in told if masked.start - item.end < _REACH and not masked.is_title]
    if not near and not any(item.type in _AGREEMENTS for item in masked.items):
        return
    edits: list[Edit] = []
    for match in _expression(grammar.lang, grammar.codes).finditer(masked.text):
        before = [(mark, item) for mark, item in _agreements(masked) if mark < match.start()]
        model = before[-1][1] if before else next(iter(near), None)
        if model is None or not _fits(match, before, grammar):
            continue
        item = _item(match, masked, model, discourse, grammar.lang, text)
        if item is not None:
            edits.append((*match.span(), grammar.codes["Agreement"], item))
    if edits:
        masked.replace(edits)


def _agreements(masked: Masked) -> Iterator[tuple[int, Item]]:
    for mark, item in zip(masked.marks, masked.items, strict=True):
        if item.type in _AGREEMENTS and item.entities:
            yield mark, item


def _fits(match: re.Match[str], before: Sequence[tuple[int, Item]], grammar: Grammar) -> bool:
    """Tell whether words stand for an agreement: "another on fishing" where the sentence names the first.

    Between an agreement "with Ghana" and "and with Togo" stands a date alone.
    """
    if match["sequel"]:
        return bool(before)
    if not match["more"]:
        return True
    if not before or not before[-1][1].fields.keys() & {"with", "each"}:
        return False
    between = match.string[before[-1][0] + 1 : match.start()]
    return _between(grammar.lang, grammar.codes).fullmatch(between) is not None


def _item(
    match: re.Match[str], masked: Masked, model: Item, discourse: Discourse, lang: str, text: str
) -> Item | None:
    """Return the agreement that a match tells of, like `model`; None where its other side is not known."""
    start, end = masked.span(match.start(), match.end())
    name = model.entities[0].name
    named = is_name(model.entities[0])
    names = load_lexicon(lang)["names"]
    if topic := match["topic"] or match["subject"]:
        noun = names["agreement_plain"][0] if named else _noun(name, "behind_noun", lang)
        begin, stop = masked.span(match.end() - len(topic), match.end())
        entity = mint(f"{noun} {text[begin:stop]}", "Agreement")
        return Item("Agreement", start, end, (entity,), fields=_with(_sides(model, masked, discourse)))
    side = masked.items_in(match.start(), match.end())[-1]
    common = _common_side(side, model, masked, discourse)
    if common is None:
        return None
    noun = names["agreement_plain"][0] if named else _noun(name, "behind_kind", lang)
    entity = mint(f"{noun} {names['with']} {text[side.start : side.end]}", "Agreement")
    return Item("Agreement", start, end, (entity,), fields=_with((side, common)))


def _noun(name: str, behind: str, lang: str) -> str:
    """Return the noun of an agreement's name, as far as one of the words `behind` it."""
    words = load_lexicon(lang)["syntax"]["agreement_again"][behind]
    return re.split(rf" (?:{words}) ", name, maxsplit=1)[0]


def _sides(model: Item, masked: Masked, discourse: Discourse) -> tuple[Item, ...]:
    """Return the sides of an agreement: those in its name, else the two places before it, or its parties."""
    if len(sides := model.fields.get("with", ())) > 1:
        return tuple(sides)
    before = [i for i in masked.items if i.end <= model.start and i.type in (*STATES, "Pair")]
    told = {entity: item for item in before for entity in item.entities}
    if not told:
        parties = discourse.agreements.parties.get(model.entities[0].id, set())
        told = {item.entities[0]: item for each in sorted(parties) if (item := discourse.last.get(each))}
    two = [replace(i, type=e.type, entities=(e,), kind="carried") for e, i in told.items()]
    return tuple(two) if len(two) == _TWO else ()


def _with(sides: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    return {"with": sides} if len(sides) > 1 else {}


def _common_side(side: Item, model: Item, masked: Masked, discourse: Discourse) -> Item | None:
    """Return who both agreements are of: a party of the first, whom its name does not give as the other."""
    named = {e.id for each in ("with", "each") for i in model.fields.get(each, ()) for e in i.entities}
    before = [i for i in masked.items if i.end <= model.start and i.type in STATES and i.entities]
    told = discourse.agreements.parties.get(model.entities[0].id, set())
    parties = [discourse.last[each] for each in sorted(told - named) if each in discourse.last]
    home = [discourse.homes["State"]] if "State" in discourse.homes else []
    for item in (*before, *parties, *home):
        is_other = item.entities[0].id not in named or (item in home and len(named) > 1)
        if is_other and item.entities[0] != side.entities[0]:
            return replace(item, entities=item.entities[:1], kind="carried")
    return None


@cache
def _expression(lang: str, codes: Codes) -> re.Pattern[str]:
    """Return an expression for words that stand for an agreement with someone or on something else."""
    again = load_lexicon(lang)["syntax"]["agreement_again"]
    alive, topic = again["alive"], rf"(?P<topic>{again['topic']})"
    parts = (
        rf"(?<!\w){again['one']} {again['with']} ?{{State}}{alive}",
        rf"(?<!\w)(?P<sequel>{again['another']}) (?:{again['with']} ?{{State}}|{topic})",
        rf"(?<!\w){again['one']} {topic.replace('<topic>', '<subject>')}{alive}",
        rf"(?P<more>{again['and_with']}) ?{{State}}",
        rf"{again['made']} {again['with']} ?{{State}}",
    )
    return re.compile("|".join(_coded(part, codes) for part in parts))


@cache
def _between(lang: str, codes: Codes) -> re.Pattern[str]:
    """Return an expression for a date between an agreement with someone and "and with" another one."""
    return re.compile(_coded(load_lexicon(lang)["syntax"]["agreement_again"]["between"], codes))


def _coded(words: str, codes: Codes) -> str:
    states = "".join(codes[each] for each in ("Country", "Bloc", "Region"))
    given = {"{State}": f"[{states}]", "{City}": codes["City"], "{Period}": codes["Period"]}
    for name, code in given.items():
        words = words.replace(name, code)
    return words
