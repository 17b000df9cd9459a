"""Answers to queries: rows of terms, as Python values or in the formats of SPARQL."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    parse_query_results,
)
from tradegraph._exceptions import QueryError
from tradegraph.rdf.files import to_rdf

if TYPE_CHECKING:
    import pandas

#: A term of an answer; None where a variable is unbound.
Term = NamedNode | BlankNode | Literal | Triple | None

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "gYear")
_TABLES: Final = {"xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}

#: Formats of an answer of rows or of yes and no, and of one of triples.
TABLE_FORMATS: Final = ("csv", "json", "tsv", "xml")
GRAPH_FORMATS: Final = ("nt", "ttl")


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    A SELECT fills `columns` and `terms` (one tuple a row, as long as `columns`), an ASK `boolean`, a
    CONSTRUCT or DESCRIBE `triples`.
    """

    columns: tuple[str, ...] = ()
    terms: tuple[tuple[Term, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows as Python values: int, Decimal, float, bool, date, str (IRIs too), None where unbound."""
        return tuple(tuple(to_python(term) for term in row) for row in self.terms)

    @property
    def n(self) -> int:
        """The number of rows, or of triples."""
        return len(self.terms if self.triples is None else self.triples)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame; raises `QueryError` where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise QueryError("to_dataframe needs pandas: pip install 'tradegraph[dataframes]'") from None
        return pandas.DataFrame.from_records(list(self.rows), columns=list(self.columns))

    def to_csv(self) -> str:
        """Return the rows as SPARQL 1.1 CSV, with a header row and lines that end in a line feed."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(self.columns if self.boolean is None else ["boolean"])
        rows = [[_to_plain(term) for term in row] for row in self.terms]
        writer.writerows(rows if self.boolean is None else [[str(self.boolean).lower()]])
        return file.getvalue()

    def to_json(self) -> str:
        """Return the answer in the SPARQL 1.1 Query Results JSON Format."""
        document: dict[str, Any] = {"head": {}}
        if self.boolean is not None:
            document["boolean"] = self.boolean
        else:
            document["head"]["vars"] = list(self.columns)
            document["results"] = {"bindings": [self._to_binding(row) for row in self.terms]}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def serialize(self, form: str) -> str:
        """Return the answer in one of TABLE_FORMATS, or a CONSTRUCT's in one of GRAPH_FORMATS.

        Raises `QueryError` for a format that the answer cannot have.
        """
        fitting = TABLE_FORMATS if self.triples is None else GRAPH_FORMATS
        if form not in fitting:
            kind = "rows" if self.triples is None else "triples"
            raise QueryError(f"the answer is {kind}, which {form!r} cannot hold; use {' or '.join(fitting)}")
        if self.triples is not None:
            return _serialize_triples(self.triples, form)
        if form == "csv":
            return self.to_csv()
        if form == "json":
            return self.to_json()
        if self.boolean is not None and form == "tsv":
            return f"?boolean\n{str(self.boolean).lower()}\n"
        # pyoxigraph writes these formats, but only from what it has read itself.
        parsed = parse_query_results(self.to_json(), format=QueryResultsFormat.JSON)
        return (parsed.serialize(format=_TABLES[form]) or b"").decode()

    def _to_binding(self, row: tuple[Term, ...]) -> dict[str, Any]:
        bound = zip(self.columns, row, strict=True)
        return {column: _to_json(term) for column, term in bound if term is not None}


def read_results(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Results:
    """Return what pyoxigraph answers, read to its end."""
    if isinstance(answer, QueryBoolean):
        return Results(boolean=bool(answer))
    if isinstance(answer, QueryTriples):
        # The same triple may come from several solutions.
        return Results(triples=tuple(sorted(set(answer), key=str)))
    columns = tuple(variable.value for variable in answer.variables)
    return Results(columns=columns, terms=tuple(tuple(solution) for solution in answer))


def to_python(term: Term) -> Any:
    """Return a term as a Python value; a literal that its datatype does not allow stays text.

    >>> to_python(Literal("1.5", datatype=NamedNode(_XSD + "decimal")))
    Decimal('1.5')
    """
    if not isinstance(term, Literal):
        return None if term is None else _to_plain(term)
    try:
        return _convert(term.value, term.datatype.value.removeprefix(_XSD))
    except (ValueError, ArithmeticError):
        return term.value


def _convert(text: str, datatype: str) -> Any:
    if datatype in _INTEGERS:
        return int(text)
    if datatype in ("double", "float"):
        return float(text)
    if datatype == "decimal":
        return Decimal(text)
    if datatype == "boolean":
        return text in ("true", "1")
    return date.fromisoformat(text) if datatype == "date" else text


def _to_plain(term: Term) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    return "" if term is None else str(term)


def _to_json(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _to_json(part) for name, part in parts.items()}}
    assert isinstance(term, Literal)
    binding = {"type": "literal", "value": term.value}
    if term.language:
        return {**binding, "xml:lang": term.language}
    plain = term.datatype.value == f"{_XSD}string"
    return binding if plain else {**binding, "datatype": term.datatype.value}


def _serialize_triples(triples: tuple[Triple, ...], form: str) -> str:
    if form == "nt":
        return "".join(f"{triple} .\n" for triple in triples)
    return to_rdf((Quad(*triple) for triple in triples), form).decode()
