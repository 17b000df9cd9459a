"""Which places trade and make agreements: countries, their regions and blocs, no regions of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tradegraph.annotation.matches import STATES
from tradegraph.extraction.masking import Item
from tradegraph.model import Entity
from tradegraph.ontology.gazetteer import load_gazetteer

#: The level of West Africa and the like.
WORLD_REGION: Final = "world region"


def is_world_part(entity: Entity) -> bool:
    """Tell whether a place is a part of the world, which nobody governs: "Asia", "West Africa"."""
    return entity.known and level_of(entity) == WORLD_REGION


def level_of(entity: Entity) -> str:
    """Return the type of an entity, regions of the world apart from those of a country.

    A region that no reference knows counts with them: nothing tells that it has a government.
    """
    is_inside = entity.type != "Region" or entity.code or load_gazetteer().country_of(entity.id)
    return entity.type if is_inside else WORLD_REGION


def is_place(entity: Entity) -> bool:
    """Tell whether an entity is a country, a region of one or a bloc, not a region of the world."""
    return entity.type in STATES and level_of(entity) != WORLD_REGION


def places_of(items: Iterable[Item]) -> Iterator[Entity]:
    """Yield the countries, regions and blocs among some items."""
    return (item.entities[0] for item in items if item.entities and is_place(item.entities[0]))
