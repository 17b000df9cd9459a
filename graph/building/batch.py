"""The batch: finding the files to read, reading them, and bringing archive and manifest up to date."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from tradegraph._exceptions import ArticleError
from tradegraph.articles.files import find_files
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, Source, write_manifest
from tradegraph.building.options import BuildOptions
from tradegraph.building.reading import Outcome, Reading, read_sources
from tradegraph.rdf.archive import digest_file, write_whole

#: Seconds after which the manifest is written between articles, so that a build cut off goes on from there.
_CHECKPOINT: Final = 30.0

#: Told, after each file, how many of how many are done.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """How many source files a build found new, changed, unchanged, removed, failed, and usable at all."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    usable: int = 0


@dataclass(slots=True)
class Batch:
    """A run over some paths; `sources` become those of the manifest as files are read, with `corrections`.

    `problems` are the paths that cannot be used, with the reason; `read` the files that were read.
    """

    folder: Folder
    options: BuildOptions
    sources: dict[str, Source]
    progress: Progress | None = None
    tally: Tally = field(default_factory=Tally)
    problems: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    corrections: str = ""

    def run(self, paths: Iterable[Path]) -> Manifest:
        """Bring the archive up to date with the files at `paths`; return the manifest, already written.

        Articles of other paths stay. Those under `paths` whose file is gone are removed.
        """
        found = find_sources(paths, self.folder, known=self.sources)
        for name in found.gone:
            del self.sources[name]
        self.problems.update(found.problems)
        self.tally.removed, self.tally.failed = len(found.gone), len(found.problems)
        self._read(self._sort_out(found.names), self.options)
        self._repair()
        manifest = self._manifest()
        write_manifest(self.folder.manifest, manifest)
        self._sweep(manifest)
        return manifest

    def _manifest(self) -> Manifest:
        sources = dict(sorted(self.sources.items()))
        return Manifest(base=self.options.base, corrections=self.corrections, sources=sources)

    def _sort_out(self, names: list[str]) -> list[str]:
        """Count the files that are new, changed and unchanged; return the names of those to read."""
        state, stale = self.options.state(), []
        for name in names:
            known = self.sources.get(name)
            if known and self._is_fresh(known, digest_file(self.folder.source_of(name)), state):
                self.tally.unchanged += 1
                self.tally.usable += 1
            else:
                self.tally.new += known is None
                self.tally.changed += known is not None
                stale.append(name)
        return stale

    def _is_fresh(self, known: Source, content: str | None, state: str) -> bool:
        if (known.digest, known.state) != (content, state) or known.errors:
            return False
        texts = (self.folder.text(record.text) for record in known.articles)
        return not self.options.keep_text or all(text.exists() for text in texts)

    def _read(self, names: list[str], options: BuildOptions) -> None:
        """Read files in the order of their names, each into the archive and the sources."""
        pending = set(names)
        self.owners = {
            slug: name for slug, (name, _) in Manifest(sources=self._without(pending)).owners().items()
        }
        outcomes = read_sources([self.folder.source_of(name) for name in names], options)
        checkpoint = time.monotonic()
        for done, (name, outcome) in enumerate(zip(names, outcomes, strict=True), start=1):
            self._take(name, outcome, options)
            if self.progress:
                self.progress(done, len(names))
            if time.monotonic() - checkpoint > _CHECKPOINT:
                write_manifest(self.folder.manifest, self._manifest())
                checkpoint = time.monotonic()

    def _without(self, names: set[str]) -> dict[str, Source]:
        return {name: source for name, source in self.sources.items() if name not in names}

    def _take(self, name: str, outcome: Outcome, options: BuildOptions) -> None:
        for reading in outcome.articles:
            self._keep(name, reading)
        self.sources[name] = Source(
            digest=outcome.digest,
            state=options.state(),
            settings=options.to_settings(),
            articles=tuple(reading.record for reading in outcome.articles),
            errors=outcome.errors,
        )
        self.read.append(name)
        self.tally.failed += bool(outcome.errors)
        self.tally.usable += bool(outcome.articles)

    def _keep(self, name: str, reading: Reading) -> None:
        """Write an article's archive file, unless a file with an earlier name gives the same article."""
        slug = reading.record.slug
        if self.owners.setdefault(slug, name) >= name:
            self.owners[slug] = name
            write_whole(self.folder.archive(slug), reading.archive)
        if self.options.keep_text:
            write_whole(self.folder.text(reading.record.text), reading.text.encode())

    def _repair(self) -> None:
        """Read again, with the options of then, each source whose archive file is missing or another's.

        That is so after a build that was cut off, and where the first of several equal articles is gone.
        """
        tried: set[str] = set()
        while names := {name for name in self._damaged() if name not in tried}:
            tried |= names
            for name in [name for name in names if not self.folder.source_of(name).exists()]:
                names.remove(name)
                self._lose(name)
            for settings, group in groupby(sorted(names, key=self._settings), key=self._settings):
                options = BuildOptions.from_settings(json.loads(settings), like=self.options)
                self._read(sorted(group), options)

    def _settings(self, name: str) -> str:
        return json.dumps(self.sources[name].settings, sort_keys=True)

    def _lose(self, name: str) -> None:
        problem = "the file is gone, and so is what was read from it; restore it, and build again"
        self.sources[name] = replace(self.sources[name], digest="", articles=(), errors=(problem,))
        self.tally.failed += 1

    def _damaged(self) -> Iterator[str]:
        for slug, (name, record) in self._manifest().owners().items():
            if digest_file(self.folder.archive(slug)) != record.archive:
                yield name

    def _sweep(self, manifest: Manifest) -> None:
        """Delete archive files and texts of articles that the manifest does not name."""
        slugs = manifest.owners()
        texts = {record.text for _, record in manifest.records()}
        for path in self.folder.articles.glob("*.nq"):
            if path.stem not in slugs:
                path.unlink()
        for path in self.folder.texts.glob("*.txt"):
            if path.stem not in texts:
                path.unlink()


@dataclass(frozen=True, slots=True)
class Found:
    """What the paths of a build come to, by names of the manifest.

    `names` are the files there, `gone` the known ones that exist no longer, `problems` why a path cannot be
    used.
    """

    names: list[str]
    gone: list[str]
    problems: Mapping[str, str]


def find_sources(paths: Iterable[Path], folder: Folder, *, known: Iterable[str]) -> Found:
    """Return the source files at `paths`, and the `known` ones there that exist no longer.

    A path that does not exist is a problem, unless it was part of an earlier build.
    """
    known = list(known)
    names: set[str] = set()
    gone: set[str] = set()
    problems: dict[str, str] = {}

    def note(path: str, error: ArticleError) -> None:
        problems[path] = str(error).removeprefix(f"{path}: ")

    for path in paths:
        missing = [name for name in _under(path, known, folder) if not folder.source_of(name).is_file()]
        gone.update(missing)
        if path.exists():
            names.update(folder.name_of(Path(file)) for file in find_files(str(path), report=note))
        elif not missing:
            problems[str(path)] = "no such file or folder; check the path"
    return Found(sorted(names), sorted(gone), problems)


def _under(path: Path, names: Iterable[str], folder: Folder) -> Iterator[str]:
    place = path.resolve()
    for name in names:
        source = folder.source_of(name)
        if source == place or place in source.parents:
            yield name
