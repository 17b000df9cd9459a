"""RDF files of other forms than the archive's: reading and writing them, with readable prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize
from tradegraph._exceptions import GraphError
from tradegraph.rdf.archive import to_nquads
from tradegraph.rdf.iris import PREFIXES
from tradegraph.rdf.jsonld import to_jsonld

#: Formats by the name under which a file is asked for; the name is also the file's suffix.
FORMATS: Final = ("jsonld", "nq", "trig", "ttl")
_SYNTAXES: Final = {
    "json": RdfFormat.JSON_LD,
    "jsonld": RdfFormat.JSON_LD,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
}


def to_rdf(quads: Iterable[Quad], form: str, *, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return `quads` in one of FORMATS; the same quads give the same bytes, whatever their order.

    "ttl" has no named graphs: it holds the triples of all of them, each once. "ttl" and "trig" abbreviate by
    `prefixes`.
    """
    if form == "nq":
        return to_nquads(quads)
    if form == "jsonld":
        return to_jsonld(quads)
    if form == "ttl":
        triples = sorted({quad.triple for quad in quads}, key=_triple_key)
        return _present(serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)), len(prefixes))
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_triple_key(quad.triple)))
    return _present(serialize(ordered, format=RdfFormat.TRIG, prefixes=dict(prefixes)), len(prefixes))


def read_rdf(path: Path) -> list[Quad]:
    """Read the quads of an RDF file: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML by its suffix.

    Raises `GraphError` for another suffix and for a file that is not what its suffix says.
    """
    syntax = _SYNTAXES.get(path.suffix.lower().removeprefix("."))
    if syntax is None:
        raise GraphError(f"{path}: not an RDF file by its name; use one of .{', .'.join(sorted(_SYNTAXES))}")
    try:
        return list(parse(path.read_bytes(), format=syntax, base_iri=path.resolve().as_uri()))
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not {syntax.name} ({error}); correct it there") from None


def _triple_key(triple: Triple) -> tuple[str, bool, str, str]:
    """Order a subject's triples with its types first."""
    predicate = triple.predicate.value
    return str(triple.subject), not predicate.endswith("#type"), predicate, str(triple.object)


def _present(content: bytes | None, count: int) -> bytes:
    """Return what a serializer wrote, its `count` prefixes in order: they come in another one each time."""
    assert content is not None  # without an output, the serializer returns bytes
    lines = content.splitlines(keepends=True)
    prefixes = [line for line in lines[:count] if line.startswith(b"@prefix ")]
    return b"".join([*sorted(prefixes), b"\n", *lines[len(prefixes) :]])
