"""Sequels: what later articles made of a relationship that was told before, a plan or a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.relations import BY_FLOW, RELATIONS
from tradegraph.rdf.store import Store

_ROLES: Final = sorted(
    {
        "product",
        *(role for row in (*RELATIONS.values(), *BY_FLOW.values()) for role in (row.subject, row.object)),
    }
)
#: What is read of a relationship besides its ends.
_FACTS: Final = ("tg:firstReported", "tg:status", "tg:flow", "tg:value", "tg:unit", "tg:period")
_REPORTED: Final = to_iri("tg:StatusReported").value


@dataclass(frozen=True, slots=True)
class _Told:
    """A relationship, when it was first told, and what it has in common with others: see `derive_sequels`."""

    iri: str
    told: str
    status: str | None
    value: str | None
    thing: Hashable
    figure: Hashable


def derive_sequels(store: Store) -> Iterator[Triple]:
    """Yield what fulfils a plan or forecast, and which earlier figure a figure differs from.

    The one is the first relationship told later that reports what was planned, the other the last one told
    before for the same thing with another value. A plan is reported by a relationship of the same kind, ends,
    product and flow; a planned figure by one for the same period, too. Figures are for the same thing where
    they share their unit and status besides.
    """
    told = sorted(_read_told(store), key=lambda item: (item.told, item.iri))
    yield from _link("tg:fulfilledBy", _find_reports(told))
    yield from _link("tg:differsFrom", _find_earlier(told))


def _read_told(store: Store) -> Iterator[_Told]:
    ends = _read_ends(store)
    class_ = {iri: row.class_ for row in RELATIONS.values() for iri in _instances(store, row.class_)}
    # Property by property: one query for all, with what may be missing, takes ten times as long.
    told, *others = (dict(_pairs(store, name)) for name in _FACTS)
    for iri, day in told.items():
        status, flow, value, unit, period = (values.get(iri) for values in others)
        same = (class_[iri], frozenset(ends[iri]), flow)
        yield _Told(
            iri, day, status, value,
            thing=(*same, period if value else None),
            figure=(*same, period, unit, status),
        )  # fmt: skip


def _read_ends(store: Store) -> defaultdict[str, set[tuple[str, str]]]:
    ends: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for role in _ROLES:
        for iri, end in _pairs(store, f"tg:{role}"):
            ends[iri].add((role, end))
    return ends


def _instances(store: Store, class_: str) -> Iterator[str]:
    for quad in _union(store, "rdf:type", to_iri(f"tg:{class_}")):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _pairs(store: Store, name: str) -> Iterator[tuple[str, str]]:
    """Yield the subjects and values of a property."""
    for quad in _union(store, name):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object.value


def _union(store: Store, name: str, object_: NamedNode | None = None) -> Iterator[Quad]:
    """Return the quads of a property, each once where the default graph holds the union."""
    graph = None if store.is_split else DefaultGraph()
    return store.quads.quads_for_pattern(None, to_iri(name), object_, graph)


def _find_reports(told: Iterable[_Told]) -> Iterator[tuple[str, str]]:
    """Yield each plan with the first relationship, told on a later day, that reports it."""
    open_: defaultdict[Hashable, list[_Told]] = defaultdict(list)
    for item in told:
        if item.status != _REPORTED:
            open_[item.thing].append(item)
            continue
        yield from (
            (plan.iri, item.iri) for plan in open_[item.thing] if plan.status and plan.told < item.told
        )
        open_[item.thing] = [plan for plan in open_[item.thing] if plan.told == item.told]


def _find_earlier(told: Iterable[_Told]) -> Iterator[tuple[str, str]]:
    """Yield each figure with the one of another value that was told last on a day before."""
    figures: defaultdict[Hashable, list[_Told]] = defaultdict(list)
    for item in told:
        if item.value is not None:
            before = [old for old in figures[item.figure] if old.told < item.told and old.value != item.value]
            if before:
                yield item.iri, before[-1].iri
            figures[item.figure].append(item)


def _link(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Triple]:
    for subject, object_ in pairs:
        yield Triple(NamedNode(subject), to_iri(name), NamedNode(object_))
