"""What a build comes to: the report, the same for the same graph however it was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradegraph.building.batch import Tally
from tradegraph.building.checks import Conflict, to_report
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, Record, to_json
from tradegraph.identity.resolution import Resolution
from tradegraph.rdf.archive import write_whole
from tradegraph.rdf.store import Store
from tradegraph.shapes.report import Report, Result, merge_reports, to_turtle


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, and what the graph holds after it.

    `tally`, `notes` (what the reader remarked, by file) and `seconds` are of this build; `articles`,
    `claims`, `relationships`, `rejected`, `warnings`, `corrections` (how many hold), `uncorrected` (whether
    some could not be applied) and `failures` (reasons by file) are of the graph.
    """

    folder: Folder
    tally: Tally
    articles: int
    claims: int
    rejected: int
    warnings: int
    corrections: int
    uncorrected: bool
    failures: Mapping[str, str]
    notes: Mapping[str, str]
    relationships: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Tell whether a path, a file or a correction of this build could not be used."""
        return self.tally.failed > 0 or self.uncorrected

    @property
    def useless(self) -> bool:
        """Tell whether no path or file of this build could be used."""
        return self.tally.failed > 0 and not (self.tally.usable or self.tally.removed)


def merge_results(manifest: Manifest) -> Report:
    """Return all that the shapes found in the articles of a graph."""
    return merge_reports(Report(record.results) for _, record in manifest.owners().values())


def write_reports(
    folder: Folder,
    manifest: Manifest,
    store: Store,
    conflicts: Sequence[Conflict],
    resolution: Resolution,
) -> None:
    """Write report.json and report.ttl; the same graph gives the same bytes."""
    report = merge_reports([merge_results(manifest), to_report(conflicts)])
    write_whole(folder.shacl_report, to_turtle(report).encode())
    write_whole(folder.report, to_json(to_summary(manifest, store, conflicts, resolution)))


def to_summary(
    manifest: Manifest, store: Store, conflicts: Sequence[Conflict], resolution: Resolution
) -> dict[str, Any]:
    """Return the report of a graph as plain values: counts, corrections, what is doubtful or failed."""
    owners = manifest.owners()
    return {
        "articles": [_summarize(name, record) for _, (name, record) in sorted(owners.items())],
        "checks": [conflict.to_record() for conflict in conflicts],
        "counts": {
            "articles": len(owners),
            "claims": count_claims(manifest, resolution),
            "corrections": len(resolution.corrections),
            "failed": len(to_failures(manifest)),
            "rejected": sum(len(record.rejected) for _, record in owners.values()),
            "relations": count_relations(store),
            "relationships": count_relationships(store),
            "reprints": len(resolution.reprints),
            "warnings": count_warnings(manifest) + len(conflicts),
        },
        "corrections": {
            "applied": [correction.describe() for correction in resolution.corrections],
            "problems": list(resolution.problems),
            "waiting": list(resolution.waiting),
        },
        "duplicates": [{"file": name, "same_as": other} for name, other in manifest.duplicates()],
        "failures": [{"file": name, "reason": reason} for name, reason in to_failures(manifest).items()],
        "rejected": [
            _explain(name, record, result) for name, record, result in _results(manifest, "Violation")
        ],
        "reprints": dict(resolution.reprints),
        "warnings": [
            _explain(name, record, result) for name, record, result in _results(manifest, "Warning")
        ],
    }


def to_failures(manifest: Manifest) -> dict[str, str]:
    """Return why files could not be read, by their names."""
    return {
        name: "; ".join(source.errors) for name, source in sorted(manifest.sources.items()) if source.errors
    }


def to_notes(manifest: Manifest, names: Iterable[str]) -> dict[str, str]:
    """Return what the reader remarked on the files `names`."""
    notes = {
        name: "; ".join(note for record in manifest.sources[name].articles for note in record.notes)
        for name in sorted(names)
    }
    return {name: note for name, note in notes.items() if note}


def count_claims(manifest: Manifest, resolution: Resolution) -> int:
    """Return how many claims are in the graph: what the articles gave, less what corrections reject."""
    claims = sum(record.claims for _, record in manifest.owners().values())
    return claims - sum(len(rewriting.rejected) for rewriting in resolution.rewritings.values())


def count_warnings(manifest: Manifest) -> int:
    """Return how many warnings the shapes gave against claims that are in the graph."""
    return len(_results(manifest, "Warning"))


def count_relationships(store: Store) -> int:
    """Return how many distinct relationships the articles state."""
    return sum(count_relations(store).values())


def count_relations(store: Store) -> dict[str, int]:
    """Return how many distinct relationships of each class the articles state."""
    query = """
        SELECT ?class (COUNT(DISTINCT ?relationship) AS ?number)
        WHERE { ?claim tg:states ?relationship . ?relationship a ?class } GROUP BY ?class ORDER BY ?class"""
    return {row["class"].rpartition("#")[2]: int(row["number"]) for row in store.rows(query)}


def _results(manifest: Manifest, severity: str) -> list[tuple[str, Record, Result]]:
    """Return the results of one severity; warnings about claims that were rejected are left out."""
    return [
        (name, record, result)
        for _, (name, record) in sorted(manifest.owners().items())
        for result in record.results
        if result.severity == severity and (severity == "Violation" or result.claim not in record.rejected)
    ]


def _summarize(name: str, record: Record) -> dict[str, Any]:
    return {
        "article": record.id,
        "claims": record.claims,
        "file": name,
        "notes": list(record.notes),
        "rejected": len(record.rejected),
        "slug": record.slug,
    }


def _explain(name: str, record: Record, result: Result) -> dict[str, Any]:
    fields = {
        "article": record.id,
        "claim": result.claim,
        "file": name,
        "focus": result.focus,
        "message": result.message(),
        "path": result.path,
        "quote": result.quote,
        "shape": result.shape,
        "value": result.value,
    }
    return {key: value for key, value in fields.items() if value is not None}
