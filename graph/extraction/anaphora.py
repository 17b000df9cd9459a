"""Descriptions of something named before: "the two countries", "the company", "there"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tradegraph.annotation.matches import BODIES, CONCEPTS, STATES
from tradegraph.annotation.words import to_alternation
from tradegraph.extraction.syntax import expression_of, words_before
from tradegraph.model import Entity, Mention, Sentence
from tradegraph.ontology.expressions import compile_once
from tradegraph.ontology.lexicon import countries_of, load_lexicon

#: What stands in Spanish between words for a firm and what it makes, which may be a good that is known.
_OF: Final = " de "


@dataclass(frozen=True, slots=True)
class _Entry:
    take: str
    types: tuple[str, ...]
    codes: frozenset[str]
    national: bool
    like: tuple[str, ...]
    over: frozenset[str]


@dataclass(frozen=True, slots=True)
class Description:
    """A description, `text[start:end]`: how to find what it stands for (`take`), and the types of this.

    `nation` is the place whose adjective it holds ("the Korean company"); `codes` are the ISO 3166-1 codes of
    the countries that it fits ("the kingdom"), all where there are none. `like` are words of which one is in
    the name of what it stands for: its own noun where there are none.
    """

    start: int
    end: int
    take: str
    types: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    nation: Entity | None = None
    like: tuple[str, ...] = ()


def find_descriptions(
    folded: str, sentence: Sentence, mentions: Sequence[Mention], *, lang: str
) -> Iterator[Description]:
    """Yield the descriptions in a sentence of a folded text that overlap none of its mentions, in order.

    One may be in capitals ("ambos Estados"); one of a nation holds the adjective of this. One with its name
    behind it ("la empresa turca Yildirim") refers to nothing before it, and is left out. "The province sells"
    holds no adjective, and is read once more as "the province"; so is a firm that something is done to, which
    need not have been named ("bought the Danish dairy").
    """
    regex, plain, entries = _expressions(lang)
    for match in regex.finditer(folded, sentence.start, sentence.end):
        before = folded[sentence.start : match.start()], lang
        entry = entries[str(match.lastgroup)]
        again = plain.match(folded, match.start(), sentence.end) if entry.national else None
        is_bought = again is not None and entry.take == "firm" and not _is_subject(*before)
        found = None if is_bought else _read(match, entries, mentions, before)
        if found is None and again is not None:
            found = _read(again, entries, mentions, before)
        if found is not None:
            yield found


def _read(
    match: re.Match[str], entries: Mapping[str, _Entry], mentions: Sequence[Mention], before: tuple[str, str]
) -> Description | None:
    """Return the description that words are; `before` are those before them, and the language."""
    start = _behind_seat(match, before[1])
    first = bisect_right(mentions, start, key=lambda mention: mention.end)
    last = bisect_left(mentions, match.end(), key=lambda mention: mention.start)
    entry, inside = entries[str(match.lastgroup)], mentions[first:last]
    if entry.take == "last_two" and first and _goes_with(match.string, mentions[first - 1], match.start()):
        return None
    if entry.take == "firm" and first and _is_aside(match, mentions[first - 1], before[1]):
        return None
    wants_nation = entry.national and start == match.start()
    is_national = wants_nation or (entry.take == "firm" and inside and _is_subject(*before))
    nation = _nation_of(inside) if is_national else None
    words = {"Name", "Role"} if entry.take == "people" else {"Name"} | entry.over
    fits = nation is not None or (not wants_nation and all(each.type in words for each in inside))
    kinds = (*entry.types, "Company") if entry.national else entry.types  # "the Chinese giant Huawei"
    if not fits or _is_named(match, mentions[last : last + 3], kinds, before[1]):
        return None
    return Description(start, match.end(), entry.take, entry.types, entry.codes, nation, entry.like)


def _behind_seat(match: re.Match[str], lang: str) -> int:
    """Return where a description begins, behind the seat of a firm: "the Riga-based | brewer"."""
    seat = expression_of("firm_seated", lang).match(match.string, match.start(), match.end())
    return seat.end() if seat else match.start()


def _goes_with(folded: str, mention: Mention, start: int) -> bool:
    """Tell whether "both" goes with the bodies named right before: "Baltica and Zemba both grew"."""
    return mention.type in BODIES | STATES and folded[mention.end : start] == " "


def _is_aside(match: re.Match[str], mention: Mention, lang: str) -> bool:
    """Tell whether words describe the company right before: "Baltica, la firma de vidrio que …"."""
    between = match.string[mention.end : match.start()]
    return (
        mention.type == "Company"
        and between == ", "
        and expression_of("describing", lang).match(match.string, match.end()) is not None
    )


def _is_subject(before: str, lang: str) -> bool:
    """Tell whether a company behind some words may be a subject: "the Danish group grew", not "to the …"."""
    return words_before("oblique", lang).search(before) is None


def _nation_of(mentions: Sequence[Mention]) -> Entity | None:
    """Return the place whose adjective is the only one of `mentions`."""
    return mentions[0].entities[0] if len(mentions) == 1 and mentions[0].adjective else None


def _is_named(match: re.Match[str], mentions: Iterable[Mention], types: Sequence[str], lang: str) -> bool:
    """Tell whether behind the words of a description stands the name that it describes."""
    folded, end = match.string, match.end()
    for mention in mentions:
        if mention.type in CONCEPTS and folded[end : mention.start] == _OF:
            end = mention.end
            continue
        if not expression_of("firm_is_what", lang).fullmatch(folded, end, mention.start):
            return False
        if mention.adjective:
            end = mention.end
            continue
        return mention.type == "Name" or mention.type in types
    return False


@cache
def _expressions(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, _Entry]]:
    """Return an expression for all descriptions, one for those without an adjective, and their entries.

    An entry of the lexicon is a group. Of "del país" and "al país" the preposition stays with the words
    before. A group stands behind its phrases: the engine passes an alternative over by its first letter where
    none opens it. Phrases that hold any adjective come first, since others begin them.
    """
    read = {f"a{index}": entry for index, entry in enumerate(load_lexicon(lang)["anaphora"])}
    entries = {
        group: _Entry(
            entry["take"],
            tuple(entry["types"]),
            _codes_of(entry),
            bool(entry.get("national")),
            tuple(entry.get("like", ())),
            frozenset(entry.get("over", ())),
        )
        for group, entry in read.items()
    }
    phrases = {group: f"{to_alternation(entry['phrases'])}(?P<{group}>)" for group, entry in read.items()}
    plain = [group for group, entry in entries.items() if not entry.national]
    national = [group for group, entry in entries.items() if entry.national]
    opening = r"(?:(?<!\w)(?=\w)|(?=l )(?:(?<=\ba)|(?<=\bde)))"
    all_of, plain_ones = (
        compile_once(rf"{opening}(?:{'|'.join(phrases[group] for group in groups)})(?!\w|-\w)")
        for groups in ([*national, *plain], plain)
    )
    return all_of, plain_ones, entries


def _codes_of(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the countries of an entry: those of its `codes`, or of its `region` of the world."""
    told = entry.get("codes")
    return frozenset(str(told).split()) if told else countries_of(entry.get("region"))
