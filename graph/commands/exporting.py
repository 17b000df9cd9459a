"""The verbs `facts` and `export`: what a graph holds, in the forms that other programs read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from tradegraph.commands.graphs import PLACE, PLACE_HELP
from tradegraph.commands.outputs import write, write_parts

if TYPE_CHECKING:
    from tradegraph.facts import Record

_PATH: Final = click.Path(path_type=Path)
_RDF: Final = ("jsonld", "nq", "trig", "ttl")
_NETWORKS: Final = ("csv", "gexf", "graphml")
_PARTS: Final = ("default", "articles", "editorial", "derived", "direct", "statistics", "reference", "all")
#: What a line of `facts` tells besides the ends, the figure, the period and the status.
_DETAILS: Final = ("role", "flow", "scope", "product", "sector", "with", "facility", "within")


@click.command()
@click.argument("paths", nargs=-1, type=_PATH)
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims below, 0 to 1."
)
@click.option("--extractor", help="Name of what reads the claims of PATHS.  [default: rules]")
@click.pass_context
def facts(
    ctx: click.Context,
    paths: tuple[Path, ...],
    kg: Path,
    form: str,
    output: Path | None,
    min_confidence: float,
    extractor: str | None,
) -> None:
    """List claims as flat records: of the graph, or of the articles at PATHS without building one.

    \b
    Example:
      tradegraph facts articles/ --format jsonl -o facts.jsonl
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import UsageError
    from tradegraph.facts import to_csv, to_jsonl

    if extractor and not paths:
        raise UsageError(
            f"--extractor {extractor}: the graph's claims are read already; give PATHS of articles"
        )
    unread: list[str] = []
    found = _read_articles(paths, unread, extractor) if paths else _read_graph(kg)
    records = (record for record in found if record["confidence"] >= min_confidence)
    text = {"table": _to_table, "csv": to_csv, "jsonl": to_jsonl}[form](records)
    write(text.encode(), output)
    ctx.exit(1 if unread else 0)


def _read_articles(paths: Iterable[Path], unread: list[str], name: str | None) -> Iterator[Record]:
    from tradegraph._exceptions import ExtractorError
    from tradegraph.annotation import annotate
    from tradegraph.articles import read_articles
    from tradegraph.extraction.extractors import DEFAULT, load_extractor, run_extractor
    from tradegraph.facts import to_records
    from tradegraph.rdf.quads import to_quads

    def note(path: str, error: Exception) -> None:
        unread.append(path)
        click.echo(f"tradegraph: {error}", err=True)

    extractor = load_extractor(name or DEFAULT)
    for article in read_articles(paths, on_error=note):
        try:
            claims = run_extractor(extractor, annotate(article))
        except ExtractorError as error:
            note(article.path or article.id, error)
            continue
        yield from to_records(to_quads(article, claims, extractor=extractor))


def _read_graph(kg: Path) -> Iterator[Record]:
    from tradegraph.building.manifest import open_graph
    from tradegraph.building.resolving import read_articles_resolved
    from tradegraph.facts import to_records

    folder, manifest = open_graph(kg)
    for quads in read_articles_resolved(folder, manifest):
        yield from to_records(quads, base=manifest.base)


def _to_table(records: Iterable[Record]) -> str:
    """Return `records` as lines for the eye: under each article its facts, under each fact its words."""
    from tradegraph.commands.tables import indent

    width = shutil.get_terminal_size((110, 24)).columns
    lines: list[str] = []
    article = None
    for record in records:
        if record["article"] != article:
            article = record["article"]
            lines += ["", str(article)] if lines else [str(article)]
        lines += indent(_to_line(record), width=width, depth=2)
        lines += indent(f"“{' '.join(str(record['evidence']).split())}”", width=width, depth=6)
    return "".join(f"{line}\n" for line in lines or ["No claims."])


def _to_line(record: Record) -> str:
    """Return one record as a line: "trade_value  Utah → Mexico · exports · 1,100,000,000 USD · 2022"."""
    value, unit = record.get("value"), str(record.get("unit", ""))
    # A year is no quantity: its thousands are not parted.
    number = "" if value is None else f"{value} " if unit == "year" else f"{value:,} "
    amount = f"{number}{unit if value is not None else ''}".strip()
    details = [str(record[name]) for name in _DETAILS if record.get(name)]
    ends = f"{record.get('subject') or '?'} → {record.get('object') or record.get('product') or '?'}"
    joined = " · ".join([ends, *details, *([amount] if amount else []), *_when(record)])
    return f"{record['relation']}  {joined}"


def _when(record: Record) -> list[str]:
    return [str(record[name]) for name in ("period", "status") if record.get(name)]


@click.command()
@click.option("--kg", type=PLACE, default=Path("kg"), show_default=True, help=PLACE_HELP)
@click.option(
    "--format",
    "form",
    type=click.Choice([*_NETWORKS, *_RDF, "nanopub"]),
    required=True,
    help="Form of the file.",
)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims below, 0 to 1."
)
@click.option(
    "--graph",
    "part",
    type=click.Choice(_PARTS),
    default="default",
    show_default=True,
    help="Part of the graph, for RDF; default: articles, editorial, derived, reference entries these use.",
)
def export(kg: Path | str, form: str, output: Path | None, min_confidence: float, part: str) -> None:
    """Write the graph in another form: the network of actors, or RDF.

    gexf (Gephi), graphml and csv (a list of edges) hold the network of reported facts; nq, trig, ttl and
    jsonld hold the claims with their quotes, nanopub each claim as a nanopublication, in TriG.

    \b
    Example:
      tradegraph export --format gexf -o network.gexf
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import UsageError
    from tradegraph.exports import stream_export

    if part != "default" and form not in _RDF:
        raise UsageError(f"--graph {part}: {form} has no parts; --graph is for {', '.join(_RDF)}")
    write_parts(stream_export(kg, form, part=part, min_confidence=min_confidence), output)
