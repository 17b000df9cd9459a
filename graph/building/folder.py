"""The `kg` directory: where its parts are, and the lock that lets one build at a time write to it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tradegraph._exceptions import GraphError


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths inside a `kg` directory."""

    path: Path

    @property
    def articles(self) -> Path:
        """The archive: one N-Quads file an article, the record of the graph."""
        return self.path / "articles"

    @property
    def store(self) -> Path:
        """The Oxigraph store, an index of the archive."""
        return self.path / "store"

    @property
    def manifest(self) -> Path:
        """What was read from which file."""
        return self.path / "manifest.json"

    @property
    def corrections(self) -> Path:
        """What an editor of the graph decides, where nothing else is named."""
        return self.path / "corrections.yaml"

    @property
    def identity(self) -> Path:
        """What was found and decided about the identity of entities: the three files below."""
        return self.path / "identity"

    @property
    def resolution(self) -> Path:
        """What becomes of each article: entities merged, corrections applied."""
        return self.identity / "resolution.json"

    @property
    def editorial(self) -> Path:
        """What was merged, what is a reprint, and the corrections, as N-Quads."""
        return self.identity / "editorial.nq"

    @property
    def sightings(self) -> Path:
        """The entities that each article brings in, an index of the archive."""
        return self.identity / "sightings.json"

    @property
    def report(self) -> Path:
        """What was found, for programs."""
        return self.path / "report.json"

    @property
    def shacl_report(self) -> Path:
        """What was found, as a SHACL validation report."""
        return self.path / "report.ttl"

    @property
    def crate(self) -> Path:
        """What the other files are, as an RO-Crate."""
        return self.path / "ro-crate-metadata.json"

    @property
    def texts(self) -> Path:
        """The articles' texts, where a build was told to keep them."""
        return self.path / "texts"

    @property
    def statistics(self) -> Path:
        """The official figures: one N-Quads file a data set."""
        return self.path / "statistics"

    def statistics_names(self) -> list[str]:
        """Return the names of the data sets of official figures, sorted."""
        return sorted(path.stem for path in self.statistics.glob("*.nq") if path.name[0] != ".")

    def statistics_file(self, name: str) -> Path:
        """Return the file of the data set `name`."""
        return self.statistics / f"{name}.nq"

    def archive(self, slug: str) -> Path:
        """Return the archive file of the article `slug`."""
        return self.articles / f"{slug}.nq"

    def text(self, digest: str) -> Path:
        """Return the file that keeps the text with this digest."""
        return self.texts / f"{digest}.txt"

    def name_of(self, source: Path) -> str:
        """Return how the manifest names a source file: its path from the `kg` directory.

        So both may be moved together, and a link keeps its own name.
        """
        place = source.absolute().parent.resolve() / source.name if source.name else source.resolve()
        try:
            return Path(os.path.relpath(place, self.path.resolve())).as_posix()
        except ValueError:  # another drive of Windows
            return place.as_posix()

    def source_of(self, name: str) -> Path:
        """Return the source file that the manifest calls `name`."""
        return Path(os.path.normpath(self.path.resolve() / name))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other builds out, and sweep away what a build that was cut off left behind.

        Raises `GraphError` while another process holds the lock; a process that dies lets go of it.
        """
        try:
            for folder in (self.articles, self.identity, self.texts):
                folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise GraphError(f"{self.path}: a file is in the way; give a folder for the graph") from None
        with (self.path / ".lock").open("w") as file:
            if not _try_lock(file):
                raise GraphError(f"{self.path}: another build writes here; let it end, then try again")
            self._sweep()
            yield

    def _sweep(self) -> None:
        for folder in (self.path, self.articles, self.identity, self.statistics, self.texts):
            for part in folder.glob(".*.part"):
                part.unlink()
        for folder in self.path.glob(".store.*"):
            shutil.rmtree(folder)


def find_graph(kg: Path | str) -> Folder:
    """Return the parts of the graph in the directory `kg`; raises `GraphError` where there is none."""
    folder = Folder(Path(kg))
    if not folder.manifest.is_file():
        raise GraphError(f"{kg}: no graph here; build one with: tradegraph build ARTICLES --kg {kg}")
    return folder


def _try_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
