"""The checks: queries over the whole graph that find what contradicts itself, one kind a file.

Each row is a pair of relationships that cannot both be right, with the two quotes; all checks have the same
columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple
from tradegraph._exceptions import QueryError
from tradegraph.queries.headers import Header
from tradegraph.rdf.iris import DEFAULT_BASE, named_graph, to_iri
from tradegraph.rdf.store import Store
from tradegraph.rdf.terms import in_graph

#: A variable in a message, to be filled in as SHACL does.
_FIELD: Final = re.compile(r"\{\?(\w+)\}")
#: An IRI of the data, and the end of it that a reader knows it by: "person/ana-diaz".
_IRI: Final = re.compile(r"\S+://\S+/([^/\s]+/[^/\s]+)")


@dataclass(frozen=True, slots=True)
class Check:
    """A check: the question it asks and what to do about an answer, by language (en, es), and its SPARQL."""

    name: str
    summaries: Mapping[str, str]
    messages: Mapping[str, str]
    description: str
    text: str

    @property
    def shape(self) -> str:
        """The shape that the check is declared as, as a prefixed name."""
        return f"tgsh:check-{self.name}"

    def word(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return the messages about one row of the answer, by language."""
        return {
            lang: _FIELD.sub(lambda field: _IRI.sub(r"\1", row.get(field[1], "")), message)
            for lang, message in self.messages.items()
        }


@cache
def load_checks() -> tuple[Check, ...]:
    """Return the packaged checks, sorted by name.

    Raises `DataError` that names the file and the line for a header that is not as it should be.
    """
    folder = files("tradegraph.queries").joinpath("checks")
    found = (file for file in folder.iterdir() if file.name.endswith(".rq"))
    return tuple(read_check(file) for file in sorted(found, key=lambda file: file.name))


def read_check(file: Traversable) -> Check:
    """Return the check in a file; raises `DataError` as `load_checks` does."""
    text = file.read_text(encoding="utf-8")
    header = Header(f"checks/{file.name}", text)
    return Check(
        name=file.name.removesuffix(".rq"),
        summaries=MappingProxyType({"en": header.text("summary"), "es": header.text("summary-es")}),
        messages=MappingProxyType({"en": header.text("message"), "es": header.text("message-es")}),
        description=header.text("description"),
        text=text,
    )


def find_checks(names: Iterable[str] = ()) -> tuple[Check, ...]:
    """Return the checks called `names`, all where there are none; raises `QueryError` with near names."""
    known = {check.name: check for check in load_checks()}
    for name in (wanted := list(names)):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}? " if near else ""
            raise QueryError(f"no check is called {name!r}; {hint}there are {', '.join(known)}")
    return tuple(check for name, check in known.items() if not wanted or name in wanted)


def run_check(check: Check, store: Store) -> Iterator[dict[str, str]]:
    """Yield what a check finds as plain texts by column, each pair of relationships once."""
    seen: set[frozenset[str]] = set()
    for row in store.rows(check.text):
        pair = frozenset((row["first"], row["second"]))
        if pair not in seen:
            seen.add(pair)
            yield row


def load_check_quads(base: str = DEFAULT_BASE) -> list[Quad]:
    """Return the checks as SHACL shapes with a SPARQL constraint, quads of the graph `{base}graph/checks`."""
    graph = named_graph("checks", base=base)
    triples = (triple for check in load_checks() for triple in describe_check(check))
    return list(in_graph(triples, graph))


def describe_check(check: Check) -> Iterator[Triple]:
    """Yield a check as a shape of whatever a claim states, its focus being the first of a pair.

    See https://www.w3.org/TR/shacl/#sparql-constraints; the `.rq` files stay the source.
    """
    shape = to_iri(check.shape)
    constraint = NamedNode(f"{shape.value}-select")
    yield Triple(shape, to_iri("rdf:type"), to_iri("sh:NodeShape"))
    yield Triple(shape, to_iri("sh:targetObjectsOf"), to_iri("tg:states"))
    yield Triple(shape, to_iri("sh:severity"), to_iri("sh:Warning"))
    yield Triple(shape, to_iri("sh:sparql"), constraint)
    for lang, summary in check.summaries.items():
        yield Triple(shape, to_iri("rdfs:label"), Literal(summary, language=lang))
    yield Triple(shape, to_iri("rdfs:comment"), Literal(check.description, language="en"))
    yield Triple(constraint, to_iri("rdf:type"), to_iri("sh:SPARQLConstraint"))
    for lang, message in check.messages.items():
        yield Triple(constraint, to_iri("sh:message"), Literal(message, language=lang))
    yield Triple(constraint, to_iri("sh:select"), Literal(to_constraint(check)))


def to_constraint(check: Check) -> str:
    """Return the SPARQL of a check in which the first of a pair is `$this`, as SHACL names the focus."""
    lines = (line for line in check.text.splitlines() if not line.startswith("#+"))
    return re.sub(r"\?first\b", "$this", "\n".join(lines).strip()) + "\n"
