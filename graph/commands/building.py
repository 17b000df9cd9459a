"""The verbs `build` and `validate`: articles into a graph, and the graph against its shapes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from tradegraph.commands.outputs import show_progress

if TYPE_CHECKING:
    from tradegraph.building.pipeline import BuildReport

_PATH: Final = click.Path(path_type=Path)
#: How many remarks of the reader are shown; the report has all.
_SHOWN: Final = 10


@click.command()
@click.argument("paths", nargs=-1, type=_PATH)
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.option("--keep-text", is_flag=True, help="Keep the articles' texts in the graph's folder.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims below, 0 to 1."
)
@click.option("--extractor", default="rules", show_default=True, help="Name of what reads the claims.")
@click.option(
    "--corrections",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of corrections, for later builds too.  [default: corrections.yaml in the graph's folder]",
)
@click.option("--base", help="IRI that those of the data begin with.")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="Date of articles that do not tell theirs."
)
@click.option("--source", help="Publisher of articles that do not tell theirs.")
@click.option("--author", help="Author of articles that do not tell theirs.")
@click.option("--lang", help="Language of articles that do not tell theirs, such as en.")
@click.option("--url", help="Address of an article that does not tell its own.")
@click.pass_context
def build(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    kg: Path,
    jobs: int,
    keep_text: bool,
    min_confidence: float,
    extractor: str,
    corrections: Path | None,
    base: str | None,
    published: datetime | None,
    **origin: str | None,
) -> None:
    """Read articles into a validated graph: PATHS are files, folders, or - for one piped in.

    Only what is new or has changed is read; articles that are gone from under PATHS are removed, and those of
    other paths stay. An article piped in is kept in the graph's folder, as is the reason of each rejected
    claim, in report.json. Without PATHS nothing is read; corrections are applied all the same.

    \b
    Example:
      tradegraph build articles/ --source "The Harbour Gazette" --lang en
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.articles import Defaults
    from tradegraph.building.manifest import open_graph
    from tradegraph.building.pipeline import BuildOptions
    from tradegraph.building.pipeline import build as build_graph
    from tradegraph.rdf.iris import DEFAULT_BASE

    if not paths:
        open_graph(kg)  # fails where there is none
    options = BuildOptions(
        defaults=Defaults(published=published.date() if published else None, **origin),
        base=base or DEFAULT_BASE,
        jobs=jobs,
        keep_text=keep_text,
        min_confidence=min_confidence,
        extractor=extractor,
    )
    sources = [_keep_input(kg) if str(path) == "-" else path for path in paths]
    with show_progress("reading articles") as tell:
        report = build_graph(sources, kg, options=options, corrections=corrections, progress=tell)
    _complain(report)
    _summarize(report, kg)
    ctx.exit(3 if report.useless else int(report.failed))


def _keep_input(kg: Path) -> Path:
    """Keep the article on standard input in the graph's folder, where later builds find it."""
    from tradegraph.articles.files import read_bytes, to_format
    from tradegraph.rdf.archive import digest, write_whole

    data = read_bytes("-")
    suffix = {"html": ".html", "markdown": ".md", "plain": ".txt"}[to_format("-", data)]
    path = kg / "input" / f"input-{digest(data)[:8]}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    return path


def _complain(report: BuildReport) -> None:
    """Say on stderr which files could not be used, and what the reader remarked on others."""
    _list(report.failures, "failures")
    _list(report.notes, "notes")


def _list(messages: Mapping[str, str], what: str) -> None:
    for name, message in islice(messages.items(), _SHOWN):
        click.echo(f"tradegraph: {_shorten(name)}: {message}", err=True)
    if len(messages) > _SHOWN:
        click.echo(f"tradegraph: and {len(messages) - _SHOWN} more {what}", err=True)


def _shorten(name: str) -> str:
    """Return a path from here, where it lies below."""
    return str(Path(name).relative_to(Path.cwd())) if Path(name).is_relative_to(Path.cwd()) else name


def _summarize(report: BuildReport, kg: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    tally = report.tally
    rows = {
        "articles": report.articles,
        "  new": tally.new,
        "  changed": tally.changed,
        "  unchanged": tally.unchanged,
        "  removed": tally.removed,
        "  failed": tally.failed,
        "claims": report.claims,
        "relationships": report.relationships,
        "warnings": report.warnings,
        "rejected claims": report.rejected,
        "corrections": report.corrections,
        "seconds": f"{report.seconds:.1f}",
    }
    for name, value in rows.items():
        table.add_row(name, str(value))
    click.echo(f"Graph in {kg}")
    Console().print(table)
    folder = report.folder
    written = (folder.articles, folder.store, folder.report, folder.shacl_report, folder.manifest)
    click.echo(f"Written: {', '.join(path.name for path in written)}")
    option = "" if kg == Path("kg") else f" --kg {kg}"
    click.echo(f"Next: tradegraph facts{option}")


@click.command()
@click.argument("file", required=False, type=_PATH)
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "ttl"]), default="text", show_default=True
)
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", help="Language of the messages.")
@click.pass_context
def validate(ctx: click.Context, file: Path | None, kg: Path, form: str, lang: str) -> None:
    """Check a graph against the shapes: its form, and every quote against its article's text.

    FILE is an RDF file (Turtle, TriG, N-Quads, JSON-LD) to check instead of the graph's folder. The exit
    status is 1 where something violates a shape.

    \b
    Example:
      tradegraph validate --format csv > report.csv
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.building.review import review_file, review_graph
    from tradegraph.shapes import report as reports

    review = review_file(file) if file else review_graph(kg)
    if review.without_text:
        click.echo(
            f"tradegraph: {review.without_text} of {review.articles} graphs were checked without the text of "
            "their article: grounding was not checked again, quotes were only compared with their offsets",
            err=True,
        )
    writers = {
        "text": lambda: reports.to_text(review.report, lang) + "\n",
        "csv": lambda: reports.to_csv(review.report, lang),
        "ttl": lambda: reports.to_turtle(review.report),
    }
    click.echo(writers[form](), nl=False)
    ctx.exit(0 if review.report.conforms else 1)
