"""Sequels: what later articles made of a relationship that was told before, a plan or a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.relations import BY_FLOW, RELATIONS
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import mint

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


def derive_measured(store: Store) -> Iterator[Triple]:
    """Yield what each figure measures: one thing where kind, ends, product, flow and unit are the same."""
    ends, class_ = _read_ends(store), read_classes(store)
    flows, values = dict(store.pairs("tg:flow")), dict(store.pairs("tg:value"))
    for iri, unit in store.pairs("tg:unit"):
        if iri in values and iri in class_:
            sides = sorted(f"{role} {end}" for role, end in ends[iri])
            thing = mint(store.base, "measured", "\n".join([class_[iri], flows.get(iri, ""), unit, *sides]))
            yield Triple(NamedNode(iri), to_iri("tg:measures"), thing)


def _read_told(store: Store) -> Iterator[_Told]:
    ends = _read_ends(store)
    class_ = read_classes(store)
    told, *others = (dict(store.pairs(name)) for name in _FACTS)
    for iri, day in told.items():
        status, flow, value, unit, period = (values.get(iri) for values in others)
        same = (class_[iri], frozenset(ends[iri]), flow)
        yield _Told(
            iri, day, status, value,
            thing=(*same, period if value else None),
            figure=(*same, period, unit, status),
        )  # fmt: skip


def read_classes(store: Store) -> dict[str, str]:
    """Return the class of each relationship, by its IRI, as its name in the ontology."""
    names = {row.class_ for row in RELATIONS.values()}
    return {iri: name for name in names for iri, _ in store.pairs("rdf:type", to_iri(f"tg:{name}"))}


def _read_ends(store: Store) -> defaultdict[str, set[tuple[str, str]]]:
    ends: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for role in _ROLES:
        for iri, end in store.pairs(f"tg:{role}"):
            ends[iri].add((role, end))
    return ends


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
