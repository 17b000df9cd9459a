"""Building: articles in, a validated graph in a `kg` directory out, incrementally."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from tradegraph._exceptions import GraphError
from tradegraph.building.batch import Batch, Progress
from tradegraph.building.checks import run_checks
from tradegraph.building.folder import Folder
from tradegraph.building.indexing import update_store
from tradegraph.building.manifest import Manifest, read_manifest
from tradegraph.building.options import BuildOptions
from tradegraph.building.reports import (
    BuildReport,
    count_relationships,
    count_warnings,
    to_failures,
    to_notes,
    write_reports,
)
from tradegraph.rdf.store import Store

__all__ = ["BuildOptions", "BuildReport", "build"]


def build(
    paths: Iterable[str | PathLike[str]],
    kg: str | PathLike[str],
    *,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the graph in the directory `kg` up to date with the articles at `paths`, files and folders.

    What was read before and has not changed is left alone; what changed is replaced, and what is gone from
    under `paths` is removed. Articles of other paths stay, so that several builds add up to one graph. The
    result is the same, byte for byte, as that of one build from nothing. A file that cannot be read is
    told in the report and leaves nothing in the graph; after a build that was cut off, the next one puts
    all right. `progress` is told after each file how many of how many are done.

    Raises `GraphError` for a directory that another build writes to or that has another base.
    """
    started = time.monotonic()
    options, folder = options or BuildOptions(), Folder(Path(kg))
    with folder.lock():
        known = read_manifest(folder.manifest) or Manifest(base=options.base)
        if known.sources and known.base != options.base:
            raise GraphError(f"{kg}: its IRIs begin with {known.base}; build with that base, or elsewhere")
        batch = Batch(folder, options, dict(known.sources), progress)
        manifest = batch.run([Path(path) for path in paths])
        update_store(folder, manifest)
        with Store.open(folder.store, base=options.base) as store:
            checks = run_checks(store)
            write_reports(folder, manifest, store, checks)
            relationships = count_relationships(store)
    records = [record for _, record in manifest.owners().values()]
    return BuildReport(
        folder=folder,
        tally=batch.tally,
        articles=len(records),
        claims=sum(record.claims for record in records),
        relationships=relationships,
        rejected=sum(len(record.rejected) for record in records),
        warnings=count_warnings(manifest) + len(checks),
        failures=_by_path(folder, to_failures(manifest)) | batch.problems,
        notes=_by_path(folder, to_notes(manifest, batch.read)),
        seconds=time.monotonic() - started,
    )


def _by_path(folder: Folder, messages: Mapping[str, str]) -> dict[str, str]:
    return {str(folder.source_of(name)): message for name, message in messages.items()}
