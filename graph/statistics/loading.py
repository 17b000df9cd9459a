"""Loading: tables of official figures into the graph of a `kg` directory, and out of it again.

A data set is one N-Quads file in the folder `statistics`, the record from which stores are made; it is
written whole, so that a load which is cut off leaves the old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tradegraph._exceptions import DataError, GraphError, UsageError
from tradegraph.building.folder import Folder
from tradegraph.building.indexing import update_store
from tradegraph.building.manifest import Manifest, open_graph
from tradegraph.building.resolving import resolve_graph
from tradegraph.crates import write_crate
from tradegraph.rdf.archive import whole_file
from tradegraph.rdf.iris import to_slug
from tradegraph.rdf.quads import plain_decimal
from tradegraph.rdf.store import Store
from tradegraph.statistics.cube import Cube
from tradegraph.statistics.figures import Figure, Tally, read_figures, read_header
from tradegraph.statistics.repeats import Repeats

#: How many of a data set's bad rows are told; the others are counted.
_TOLD: Final = 20


@dataclass(slots=True)
class LoadReport:
    """What was loaded into the data set `name`: how many figures, their years and reporters, and the rest.

    `left_out` counts the rows that are no figure of their own, by reason; `bad` those that could not be read,
    of which `problems` tells the first ones.
    """

    name: str
    figures: int = 0
    years: set[int] = field(default_factory=set)
    reporters: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    problems: list[str] = field(default_factory=list)

    def complain(self, problem: str) -> None:
        """Keep a problem, if there are not many yet."""
        if len(self.problems) < _TOLD:
            self.problems.append(problem)


def load_statistics(files: Sequence[Path], kg: Path, *, name: str | None = None) -> list[LoadReport]:
    """Load tables of official figures into the graph in the directory `kg`; return a report a data set.

    Each file is a data set of its own, called after the file; with a `name` all together are one of that
    name. A data set of the same name is replaced. Rows that cannot be read are told in the report, and the
    rest goes in. Raises `GraphError` where there is no graph, `DataError` for a file of no known form or
    without any figure, whose data set stays as it was, and `UsageError` for two files of one name.
    """
    sets = _name_sets(files, name)
    for file in files:
        read_header(file)
    folder, manifest = open_graph(kg)
    reports = []
    with folder.lock():
        try:
            for title, parts in sets.items():
                reports.append(_write_set(parts, folder, Cube(title, base=manifest.base), title))
        finally:  # what was written before a useless file is in the graph, too
            _update(folder, manifest)
    return reports


def remove_statistics(names: Sequence[str], kg: Path) -> None:
    """Take data sets of official figures out of the graph in the directory `kg`.

    Raises `GraphError` for a name that it does not have, after which nothing has changed.
    """
    folder, manifest = open_graph(kg)
    with folder.lock():
        for name in names:
            if name not in folder.statistics_names():
                known = ", ".join(folder.statistics_names()) or "none"
                raise GraphError(f"{kg}: no official figures are called {name!r}; there are {known}")
        for name in names:
            folder.statistics_file(name).unlink(missing_ok=True)
        _update(folder, manifest)


def _update(folder: Folder, manifest: Manifest) -> None:
    """Bring the store, and what tells of the folder's files, up to date with the archive."""
    update_store(folder, manifest, resolve_graph(folder, manifest))
    with Store.open(folder.store, base=manifest.base) as store:
        write_crate(folder, manifest, store)


def _name_sets(files: Sequence[Path], name: str | None) -> dict[str, list[Path]]:
    """Return the files of each data set by its name."""
    if name is not None:
        return {to_slug(name): list(files)}
    sets: dict[str, list[Path]] = {}
    for file in files:
        title = to_slug(file.stem)
        if title in sets:
            raise UsageError(f"{file} and {sets[title][0]} would both be called {title}; give --name")
        sets[title] = [file]
    return sets


def _write_set(files: Sequence[Path], folder: Folder, cube: Cube, name: str) -> LoadReport:
    report = LoadReport(name)
    folder.statistics.mkdir(exist_ok=True)
    with whole_file(folder.statistics_file(name)) as output:
        output.write(cube.describe(file.name for file in files))
        for figure in _read_once(files, cube, report):
            output.write(cube.observe(figure))
            report.figures += 1
            report.years.add(figure.year)
            report.reporters.add(figure.reporter)
        if not report.figures:
            why = report.problems[0] if report.problems else next(iter(report.left_out), "no rows")
            raise DataError(f"{files[0].name}: no figure in it that could be loaded ({why})")
    return report


def _read_once(files: Sequence[Path], cube: Cube, report: LoadReport) -> Iterator[Figure]:
    """Yield the figures of all files, each once; a second one that differs is a bad row."""
    with Repeats() as repeats:
        for file in files:
            tally = Tally()
            for line, figure in read_figures(file, tally, report.complain):
                place = f"{file.name}, line {line}"
                amount = f"{plain_decimal(figure.value)} {figure.currency}"
                first = repeats.note(cube.key(figure), amount, place)
                if first is None:
                    yield figure
                elif first[0] == amount:
                    tally.left_out["repeated rows"] += 1
                else:
                    tally.bad += 1
                    report.complain(
                        f"{place}: {amount}, but {first[1]} has {first[0]} for the same; keep one"
                    )
            report.left_out += tally.left_out
            report.bad += tally.bad
