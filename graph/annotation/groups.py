"""Capitalised groups: where they stand, what surrounds them, and where one is cut into several names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Final

from tradegraph.annotation.capitals import GROUP, LINKED, ends_with_apostrophe
from tradegraph.annotation.holders import behind_adjective, end_of_post
from tradegraph.annotation.matches import CONCEPTS, PLACES
from tradegraph.annotation.namewords import NameWords
from tradegraph.annotation.plurals import is_plural_name
from tradegraph.annotation.spans import Spans, find_headlines
from tradegraph.annotation.towns import is_in_town
from tradegraph.model import Article, Mention, Sentence
from tradegraph.ontology.lexicon import grammar_language

_LETTER: Final = re.compile(r"\w")
#: Who speaks, at the head of a paragraph of an interview.
_TURN: Final = re.compile(r"^[A-Z]\. ", re.MULTILINE)
#: Links that tell where something is, what it is about, and which field it has.
_WHERE: Final = frozenset({"in", "en"})
_ABOUT: Final = frozenset({"on", "for", "para", "sobre"})
#: Types of which two names often stand side by side ("Port of Suva and Tema Port").
_TWINS: Final = frozenset({"Academia", "Association", "Facility"})
#: What has bodies of its own abroad.
_HOMES: Final = PLACES | {"Bloc"}
_FIELD_LINKS: Final = frozenset({"of", "for", "on", "de", "del", "para"})
#: What may stand between a post and the name of who holds it, on either side.
_ROLE_BEFORE: Final = re.compile(
    r"(?:(?: (?:of|for|at|to|in|de|del|en|para|ante) [^,;.:]{2,60})?(?:,| is| was| es| fue))? "
)
_ROLE_AFTER: Final = re.compile(
    r"(?:,| is| was| es| fue)? (?:\()?"
    r"(?:(?:the|a|an|its|then|el|la|un|una|su|entonces|[\w.-]+['’]s?|[A-Z][\w.-]+) ){0,4}"
)
#: What stands between a post and the body that it belongs to.
_ROLE_OF: Final = re.compile(r" (?:of|for|at|from|in|de|del|en|para)(?: the| la| el)? ")
#: No noun for a kind of company is longer, in characters.
_LONGEST_NOUN: Final = 20
#: How far a post may stand behind a name, in characters.
_REACH: Final = 60


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
    openings: frozenset[int]

    @classmethod
    def of(
        cls, article: Article, taken: Iterable[Mention], sentences: Iterable[Sentence] = ()
    ) -> Surroundings:
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
            frozenset(_first_letters(article.text, sentences)),
        )

    def known_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return the known names that overlap `text[start:end]`."""
        first = bisect_right(self.known_ends, start)
        last = bisect_left(self.known, end, lo=first, key=lambda mention: mention.start)
        return self.known[first:last]

    def has_role_in(self, start: int, end: int) -> bool:
        """Tell whether a post overlaps `text[start:end]`."""
        index = bisect_left(self.role_starts, end)
        return any(role.end > start for role in self.roles[max(0, index - 1) : index])

    def follows_role(self, start: int) -> bool:
        """Tell whether a post stands right before `start`, outside headlines."""
        index = bisect_left(self.role_starts, start)
        before = self.roles[max(0, index - 1) : index]
        is_beside = any(role.end + 1 == start and self.text[role.end] == " " for role in before)
        return is_beside and not self.headlines.cover(start)

    def precedes_role(self, end: int) -> bool:
        """Tell whether a post without an article stands right behind `end` and a comma, outside headlines."""
        index = bisect_left(self.role_starts, end + 2)
        is_beside = self.role_starts[index : index + 1] == [end + 2] and self.text.startswith(", ", end)
        return is_beside and not self.headlines.cover(end)

    def is_field_of_role(self, start: int) -> bool:
        """Tell whether a post belongs to what begins at `start` ("Secretary of the Ministry of Trade")."""
        index = bisect_left(self.role_starts, start)
        return any(
            _ROLE_OF.fullmatch(self.text, role.end, start) for role in self.roles[max(0, index - 1) : index]
        )

    def has_role_beside(self, start: int, end: int) -> bool:
        """Tell whether a post stands right before `text[start:end]`, or after it as an apposition."""
        index = bisect_left(self.role_starts, start)
        before, after = self.roles[index - 1 : index], self.roles[index : index + 1]
        return any(
            _ROLE_BEFORE.fullmatch(self.text, behind_adjective(self, role.end), start)
            for role in before
            if role.end <= start
        ) or any(
            _ROLE_AFTER.fullmatch(self.text, end, role.start) for role in after if role.start - end < _REACH
        )


def _first_letters(text: str, sentences: Iterable[Sentence]) -> Iterator[int]:
    """Yield where the first word of each sentence starts, behind quotation marks and the like.

    Behind the letter of who speaks ("R. El acuerdo …"), which is no name's initial where more than one
    paragraph begins with it, a sentence starts as well.
    """
    turns = Counter(match[0] for match in _TURN.finditer(text))
    for sentence in sentences:
        letter = _LETTER.search(text, sentence.start, sentence.end)
        start = letter.start() if letter else sentence.end
        yield start
        turn = _TURN.match(text, start)
        if turn is not None and turns[turn[0]] > 1:
            yield turn.end()


def iter_groups(
    text: str, walls: Iterable[Mention], sentences: Iterable[Sentence]
) -> Iterator[tuple[int, int]]:
    """Yield the capitalised groups between the walls, sentence by sentence."""
    position = 0
    starts = ((sentence.start, sentence.start) for sentence in sentences)
    for wall_start, wall_end in (
        *merge(((wall.start, wall.end) for wall in walls), starts),
        (len(text), len(text)),
    ):
        for match in GROUP.finditer(text, position, max(position, wall_start)):
            yield match.span()
        position = max(position, wall_end)


def split_group(around: Surroundings, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a group, each maybe a name: cut at possessives, and at links that do not hold."""
    left = start
    if (posted := end_of_post(around, start, end)) is not None:
        yield start, posted
        left = posted + 1
    for match in LINKED.finditer(around.text, start, end):
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
    heads = around.lexicon.heads
    if words[:1] in (["'"], ["’"]) and after and ends_with_apostrophe(around.text, left, link.start()):
        return True
    if not words or words[0] in {"'s", "’s", "'", "’"}:
        return bool(words and after) and words[0] in {"'", "’"} and after.split()[-1] in heads
    if words in (["&"], ["es"]) or f"{before.split()[-1]}{link.group()}{after.split()[0]}" in heads:
        return True
    if words[0] in around.lexicon.joiners:
        return _joins(around, left, link, end)
    if words[0] in _WHERE:
        return _is_abroad(around, left, link) or _has_field(around, left, link)
    if _is_particle(around, left, (before, after), words) or around.lexicon.foreign_links.issuperset(words):
        return True
    if f"{before.split()[-1]} {words[0]}" in heads or is_in_town(around, left, link, end):  # "Centre for"
        return True
    if words[0] in _ABOUT and heads.get(before.split()[-1]) == "Facility":
        return False
    goes_on = around.lexicon.goes_on(before.split(), words[0])
    is_firm = is_plural_name(around.text, left, around.lexicon.plural_firms)
    return goes_on or is_firm or (words[0] in _ABOUT and before.split()[-1] in heads)


def _joins(around: Surroundings, left: int, link: re.Match[str], end: int) -> bool:
    """Tell whether "and" joins the fields of one name ("Ministry of Ports and Roads"), not two names."""
    before, after = around.text[left : link.start()].split(), _until_place(around.text[link.end() : end])
    lexicon, heads = around.lexicon, around.lexicon.heads
    if (articles := link.group().split()[1:]) and articles[0] not in _FIELD_LINKS:
        return after[0] in lexicon.fields and not (after[1:] and _FIELD_LINKS.isdisjoint(after[1:3]))
    if _begins_another(around, link, end) or (
        len(after) > 1 and lexicon.begins(after[0], before) and _kind_of_fields(after, heads) != "Agreement"
    ):
        return False
    kind = _kind_of_fields(after, heads)
    if kind == "Company" and len(before) == 2 and before[0] in lexicon.given:
        return False  # "Anders Holm and Baltica Foods"
    fields = (
        word in lexicon.agreement_fields or lexicon.opens(word) for word in _own_words(around, left, link)
    )
    if kind == "Agreement" and before[-1] != after[-1] and all(fields):
        return True  # "Enhanced Partnership and Cooperation Agreement"
    if any(token in lexicon.opening for token in before) and not _FIELD_LINKS.isdisjoint(before):
        return len(after) == 1 or kind not in _TWINS or kind != heads.get(before[0])
    if kind is None or any(token in heads for token in before):
        return False
    names = [name for name in around.known_in(left, link.start()) if name.type not in CONCEPTS]
    return not names or (kind != "Company" and all(_qualifies(name, link) for name in names))


def _kind_of_fields(after: Sequence[str], heads: Mapping[str, str]) -> str | None:
    """Return what the words behind a link name: "Cooperation Agreement of Fiji" is an agreement, too."""
    ends = (index for index, word in enumerate(after[1:]) if word in _FIELD_LINKS)
    last = next((index for index in ends if heads.get(after[index]) == "Agreement"), -1)
    return heads.get(after[last])


def _until_place(words: str) -> Sequence[str]:
    """Return the words of a name without where something happened ("Framework Agreement in Suva")."""
    tokens = words.split()
    where = (index for index, token in enumerate(tokens) if index and token in _WHERE)
    return tokens[: next(where, len(tokens))]


def _own_words(around: Surroundings, left: int, link: re.Match[str]) -> Sequence[str]:
    """Return the words before `link` without the places that a name opens with ("Fiji-Samoa Trade")."""
    places = [name.end for name in around.known_in(left, link.start()) if name.type in (*PLACES, "Bloc")]
    return around.text[max(places, default=left) : link.start()].split()


def _begins_another(around: Surroundings, link: re.Match[str], end: int) -> bool:
    """Tell whether a name that is no field follows `link`: a known one, or an acronym.

    A place is another name unless a place stands before the link, too ("Chamber of Chile and Peru").
    """
    following = around.text[link.end() : end].split()[0]
    if following.isupper() and len(following) > 1:
        return True
    names = around.known_in(link.end(), link.end() + 1)
    if not names or names[0].adjective or names[0].type in CONCEPTS:
        return False
    before = around.known_in(link.start() - 1, link.start())
    return names[0].type not in PLACES or not (before and before[0].type in PLACES)


def _qualifies(name: Mention, link: re.Match[str]) -> bool:
    """Tell whether a place qualifies the words behind it ("Fiji Barley and Oats Board")."""
    return name.type in PLACES and name.end < link.start()


def _is_abroad(around: Surroundings, left: int, link: re.Match[str]) -> bool:
    """Tell whether a place belongs to the name of a country's body abroad ("Danish Chamber in Fiji")."""
    homes, hosts = around.known_in(left, left + 1), around.known_in(link.end(), link.end() + 1)
    is_abroad = homes and hosts and homes[0].type in _HOMES and hosts[0].type in PLACES
    words = around.text[homes[0].end : link.start()].split() if is_abroad else []  # no "Unión Europea" itself
    return any(around.lexicon.heads.get(word) == "Association" for word in words)


def _has_field(around: Surroundings, left: int, link: re.Match[str]) -> bool:
    """Tell whether the field of an agreement on cooperation follows ("MoU on Cooperation in Agriculture")."""
    before = around.text[left : link.start()].split()
    if any(name.type in PLACES for name in around.known_in(link.end(), link.end() + 1)):
        return False
    kinds = map(around.lexicon.heads.get, before)
    return before[-1] in around.lexicon.cooperation and "Agreement" in kinds


def _is_particle(around: Surroundings, left: int, sides: tuple[str, str], words: Sequence[str]) -> bool:
    """Tell whether linking words are in a person's name ("Elna van Holm"), none before a body's."""
    if not around.lexicon.surname_particles.isdisjoint(words):
        return True
    if not set(words) <= around.lexicon.particles or sides[1].split()[0] in around.lexicon.opening:
        return False
    return _is_person_start(around, left, sides[0]) or _follows_company_noun(around, left)


def _follows_company_noun(around: Surroundings, start: int) -> bool:
    """Tell whether a kind of company stands right before a name ("la comercializadora Flor de Lemba")."""
    before = around.text[max(0, start - _LONGEST_NOUN) : start].rstrip(" ,").rpartition(" ")[2]
    return before in around.lexicon.nouns


def _is_person_start(around: Surroundings, start: int, words: str) -> bool:
    """Tell whether `words`, which begin at `start`, begin a person's name."""
    if around.has_role_beside(start, start):
        return True
    return any(word in around.lexicon.given or word in around.lexicon.honorifics for word in words.split())
