"""Several at once that a description stands for: "both", "the three countries", "the two companies"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from tradegraph.annotation.text import fold_case
from tradegraph.extraction.anaphora import Description
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.places import is_place, places_of
from tradegraph.model import Article, Entity
from tradegraph.ontology.lexicon import grammar_language, load_lexicon

#: How many "both" are.
_TWO: Final = 2
#: What tells before a company where it is from, and how far behind them "both" companies are told.
_WHERE: Final = {"City", "Country", "Demonym", "Region"}
_REACH: Final = 300
#: How far behind its list "the four countries" may stand, in characters.
_LIST_REACH: Final = 900
#: What may stand between two names of a list, ", and the", in characters.
_LIST_GAP: Final = 10


def last_two(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the only two places of this sentence, or else of the one before: "both" are they."""
    for items in (discourse.sentence, discourse.previous):
        places = list(dict.fromkeys(places_of(items)))
        if places:
            fits = len(places) == _TWO and discourse.are_apart(places)
            return tuple(places) if fits and {p.type for p in places} <= {*description.types} else ()
    return ()


def both_told(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return whom "both" or "those two" means beside the only two places told just before.

    That is the last two places side by side ("as Norway and Iceland are outside"), or the last two companies
    where the sentence before is on one of them.
    """
    if both := last_two(description, discourse):
        return both
    places = [item for item in discourse.previous if is_place(item.entities[0])]
    listed = [each for each in _lists_of(places, description.types) if len(each) == _TWO]
    if listed and discourse.are_apart(listed[-1]) and len({place.type for place in listed[-1]}) == 1:
        return tuple(listed[-1])
    first = next((item for item in discourse.previous if item.type not in _WHERE), None)
    if first is None or first.type != "Company":
        return ()
    near = (i for _, i in reversed(discourse.noted["Company"]) if description.start - i.end <= _REACH)
    named = list(dict.fromkeys(item.entities[0] for item in near))[:_TWO]
    return tuple(reversed(named)) if len(named) == _TWO else ()


def two_cities(discourse: Discourse) -> tuple[Entity, ...]:
    """Return the two cities that a text has told of most, the first of them first."""
    told = [item.entities[0] for _, item in discourse.noted["City"]]
    most = sorted(dict.fromkeys(told), key=lambda city: -told.count(city))[:_TWO]
    return tuple(most) if len(most) == _TWO else ()


def one_of_two(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the former or the latter of the only two places of this sentence, or else of the one before.

    Where people or agreements are asked for, of the only two of them.
    """
    (kind, *others) = description.types
    is_one = not others and kind in ("Person", "Agreement")
    both = _only_two(kind, discourse) if is_one else last_two(description, discourse)
    return both[:1] if description.take == "former" else both[1:]


def _only_two(kind: str, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the only two people or agreements of this sentence, or else of the one before."""
    for items in (discourse.sentence, discourse.previous):
        named = tuple(dict.fromkeys(i.entities[0] for i in items if i.entities and i.type == kind))
        if named:
            return named if len(named) == _TWO else ()
    return ()


def last_bodies(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the last two companies, or other bodies, that this sentence and the one before name.

    Bodies that are no companies may be named further back, the two of them.
    """
    items = [*discourse.previous, *discourse.sentence]
    named = dict.fromkeys(i.entities[0] for i in items if i.entities and i.type in description.types)
    if len(named) < _TWO and "Company" not in description.types:
        noted = reversed(discourse.latest_first(description.types))
        named = dict.fromkeys(i.entities[0] for i in noted if description.start - i.end <= _REACH)
        return tuple(named) if len(named) == _TWO else ()
    return tuple(named)[-_TWO:] if len(named) >= _TWO else ()


def several(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...]:
    """Return the places of the list in this sentence, or else the one before, as many as the words say."""
    words = words_of(description, article)
    numerals = load_lexicon(grammar_language(article.lang))["quantities"]["numerals"]
    told = [int(word) if word.isdecimal() else numerals[word] for word in words if _counts(word, numerals)]
    for items in (discourse.sentence, discourse.previous):
        listed = max(_lists_of(items, description.types), key=len, default=[])
        if len(listed) > _TWO:
            return tuple(listed) if all(number == len(listed) for number in told) else ()
    return _listed_before(description, discourse, told[-1]) if told else ()


def _listed_before(description: Description, discourse: Discourse, number: int) -> tuple[Entity, ...]:
    """Return the places of the last list of so many that stands further back, not too far behind."""
    noted = discourse.latest_first(description.types)
    items = sorted((item for item in noted if item.kind == "named"), key=lambda item: item.start)
    near = (item for item in items if description.start - item.end <= _LIST_REACH)
    lists = [listed for listed in _lists_of(near, description.types) if len(listed) == number > _TWO]
    return tuple(lists[-1]) if lists else ()


def _counts(word: str, numerals: Mapping[str, int]) -> bool:
    return word.isdecimal() or word in numerals


def _lists_of(items: Iterable[Item], types: Collection[str]) -> Iterator[list[Entity]]:
    """Yield the places that stand side by side, one list after another."""
    listed: list[Entity] = []
    end = -1
    for item in items:
        if item.entities and item.entities[0].type in types:
            if item.start - end > _LIST_GAP:
                yield listed
                listed = []
            listed = [*listed, *(entity for entity in item.entities[:1] if entity not in listed)]
            end = item.end
    yield listed


def words_of(description: Description, article: Article) -> list[str]:
    """Return the words of a description in lower case."""
    return fold_case(article.text[description.start : description.end]).split()
