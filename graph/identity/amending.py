"""Amending: a claim that states, by an editor's decision, something else than what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad
from tradegraph._exceptions import DataError
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.keys import key_of_quads
from tradegraph.rdf.periods import period_bounds
from tradegraph.rdf.pruning import drop_unreached
from tradegraph.rdf.quads import plain_decimal
from tradegraph.rdf.relations import BY_FLOW, RELATIONS

#: What is changed: the local names of a relationship's properties, with their new values.
Amendment = Mapping[str, str]
#: Properties whose values are individuals of the ontology, by the prefix of the individuals' names.
INDIVIDUALS: Final = {"flow": "Flow", "scope": "Scope", "status": "Status"}
#: Properties whose values are numbers, and the datatypes of these.
NUMBERS: Final = {"foundingYear": "gYear", "rank": "integer", "value": "decimal"}
#: Properties whose values are plain texts.
TEXTS: Final = ("facilityKind", "period", "role", "unit", "within")
#: Properties that follow from a period.
_BOUNDS: Final = ("periodStart", "periodEnd")
#: Roles of an entity that takes no part in the relationship itself.
_TOPICS: Final = ("product",)


def amend(quads: Iterable[Quad], claim: NamedNode, changes: Amendment, *, base: str) -> list[Quad]:
    """Return an article's quads with `claim` stating its relationship with `changes`.

    Other claims of the same relationship keep it. A mention of an entity that is replaced refers to the new
    one.
    """
    quads = list(quads)
    states = to_iri("tg:states")
    old = next(quad.object for quad in quads if quad.subject == claim and quad.predicate == states)
    before = [quad for quad in quads if quad.subject == old]
    swapped: dict[object, NamedNode] = dict(_swaps(before, changes, base))
    after = list(_change(before, changes, base, swapped))
    new = NamedNode(f"{base}relationship/{key_of_quads(after, base=base)}")
    rest = (_turn(quad, claim, new, swapped) for quad in quads)
    moved = {*rest, *(Quad(new, quad.predicate, quad.object, quad.graph_name) for quad in after)}
    return sorted(drop_unreached(moved), key=str)


def _swaps(before: Iterable[Quad], changes: Amendment, base: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield each entity that a change takes out of its role, and the one that it puts there."""
    for quad in before:
        name = _local(quad.predicate)
        if name in changes and isinstance(quad.object, NamedNode) and name not in INDIVIDUALS:
            yield quad.object, NamedNode(base + changes[name])


def _change(
    before: Iterable[Quad], changes: Amendment, base: str, swapped: Mapping[object, NamedNode]
) -> Iterator[Quad]:
    before = list(before)
    graph, subject = before[0].graph_name, before[0].subject
    dropped = {*changes, *(_BOUNDS if "period" in changes else ())}
    for quad in before:
        name = _local(quad.predicate)
        if name == "involves":
            yield from replace_nodes([quad], swapped)
        elif name not in dropped:
            yield quad
    for name, value in changes.items():
        if value:
            yield Quad(subject, to_iri(f"tg:{name}"), to_term(name, value, base), graph)
            if name not in {*INDIVIDUALS, *NUMBERS, *TEXTS, *_TOPICS}:
                yield Quad(subject, to_iri("tg:involves"), to_term(name, value, base), graph)
    for name, day in zip(_BOUNDS, period_bounds(changes.get("period", "")) or (), strict=False):
        yield Quad(
            subject, to_iri(f"tg:{name}"), Literal(day.isoformat(), datatype=to_iri("xsd:date")), graph
        )


def to_term(name: str, value: str, base: str) -> NamedNode | Literal:
    """Return the value of a relationship's property as a term.

    >>> to_term("status", "reported", "").value.rpartition("#")[2]
    'StatusReported'
    """
    if name in INDIVIDUALS:
        return to_iri(f"tg:{INDIVIDUALS[name]}{''.join(part.capitalize() for part in value.split('_'))}")
    if name in NUMBERS:
        return Literal(value, datatype=to_iri(f"xsd:{NUMBERS[name]}"))
    return Literal(value) if name in TEXTS else NamedNode(base + value)


def check_change(name: str, value: Any, *, base: str) -> str:
    """Return the new value of a property as its text; None takes the property away.

    Raises `DataError` for a property that no relationship has and for a value that the property cannot have.
    """
    if name not in {*INDIVIDUALS, *NUMBERS, *TEXTS, *roles()}:
        known = ", ".join(sorted({*INDIVIDUALS, *NUMBERS, *TEXTS, *roles()}))
        raise DataError(f"set: no property is called {name!r}; there are {known}")
    if value is None:
        return ""
    text = str(value).strip()
    if name in NUMBERS:
        return _check_number(name, text)
    if name == "period" and period_bounds(text) is None:
        raise DataError(f"set: period {text!r} is no ISO 8601 period; write 2023, 2023-05 or 2019/2023")
    return text if name in {*INDIVIDUALS, *TEXTS} else text.strip("<>").removeprefix(base)


def _check_number(name: str, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (name != "value" and number != int(number)):
        raise DataError(f"set: {name} {text!r} is no number that it can have")
    return plain_decimal(number)


@cache
def roles() -> frozenset[str]:
    """Return the roles that entities fill in relationships, by their names in the ontology."""
    ends = (role for row in (*RELATIONS.values(), *BY_FLOW.values()) for role in (row.subject, row.object))
    return frozenset((*ends, "product", "sector", "counterpart"))


def _turn(quad: Quad, claim: NamedNode, new: NamedNode, swapped: Mapping[object, NamedNode]) -> Quad:
    """Return a quad of the article with the claim, and its mentions, turned to what it states now."""
    if quad.subject == claim and quad.predicate == to_iri("tg:states"):
        return Quad(claim, quad.predicate, new, quad.graph_name)
    is_mention = isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{claim.value}#")
    if is_mention and quad.predicate == to_iri("tg:refersTo"):
        return next(replace_nodes([quad], swapped))
    return quad


def replace_nodes(quads: Iterable[Quad], names: Mapping[object, NamedNode]) -> Iterator[Quad]:
    """Yield quads in which each node of `names` has its new IRI, as subject and as object."""
    for s, p, o, graph in quads:
        yield Quad(names.get(s, s), p, names.get(o, o), graph)


def _local(predicate: NamedNode) -> str:
    return predicate.value.removeprefix(to_iri("tg:").value)
