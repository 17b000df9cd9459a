"""The archive: sorted N-Quads of one article a file, the record from which everything else is made."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, parse, serialize
from tradegraph._exceptions import GraphError


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return `quads` as sorted N-Quads lines, each once: the same quads give the same bytes."""
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def write_archive(path: Path, quads: Iterable[Quad]) -> None:
    """Write `quads` to the N-Quads file `path`; see `write_whole`."""
    write_whole(path, to_nquads(quads))


def read_archive(path: Path) -> list[Quad]:
    """Read the quads of an N-Quads file, in the order of its lines.

    Raises `GraphError` where the file is missing or is not N-Quads.
    """
    return list(stream_archive(path))


def stream_archive(path: Path) -> Iterator[Quad]:
    """Yield the quads of an N-Quads file of any size; see `read_archive`."""
    try:
        yield from parse(path=str(path), format=RdfFormat.N_QUADS)
    except FileNotFoundError:
        raise GraphError(f"{path}: no such file; build the graph again") from None
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not N-Quads ({error}); delete it and build the graph again") from None


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_file(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes, None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that its reader sees the old content or the new, never a part, whenever power fails.

    Raises `GraphError` where its folder does not exist.
    """
    with whole_file(path) as file:
        file.write(content)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written piece by piece; its reader sees the new content when all is written.

    An error in between leaves the old content. Raises `GraphError` where its folder does not exist.
    """
    if not path.parent.is_dir():
        raise GraphError(f"{path}: no such folder as {path.parent}; make it first")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; systems that cannot open a folder (Windows) do it by themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
