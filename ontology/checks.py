"""What must hold of the reference data beyond being Turtle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tradegraph._exceptions import DataError
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import Gazetteer
from tradegraph.rdf.iris import ONTOLOGY

#: Properties whose values are entities of the reference data.
_LINKS: Final = tuple(
    ONTOLOGY + term for term in ("capital", "hasMember", "hasParty", "inCountry", "inRegion")
)
#: The languages in which each entity needs one preferred label.
_LANGUAGES: Final = ("en", "es")


def check_gazetteer(gazetteer: Gazetteer) -> None:
    """Raise `DataError` with the first problem of the reference data, and the number of problems."""
    problems = list(find_problems(gazetteer))
    if problems:
        raise DataError(f"reference data: {problems[0]} (problems in all: {len(problems)})")


def find_problems(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield what is wrong with the reference data, one line a problem, each with the way out."""
    for entity in gazetteer.entities.values():
        yield from _find_label_problems(entity, gazetteer)
        yield from _find_link_problems(entity, gazetteer)
    codes = Counter((entity.type, entity.code) for entity in gazetteer.entities.values() if entity.code)
    for (type_, code), count in codes.items():
        if count > 1:
            yield f"{count} entities of type {type_} have the code {code}; keep one"


def _find_label_problems(entity: Entity, gazetteer: Gazetteer) -> Iterator[str]:
    description = gazetteer.descriptions[entity.id]
    labels = description.get("http://www.w3.org/2004/02/skos/core#prefLabel", ())
    for lang in _LANGUAGES:
        count = sum(1 for _, label_lang in labels if label_lang == lang)
        if count != 1:
            yield f"{entity.id} has {count} preferred labels in {lang!r}; give exactly one"
    for label, _ in labels:
        if label.lower().startswith("the "):
            yield f"{entity.id}: the label {label!r} begins with an article; leave it out"


def _find_link_problems(entity: Entity, gazetteer: Gazetteer) -> Iterator[str]:
    description = gazetteer.descriptions[entity.id]
    for link in _LINKS:
        for target, _ in description.get(link, ()):
            if target not in gazetteer.entities:
                yield f"{entity.id}: tg:{link.removeprefix(ONTOLOGY)} names {target}, which is not described"
    region, country = gazetteer.region_of(entity.id), gazetteer.country_of(entity.id)
    if region and country and gazetteer.country_of(region.id) != country:
        yield f"{entity.id}: tg:inRegion {region.id} is not in its country {country.id}; correct one"
