"""Merging: which of the entities that articles bring in are one, and under which id.

The result depends on the set of articles alone, not on the order in which they came. Namesakes are told apart
by what ties them to others: posts, places, parties. Two names are one where their key is the same, where an
article introduces one as the acronym of the other, or where a person's shorter name has the same employer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from tradegraph.identity.clusters import Cluster, base_of, may_have_parties, part
from tradegraph.identity.names import is_acronym, is_short_for, known_by_key, name_key, sole_kind
from tradegraph.identity.sightings import Seen, Sighting
from tradegraph.identity.unions import Unions
from tradegraph.ontology.gazetteer import load_gazetteer
from tradegraph.rdf.iris import to_slug


@dataclass(frozen=True, slots=True)
class Merged:
    """An entity after merging: its id, and unless it is `known` its type and preferred names by language."""

    id: str
    type: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    known: bool = False


def merge(articles: Iterable[Seen]) -> dict[tuple[str, str], Merged]:
    """Return what each entity of each article is, by the article's slug and the entity's id there."""
    clusters = [cluster for group in _by_base(articles).values() for cluster in part(group)]
    unions = Unions(range(len(clusters)))
    for first, second in _find_pairs(clusters):
        unions.join(first, second)
    groups = [[clusters[index] for index in group] for group in unions.groups()]
    return {
        (seen.slug, sighting.id): merged
        for merged, group in _name(groups)
        for cluster in group
        for seen, sighting in cluster.members
    }


def _by_base(articles: Iterable[Seen]) -> dict[str, list[tuple[Seen, Sighting]]]:
    groups: defaultdict[str, list[tuple[Seen, Sighting]]] = defaultdict(list)
    for seen in sorted(articles, key=lambda seen: seen.slug):
        for sighting in seen.entities:
            groups[base_of(sighting)].append((seen, sighting))
    return dict(sorted(groups.items()))


def _find_pairs(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Yield the clusters of different names that are one entity, by their places in the sequence."""
    yield from _same_keys(clusters)
    yield from _same_agreements(clusters)
    yield from _acronyms(clusters)
    yield from _short_names(clusters)


def _same_keys(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for index, cluster in enumerate(clusters):
        if cluster.base.startswith("organization/"):
            keys[name_key(cluster.members[0][1].label[0])].append(index)
    for indexes in keys.values():
        for first, second in combinations(indexes, 2):
            if clusters[first].base != clusters[second].base and _agree(clusters[first], clusters[second]):
                yield first, second


def _same_agreements(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Yield the agreements of one kind, of which two parties have one at a time, between the same parties."""
    groups: defaultdict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for index, cluster in enumerate(clusters):
        if cluster.type == "Agreement" and len(cluster.anchors) > 1 and (kind := sole_kind(cluster.names)):
            groups[kind, frozenset(cluster.anchors)].append(index)
    yield from (pair for indexes in groups.values() for pair in pairwise(indexes))


def _acronyms(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Yield each entity known by capitals alone with the one for which another article introduces them."""
    names: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, cluster in enumerate(clusters):
        for name in cluster.names:
            if is_acronym(name) and not _is_bare(cluster):
                names[_folder(cluster), name].append(index)
    for index, cluster in enumerate(clusters):
        if _is_bare(cluster):
            label = cluster.members[0][1].label[0]
            found = [
                other
                for other in names.get((_folder(cluster), label), ())
                if clusters[other].around & cluster.around and _agree(clusters[other], cluster)
            ]
            if len(found) == 1:
                yield found[0], index


def _short_names(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Yield each person's shorter name with the longer one that goes with the same employer, if it is one."""
    groups: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for index, cluster in enumerate(clusters):
        if cluster.base.startswith("person/"):
            first = to_slug(cluster.members[0][1].label[0]).partition("-")[0]
            for anchor in cluster.anchors:
                groups[first, anchor].add(index)
    longer: defaultdict[int, set[int]] = defaultdict(set)
    for indexes in groups.values():
        for short in indexes:
            name = clusters[short].members[0][1].label[0]
            longer[short] |= {i for i in indexes if is_short_for(name, clusters[i].members[0][1].label[0])}
    for short, found in sorted(longer.items()):
        if len(found) == 1:
            yield min(found), short


def _agree(first: Cluster, second: Cluster) -> bool:
    """Tell whether nothing speaks against two names being one entity."""
    if "Agreement" in (first.type, second.type):
        return may_have_parties(first.anchors, second.anchors)
    return "Company" in (first.type, second.type) or not (
        first.homes and second.homes and not first.homes & second.homes
    )


def _is_bare(cluster: Cluster) -> bool:
    return is_acronym(cluster.members[0][1].label[0])


def _folder(cluster: Cluster) -> str:
    return cluster.base.partition("/")[0]


def _name(groups: Iterable[list[Cluster]]) -> Iterator[tuple[Merged, list[Cluster]]]:
    """Yield each group of clusters with what it is from now on.

    Of namesakes the one that was in the news first has the plain id, the others name their country or
    employer in theirs.
    """
    taken: set[str] = set()
    for group in sorted(groups, key=lambda group: min(cluster.first for cluster in group)):
        whole = Cluster(base="", members=[member for cluster in group for member in cluster.members])
        if known := _known(group):
            yield Merged(known, known=True), group
            continue
        plain = min(group, key=_plainness).base
        id_ = next(name for name in _ids(plain, group) if name not in taken)
        taken.add(id_)
        yield Merged(id_, whole.type, dict(sorted(whole.labels().items()))), group


def _plainness(cluster: Cluster) -> tuple[bool, bool, tuple[str, str]]:
    """Order names that are one thing: written out before capitals, without legal form, seen first."""
    is_dressed = cluster.base != f"organization/{to_slug(name_key(cluster.members[0][1].label[0]))}"
    return _is_bare(cluster), is_dressed, cluster.first


def _known(group: Iterable[Cluster]) -> str | None:
    """Return the entity of the reference data that a group is: by the key of a name, or as an agreement."""
    for cluster in group:
        if cluster.base in load_gazetteer().entities:
            return cluster.base
        if cluster.base.startswith("organization/"):
            id_ = known_by_key().get(name_key(cluster.members[0][1].label[0]))
            country = load_gazetteer().country_of(id_) if id_ else None
            if id_ and not (cluster.homes and country and country.id not in cluster.homes):
                return id_
    return None


def _ids(plain: str, group: Sequence[Cluster]) -> Iterator[str]:
    yield plain
    homes = sorted({home.rpartition("/")[2].lower() for cluster in group for home in cluster.homes})
    anchors = sorted({anchor.rpartition("/")[2].lower() for cluster in group for anchor in cluster.anchors})
    if plain.startswith("agreement/") and anchors:
        yield f"{plain}-{'-'.join(map(to_slug, anchors))}"
    yield from (f"{plain}-{to_slug(name)}" for name in (*homes, *anchors))
    yield f"{plain}-{min(cluster.first for cluster in group)[1].rpartition('-')[2]}"
