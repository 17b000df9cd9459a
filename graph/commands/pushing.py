"""The verb `push`: a graph onto a SPARQL server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from tradegraph.commands.outputs import show_progress

if TYPE_CHECKING:
    from tradegraph.remote.pushing import Pushed

_PATH: Final = click.Path(path_type=Path)


@click.command()
@click.option("--endpoint", required=True, metavar="URL", help="Address of the server, for queries.")
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--update", default="", metavar="URL", help="Address for updates, unless it is the usual one.")
@click.option(
    "--graph-store", default="", metavar="URL", help="Address for whole graphs, unless it is the usual one."
)
@click.option(
    "--timeout", type=click.FloatRange(min=1), default=300.0, show_default=True, help="Seconds for an answer."
)
@click.pass_context
def push(ctx: click.Context, endpoint: str, kg: Path, update: str, graph_store: str, timeout: float) -> None:
    """Bring the graph onto a SPARQL 1.1 server, or what is there up to date.

    Only graphs that have changed since an earlier push are sent; those of others are left alone. Cut off, it
    goes on where it stopped. The server learns who asks from TRADEGRAPH_USER and TRADEGRAPH_PASSWORD, from
    TRADEGRAPH_TOKEN, or from ~/.netrc. The exit status is 1 where the server counts other triples than were
    sent.

    \b
    Example:
      tradegraph push --endpoint http://localhost:7878/query
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.remote.connections import Connection
    from tradegraph.remote.places import open_store
    from tradegraph.remote.pushing import push as push_store

    started = time.monotonic()
    try:
        with open_store(kg) as store, show_progress("sending triples") as progress:
            pushed = push_store(
                store, endpoint, update=update, graph_store=graph_store,
                connection=Connection(timeout=timeout, is_patient=True), progress=progress,
            )  # fmt: skip
    except KeyboardInterrupt:
        click.echo("tradegraph: what has arrived stays; the same command goes on from there", err=True)
        raise
    _tell(pushed, endpoint, seconds=time.monotonic() - started)
    ctx.exit(1 if pushed.differing else 0)


def _tell(pushed: Pushed, endpoint: str, *, seconds: float) -> None:
    dropped = f", {len(pushed.dropped):,} dropped" if pushed.dropped else ""
    click.echo(
        f"Sent {len(pushed.sent):,} graphs, {pushed.triples:,} triples, in {seconds:.1f} s; "
        f"{pushed.unchanged:,} unchanged{dropped}"
    )
    for graph, (ours, theirs) in sorted(pushed.differing.items()):
        click.echo(f"tradegraph: {graph}: {ours:,} triples here, {theirs:,} on the server", err=True)
    if pushed.differing:
        click.echo("tradegraph: these graphs are sent anew by the next push", err=True)
    if not pushed.has_union:
        click.echo(
            "The server's default graph is not ours: what several articles state may come once for each.",
            err=True,
        )
    click.echo(f"Next: tradegraph ask trade-partners -p country=Mexico --kg {endpoint}")
