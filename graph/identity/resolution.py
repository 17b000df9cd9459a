"""Resolution: from what all articles bring in to what becomes of each, the same for any order of building."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad
from tradegraph._exceptions import DataError
from tradegraph.identity.corrections import Correction, to_triples
from tradegraph.identity.editing import Edition, explain_unknown
from tradegraph.identity.merging import merge
from tradegraph.identity.reprints import find_reprints
from tradegraph.identity.rewriting import UNCHANGED, Rewriting, find_changes
from tradegraph.identity.sightings import Seen
from tradegraph.rdf.iris import named_graph, to_iri
from tradegraph.rdf.terms import in_graph

#: The graphs that a resolution gives, by name.
GRAPHS: Final = ("corrections", "identity")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What becomes of every article, and what is known beyond the articles.

    `rewritings` are by slug, those that change something alone; `replaced` gives, for ids that no article has
    any more, those in their place; `reprints` the slug of each reprint's original; `corrections` those
    applied. `problems` are why others could not be, and `waiting` the targets that an earlier build had.
    """

    rewritings: Mapping[str, Rewriting] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    reprints: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    def of(self, slug: str) -> Rewriting:
        """Return what becomes of the article `slug`."""
        return self.rewritings.get(slug, UNCHANGED)

    def quads(self, base: str) -> Iterator[Quad]:
        """Yield the graphs `identity` (what was merged, what is a reprint) and `corrections`."""
        identity = named_graph("identity", base=base)
        for old, new in self.replaced.items():
            yield Quad(NamedNode(base + old), to_iri("dcterms:isReplacedBy"), NamedNode(base + new), identity)
        for slug, original in self.reprints.items():
            ends = (NamedNode(f"{base}article/{each}") for each in (slug, original))
            yield Quad(next(ends), to_iri("tg:reprintOf"), next(ends), identity)
        graph = named_graph("corrections", base=base)
        yield from in_graph(to_triples(self.corrections, base), graph)


def resolve(
    articles: Iterable[Seen],
    *,
    sketches: Mapping[str, str] | None = None,
    corrections: Iterable[Correction] = (),
    remembered: Iterable[str] = (),
) -> Resolution:
    """Return the resolution of all articles of a graph.

    `sketches` are those of their texts by slug. A correction about what the graph does not have is a problem,
    unless its target is one of `remembered`: then it waits for its article to come back.
    """
    articles = sorted(articles, key=lambda seen: seen.slug)
    edition = Edition.of(articles, merge(articles))
    applied, problems, waiting = _edit(edition, corrections, frozenset(remembered))
    return Resolution(
        rewritings=dict(_rewritings(articles, edition)),
        replaced=_replaced(articles, edition),
        reprints=find_reprints(sketches or {}, {seen.slug: seen.published for seen in articles}),
        corrections=tuple(applied),
        problems=tuple(problems),
        waiting=tuple(waiting),
    )


def _edit(
    edition: Edition, corrections: Iterable[Correction], remembered: frozenset[str]
) -> tuple[list[Correction], list[str], list[str]]:
    applied, problems, waiting = [], [], []
    for correction in corrections:
        unknown = edition.unknown(correction)
        if unknown and remembered.issuperset(unknown):
            waiting += unknown
            continue
        try:
            if unknown:
                raise DataError(explain_unknown(edition, unknown[0]))
            edition.apply(correction)
        except DataError as error:
            problems.append(f"{correction.place}: {correction.kind}: {error}")
        else:
            applied.append(correction)
    return applied, problems, waiting


def _rewritings(articles: Iterable[Seen], edition: Edition) -> Iterator[tuple[str, Rewriting]]:
    for seen in articles:
        rewriting = Rewriting(
            find_changes(seen, edition.entities),
            tuple(sorted(edition.rejected.get(seen.slug, ()))),
            edition.amendments.get(seen.slug, {}),
        )
        if rewriting != UNCHANGED:
            yield seen.slug, rewriting


def _replaced(articles: Iterable[Seen], edition: Edition) -> dict[str, str]:
    """Return the ids that articles gave and no entity has now, with the one entity that they became."""
    ids = {entity.id for entity in edition.entities.values()}
    found: dict[str, set[str]] = {}
    for seen in articles:
        for sighting in seen.entities:
            if sighting.id not in ids:
                found.setdefault(sighting.id, set()).add(edition.entities[seen.slug, sighting.id].id)
    return {old: min(new) for old, new in sorted(found.items()) if len(new) == 1}
