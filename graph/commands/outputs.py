"""Where a verb's result goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


def write(content: str | bytes, output: Path | None) -> None:
    """Write to a file (text as UTF-8), or to standard output where none is given or it is "-"."""
    write_parts([content], output)


def write_parts(parts: Iterable[str | bytes], output: Path | None) -> None:
    """Write `parts` one by one, as `write` does; an error in between leaves a file as it was."""
    if output is None or str(output) == "-":
        for part in parts:
            click.echo(part, nl=False)
        return
    from tradegraph.rdf.archive import whole_file

    with whole_file(output) as file:
        for part in parts:
            file.write(part.encode() if isinstance(part, str) else part)
    click.echo(f"Written: {output}", err=True)
