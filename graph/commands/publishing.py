"""The verb `publish`: a graph as a linked-data site for any plain host."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tradegraph.publishing.folders import Outcome

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--out", type=_PATH, required=True, help="Folder of the site: an empty one, or a site's.")
@click.option("--base", metavar="IRI", help="IRI that those of things begin with.  [default: the graph's]")
@click.option("--site", metavar="URL", help="Address of the pages, where the base leads to it.")
@click.option("--license", "licence", metavar="IRI", help="Licence of the data.  [default: CC BY 4.0]")
@click.option("--endpoint", metavar="URL", help="Address of a SPARQL endpoint with the same graph.")
@click.option("--title", help="Name of the site.  [default: tradegraph]")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
def publish(kg: Path, out: Path, jobs: int, **addresses: str | None) -> None:
    """Write the graph as a linked-data site: pages and RDF of everything in it, search, dumps.

    Any plain host serves the folder, and a browser opens it from disk. Published again, only what changed
    is written.

    \b
    Example:
      tradegraph publish --out site --base https://data.example.org/trade/
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.publishing.publication import publish as publish_graph

    outcome = publish_graph(
        kg, out, jobs=jobs, on_progress=_tell if sys.stderr.isatty() else None, **addresses
    )
    click.echo(_to_line(out, outcome))
    for path in outcome.kept:
        click.echo(
            f"tradegraph: {out / path}: no page any more, but changed by somebody else: kept", err=True
        )


def _to_line(out: Path, outcome: Outcome) -> str:
    """Return what became of the site's files in one line."""
    counts = (
        f"{outcome.written:,} files written, {outcome.unchanged:,} unchanged, {outcome.removed:,} removed"
    )
    return f"{out / 'index.html'}: {counts}"


def _tell(done: int, total: int) -> None:
    """Show at a terminal how far the pages are."""
    click.echo(f"\r{done:,} of {total:,} pages", nl=done == total, err=True)
