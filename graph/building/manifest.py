"""The manifest: which articles each source file gave, from which bytes and by which software and data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from tradegraph._exceptions import GraphError
from tradegraph.building.folder import Folder, find_graph
from tradegraph.rdf.archive import write_whole
from tradegraph.rdf.iris import DEFAULT_BASE
from tradegraph.shapes.report import Result

#: Raised when the file's form changes.
_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it was read: slug and id, digests of its text and its archive file, and what was found.

    `claims` is how many are in the graph, `rejected` the IRIs of those that the shapes kept out, `results`
    all that the shapes found, `notes` what the reader remarked, `sketch` what tells reprints of the text.
    """

    slug: str
    id: str
    text: str
    archive: str
    claims: int
    rejected: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()
    sketch: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: the digest of its bytes, the state of software and data, and what came out.

    `settings` are the options by which it was read, so that it can be read again in the same way. `errors`
    are the reasons for which articles of it could not be read.
    """

    digest: str
    state: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    articles: tuple[Record, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sources of a graph by name (the path from the `kg` directory), and the base of its IRIs.

    `corrections` is the name of the file of corrections that a build was given, "" where it was given none.
    """

    base: str = DEFAULT_BASE
    corrections: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)

    def owners(self) -> dict[str, tuple[str, Record]]:
        """Return, for each slug, the source that gives the article, and its record.

        Where several files hold the same article the first by name gives it, whatever the order of builds.
        """
        owners: dict[str, tuple[str, Record]] = {}
        for name, record in self.records():
            owners.setdefault(record.slug, (name, record))
        return owners

    def duplicates(self) -> list[tuple[str, str]]:
        """Return the files that hold an article which an earlier one gives, each with that one's name."""
        owners = self.owners()
        return [
            (name, owners[record.slug][0])
            for name, record in self.records()
            if owners[record.slug][1] is not record
        ]

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every article with its source's name, in the order of names."""
        for name, source in sorted(self.sources.items()):
            for record in source.articles:
                yield name, record


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest, None where there is none.

    Raises `GraphError` for a file that is damaged or of another version's form.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["form"] != _FORM:
            raise ValueError(f"form {data['form']}, not {_FORM}")
        sources = {name: _to_source(source) for name, source in data["sources"].items()}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{path}: not a manifest ({error}); delete it and build again") from None
    return Manifest(base=data["base"], corrections=data.get("corrections", ""), sources=sources)


def open_graph(kg: Path | str) -> tuple[Folder, Manifest]:
    """Return the parts and the manifest of the graph in the directory `kg`.

    Raises `GraphError` where there is none, or where the manifest is damaged.
    """
    folder = find_graph(kg)
    manifest = read_manifest(folder.manifest)
    assert manifest is not None
    return folder, manifest


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest whole; the same manifest gives the same bytes."""
    sources = {name: asdict(source) for name, source in manifest.sources.items()}
    write_whole(
        path,
        to_json(
            {"form": _FORM, "base": manifest.base, "corrections": manifest.corrections, "sources": sources}
        ),
    )


def to_json(data: Mapping[str, Any]) -> bytes:
    """Return `data` as JSON for people and programs: sorted keys, one line a value."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _to_source(data: dict[str, Any]) -> Source:
    return Source(
        digest=data["digest"],
        state=data["state"],
        settings=data["settings"],
        articles=tuple(_to_record(record) for record in data["articles"]),
        errors=tuple(data["errors"]),
    )


def _to_record(data: dict[str, Any]) -> Record:
    results = tuple(Result(**result) for result in data["results"])
    return Record(
        **{**data, "results": results, "rejected": tuple(data["rejected"]), "notes": tuple(data["notes"])}
    )
