"""Reading one source file: the whole way from bytes to the checked quads of its articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tradegraph._exceptions import GraphError, TradegraphError
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.building.manifest import Record
from tradegraph.building.options import BuildOptions
from tradegraph.building.screening import screen
from tradegraph.extraction import extract_claims
from tradegraph.model import Article, Claim
from tradegraph.rdf.archive import to_nquads
from tradegraph.rdf.quads import to_quads


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: its record, the bytes of its archive file, and its text."""

    record: Record
    archive: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source file gave: articles, and the reasons for which others could not be read."""

    articles: tuple[Reading, ...] = ()
    errors: tuple[str, ...] = ()


def read_sources(paths: list[Path], options: BuildOptions) -> Iterator[Outcome]:
    """Yield the outcome of each path, in order, from `options.jobs` processes.

    Raises `GraphError` where a process dies.
    """
    if options.jobs == 1 or len(paths) < 2:
        yield from (read_source(path, options) for path in paths)
        return
    # Forking a process that holds a store or threads may hang: each worker starts afresh, on any system.
    with ProcessPoolExecutor(min(options.jobs, len(paths)), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(read_source, paths, [options] * len(paths), chunksize=4)
        except BrokenProcessPool:
            pool.shutdown(cancel_futures=True)
            raise GraphError("a worker process died, perhaps for want of memory; try fewer --jobs") from None


def read_source(path: Path, options: BuildOptions) -> Outcome:
    """Read one source file; what goes wrong with it is part of the outcome, so that a batch goes on."""
    errors: list[str] = []
    readings: list[Reading] = []
    try:
        for article in read_articles([path], options=options.defaults, on_error=_note(errors)):
            readings.append(read_claims(article, options))
    except (TradegraphError, OSError) as error:
        errors.append(str(error))
    except Exception as error:  # a fault of ours must not cost the batch; it is reported with the file
        errors.append(f"{type(error).__name__}: {error}; this is a fault of tradegraph, please report it")
    return Outcome(articles=tuple(readings), errors=tuple(errors))
