"""What a query may not do: call other servers, or change the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph
from tradegraph._exceptions import QueryError
from tradegraph.rdf.iris import DEFAULT_BASE, PREFIXES

#: The tokens of SPARQL (https://www.w3.org/TR/sparql11-query/#grammar) that may hold a keyword's letters
#: without being one. Long strings come before short ones: a token is the longest that fits.
_TOKEN: Final = re.compile(
    r"""
      \#[^\r\n]*                                                # comment
    | '{3}(?:\\.|[^\\])*?'{3} | "{3}(?:\\.|[^\\])*?"{3}         # long strings
    | '(?:\\.|[^'\\\r\n])*'   | "(?:\\.|[^"\\\r\n])*"           # strings
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | [?$]\w+ | @[A-Za-z]+(?:-\w+)*                             # variable, language tag
    | (?P<prefix>[\w.-]*):(?P<local>(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[A-Za-z]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES: Final = frozenset(
    ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
)
_SERVICE: Final = re.compile("service", re.IGNORECASE)
_NO_SERVICE: Final = "SERVICE is refused: ask the other server itself, a query stays here"


def screen_query(query: str) -> None:
    """Raise `QueryError` where `query` asks another server (SERVICE) or is an update.

    The word in a comment, a string, an IRI or a name does no harm. Where a lenient parser might still read a
    keyword, as in `true.SERVICE:x`, the query is refused too.

    >>> screen_query('SELECT * { ?service ?p "SERVICE" } # SERVICE')
    >>> screen_query("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    tradegraph._exceptions.QueryError: SERVICE is refused: ask the other server itself, a query stays here
    """
    # SPARQL resolves code point escapes before anything else, some parsers in strings only: look at both.
    for text in (query, _ESCAPE.sub(_unescape, query)):
        if any("SERVICE" in word.upper() for word in _suspects(text)):
            raise QueryError(_NO_SERVICE)
    verb = _first_keyword(query)
    if verb in _UPDATES:
        raise QueryError(
            f"{verb} is refused: the graph changes only by what articles say; "
            "use SELECT, ASK, CONSTRUCT or DESCRIBE, or `tradegraph build`"
        )
    _check_without_service(query)


def _check_without_service(query: str) -> None:
    """Raise `QueryError` where `query` is no SPARQL once the word SERVICE is spelt otherwise.

    Whatever tokens may hide from the look at them, as in FILTER(?a<?b#>''' and what follows, where a comment
    passes for an IRI and a long string: the parser itself says whether the keyword was one. Nothing is asked,
    since the store is empty and the word is gone.
    """
    text, n = _SERVICE.subn("servicX", query)
    if not n:
        return
    try:
        pyoxigraph.Store().query(text, base_iri=DEFAULT_BASE, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        if _SERVICE.search(_near(query, error)):
            raise QueryError(_NO_SERVICE) from None
        raise explain_syntax(query, error) from None


def _near(query: str, error: Exception) -> str:
    """Return the stretch of `query` around the place of a syntax error, as long as the word and a letter."""
    found = re.search(r"error at (\d+):(\d+)", str(error))
    if not found:
        return query
    line, column = query.split("\n")[int(found[1]) - 1], int(found[2])
    return line[max(0, column - 9) : column + 8]


def _suspects(text: str) -> Iterator[str]:
    """Yield the stretches of a query in which a keyword may stand."""
    for token in _TOKEN.finditer(text):
        if token["word"]:
            yield token["word"]
        elif token["iri"]:
            # "<" may be an operator, as in FILTER(?a<?b)SERVICE#>; then a bracket closes before the keyword.
            yield token["iri"].partition(")")[2]
        elif token["local"] is not None:
            # A name may end at a dot, or begin after a keyword that no space parts from it.
            yield from (token["prefix"], token["local"].partition(".")[2])


def _first_keyword(query: str) -> str:
    words = (token["word"].upper() for token in _TOKEN.finditer(query) if token["word"])
    return next((word for word in words if word not in ("PREFIX", "BASE", "VERSION")), "")


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def explain_syntax(query: str, error: Exception) -> QueryError:
    """Return pyoxigraph's syntax error as a `QueryError`: line and column, and a note that points there."""
    message = " ".join(str(error).split())
    found = re.search(r"error at (\d+):(\d+): expected (.*)", message)
    if not found:
        return QueryError(f"the query is not SPARQL: {message}")
    line, column = int(found[1]), int(found[2])
    problem = QueryError(f"the query is not SPARQL: line {line}, column {column}: {_explain(found[3])}")
    problem.add_note(_point(query, line, column))
    return problem


def _explain(expected: str) -> str:
    """Return what the parser says in words; the tokens that it would take instead are of little help."""
    said = [part for part in expected.removeprefix("one of ").split(", ") if re.search(r"[a-z] [a-z]", part)]
    return ", ".join(said) or "not understood from here on"


def _point(query: str, line: int, column: int) -> str:
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1].replace("\t", " ")
    return f"  {text}\n  {' ' * (column - 1)}^"
