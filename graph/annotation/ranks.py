"""Ranks: "sixth-largest", "number one", "segundo mayor", "principal"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tradegraph.annotation.quantities import alternatives, initial_letters, load_quantities
from tradegraph.annotation.words import any_case
from tradegraph.model import Mention
from tradegraph.ontology.expressions import compile_once

_ENTRIES: Final = ("ordinals", "rank_numbers", "rank_cues", "firsts", "article_firsts")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled grammar of a language's ranks; `before` ends where a rank may not begin."""

    pattern: re.Pattern[str]
    before: re.Pattern[str]
    values: Mapping[str, int]


@cache
def _grammar(lang: str) -> _Grammar:
    lexicon = load_quantities(lang)
    numerals = {word: value for word, value in lexicon["numerals"].items() if value in range(1, 21)}
    ordinal, number = any_case(lexicon["ordinals"]), rf"(?:\d{{1,2}}|{any_case(numerals)})(?![\w.,]*\d)(?!\w)"
    nouns, following = any_case(lexicon["not_rank_next"].split()), any_case(lexicon["rank_next"].split())
    timely = rf"{nouns}(?! {following}\b)"  # "principal país inversor"
    no_first = alternatives([*numerals, *lexicon["verb_next"].split()])
    cues = "|".join(rf"(?<=\b{cue} )" for cue in lexicon["rank_before"])
    kinds = rf"(?:{alternatives(lexicon['superlatives'])}|{following})(?!\w)"
    nth, no_number = r"\d{1,3}(?:st|nd|rd|th)", lexicon.get("no_number", "(?!)")
    between = lexicon.get("rank_between", "(?!)")  # "cuarto país destino"
    forms = [
        rf"{ordinal}[- ]{alternatives(lexicon['superlatives'])}",
        rf"(?P<counted>\d{{1,3}})(?:st|nd|rd|th)[- ]{alternatives(lexicon['superlatives'])}",
        rf"{ordinal}(?=[- ,]{{1,2}}(?:{between} )?{following}\b)",
        rf"{ordinal}(?=-? (?:and|&|y) (?:the |el |la )?{ordinal}[- ]{kinds})",
        rf"(?P<paired>\d{{1,3}})(?:st|nd|rd|th)(?=-? (?:and|&) (?:the )?{nth}[- ]{kinds})",
        rf"(?:{cues}){ordinal}(?![- ]{nouns}\b)(?!-)",
        rf"(?!{no_number}){alternatives(lexicon['rank_numbers'])}[- ]?(?P<number>{number})",
        rf"{any_case(lexicon['rank_cues'])} (?P<placed>{number})",
        rf"(?:{cues})(?P<nth>\d{{1,3}})(?:st|nd|rd|th|\.?[ºª])(?![- ]{nouns}\b)(?!-)",
        rf"(?P<next>\d{{1,3}})(?:st|nd|rd|th|\.?[ºª])(?= {following}\b)",
        rf"{any_case(lexicon['firsts'])}(?![- ](?:\d|{timely}(?![\w-])|{no_first}(?![\w-])))",
        *_after_article(lexicon, nouns),
    ]
    words = [word for entry in _ENTRIES for word in lexicon.get(entry, ())]
    values = {**numerals, **lexicon["ordinals"]}
    return _Grammar(
        compile_once(rf"(?<![\w-])(?=[\d#]|{initial_letters(words)})(?:{'|'.join(forms)})(?!\w)"),
        re.compile(rf"(?i:(?<!\w){alternatives(lexicon['not_rank_before'])} (?:\S+ )?)\Z"),
        {word: int(value) for word, value in values.items()},
    )


def _after_article(lexicon: Mapping[str, Any], nouns: str) -> list[str]:
    """Return forms for words that are superlatives only after an article ("el mayor socio")."""
    return [
        rf"(?:{'|'.join(f'(?<=(?i:{article}) )' for article in articles)}){word}(?![- ]{nouns}\b)"
        for word, articles in lexicon.get("article_firsts", {}).items()
    ]


def find_ranks(text: str, *, lang: str) -> list[Mention]:
    """Return the ranks in a text, mentions of type "Rank" whose value is an int from 1 on.

    `lang` is the text's language. The mention covers the words of the rank alone. "Top", "main", "leading"
    and other superlatives are rank 1; "one of the largest" is none, nor are "first half" or "third country".

    >>> [(mention.start, mention.value) for mention in find_ranks("its sixth-largest partner", lang="en")]
    [(4, 6)]
    """
    grammar = _grammar(lang)
    return [
        Mention(match.start(), match.end(), "Rank", value=_value(match, grammar))
        for match in grammar.pattern.finditer(text)
        if match["number"]  # "at number 41"
        or not grammar.before.search(text, max(0, match.start() - 24), match.start())
    ]


def _value(match: re.Match[str], grammar: _Grammar) -> int:
    """Return the rank that the words state: a number, an ordinal, or 1 for a superlative alone."""
    if (ordinal := " ".join(match.group().lower().split()[:2])) in grammar.values:  # "décimo cuarto"
        return grammar.values[ordinal]
    words = (
        match["number"]
        or match["placed"]
        or match["counted"]
        or match["nth"]
        or match["next"]
        or match["paired"]
    )
    words = words or re.split("[- ]", match.group())[0]
    if words.isdecimal():
        return int(words)
    return grammar.values.get(words.lower(), 1)
