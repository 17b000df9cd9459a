"""Content negotiation: which of the forms of an answer fits what a client accepts (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tradegraph._exceptions import RequestError


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: its short name, and the media types that mean it, the one that is sent first.

    `aliases` are what clients call it, too.
    """

    name: str
    types: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The media type that is sent, with its charset where the type has one."""
        return f"{self.types[0]}; charset=utf-8" if self.types[0].startswith("text/") else self.types[0]


#: Forms of a table (https://www.w3.org/TR/sparql11-protocol/#query-success), the one for any client first.
TABLES: Final = (
    Form("json", ("application/sparql-results+json", "application/json")),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Form("csv", ("text/csv",)),
    Form("tsv", ("text/tab-separated-values",)),
)
#: Forms of triples.
GRAPHS: Final = (
    Form("ttl", ("text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"), ("turtle", "n3")),
    Form("nt", ("application/n-triples", "text/plain"), ("ntriples", "n-triples")),
    Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ("rdf+xml", "rdfxml", "xml")),
    Form("jsonld", ("application/ld+json", "application/json"), ("json-ld", "json")),
)
#: A page for a reader; browsers ask for it.
PAGE: Final = Form("html", ("text/html", "application/xhtml+xml"))


def choose(offered: Sequence[Form], *, accept: str | None, name: str | None = None) -> Form:
    """Return the form that fits a request best: the one called `name` (or by media type), else by `accept`.

    Of forms that are accepted alike the one offered first. Raises `RequestError` (406) where none fits.

    >>> choose(TABLES, accept="text/*;q=0.5, application/sparql-results+xml;q=0.6").name
    'xml'
    >>> choose(TABLES, accept=None).name
    'json'
    """
    if name:
        names = {part.strip() for part in name.lower().split(",")}  # some clients send a list of media types
        found = [form for form in offered if names & {form.name, *form.types, *form.aliases}]
    else:
        ranges = tuple(_read_ranges(accept or "*/*"))
        found = sorted(
            (form for form in offered if _rate(form, ranges)), key=lambda form: -_rate(form, ranges)
        )
    if not found:
        what = f"{name!r} is no format" if name else f"no format fits Accept: {_shorten(accept or '')}"
        there = ", ".join(f"{form.types[0]} ({form.name})" for form in offered)
        raise RequestError(406, f"{what} of this answer; it can be had as {there}")
    return found[0]


def accepts(header: str | None, coding: str) -> bool:
    """Tell whether Accept-Encoding allows a content coding, such as "gzip" (RFC 9110, 12.5.3)."""
    rates = dict(_read_ranges(header or ""))
    return rates.get(coding, rates.get("*", 0.0)) > 0


def _rate(form: Form, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the best quality of a form's types, each told by the most specific range that fits it."""
    return max(_rate_type(type_, ranges) for type_ in form.types)


def _rate_type(type_: str, ranges: Sequence[tuple[str, float]]) -> float:
    rates = dict(reversed(ranges))
    for pattern in (type_, f"{type_.partition('/')[0]}/*", "*/*"):
        if pattern in rates:
            return rates[pattern]
    return 0.0


def _read_ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        range_, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if range_:
            yield range_, _read_quality(parameters)


def _read_quality(parameters: Sequence[str]) -> float:
    """Return the "q" of a range, 1 where there is none, 0 where it is no number from 0 to 1."""
    given = next(
        (value for name, _, value in (p.partition("=") for p in parameters) if name.strip() == "q"), "1"
    )
    try:
        quality = float(given)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0


def _shorten(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
