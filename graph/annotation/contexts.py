"""What stands beside a name tells what it names: "the haulier Nordhavn", "a mill in Lindhaven"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise, zip_longest
from typing import Any, Final

from tradegraph.annotation.names import mint
from tradegraph.annotation.spans import find_headlines
from tradegraph.annotation.text import fold_case
from tradegraph.annotation.words import to_alternation
from tradegraph.model import Article, Mention, Sentence
from tradegraph.ontology.expressions import compile_once
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: How many characters before a name are read.
_REACH: Final = 45
#: Types that the words of a name may tell wrongly, so that its surroundings count more.
_DOUBTFUL: Final = frozenset({"Academia", "Agreement", "Association", "Facility", "Name"})
#: Types that a rule may correct.
_TOLD: Final = _DOUBTFUL | {"Person"}
#: Types of places; what news list side by side.
_PLACES: Final = frozenset({"City", "Region"})
_LISTED: Final = frozenset({"City", "Company", "Name", "Person"})
#: What stands between a place and that in which it lies, and behind both.
_WITHIN: Final = re.compile(
    r", (?:(?:in|en)(?: the| el| la)? (?:(?:state|province|estado|provincia)(?: of| de) )?)?"
)
#: How many stand side by side also where they are no list.
_PAIR: Final = 2
#: What stands between the items of a list.
_JOINT: Final = re.compile(r"(?:(?:,|;) (?:(?:and|or|y|e|o|u) )?| (?:and|or|y|e|o|u|as well as|así como|&) )")
#: Nouns that open a sentence and name nothing ("Manufacturing employs many"), by their endings.
_NOUN: Final = re.compile(
    r"\w+(?:ing|[ts]ion|ment|ity|ism|ness|[ae]nce|[eo]rs|ists|ción|sión|miento|dad|ura|ismo|ores|ería|eros)"
)
_LIST: Final = re.compile(r"<(\w+)>")
#: A word in a rule, and what stands there for any word.
_WORD: Final = re.compile(r"(?<!\\)\b[^\W\d_][\w'’-]*")
_ANY: Final = "[a-z"
#: What may not stand before a name: its words are none that a rule asks for.
_DENIED: Final = re.compile(r"\(\?<![^()]*\)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the words right before or behind a name tell of it; see the lexicon's `contexts`.

    `types` are those of the names that it may type, "Name" where no word told any; `lasts` are the words that
    may stand last before the name, which spares most searches; none for any word. One that is `full` asks for
    a name of two to four words without figures, as people have.
    """

    type: str
    before: re.Pattern[str] | None
    lasts: frozenset[str]
    after: re.Pattern[str] | None
    types: frozenset[str]
    inside: bool
    full: bool

    def fits(self, text: str, name: Mention, before: str, last: str) -> bool:
        """Tell whether the words `before` and behind `name` are those of the rule; `last` is the nearest."""
        if name.type not in self.types or (self.full and not _is_full_name(text[name.start : name.end])):
            return False
        if self.before is not None and not (
            (not self.lasts or last in self.lasts) and self.before.search(before)
        ):
            return False
        if self.after is not None and not self.after.match(text, name.end):
            return False
        return self.type not in _PLACES or _is_place_like(text[name.start : name.end])


def type_names(
    article: Article, mentions: Sequence[Mention], sentences: Iterable[Sentence] = ()
) -> list[Mention]:
    """Return `mentions`, given in order, with the names that no cue told typed by what stands around them.

    What one place of a name tells holds for its others. Names in a list are of the type of the others there.
    """
    told = _told(article, mentions, frozenset(sentence.start for sentence in sentences))
    typed = [_retype(article.text, mention, told) for mention in mentions]
    listed = dict(_told_by_lists(article.text, typed))
    return [_retype(article.text, mention, listed) for mention in typed]


def _told(article: Article, mentions: Sequence[Mention], openers: frozenset[int]) -> dict[str, str]:
    """Return the types of names by their words: of the rules that fit any place of a name the first one."""
    text, headlines = article.text, find_headlines(article)
    lang = grammar_language(article.lang)
    rules, words, articles = _rules(lang), frozenset(text.split()), load_lexicon(lang)["names"]["articles"]
    found: dict[str, int] = {}
    for name, following in zip_longest(mentions, mentions[1:]):
        if name.type not in _TOLD or name.entities[0].known or headlines.cover(name.start):
            continue
        form = text[name.start : name.end]
        if name.start in openers and _is_noun(form, words):
            continue
        is_inside = following is not None and _lies_within(text, name, following)
        before = fold_case(text[max(0, name.start - _REACH) : name.start])
        last = next(reversed(before.rstrip(" ,").split()), "")
        is_paper = form.split()[0] in articles  # "El Mercurio"
        for index, rule in enumerate(rules[: found.get(form)]):
            if is_paper and rule.type == "Person":
                continue
            if rule.inside <= is_inside and rule.fits(text, name, before, last):
                found[form] = index
                break
    return {form: rules[index].type for form, index in found.items()}


def _retype(text: str, name: Mention, told: Mapping[str, str]) -> Mention:
    if name.type not in _TOLD or name.entities[0].known:
        return name
    kind = told.get(text[name.start : name.end])
    if kind is None:
        return name
    return replace(name, type=kind, entities=(mint(name.entities[0].name, kind),))


def _told_by_lists(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Yield the names that stand in a list, with the one type that the others in it have."""
    for items in _lists(text, mentions):
        kinds = {item.type for item in items} - {"Name"}
        if len(kinds) == 1:
            kind = kinds.pop()
            names = (text[item.start : item.end] for item in items if item.type == "Name")
            yield from ((name, kind) for name in names if kind != "Person" or _is_full_name(name))


def _lists(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the runs of names, companies, cities and people that commas and conjunctions join.

    Two with only a comma between them are no list: "In Suva, Zabbo paid." A conjunction closes one: "Founded
    by Holm and Ruiz, Baltica grew."
    """
    run: list[Mention] = []
    for left, right in pairwise(mentions):
        is_joint = left.type in _LISTED and right.type in _LISTED
        if is_joint and _JOINT.fullmatch(text, left.end, right.start):
            if len(run) > 1 and text[left.end : right.start] == ", " != text[run[-2].end : left.start]:
                yield from _if_list(text, run)
                run = []
            run = run or [left]
            run.append(right)
        elif run:
            yield from _if_list(text, run)
            run = []
    yield from _if_list(text, run)


def _if_list(text: str, run: list[Mention]) -> Iterator[list[Mention]]:
    if len(run) > _PAIR or (run and text[run[0].end : run[1].start] not in (", ", "; ")):
        yield run


def _lies_within(text: str, place: Mention, around: Mention) -> bool:
    """Tell whether the state or country behind a name is that in which it lies ("Ballina, Ireland")."""
    is_area = around.type in ("Country", "Region") and not around.adjective
    return is_area and _WITHIN.fullmatch(text, place.end, around.start) is not None


def _is_place_like(words: str) -> bool:
    """Tell whether words may name a place: no acronym, and no figure in it."""
    return not words.isupper() and not any(char.isdigit() for char in words)


def _is_full_name(words: str) -> bool:
    """Tell whether words may be a person's first name and surname."""
    names = words.split()
    return 1 < len(names) < 5 and all(part[1:].islower() for name in names for part in name.split("-"))


def _is_noun(word: str, words: frozenset[str]) -> bool:
    """Tell whether a word that opens a sentence may be a common noun: by its ending, or as seen elsewhere."""
    return word[1:].islower() and (_NOUN.fullmatch(word) is not None or word.lower() in words)


@cache
def _rules(lang: str) -> tuple[_Rule, ...]:
    """Return the rules of a language, the strongest first."""
    lexicon = load_lexicon(lang)
    lists: dict[str, Any] = {
        **lexicon["contexts"]["lists"],
        "company_nouns": lexicon["names"]["company_nouns"],
    }
    return tuple(_to_rule(rule, lists) for rule in lexicon["contexts"]["rules"])


def _to_rule(rule: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> _Rule:
    """Return a rule compiled; what stands before a name is looked at in lower case."""

    def expand(name: re.Match[str], *, lower: bool) -> str:
        return to_alternation(word.lower() if lower else word for word in lists[name[1]])

    before, after = (rule.get(side, "") for side in ("before", "after"))
    before = _LIST.sub(partial(expand, lower=True), before)
    asked = _DENIED.sub("", rule.get("before", ""))
    lasts = [word for name in _LIST.findall(asked) for word in lists[name]]
    return _Rule(
        rule["type"],
        compile_once(rf"{before}\Z") if before else None,
        frozenset() if _ANY in before else frozenset(_WORD.findall(" ".join([*lasts, asked]))),
        compile_once(_LIST.sub(partial(expand, lower=False), after)) if after else None,
        frozenset(rule.get("types") or (_DOUBTFUL if rule.get("overrides") else {"Name"})),
        rule.get("inside", False),
        rule.get("full", False),
    )
