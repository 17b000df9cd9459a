"""What a description stands for: "both", "the kingdom", "the Korean company", "it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tradegraph.annotation.matches import BODIES
from tradegraph.annotation.names import mint
from tradegraph.annotation.text import fold_case
from tradegraph.extraction.anaphora import Description
from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.firms import FIRMS
from tradegraph.extraction.lands import country_told, find_land
from tradegraph.extraction.masking import Item
from tradegraph.extraction.places import places_of
from tradegraph.extraction.severals import both_told, last_bodies, one_of_two, several, two_cities, words_of
from tradegraph.extraction.syntax import expression_of, words_before
from tradegraph.model import Article, Entity
from tradegraph.ontology.lexicon import countries_of, grammar_language, load_lexicon

#: What parts the names in a publisher's line.
_SEPARATORS: Final = re.compile(r"[,|()–—:]| - ")
#: Whose names a text varies, so that where they were named is worth telling.
_VARIED: Final = BODIES | {"Person"}
#: How to find what a description stands for, where its own way finds nothing.
_OTHERWISE: Final = {"last_two": "pair", "land": "last"}
#: What opens reported speech is no longer, in characters, with the seat of a firm: "the Riga-based".
_OPENER_REACH: Final = 50


def find_referents(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...]:
    """Return what a description stands for, nothing where the article has named nothing that fits.

    A body ("the chamber") is the last one with this word in its name, else the publisher with it. A
    "namesake" ("the alliance") must have it.
    """
    if description.take in ("body", "namesake"):
        return tuple(_bodies(description, discourse, article))[:1]
    if description.take == "capital":
        return tuple(_capitals(description, discourse))[:1]
    if description.nation is not None:
        found = tuple(_of_nation(description, description.nation, discourse))[:1]
        if found or description.nation.type == "Country":
            return found
    if description.take == "firm" and (named := _namesake(description, discourse, article)):
        return named
    if description.take == "firm" and _is_reported(description, article):
        return _speaker_firm(description, discourse)
    if description.codes:
        return _of_codes(description, discourse)
    if description.take == "last_two" and (both := both_told(description, discourse)):
        return both
    if description.take == "cities":
        return two_cities(discourse)
    if description.take == "several":
        return several(description, discourse, article)
    if description.take == "both" and (listed := several(description, discourse, article)):
        return listed
    if description.take == "land" and (land := find_land(description, discourse)):
        return land
    if description.take == "other":
        return tuple(_others(discourse))[:1]
    if description.take == "subject" and _fits(discourse.last_opener, description):
        return (discourse.last_opener,) if discourse.last_opener else ()
    if description.take == "two":
        return last_bodies(description, discourse)
    if description.take in ("former", "latter"):
        return one_of_two(description, discourse)
    if description.take in ("alike", "scheme") and (alike := _alike(description, discourse, article)):
        return alike
    if description.take == "scheme":
        return _scheme(description, discourse)
    if description.types == ("Facility",):
        return _site_told(description, discourse, article)
    if description.take == "topic":
        return tuple(_topics(description, discourse))[:1] or country_told(description, discourse)
    if description.take == "last" and (other := _other_end(description, discourse, article)) is not None:
        return other
    return discourse.resolve(_OTHERWISE.get(description.take, description.take), description.types)


def _other_end(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...] | None:
    """Return the last one named before the first end of "a pact between an ASEAN state and the bloc".

    None where a description is no such end.
    """
    text, end = article.text, description.start
    begins = max(0, end - _OPENER_REACH)
    opens = words_before("first_end", grammar_language(article.lang)).search(fold_case(text[begins:end]))
    if opens is None:
        return None
    named = (item for item in discourse.latest_first(description.types) if item.end <= begins + opens.start())
    return next((item.entities[:1] for item in named), ())


def _alike(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...]:
    """Return what was named last with the noun of a description, or one like it, in its name."""
    like = set(description.like or words_of(description, article)[-1:])
    named = (item.entities[0] for item in discourse.latest_first(description.types))
    return tuple(each for each in named if not like.isdisjoint(fold_case(each.name).split()))[:1]


def _namesake(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...]:
    """Return the body that "the Consortium", its noun capitalised, is short for: the last so named."""
    noun = article.text[description.start : description.end].split()[-1]
    if not noun[:1].isupper():
        return ()
    named = (item.entities[0] for item in discourse.latest_first(BODIES) if item.kind == "named")
    return tuple(each for each in named if noun in each.name.split())[:1]


def _site_told(description: Description, discourse: Discourse, article: Article) -> tuple[Entity, ...]:
    """Return the plant told last, no office and not several: the one whose name it only describes, if any.

    "Baltica has opened Baltica One, its first mill abroad. The mill …".
    """
    others = expression_of("no_plant", grammar_language(article.lang))
    told = (item for item in discourse.latest_first(description.types) if not _is_any(item, others))
    last, before, *_ = [*told, None, None]
    if last is None or before is None or not last.entities[0].name[:1].islower():
        return last.entities[:1] if last else ()
    is_apposed = 0 <= last.start - before.end <= len(", its ")
    is_named = is_apposed and before.entities[0].name[:1].isupper()
    return (before if is_named else last).entities[:1]


def _is_any(site: Item, others: re.Pattern[str]) -> bool:
    """Tell whether a facility is only described, and by words that no single plant is told with."""
    name = site.entities[0].name
    return name[:1].islower() and others.search(name.lower()) is not None


def _scheme(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the agreement that "the programme" is where none is so named: the last one.

    Where a journey was told of since, the programme is what the travellers do.
    """
    latest = next(iter(discourse.latest_first(description.types)), None)
    if latest is None or any(start > latest.start for start in discourse.journey_starts()):
        return ()
    return latest.entities[:1]


def _is_reported(description: Description, article: Article) -> bool:
    """Tell whether a description opens what somebody said, or a clause of its own: "…; the company …"."""
    syntax = load_lexicon(grammar_language(article.lang))["syntax"]
    before = fold_case(article.text[max(0, description.start - _OPENER_REACH) : description.start])
    opens = rf"(?:(?<!\w)(?:{syntax['reporting']})|{syntax['clause_of_firm']})"
    return re.search(rf"{opens} (?:{syntax['firm_seated']})?\Z", before) is not None


def _speaker_firm(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the company that is spoken of, first of all the one that this sentence names before."""
    firm = discourse.firm_spoken_of(description.start)
    return firm.entities[:1] if firm else ()


def _bodies(description: Description, discourse: Discourse, article: Article) -> Iterator[Entity]:
    """Yield the bodies that a description may stand for, the likeliest first."""
    head = words_of(description, article)[-1]
    named = discourse.latest_first(description.types)
    with_head = [item for item in named if head in fold_case(article.text[item.start : item.end]).split()]
    yield from (item.entities[0] for item in with_head)
    if (publisher := name_of_publisher(article.source or "", head)) is not None:
        yield mint(publisher, description.types[0])
    if description.take == "body":
        yield from (item.entities[0] for item in named)


def name_of_publisher(source: str, head: str) -> str | None:
    """Return the name of the body that publishes, where `head`, in lower case, is a word of it.

    >>> name_of_publisher("Boletín de la Cámara de Comercio de Suva", "cámara")
    'Cámara de Comercio de Suva'
    >>> name_of_publisher("Suva Trade Council, monthly letter", "council")
    'Suva Trade Council'
    """
    for part in _SEPARATORS.split(source):
        words = part.split()
        for index, word in enumerate(words):
            if fold_case(word) == head and word[:1].isupper():
                begins = index if index + 1 < len(words) and words[index + 1].islower() else 0
                return " ".join(words[begins:])
    return None


def _capitals(description: Description, discourse: Discourse) -> Iterator[Entity]:
    """Yield the capitals that were named, the last one first: of a told nation its own, or else itself."""
    for item in discourse.latest_first(("City",)):
        country = discourse.gazetteer.capital_country(item.entities[0].id)
        if country is not None and description.nation in (None, country):
            yield item.entities[0]
    if description.nation is not None and description.nation.type in description.types:
        yield description.nation


def _of_nation(description: Description, nation: Entity, discourse: Discourse) -> Iterator[Entity]:
    """Yield the companies, regions or bodies of a country that were named, or the country itself.

    Of a part of the world, that is the country of it that was named last.
    """
    if "Company" in description.types:
        yield from _companies_of(nation, description, discourse)
    codes = countries_of(nation.id)
    if "Country" in description.types:
        yield from _of_countries(codes, discourse) if codes else [nation]
    if "Region" in description.types:
        yield from _regions_of(codes or frozenset({nation.code or ""}), discourse)
    if "Association" in description.types:
        bodies = (item.entities[0] for item in discourse.latest_first(description.types))
        yield from (each for each in bodies if discourse.gazetteer.country_of(each.id) in (None, nation))


def _companies_of(nation: Entity, description: Description, discourse: Discourse) -> Iterator[Entity]:
    """Yield the companies that may be of a country: those told or known to be, just now, then the last named.

    One that was said to be of another country is none of them.
    """
    country_of, told = discourse.gazetteer.country_of, discourse.firms.nations
    nation = nation if nation.type == "Country" else country_of(nation.id) or nation
    near = [item for item in reversed((*discourse.previous, *discourse.sentence)) if item.type in FIRMS]
    for company in (item.entities[0] for item in near):
        if told.get(company.name, country_of(company.id)) == nation:
            yield company if company.type == "Company" else mint(company.name, "Company")
    firm = discourse.firm_spoken_of(description.start)
    named = (item.entities[0] for _, item in reversed(discourse.noted.get("Company", [])))
    companies = (*(firm.entities if firm else ()), *named)
    yield from (each for each in companies if told.get(each.name, country_of(each.id)) in (None, nation))


def _of_codes(description: Description, discourse: Discourse) -> tuple[Entity, ...]:
    """Return the country that fits "the kingdom", or of "the province" a region of one, if one is named."""
    if "Region" not in description.types:
        return tuple(_of_countries(description.codes, discourse))[:1]
    regions = tuple(_regions_of(description.codes, discourse))[:1]
    return regions or discourse.resolve(description.take, description.types)


def _of_countries(codes: frozenset[str], discourse: Discourse) -> Iterator[Entity]:
    """Yield the countries of some codes that were named: first those of this sentence and the one before.

    Of these comes the one that this sentence has named, by more than its adjective, then the one that the
    sentence before names first, and the home last; of the others the one named most. Where those two list
    several of which none comes first, the home is meant.
    """
    home = discourse.homes["Country"].entities[0] if "Country" in discourse.homes else None
    countries = (item.entities[0] for _, item in reversed(discourse.noted.get("Country", [])))
    named = [country for country in dict.fromkeys(countries) if country.code in codes]
    topic = next(places_of(discourse.previous), None)
    near = {*places_of((*discourse.previous, *discourse.sentence))}
    listed = [country for country in named if country in near]
    is_list = len(listed) > 1 and topic not in listed and home in named
    here = {*places_of(item for item in discourse.sentence if item.type != "Demonym")}

    def standing(country: Entity) -> tuple[bool, bool, bool, bool, bool, int]:
        is_far, count = country not in near, discourse.counts[country.id]
        told = country not in here, is_list and country != home
        return *told, is_far, country != topic, country == home and not is_far, -count

    yield from sorted(named, key=standing)


def _regions_of(codes: frozenset[str], discourse: Discourse) -> Iterator[Entity]:
    """Yield the regions of countries of some codes: the article's own first, then those named most."""
    regions = dict.fromkeys(item.entities[0] for _, item in discourse.noted["Region"])
    fitting = (region for region in regions if region.code and region.code.partition("-")[0] in codes)
    yield from sorted(fitting, key=lambda region: (region not in discourse.own, -discourse.counts[region.id]))


def _topics(description: Description, discourse: Discourse) -> Iterator[Entity]:
    """Yield what "it" may be: what this sentence, or else the one before, begins with or names first."""
    told = (discourse.opener, discourse.sentence), (discourse.last_opener, discourse.previous)
    if discourse.opener and discourse.opener.type == "Company" and "Company" not in description.types:
        return  # "Baltica came in 2011, when it bought …": no country did
    for opener, items in told:
        if opener is not None and _fits(opener, description):
            yield opener
        if items is discourse.previous and (firm := discourse.firms.topic()) is not None:
            yield from (each for each in firm.entities[:1] if each.type in description.types)
        named = (item for item in items if item.entities and item.type != "Demonym")
        yield from (item.entities[0] for item in named if item.entities[0].type in description.types)


def _fits(entity: Entity | None, description: Description) -> bool:
    return entity is not None and entity.type in description.types


def last_naming(entity: Entity, discourse: Discourse) -> Item | None:
    """Return where a person, a company or another body was named last; None for a place."""
    named = reversed(discourse.noted.get(entity.type, [])) if entity.type in _VARIED else ()
    return next((item for _, item in named if item.entities[0] == entity and item.words is None), None)


def _others(discourse: Discourse) -> Iterator[Entity]:
    """Yield the sides of the story but for the article's own."""
    yield from (side for side in discourse.pair({"Country"}) if side not in discourse.own)
