"""The whole way of a build: articles read, resolved, stored, checked and told of."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
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
    count_claims,
    count_relationships,
    count_warnings,
    to_failures,
    to_notes,
    write_reports,
)
from tradegraph.building.resolving import corrections_file, resolve_graph
from tradegraph.crates import write_crate
from tradegraph.identity.resolution import Resolution
from tradegraph.rdf.store import Store

__all__ = ["BuildOptions", "BuildReport", "build"]


def build(
    paths: Iterable[str | PathLike[str]],
    kg: str | PathLike[str],
    *,
    options: BuildOptions | None = None,
    corrections: str | PathLike[str] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the graph in the directory `kg` up to date with the articles at `paths`, files and folders.

    What was read before and has not changed is left alone; what changed is replaced, and what is gone from
    under `paths` is removed. Articles of other paths stay, so that several builds add up to one graph. The
    result is the same, byte for byte, as that of one build from nothing. A file that cannot be read is
    told in the report and leaves nothing in the graph; after a build that was cut off, the next one puts
    all right. Without `paths` nothing is read. `corrections` is a file of decisions on entities and claims,
    which this build and later ones apply; not given, it is that of the build before, or `corrections.yaml` in
    `kg`. `progress` is told after each file how many of how many are done.

    Raises `GraphError` for a directory that another build writes to or that has another base.
    """
    started = time.monotonic()
    options, folder = options or BuildOptions(), Folder(Path(kg))
    with folder.lock():
        known = read_manifest(folder.manifest) or Manifest(base=options.base)
        sources = [Path(path) for path in paths]
        if not sources:
            options = replace(options, base=known.base)
        if known.sources and known.base != options.base:
            raise GraphError(f"{kg}: its IRIs begin with {known.base}; build with that base, or elsewhere")
        named = folder.name_of(Path(corrections)) if corrections else known.corrections
        batch = Batch(folder, options, dict(known.sources), progress, corrections=named)
        manifest = batch.run(sources)
        resolution = resolve_graph(folder, manifest)
        update_store(folder, manifest, resolution)
        with Store.open(folder.store, base=manifest.base) as store:
            conflicts = run_checks(store)
            write_reports(folder, manifest, store, conflicts, resolution)
            write_crate(folder, manifest, store)
            relationships = count_relationships(store)
    report = _to_report(folder, manifest, resolution, batch)
    return replace(
        report,
        relationships=relationships,
        warnings=report.warnings + len(conflicts),
        seconds=time.monotonic() - started,
    )


def _to_report(folder: Folder, manifest: Manifest, resolution: Resolution, batch: Batch) -> BuildReport:
    records = [record for _, record in manifest.owners().values()]
    failures = _by_path(folder, to_failures(manifest)) | _problems(folder, manifest, resolution)
    return BuildReport(
        folder=folder,
        tally=batch.tally,
        articles=len(records),
        claims=count_claims(manifest, resolution),
        rejected=sum(len(record.rejected) for record in records),
        warnings=count_warnings(manifest),
        corrections=len(resolution.corrections),
        uncorrected=bool(resolution.problems),
        failures=failures | batch.problems,
        notes=_by_path(folder, to_notes(manifest, batch.read)),
    )


def _problems(folder: Folder, manifest: Manifest, resolution: Resolution) -> dict[str, str]:
    """Return why corrections could not be applied, by the path of their file."""
    path = str(corrections_file(folder, manifest))
    return {path: "; ".join(resolution.problems)} if resolution.problems else {}


def _by_path(folder: Folder, messages: Mapping[str, str]) -> dict[str, str]:
    return {str(folder.source_of(name)): message for name, message in messages.items()}
