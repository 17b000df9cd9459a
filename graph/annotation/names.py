"""Names that stand in no gazetteer: capitalised groups, told apart by cue words, posts and first names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import pairwise
from typing import Final

from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.spans import Spans, find_headlines
from tradegraph.model import Article, Entity, Mention, Sentence
from tradegraph.ontology.lexicon import grammar_language
from tradegraph.rdf.iris import to_slug

_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ]"
#: Hyphened words that qualify the name before them and are no part of it ("Osaka-based").
_SUFFIX: Final = (
    r"[-–](?:based|owned|led|made|backed|style|born|listed|run|sized|registered|controlled|headquartered)\b"
)
_FIRST: Final = (
    rf"(?:(?:{_CAPITAL}\.)+(?![\w–-])"
    rf"|(?:{_CAPITAL}|\d+(?={_CAPITAL}))(?:(?!{_SUFFIX})[\w&.–-])*[\w&]|{_CAPITAL})(?:['’]s?(?!\w))?"
)
_TITLE: Final = r"(?:Mr|Mrs|Ms|Dr|Sr|Sra|Dra|Lic|Ing|Gov|Sen|Rep|Prof)\b"
_TOKEN: Final = rf"(?!{_TITLE})(?:{_FIRST}|\d{{1,3}}(?:\.\d+)?(?= {_CAPITAL}))"
_LINK: Final = (
    r"(?:of|for|and|the|on|de|del|la|las|los|el|y|e|en|para|por|&"
    r"|von|van|der|bin|bint|al|ibn|di|da|do|dos|das|du|des|le|ter)"
)
#: A capitalised group: capitalised words, with small linking words between them.
_GROUP: Final = re.compile(rf"{_FIRST}(?:(?: {_LINK}){{0,3}} {_TOKEN})*")
#: Where a group may come apart: a possessive, or linking words.
_LINKED: Final = re.compile(rf"['’]s?(?:(?: {_LINK})* |$)|(?: {_LINK})+ ")
_LOWER_LINK: Final = re.compile(_LINK)
_INITIALS: Final = re.compile(rf"(?:{_CAPITAL}\.)+")
_HEAD_LINKS: Final = {"of", "for", "on", "de", "del", "para"}
#: What may stand between a post and the name of who holds it, on either side.
_ROLE_BEFORE: Final = re.compile(r"(?:(?: (?:of|for|at|to|in|de|del|en|para|ante) [^,;.:]{2,60})?,)? ")
_ROLE_AFTER: Final = re.compile(
    r",? (?:\()?(?:(?:the|a|an|its|then|el|la|un|una|su|entonces|[\w.-]+['’]s?|[A-Z][\w.-]+) ){0,4}"
)
#: Further fields of a ministry ("Ministry of Trade, Industry and Energy").
_MORE_FIELDS: Final = re.compile(
    rf"(?:, {_CAPITAL}\w+(?: {_CAPITAL}\w+)?){{1,3}},? (?:and|y|&) "
    rf"{_CAPITAL}\w+(?: {_CAPITAL}\w+)?(?= |[,.;)]|$)"
)
#: How far a post may stand behind a name, in characters.
_REACH: Final = 60
#: No title is longer, in characters.
_LONGEST_TITLE: Final = 20
#: IRI folder of a type; organisations of all kinds share one.
_FOLDERS: Final[Mapping[str, str]] = {
    "Agreement": "agreement",
    "City": "city",
    "Bloc": "bloc",
    "Facility": "facility",
    "Person": "person",
    "Product": "product",
    "Sector": "sector",
}


def mint(name: str, kind: str) -> Entity:
    """Return the entity of a name that the reference data does not know."""
    return Entity(f"{_FOLDERS.get(kind, 'organization')}/{to_slug(name)}", name, kind)


@dataclass(frozen=True)
class Surroundings:
    """What lies around capitalised groups: posts, known names, the text itself."""

    text: str
    lexicon: NameWords
    roles: tuple[Mention, ...]
    known: tuple[Mention, ...]
    known_ends: Sequence[int]
    role_starts: Sequence[int]
    headlines: Spans

    @classmethod
    def of(cls, article: Article, taken: Iterable[Mention]) -> Surroundings:
        """Return the surroundings of the groups of `article`, in which the mentions `taken` are found."""
        taken = tuple(taken)
        roles = tuple(mention for mention in taken if mention.type == "Role")
        known = tuple(mention for mention in taken if mention.entities)
        return cls(
            article.text,
            NameWords.of(grammar_language(article.lang)),
            roles,
            known,
            [mention.end for mention in known],
            [role.start for role in roles],
            find_headlines(article),
        )

    def known_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return the known names that overlap `text[start:end]`."""
        first = bisect_right(self.known_ends, start)
        last = bisect_left(self.known, end, lo=first, key=lambda mention: mention.start)
        return self.known[first:last]

    def has_role_beside(self, start: int, end: int) -> bool:
        """Tell whether a post stands right before `text[start:end]`, or after it as an apposition."""
        index = bisect_left(self.role_starts, start)
        before, after = self.roles[index - 1 : index], self.roles[index : index + 1]
        return any(
            _ROLE_BEFORE.fullmatch(self.text, role.end, start) for role in before if role.end <= start
        ) or any(
            _ROLE_AFTER.fullmatch(self.text, end, role.start) for role in after if role.start - end < _REACH
        )


def find_names(
    article: Article, taken: Sequence[Mention], sentences: Iterable[Sentence] = ()
) -> list[Mention]:
    """Return mentions of the names in `article` that no gazetteer holds, in order.

    `taken` are the mentions already found, in order. A group crosses neither one that is not a name (a post,
    an amount, a period) nor the start of a sentence, and one that contains known names is kept whole only
    where its words say so ("Bank of Korea"). A group that no cue tells has type "Name".
    """
    walls = [mention for mention in taken if not mention.entities]
    around = Surroundings.of(article, taken)
    pieces = (
        piece
        for group in _iter_groups(article.text, walls, sentences)
        for piece in _split_group(around, *group)
    )
    return [mention for start, end in pieces for mention in _read_piece(around, start, end)]


def _iter_groups(
    text: str, walls: Iterable[Mention], sentences: Iterable[Sentence]
) -> Iterator[tuple[int, int]]:
    """Yield the capitalised groups between the walls, sentence by sentence."""
    position = 0
    starts = ((sentence.start, sentence.start) for sentence in sentences)
    for wall_start, wall_end in (
        *merge(((wall.start, wall.end) for wall in walls), starts),
        (len(text), len(text)),
    ):
        for match in _GROUP.finditer(text, position, max(position, wall_start)):
            yield match.span()
        position = max(position, wall_end)


def _split_group(around: Surroundings, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a group, each maybe a name: cut at possessives, and at links that do not hold."""
    left = start
    for match in _LINKED.finditer(around.text, start, end):
        if match.start() < left:
            continue
        if not _holds(around, left, match, end):
            yield left, match.start()
            left = match.end()
    yield left, end


def _holds(around: Surroundings, left: int, link: re.Match[str], end: int) -> bool:
    """Tell whether the words on both sides of `link` are one name."""
    words = link.group().split()
    before, after = around.text[left : link.start()], around.text[link.end() : end]
    if not words or words[0] in {"'s", "’s", "'", "’"}:
        return bool(words and after) and words[0] in {"'", "’"} and after.split()[-1] in around.lexicon.heads
    if words == ["&"]:
        return True
    heads = around.lexicon.heads
    opens = any(token in around.lexicon.opening for token in before.split())
    if words[0] in around.lexicon.joiners:
        next_opens = after.split()[0] in around.lexicon.opening
        closes = after.split()[-1] in heads and not any(token in heads for token in before.split())
        joined = opens and any(f" {link} " in f" {before} " for link in ("of", "for", "on", "de", "para"))
        return (joined and not next_opens) or (closes and not around.known_in(left, link.start()))
    if set(words) <= around.lexicon.particles and _is_person_start(around, left, before):
        return True
    return opens or (words[0] in ("on", "for", "para", "sobre") and before.split()[-1] in heads)


def _is_person_start(around: Surroundings, start: int, words: str) -> bool:
    """Tell whether `words`, which begin at `start`, begin a person's name."""
    if around.has_role_beside(start, start):
        return True
    return any(word in around.lexicon.given or word in around.lexicon.honorifics for word in words.split())


def _read_piece(around: Surroundings, start: int, end: int) -> Iterator[Mention]:
    """Yield the name that `text[start:end]` is, if any."""
    start, courtesy = _skip_openers(around, start, end)
    tokens = around.text[start:end].split()
    known = around.known_in(start, end)
    if not tokens or (len(tokens) == 1 and around.lexicon.is_cue(tokens[0])):
        return
    if any(mention.start <= start and end <= mention.end for mention in known):
        return
    if known and known[0].start <= start and known[0].end < end and _is_given(around, known[0].end + 1, end):
        yield from _read_piece(around, known[0].end + 1, end)
        return
    kind = _kind_of(around.lexicon, tokens)
    if kind in ("Association", "GovernmentBody") and (more := _MORE_FIELDS.match(around.text, end)):
        end = more.end()
    if kind is None and known and known[0].adjective and known[0].start <= start:
        yield from _read_piece(around, known[0].end + 1, end)
        return
    if kind is None and (courtesy or _is_person(around, start, end, tokens)):
        kind = "Person"
    if kind == "Person" and around.headlines.cover(start) and tokens[0] not in around.lexicon.given:
        return
    if kind is None and known and _is_sequence(known, start, end):
        return
    if kind not in (None, "Person") and (person := _trailing_person(around, start, end)):
        yield Mention(person, end, "Person", (mint(around.text[person:end], "Person"),))
        end = person - 1
    name = around.text[start:end]
    yield Mention(start, end, kind or "Name", (mint(name, kind or "Company"),))


def _is_given(around: Surroundings, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` begins with a first name, so that a name begins here."""
    words = around.text[start:end].split()
    return len(words) > 1 and words[0] in around.lexicon.given


def _trailing_person(around: Surroundings, start: int, end: int) -> int | None:
    """Return where a person's name follows an organisation's at once ("Office of Trade Ryan Starks")."""
    words = list(re.finditer(r"\S+", around.text[start:end]))
    for before, first, _ in zip(words[1:], words[2:], words[3:], strict=False):
        is_name = first.group() in around.lexicon.given and not _LOWER_LINK.fullmatch(before.group())
        if is_name and len(words) - words.index(first) <= 3:
            return start + first.start()
    return None


def _is_sequence(known: Sequence[Mention], start: int, end: int) -> bool:
    """Tell whether known names fill both ends of a group, which then is no name of its own."""
    return known[0].start <= start and known[-1].end >= end and len(known) > 1


def _skip_openers(around: Surroundings, start: int, end: int) -> tuple[int, bool]:
    """Return where the name begins after function words and titles, and whether there was a title."""
    courtesy = _has_title_before(around, start)
    while start < end:
        rest = around.text[start:end]
        found = around.lexicon.titles.match(rest)
        title = found[1] if found else None
        word = title or rest.split(maxsplit=1)[0]
        if title is None and not around.lexicon.opens(word) and not _LOWER_LINK.fullmatch(word):
            break
        courtesy = courtesy or title is not None
        start += len(word) + (len(rest) > len(word))
    return start, courtesy


def _has_title_before(around: Surroundings, start: int) -> bool:
    """Tell whether a title that the group does not hold stands before a name ("Mr. Holm")."""
    return around.lexicon.title_before.search(around.text, max(0, start - _LONGEST_TITLE), start) is not None


def _kind_of(lexicon: NameWords, tokens: Sequence[str]) -> str | None:
    """Return the type that the cue words of a name tell, None where it has none or is nothing else.

    The head that opens a phrase ("Ministry of …") decides; else the last one ("Trade Promotion
    Agency"), or the first in a language that puts it first ("Agencia de Promoción").
    """
    if len(tokens) == 1 or lexicon.head_words.isdisjoint(tokens):
        return None
    for head, link in pairwise(tokens):
        if head in lexicon.opening and link in _HEAD_LINKS and head in lexicon.heads:
            return lexicon.heads[head]
    found = [
        lexicon.heads[phrase]
        for size in (3, 2, 1)
        for index in lexicon.head_order(len(tokens) - size + 1)
        if (phrase := " ".join(tokens[index : index + size])) in lexicon.heads
    ]
    return found[0] if found else None


def _is_person(around: Surroundings, start: int, end: int, tokens: Sequence[str]) -> bool:
    names = [token for token in tokens if token not in around.lexicon.particles]
    if not 1 <= len(names) <= 5 or any(char.isdigit() for char in around.text[start:end]):
        return False
    if len(names) > 1 and (names[0] in around.lexicon.given or _INITIALS.fullmatch(names[0])):
        return not around.known_in(start, end) or around.has_role_beside(start, end)
    return len(names) > 1 and around.has_role_beside(start, end)
