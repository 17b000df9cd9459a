"""Reviewing a graph: the shapes once more on every article, with its text where that is to be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tradegraph._exceptions import ArticleError
from tradegraph.articles.reading import read_articles
from tradegraph.building.checks import run_checks, to_report
from tradegraph.building.folder import Folder
from tradegraph.building.manifest import Manifest, Record, Source, open_graph
from tradegraph.building.options import BuildOptions
from tradegraph.building.resolving import load_resolution, read_editorial, read_resolved
from tradegraph.rdf.archive import digest_file
from tradegraph.rdf.files import read_rdf
from tradegraph.rdf.store import Store
from tradegraph.shapes.report import Report, merge_reports
from tradegraph.shapes.validation import validate


@dataclass(frozen=True, slots=True)
class Review:
    """What the shapes found, in how many articles, and in how many of these without their text.

    Without the text, quotes and offsets are only compared with each other, not with the article.
    """

    report: Report
    articles: int
    without_text: int


def review_graph(kg: Path) -> Review:
    """Validate every article of the graph in the directory `kg` as corrected, and the whole by the checks.

    The text is the kept one, or read again from the source file if that has not changed. Raises `GraphError`
    where there is no graph.
    """
    folder, manifest = open_graph(kg)
    texts = {
        slug: _find_text(folder, manifest, name, record) for slug, (name, record) in manifest.owners().items()
    }
    rewritings = load_resolution(folder)
    reports = [
        validate(read_resolved(folder, slug, rewritings.get(slug), base=manifest.base), text=text)
        for slug, text in sorted(texts.items())
    ]
    reports.append(validate(read_editorial(folder)))
    with Store.open(folder.store, base=manifest.base) as store:
        reports.append(to_report(run_checks(store)))
    return Review(merge_reports(reports), len(texts), sum(text is None for text in texts.values()))


def review_file(path: Path) -> Review:
    """Validate the graphs of an RDF file, each for itself; their texts are not to be had.

    Raises `GraphError` for a file that is not RDF.
    """
    quads = read_rdf(path)
    names = sorted({quad.graph_name for quad in quads}, key=str)
    reports = [validate([quad for quad in quads if quad.graph_name == name]) for name in names]
    return Review(merge_reports(reports), len(reports), len(reports))


def _find_text(folder: Folder, manifest: Manifest, name: str, record: Record) -> str | None:
    kept = folder.text(record.text)
    if kept.is_file():
        return kept.read_bytes().decode()
    source = manifest.sources[name]
    path = folder.source_of(name)
    if digest_file(path) != source.digest:
        return None
    return next(
        (text for digest, text in _read_texts(path, source, manifest.base) if digest == record.text), None
    )


def _read_texts(path: Path, source: Source, base: str) -> Iterator[tuple[str, str]]:
    options = BuildOptions.from_settings(source.settings, like=BuildOptions(base=base))

    def ignore(_: str, error: ArticleError) -> None:
        """Leave out an article that could not be read in the build either."""

    for article in read_articles([path], defaults=options.defaults, on_error=ignore):
        yield article.digest, article.text
