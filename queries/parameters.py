"""Parameters of questions: what they accept, and the terms that a value becomes.

A parameter is bound by a `VALUES` block of the query that holds an example, or UNDEF where it is optional:

    VALUES ?country { <https://w3id.org/tradegraph/country/MX> }
    VALUES ?year    { UNDEF }

How many rows are wanted fills the number after LIMIT, which SPARQL does not let a variable be:

    LIMIT 500

So each file of the catalogue is a query that runs as it is, in any SPARQL tool. `bind_terms` puts other terms
in the place of the block's: never text, always what the RDF library writes for a term, whose quotes,
braces and line breaks are escaped. Unlike substitution in pyoxigraph it binds variables that no SELECT
projects, reaches subqueries, holds for CONSTRUCT and ASK, and takes an entity known under several IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pyoxigraph import Literal, NamedNode
from tradegraph._exceptions import ParameterError
from tradegraph.queries.entities import find_class, find_terms
from tradegraph.rdf.iris import to_iri
from tradegraph.rdf.store import Store

#: What a parameter accepts: how many rows; a day; an actor, place, agreement, sector or product; the IRI of
#: anything; one of the classes of entities; the rest.
TYPES: Final = ("count", "date", "entity", "iri", "kind", "number", "text", "year")
#: The parameter that says how many rows are wanted; its type is "count".
LIMIT: Final = "limit"

_BLOCK: Final = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}")
_LIMIT: Final = re.compile(r"\bLIMIT\s+[0-9]+")

#: A term that a variable is bound to.
Bindable = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: `type` is one of TYPES, `default` stands where no value is given.

    `classes` are the entity types that an "entity" may have; empty for any.
    """

    name: str
    type: str
    example: str
    description: str
    optional: bool = False
    default: str | None = None
    classes: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return not self.optional and self.default is None


def find_blocks(text: str) -> tuple[str, ...]:
    """Return the names of what parameters may fill in `text`: the variables of VALUES blocks, and "limit".

    >>> find_blocks("SELECT * { VALUES ?year { UNDEF } ?s ?p ?year } LIMIT 9")
    ('year', 'limit')
    """
    names = [match[1] for match in _BLOCK.finditer(text)]
    return tuple(dict.fromkeys([*names, LIMIT] if _LIMIT.search(text) else names))


def bind_terms(text: str, terms: Mapping[str, Sequence[Bindable]]) -> str:
    r"""Return the query `text` with `terms` in the VALUES blocks of their variables; no terms unbind one.

    >>> bind_terms("ASK { VALUES ?word { UNDEF } ?s ?p ?word }", {"word": [Literal('a "b" }')]})
    'ASK { VALUES ?word { "a \\"b\\" }" } ?s ?p ?word }'
    """

    def fill(match: re.Match[str]) -> str:
        if match[1] not in terms:
            return match[0]
        values = " ".join(str(term) for term in terms[match[1]]) or "UNDEF"
        return f"VALUES ?{match[1]} {{ {values} }}"

    bound = _BLOCK.sub(fill, text)
    return _LIMIT.sub(f"LIMIT {_check_count(terms[LIMIT][0].value)}", bound) if terms.get(LIMIT) else bound


def to_terms(parameter: Parameter, value: Any, store: Store) -> tuple[Bindable, ...]:
    """Return the terms that `value` means for `parameter`; a list gives those of each of its items.

    Raises `ParameterError` for a value of another type and for an entity that is unknown or ambiguous.
    """
    if isinstance(value, list | tuple | set | frozenset):
        terms = (term for item in value for term in to_terms(parameter, item, store))
        return tuple(dict.fromkeys(terms))
    if isinstance(value, NamedNode | Literal):
        return (value,)
    text = str(value).strip()
    if not text:
        raise ParameterError(f"{parameter.name} is empty; say for example {parameter.example!r}")
    if parameter.type == "entity":
        return find_terms(text, store, name=parameter.name, classes=parameter.classes)
    if parameter.type == "kind":
        return (find_class(text, store, name=parameter.name),)
    return (_CONVERSIONS[parameter.type](parameter, text),)


def collect_terms(
    parameters: Iterable[Parameter], values: Mapping[str, Any], store: Store
) -> dict[str, tuple[Bindable, ...]]:
    """Return the terms of all `parameters`, by name: none for an optional one without a value.

    Raises `ParameterError` for a value that is missing, wrong or of a parameter that does not exist.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in values:
        if name not in known:
            raise ParameterError(f"no parameter is called {name!r}; there are {', '.join(known)}")
    return {name: _collect(parameter, values.get(name), store) for name, parameter in known.items()}


def _collect(parameter: Parameter, value: Any, store: Store) -> tuple[Bindable, ...]:
    value = parameter.default if value is None else value
    if value is not None:
        return to_terms(parameter, value, store)
    if parameter.required:
        raise ParameterError(
            f"{parameter.name} is missing ({parameter.description.rstrip('.')}); "
            f"say for example {parameter.name}={parameter.example!r}"
        )
    return ()


def _check_count(text: str) -> str:
    """Return `text` where it is digits and nothing else."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ParameterError(f"{LIMIT}: {text!r} is not a number of rows; say for example {LIMIT}=1000")
    return text


def _to_count(_: Parameter, text: str) -> Literal:
    return Literal(_check_count(text), datatype=to_iri("xsd:integer"))


def _to_date(parameter: Parameter, text: str) -> Literal:
    try:
        return Literal(date.fromisoformat(text).isoformat(), datatype=to_iri("xsd:date"))
    except ValueError:
        raise ParameterError(
            f"{parameter.name}: {text!r} is no day (year-month-day); say for example {parameter.example!r}"
        ) from None


def _to_iri(parameter: Parameter, text: str) -> NamedNode:
    try:
        return NamedNode(text.removeprefix("<").removesuffix(">"))
    except ValueError:
        raise ParameterError(
            f"{parameter.name}: {text!r} is not an IRI; say for example {parameter.example!r}"
        ) from None


def _to_number(parameter: Parameter, text: str) -> Literal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ParameterError(
            f"{parameter.name}: {text!r} is not a number; say for example {parameter.example!r}"
        )
    return Literal(format(number, "f"), datatype=to_iri("xsd:decimal"))


def _to_text(_: Parameter, text: str) -> Literal:
    return Literal(text)


def _to_year(parameter: Parameter, text: str) -> Literal:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise ParameterError(
            f"{parameter.name}: {text!r} is not a year of four digits; say for example {parameter.example!r}"
        )
    return Literal(text, datatype=to_iri("xsd:integer"))


_CONVERSIONS: Final[Mapping[str, Callable[[Parameter, str], Bindable]]] = {
    "count": _to_count,
    "date": _to_date,
    "iri": _to_iri,
    "number": _to_number,
    "text": _to_text,
    "year": _to_year,
}
