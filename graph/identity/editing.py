"""Editing: corrections applied, one after another, to what merging found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from tradegraph._exceptions import DataError
from tradegraph.identity.amending import INDIVIDUALS, NUMBERS, TEXTS
from tradegraph.identity.corrections import Correction
from tradegraph.identity.merging import Merged
from tradegraph.identity.sightings import Seen
from tradegraph.ontology.gazetteer import load_gazetteer

#: Where an entity is told: the article's slug, and its id there.
Place = tuple[str, str]
#: How alike two ids are that may be meant for each other.
_NEAR: Final = 0.6


@dataclass(slots=True)
class Edition:
    """The entities and claims of all articles while corrections are applied to them.

    `entities` is what each entity of an article is, `homes` the article of each claim. What corrections do to
    claims is collected in `rejected` and `amendments`, by article.
    """

    entities: dict[Place, Merged]
    homes: Mapping[str, str]
    rejected: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    amendments: defaultdict[str, dict[str, dict[str, str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    @classmethod
    def of(cls, articles: Iterable[Seen], entities: Mapping[Place, Merged]) -> Edition:
        """Return the edition that merging gives."""
        homes = {claim: seen.slug for seen in articles for claim in seen.claims}
        return cls(dict(entities), homes)

    def apply(self, correction: Correction) -> None:
        """Apply a correction; raises `DataError`, and changes nothing, where the graph does not allow it."""
        _ACTIONS[correction.kind](self, correction)

    def unknown(self, correction: Correction) -> list[str]:
        """Return the targets that the graph does not have."""
        ids = {entity.id for entity in self.entities.values()}
        known = load_gazetteer().entities
        return [
            target
            for target in correction.targets
            if not (target in self.homes if target.startswith("claim/") else target in ids or target in known)
        ]

    def near(self, target: str) -> list[str]:
        """Return ids of the graph that look like `target`."""
        ids = {entity.id for entity in self.entities.values()} | self.homes.keys()
        return get_close_matches(target, sorted(ids), n=3, cutoff=_NEAR)

    def places(self, id_: str) -> list[Place]:
        """Return where the entity `id_` is told; raises `DataError` for one that no article brings in."""
        found = [place for place, entity in self.entities.items() if entity.id == id_]
        if not found:
            raise DataError(f"{id_} is of the reference data; change it in ontology/reference")
        return found


def _merge(edition: Edition, correction: Correction) -> None:
    first, *others = correction.targets
    known = load_gazetteer().entities
    if wrong := [other for other in others if other in known]:
        raise DataError(f"{wrong[0]} is of the reference data: name it first, so that it stays")
    moved = [place for other in others for place in edition.places(other)]
    if first in known:
        target = Merged(first, known=True)
    else:
        target = edition.entities[edition.places(first)[0]]
        labels = {lang: name for place in moved for lang, name in edition.entities[place].labels.items()}
        target = replace(target, labels=dict(sorted({**labels, **target.labels}.items())))
        moved += edition.places(first)
    edition.entities.update(dict.fromkeys(moved, target))


def _split(edition: Edition, correction: Correction) -> None:
    slugs, new = set(correction.details["articles"]), correction.details["as"]
    places = edition.places(correction.targets[0])
    moved = [place for place in places if place[0] in slugs]
    if missing := sorted(slugs - {slug for slug, _ in moved}):
        told = ", ".join(sorted({slug for slug, _ in places}))
        raise DataError(f"article {missing[0]} does not speak of it; these do: {told}")
    if new in {entity.id for entity in edition.entities.values()} or new in load_gazetteer().entities:
        raise DataError(f"as {new}: is in the graph already; use merge, or another name")
    for place in moved:
        edition.entities[place] = replace(edition.entities[place], id=new)


def _rename(edition: Edition, correction: Correction) -> None:
    for place in edition.places(correction.targets[0]):
        entity = edition.entities[place]
        labels = {**entity.labels, **correction.details["labels"]}
        edition.entities[place] = replace(entity, labels=dict(sorted(labels.items())))


def _retype(edition: Edition, correction: Correction) -> None:
    for place in edition.places(correction.targets[0]):
        edition.entities[place] = replace(edition.entities[place], type=correction.details["type"])


def _link(edition: Edition, correction: Correction) -> None:
    """Check that there is something to link; the link itself is part of the correction's RDF."""
    edition.places(correction.targets[0])


def _reject(edition: Edition, correction: Correction) -> None:
    for claim in correction.targets:
        edition.rejected[edition.homes[claim]].add(claim)


def _amend(edition: Edition, correction: Correction) -> None:
    ids = {entity.id for entity in edition.entities.values()}
    known = load_gazetteer().entities
    for name, value in correction.details["set"].items():
        is_entity = name not in {*INDIVIDUALS, *NUMBERS, *TEXTS}
        if is_entity and value and value not in ids and value not in known:
            near = edition.near(value)
            raise DataError(f"set: {name} {value} is not in the graph{_hint(near)}")
    claim = correction.targets[0]
    edition.amendments[edition.homes[claim]][claim].update(correction.details["set"])


def _hint(near: list[str]) -> str:
    return f"; did you mean {' or '.join(near)}?" if near else "; correct the name"


def explain_unknown(edition: Edition, target: str) -> str:
    """Return that the graph has no `target`, with what looks like it."""
    return f"{target} is not in the graph{_hint(edition.near(target))}"


_ACTIONS: Final[Mapping[str, Callable[[Edition, Correction], None]]] = {
    "amend": _amend,
    "link": _link,
    "merge": _merge,
    "reject": _reject,
    "rename": _rename,
    "retype": _retype,
    "split": _split,
}
