"""Where a verb's result goes, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def show_progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on standard error, if somebody watches; it is told how many of how many are done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
