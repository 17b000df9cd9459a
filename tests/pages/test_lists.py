from __future__ import annotations

from tradegraph.model import ENTITY_TYPES
from tradegraph.pages.lists import KINDS


def test_every_kind_of_entity_has_its_place_in_the_lists() -> None:
    assert sorted(KINDS) == sorted(ENTITY_TYPES)
