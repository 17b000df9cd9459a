"""The verb `entities`: the actors of a graph, and those that are still to be linked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from tradegraph.commands.outputs import write

if TYPE_CHECKING:
    from tradegraph.entities import EntityEntry

_PATH: Final = click.Path(path_type=Path)
_COLUMNS: Final = ("id", "name", "type", "code", "identifiers", "known", "claims", "articles", "candidates")
#: Width where there is no terminal.
_WIDTH: Final = 110


@click.command()
@click.option("--kg", type=_PATH, default=Path("kg"), show_default=True, help="Folder of the graph.")
@click.option(
    "--unlinked", is_flag=True, help="Those without a public identifier, with what helps to find one."
)
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Person, Company, Product …; once or more."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Entities shown in a table."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("-o", "--output", type=_PATH, help="File to write, instead of standard output.")
@click.option("--lang", type=click.Choice(["en", "es"]), default="en", help="Language of the names.")
def entities(
    kg: Path, unlinked: bool, types: tuple[str, ...], limit: int, form: str, output: Path | None, lang: str
) -> None:
    """List the actors of a graph with their identifiers, the most talked of first.

    With --unlinked those that no public identifier tells, each with sentences about it and with entities that
    it may be: a correction in the graph's corrections.yaml merges or links it.

    \b
    Example:
      tradegraph entities --unlinked --type Company
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph._exceptions import UsageError
    from tradegraph.building.manifest import open_graph
    from tradegraph.deriving.versions import check_store
    from tradegraph.entities import add_review, list_entities
    from tradegraph.model import ENTITY_TYPES
    from tradegraph.rdf.store import Store

    if wrong := sorted(set(types) - set(ENTITY_TYPES)):
        raise UsageError(f"--type {wrong[0]}: no such type; choose of {', '.join(ENTITY_TYPES)}")
    folder, manifest = open_graph(kg)
    check_store(folder.store)
    with Store.open(folder.store, base=manifest.base) as store:
        found = list_entities(store, types=types, unlinked=unlinked)
        shown = found[:limit] if form == "table" else found
        entries = list(add_review(store, shown)) if unlinked else list(shown)
    text = {"table": _to_table, "csv": _to_csv, "json": _to_json}[form](entries, lang)
    if form == "table" and len(found) > limit:
        text += f"… and {len(found) - limit} more: --limit {len(found)}, or --format csv\n"
    write(text, output)


def _to_table(entries: Iterable[EntityEntry], lang: str) -> str:
    """Return entities as lines for the eye: under each its sentences, and what it may be."""
    from tradegraph.commands.tables import indent

    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    lines: list[str] = []
    for entry in entries:
        lines += indent(_to_line(entry, lang), width=width, depth=0)
        for quote, article in entry.contexts:
            lines += indent(f"“{' '.join(quote.split())}” — {article}", width=width)
        lines += [f"    perhaps {id_} ({name})" for id_, name in entry.candidates]
    return "".join(f"{line}\n" for line in lines or ["No entities."])


def _to_line(entry: EntityEntry, lang: str) -> str:
    """Return an entity as a line: "Mexico · Country · MX · country/MX · 31 claims in 9 articles"."""
    counts = f"{_count(entry.claims, 'claim')} in {_count(entry.articles, 'article')}"
    codes = [entry.code] if entry.code else []
    return " · ".join([entry.name(lang), entry.type, *codes, entry.id, *entry.identifiers, counts])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _to_csv(entries: Iterable[EntityEntry], lang: str) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_to_row(entry, lang) for entry in entries)
    return file.getvalue()


def _to_row(entry: EntityEntry, lang: str) -> Iterator[object]:
    texts = {
        "name": entry.name(lang),
        "code": entry.code or "",
        "identifiers": " ".join(entry.identifiers),
        "known": "yes" if entry.known else "no",
        "candidates": " ".join(id_ for id_, _ in entry.candidates),
    }
    return (texts[name] if name in texts else getattr(entry, name) for name in _COLUMNS)


def _to_json(entries: Iterable[EntityEntry], _: str) -> str:
    return json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"
