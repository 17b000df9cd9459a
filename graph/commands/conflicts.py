"""The verb `conflicts`: what articles contradict each other in, both quotes side by side."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from tradegraph.commands.outputs import write

if TYPE_CHECKING:
    from tradegraph.building.checks import Conflict
    from tradegraph.rdf.store import Store

_PATH: Final = click.Path(path_type=Path)
#: Columns of the CSV, which JSON has as keys.
_COLUMNS: Final = (
    *("check", "class", "subject", "object", "flow", "product", "period", "topic"),
    *("firstValue", "secondValue", "unit", "firstQuote", "secondQuote", "firstArticle", "secondArticle"),
    *("firstClaim", "secondClaim", "first", "second"),
)
#: What a conflict is about, in the order in which it is told after its two ends.
_ABOUT: Final = ("flow", "topic", "product", "period")
#: Width where there is no terminal.
_WIDTH: Final = 110


@click.command()
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option("--check", "names", multiple=True, metavar="NAME", help="This check alone; once or more.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", help="Language of the labels.")
@click.pass_context
def conflicts(
    ctx: click.Context, kg: Path, names: tuple[str, ...], form: str, output: Path | None, lang: str
) -> None:
    """Show what articles contradict each other in, both quotes side by side.

    Rival figures, ranks and holders of a post, agreements signed for one article and only planned for a later
    one, and figures that cannot be right. The exit status is 1 where there are some.

    \b
    Example:
      tradegraph conflicts --check rival-figures
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.building.checks import run_checks
    from tradegraph.building.manifest import open_graph
    from tradegraph.deriving.versions import check_store
    from tradegraph.rdf.store import Store

    folder, manifest = open_graph(kg)
    check_store(folder.store)
    with Store.open(folder.store, base=manifest.base) as store:
        found = run_checks(store, names)
        text = {"csv": _to_csv, "json": _to_json}[form](found) if form != "table" else ""
        if form == "table":
            text = "".join(f"{line}\n" for line in _to_lines(found, store, lang))
    write(text, output)
    ctx.exit(1 if found else 0)


def _to_csv(found: Sequence[Conflict]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(conflict.to_record() for conflict in found)
    return file.getvalue()


def _to_json(found: Sequence[Conflict]) -> str:
    records = [conflict.to_record() for conflict in found]
    ordered = [{key: record[key] for key in _COLUMNS if key in record} for record in records]
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _to_lines(found: Sequence[Conflict], store: Store, lang: str) -> Iterator[str]:
    """Yield conflicts as lines for the eye, by check: what each is about, then both sides."""
    from tradegraph.commands.tables import indent

    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    if not found:
        yield "No conflicts."
    for check, group in groupby(found, key=lambda conflict: conflict.check):
        conflicts = list(group)
        yield from indent(f"{check.summaries[lang]} ({len(conflicts)})", width=width, depth=0)
        yield ""
        for conflict in conflicts:
            yield from indent(_about(conflict, store, lang), width=width, depth=2)
            for side in ("first", "second"):
                yield from indent(_value(conflict, side, store, lang), width=width, depth=4)
                yield from indent(_quote(conflict, side), width=width, depth=6)
                yield from indent(_source(conflict, side, store), width=width, depth=6)
            yield ""


def _about(conflict: Conflict, store: Store, lang: str) -> str:
    """Return what a conflict is about: "Mexico – China · balance · 2023"."""
    from tradegraph.commands.tables import to_label

    def show(name: str) -> str:
        value = conflict.row.get(name, "")
        return to_label(value, store, lang) if "://" in value else value

    ends = " – ".join(filter(None, map(show, ("subject", "object"))))
    return " · ".join(filter(None, [ends, show("class"), *map(show, _ABOUT)]))


def _value(conflict: Conflict, side: str, store: Store, lang: str) -> str:
    """Return one side's value: a number with its thousands parted and its unit, a name, or a word."""
    from tradegraph.commands.tables import to_cell, to_label

    value = conflict.row[f"{side}Value"]
    try:
        number = to_cell(Decimal(value), str)
    except InvalidOperation:
        return to_label(value, store, lang) if "://" in value else value
    return f"{number} {conflict.row.get('unit', '')}".strip()


def _quote(conflict: Conflict, side: str) -> str:
    return f"“{' '.join(conflict.row[f'{side}Quote'].split())}”"


def _source(conflict: Conflict, side: str, store: Store) -> str:
    """Return where one side's quote is from: publisher, headline, date and article."""
    from pyoxigraph import NamedNode

    article = NamedNode(conflict.row[f"{side}Article"])
    names = ("dcterms:source", "schema:headline", "schema:datePublished")
    told = (store.values(article, name) for name in names)
    return " · ".join([*(values[0][0] for values in told if values), article.value.removeprefix(store.base)])
