"""Reading one source file: the whole way from bytes to the checked quads of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tradegraph._exceptions import ArticleError, DataError, GraphError, TradegraphError
from tradegraph.annotation import annotate
from tradegraph.articles.reading import read_articles
from tradegraph.building.manifest import Record
from tradegraph.building.options import BuildOptions
from tradegraph.extraction.extractors import load_extractor, run_extractor
from tradegraph.identity.reprints import sketch
from tradegraph.model import Article
from tradegraph.rdf.archive import digest, to_nquads
from tradegraph.rdf.pruning import find_subjects
from tradegraph.rdf.quads import to_quads
from tradegraph.shapes.rejection import split_claims
from tradegraph.shapes.validation import validate


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: its record, the bytes of its archive file, and its text."""

    record: Record
    archive: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source file gave: its digest, its articles, and why others of it could not be read."""

    digest: str
    articles: tuple[Reading, ...] = ()
    errors: tuple[str, ...] = ()


def read_sources(paths: list[Path], options: BuildOptions) -> Iterator[Outcome]:
    """Yield the outcome of each path, in order, from `options.jobs` processes.

    Raises `GraphError` where a process dies.
    """
    if options.jobs == 1 or len(paths) < 2:
        yield from (read_source(path, options) for path in paths)
        return
    # Forking a process that has threads may hang it: each worker starts afresh, on any system.
    with ProcessPoolExecutor(min(options.jobs, len(paths)), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(read_source, paths, [options] * len(paths), chunksize=4)
        except BrokenProcessPool:
            raise GraphError("a worker process died, perhaps for want of memory; try fewer jobs") from None
        finally:
            pool.shutdown(cancel_futures=True)


def read_source(path: Path, options: BuildOptions) -> Outcome:
    """Read one source file; what goes wrong with it is part of the outcome, so that a batch goes on.

    Raises `DataError` where the packaged data is malformed.
    """
    errors: list[str] = []
    readings: list[Reading] = []

    def note(_: str, error: ArticleError) -> None:
        errors.append(_reason(path, error))

    try:
        content = digest(path.read_bytes())
        articles = read_articles([path], defaults=options.defaults, on_error=note)
        readings.extend(read_claims(article, options) for article in articles)
    except OSError as error:
        return Outcome("", errors=((error.strerror or "cannot be read").lower(),))
    except DataError:
        raise  # the shapes or the reference data are broken: no article can be read
    except TradegraphError as error:
        errors.append(_reason(path, error))
    except Exception as error:  # a fault of ours must not cost the batch; it is reported with the file
        errors.append(f"{type(error).__name__}: {error}; this is a fault of tradegraph, please report it")
    return Outcome(content, tuple(readings), tuple(errors))


def read_claims(article: Article, options: BuildOptions) -> Reading:
    """Read what an article's words state, and keep what passes the shapes."""
    extractor = load_extractor(options.extractor)
    found = run_extractor(extractor, annotate(article))
    claims = [claim for claim in found if claim.confidence >= options.min_confidence]
    quads = to_quads(article, claims, base=options.base, extractor=extractor)
    report = validate(quads, text=article.text)
    kept, rejections = split_claims(quads, report)
    archive = to_nquads(kept)
    record = Record(
        slug=article.slug,
        id=article.id,
        text=article.digest,
        archive=digest(archive),
        claims=len(find_subjects(kept, "tg:Claim")),
        rejected=tuple(rejection.claim for rejection in rejections),
        results=report.results,
        notes=article.warnings,
        sketch=sketch(article.text),
    )
    return Reading(record, archive, article.text)


def _reason(path: Path, error: TradegraphError) -> str:
    """Return what went wrong without the path, which the report gives beside it."""
    return str(error).removeprefix(f"{path}: ")
