"""The verb `serve`: a graph as a SPARQL endpoint and as pages."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Final

import click

_PATH: Final = click.Path(path_type=Path)
_LEAST: Final = click.IntRange(min=1)


@click.command()
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--workers", type=click.IntRange(min=2), help="Queries at once.  [default: by processors]")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=10, show_default=True, help="Seconds for a query."
)
@click.option("--memory", type=click.IntRange(min=32), default=512, show_default=True, help="MB for a query.")
@click.option("--rows", type=_LEAST, default=100_000, show_default=True, help="Rows of an answer.")
@click.option("--bytes", "size", type=_LEAST, default=32, show_default=True, help="MB of an answer.")
@click.option("--yasgui", help="Folder of the editor Yasgui, by URL; a plain form stands in where it fails.")
def serve(
    kg: Path,
    host: str,
    port: int,
    workers: int | None,
    timeout: float,
    memory: int,
    rows: int,
    size: int,
    yasgui: str | None,
) -> None:
    """Serve a graph: SPARQL at /sparql, pages at the IRIs of things, questions as forms.

    Each query runs in a process of its own, which is ended at the limits. Nothing that is asked can change
    the graph; a build may, and the server goes on with the new one.

    \b
    Example:
      tradegraph serve --kg kg --port 8000
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import UsageError
    from tradegraph.building.folder import find_graph

    if yasgui and not yasgui.startswith(("https://", "http://")):
        raise UsageError(f"--yasgui {yasgui}: give the address of the editor's folder, as https://…/build")
    store = find_graph(kg).store
    try:
        from tradegraph.serving import Limits, Settings
        from tradegraph.serving import serve as run
    except ImportError as error:
        raise UsageError(f"serve needs {error.name}: pip install 'tradegraph[serve]'") from None
    if not _is_loopback(host):
        click.echo(f"tradegraph: {host} may be reached by others; put a proxy with TLS before it", err=True)
    limits = Limits(seconds=timeout, memory=memory << 20, rows=rows, bytes=size << 20)
    chosen = {"workers": workers} if workers else {}
    run(Settings(store, host=host, port=port, limits=limits, yasgui=yasgui and yasgui.rstrip("/"), **chosen))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
