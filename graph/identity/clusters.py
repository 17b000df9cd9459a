"""Clusters: the sightings of one name, parted into those that are one entity and its namesakes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tradegraph.identity.names import country_in, is_acronym, is_general, known_agreement, sole_kind
from tradegraph.identity.sightings import Seen, Sighting
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.rdf.iris import to_slug

#: Types whose instances of one name in different countries are different ones.
_LOCAL: Final = frozenset(("Academia", "Association", "GovernmentBody"))
#: Types of places that the reference data does not know: of one name, they differ where the countries do.
_PLACES: Final = frozenset(("City", "Region"))
#: Folders of the states and provinces, whose officers are not those of another one.
_PARTS: Final = ("region/", "city/")
#: The fewest parties that tell which agreement is meant.
_PAIR: Final = 2


@dataclass(slots=True)
class Cluster:
    """Sightings that are one entity, and all that is known of them together."""

    base: str
    members: list[tuple[Seen, Sighting]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)

    def add(self, seen: Seen, sighting: Sighting) -> None:
        """Take in one more sighting."""
        self.members.append((seen, sighting))
        self.anchors.update(sighting.anchors)
        self.homes |= _homes(sighting)
        self.around.update(seen.countries)

    @property
    def first(self) -> tuple[str, str]:
        """The date and slug of the earliest article with the entity; one without a date comes last."""
        return min((seen.published or "9999", seen.slug) for seen, _ in self.members)

    @property
    def type(self) -> str:
        """The type that most articles give."""
        return most_frequent(sighting.type for _, sighting in self.members)

    @property
    def names(self) -> list[str]:
        """All names that articles give."""
        labels = {label for _, sighting in self.members for label in (sighting.label, *sighting.names)}
        return sorted({name for name, _ in labels})

    def labels(self) -> dict[str, str]:
        """Return the preferred name by language: that of most articles, no acronym where there is another."""
        names: defaultdict[str, list[str]] = defaultdict(list)
        for _, sighting in self.members:
            name, lang = sighting.label
            names[lang].append(name)
        return {
            lang: most_frequent([name for name in given if not is_acronym(name)] or given)
            for lang, given in names.items()
        }


def part(sightings: Iterable[tuple[Seen, Sighting]]) -> list[Cluster]:
    """Return sightings of one name as clusters, each of them one entity; the earliest first.

    What is tied to something comes before what is tied to nothing: that joins the nearest of its namesakes.
    """
    clusters: list[Cluster] = []
    for seen, sighting in sorted(
        sightings, key=lambda pair: (not pair[1].anchors, pair[0].published, pair[0].slug)
    ):
        fitting = [cluster for cluster in clusters if _fits(cluster, seen, sighting)]
        if not fitting:
            fitting = [Cluster(base=base_of(sighting))]
            clusters += fitting
        max(fitting, key=lambda cluster: _nearness(cluster, seen, sighting)).add(seen, sighting)
    return sorted(clusters, key=lambda cluster: cluster.first)


def base_of(sighting: Sighting) -> str:
    """Return the id under which sightings are compared.

    An agreement whose name is that of its kind is told by its parties: "the free trade agreement" of Peru and
    Korea.
    """
    codes = sorted({anchor.rpartition("/")[2].lower() for anchor in sighting.anchors})
    kind = sole_kind([sighting.label[0]]) if sighting.type == "Agreement" and len(codes) >= _PAIR else None
    if kind is None:
        return sighting.id
    return known_agreement(kind, sighting.anchors) or f"agreement/{kind}-{'-'.join(map(to_slug, codes))}"


def _homes(sighting: Sighting) -> set[str]:
    """Return the countries in which what an entity is tied to lies, and that which its name tells."""
    gazetteer = load_gazetteer()
    found = {country.id for anchor in sighting.anchors if (country := gazetteer.country_of(anchor))}
    if not found and sighting.type in _LOCAL and (country := country_in(sighting.label[0])):
        return {country.id}
    return found


def _fits(cluster: Cluster, seen: Seen, sighting: Sighting) -> bool:
    """Tell whether nothing speaks against a sighting being the entity of a cluster of its name."""
    if sighting.type == "Agreement":
        return may_have_parties(cluster.anchors, set(sighting.anchors))
    if cluster.anchors & set(sighting.anchors):
        return True
    homes, meet = _homes(sighting), bool(cluster.around & set(seen.countries))
    if sighting.type in _PLACES:
        return meet
    if sighting.type == "Person":
        return not (cluster.anchors and sighting.anchors) or _may_hold_both(
            cluster, sighting, homes, meet=meet
        )
    if sighting.type in _LOCAL:
        if cluster.homes and homes:
            return bool(cluster.homes & homes)
        return meet or not is_general(sighting.label[0])
    return True


def may_have_parties(first: set[str], second: set[str]) -> bool:
    """Tell whether one agreement may have the parties told in one place and those told in another.

    Of two pairs it has not, where they share one party: China has agreements with many.
    """
    if len(first) < _PAIR or len(second) < _PAIR:
        return True
    return len(first & second) >= _PAIR


def _may_hold_both(cluster: Cluster, sighting: Sighting, homes: set[str], *, meet: bool) -> bool:
    """Tell whether one person may hold the posts of a cluster and those of a sighting, which differ.

    In two countries no one does, nor in two states of one country; where the country of a post is unknown,
    the articles have to be about a common one.
    """
    if cluster.homes and homes:
        parts, others = _parts(cluster.anchors), _parts(sighting.anchors)
        return bool(cluster.homes & homes) and not (parts and others and not parts & others)
    return meet


def _parts(anchors: Iterable[str]) -> set[str]:
    return {anchor for anchor in anchors if anchor.startswith(_PARTS)}


def _nearness(cluster: Cluster, seen: Seen, sighting: Sighting) -> tuple[int, int, int]:
    return (
        len(cluster.anchors & set(sighting.anchors)),
        len(cluster.around & set(seen.countries)),
        len(cluster.members),
    )


def most_frequent(values: Iterable[str]) -> str:
    """Return the most frequent value, the longest and then first in order of those."""
    return min(Counter(values).items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[0]
