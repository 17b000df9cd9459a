"""The verb `load-statistics`: official figures beside what articles claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from tradegraph.statistics import LoadReport

_PATH: Final = click.Path(path_type=Path)
#: How many bad rows of a data set are shown.
_SHOWN: Final = 10


@click.command("load-statistics")
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--name", help="Name of the data set that the FILES make together.  [default: the file's name]")
@click.option("--remove", multiple=True, metavar="NAME", help="Take this data set out of the graph instead.")
@click.pass_context
def load_statistics(
    ctx: click.Context, files: tuple[Path, ...], kg: Path, name: str | None, remove: tuple[str, ...]
) -> None:
    """Load official trade figures from CSV FILES, to be compared with what articles claim.

    FILES are downloads of UN Comtrade, or tables with the columns reporter, partner, flow, year, value and
    currency, and product where it is not the trade in all goods. Countries, states and blocs are named in
    English or Spanish, or by ISO code. A data set of the same name is replaced.

    \b
    Example:
      tradegraph load-statistics comtrade-2023.csv
      tradegraph ask claims-against-statistics -p first=Mexico -p second="United States"
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import UsageError
    from tradegraph.statistics import load_statistics as load
    from tradegraph.statistics import remove_statistics

    if bool(files) == bool(remove):
        raise UsageError("give FILES to load, or --remove NAME; one of the two")
    if remove:
        remove_statistics(remove, kg)
        click.echo(f"Removed: {', '.join(remove)}")
        return
    reports = load(files, kg, name=name)
    for report in reports:
        _complain(report)
        click.echo("\n".join(_summarize(report)))
    option = "" if kg == Path("kg") else f" --kg {kg}"
    click.echo(f"Next: tradegraph ask claims-against-statistics -p first=… -p second=…{option}")
    ctx.exit(int(any(report.bad for report in reports)))


def _complain(report: LoadReport) -> None:
    """Say on stderr which rows could not be read."""
    shown = report.problems[:_SHOWN]
    for problem in shown:
        click.echo(f"tradegraph: {problem}", err=True)
    if report.bad > len(shown):
        click.echo(f"tradegraph: and {report.bad - len(shown):,} more rows that cannot be read", err=True)


def _summarize(report: LoadReport) -> Iterator[str]:
    years = f"{min(report.years)} to {max(report.years)}" if len(report.years) > 1 else str(*report.years)
    reporters = _count(len(report.reporters), "reporter")
    yield f"{report.name}: {_count(report.figures, 'figure')}, {reporters}, {years}"
    for reason, number in sorted(report.left_out.items()):
        yield f"  left out: {number:,} {reason}"
    if report.bad:
        yield f"  not read: {_count(report.bad, 'row')}; mend them, and load the file again"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
