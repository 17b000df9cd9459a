"""Where a verb's result goes."""

from __future__ import annotations

from pathlib import Path

import click


def write(content: str | bytes, output: Path | None) -> None:
    """Write to a file (text as UTF-8), or to standard output where none is given or it is "-"."""
    if output is None or str(output) == "-":
        click.echo(content, nl=False)
        return
    from tradegraph.rdf.archive import write_whole

    write_whole(output, content.encode() if isinstance(content, str) else content)
    click.echo(f"Written: {output}", err=True)
