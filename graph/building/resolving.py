"""Resolving: what becomes of each article of a graph, kept beside its archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pyoxigraph import Quad
from tradegraph._exceptions import GraphError
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, to_json
from tradegraph.building.options import software_state
from tradegraph.identity.corrections import Correction, read_corrections
from tradegraph.identity.resolution import Resolution, resolve
from tradegraph.identity.rewriting import Rewriting
from tradegraph.identity.sightings import Seen, find_sightings
from tradegraph.rdf.archive import read_archive, write_archive, write_whole
from tradegraph.shapes.validation import validate


def resolve_graph(folder: Folder, manifest: Manifest) -> Resolution:
    """Return what becomes of each article in the archive, and write it down.

    The corrections are those of the file that the manifest names, else of `corrections.yaml` in the folder. A
    correction that a shape refuses is left out, with the reason. Raises `GraphError` for a file that is gone.
    """
    articles = list(_load_sightings(folder, manifest))
    corrections, wrong = _read(folder, manifest)
    remembered = _read_json(folder.resolution).get("remembered", [])
    sketches = {slug: record.sketch for slug, (_, record) in manifest.owners().items()}

    def run(chosen: Iterable[Correction]) -> Resolution:
        return resolve(articles, sketches=sketches, corrections=chosen, remembered=remembered)

    resolution, refused = run(corrections), dict[str, str]()
    while found := dict(_refused(folder, manifest, resolution)):
        refused |= found
        resolution = run(each for each in corrections if each.place not in refused)
    problems = (*wrong, *(f"{place}: {reason}" for place, reason in refused.items()), *resolution.problems)
    resolution = replace(resolution, problems=problems)
    _write(folder, resolution, base=manifest.base)
    return resolution


def corrections_file(folder: Folder, manifest: Manifest) -> Path:
    """Return the file of corrections: the one that a build was given, else that in the graph's folder."""
    return folder.source_of(manifest.corrections) if manifest.corrections else folder.corrections


def load_resolution(folder: Folder) -> Mapping[str, Rewriting]:
    """Return what the last build decided about each article, by slug; empty where no build has."""
    rewritings = _read_json(folder.resolution).get("articles", {})
    return {slug: Rewriting.from_json(data) for slug, data in rewritings.items()}


def read_resolved(folder: Folder, slug: str, rewriting: Rewriting | None, *, base: str) -> list[Quad]:
    """Return the quads of an article as the graph has them."""
    quads = read_archive(folder.archive(slug))
    return rewriting.apply(quads, base=base) if rewriting else quads


def read_articles_resolved(folder: Folder, manifest: Manifest) -> Iterator[list[Quad]]:
    """Yield the quads of each article as the last build resolved them, in the order of slugs."""
    rewritings = load_resolution(folder)
    for slug in sorted(manifest.owners()):
        yield read_resolved(folder, slug, rewritings.get(slug), base=manifest.base)


def read_editorial(folder: Folder) -> list[Quad]:
    """Return what the last build merged, the reprints that it found, and the corrections, as quads."""
    return read_archive(folder.editorial) if folder.editorial.exists() else []


def _load_sightings(folder: Folder, manifest: Manifest) -> Iterator[Seen]:
    """Yield what each article brings in, read from the archive where that has changed."""
    state, known = software_state(), _read_json(folder.sightings)
    kept = known.get("articles", {}) if known.get("state") == state else {}
    found = {}
    for slug, (_, record) in sorted(manifest.owners().items()):
        entry = kept.get(slug)
        if entry is None or entry["archive"] != record.archive:
            seen = find_sightings(slug, read_archive(folder.archive(slug)), base=manifest.base)
            entry = {"archive": record.archive, **asdict(seen)}
        found[slug] = entry
        yield Seen.from_json(slug, entry)
    if found != kept:
        write_whole(folder.sightings, json.dumps({"state": state, "articles": found}).encode())


def _read(folder: Folder, manifest: Manifest) -> tuple[list[Correction], list[str]]:
    path = corrections_file(folder, manifest)
    if not manifest.corrections and not path.exists():
        return [], []
    corrections, problems = read_corrections(path, base=manifest.base)
    return corrections, problems


def _refused(folder: Folder, manifest: Manifest, resolution: Resolution) -> Iterator[tuple[str, str]]:
    """Yield the place of each amendment that a shape refuses, and the reason."""
    places = {
        manifest.base + correction.targets[0]: correction
        for correction in resolution.corrections
        if correction.kind == "amend"
    }
    for slug, rewriting in resolution.rewritings.items():
        if not rewriting.amendments:
            continue
        quads = read_resolved(folder, slug, rewriting, base=manifest.base)
        for violation in validate(quads).violations:
            if correction := places.get(violation.claim or ""):
                yield correction.place, f"{correction.describe()}: {violation.message()}"


def _write(folder: Folder, resolution: Resolution, *, base: str) -> None:
    remembered = {target for correction in resolution.corrections for target in correction.targets}
    data: dict[str, Any] = {
        "articles": {slug: rewriting.to_json() for slug, rewriting in resolution.rewritings.items()},
        "corrections": [correction.describe() for correction in resolution.corrections],
        "problems": list(resolution.problems),
        "remembered": sorted(remembered | set(resolution.waiting)),
        "replaced": dict(resolution.replaced),
        "reprints": dict(resolution.reprints),
        "waiting": list(resolution.waiting),
    }
    write_whole(folder.resolution, to_json(data))
    write_archive(folder.editorial, resolution.quads(base))


def _read_json(path: Path) -> dict[str, Any]:
    """Return what a file holds, nothing where it is missing; raises `GraphError` for a damaged one."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise GraphError(f"{path}: not JSON ({error}); delete it and build again") from None
    return data if isinstance(data, dict) else {}
