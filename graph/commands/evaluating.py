"""The verb `evaluate`: extraction measured against gold, of one extractor or several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from tradegraph.commands.sheets import Case
    from tradegraph.evaluation import Mistake, Scores
    from tradegraph.model import Document

_PATH: Final = click.Path(path_type=Path)


@click.command()
@click.argument("articles", nargs=-1, required=True, type=_PATH)
@click.option("--gold", required=True, type=_PATH, help="Folder with one gold file an article.")
@click.option("--by", type=click.Choice(["relation", "article"]), default="relation", help="What a row is.")
@click.option("--errors", type=click.IntRange(min=0), default=0, help="Show N missed and N wrong records.")
@click.option("--relation", help="Show the errors of this relation only.")
@click.option("--extractor", "names", multiple=True, help="What reads the claims; repeat to compare.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@click.pass_context
def evaluate(
    ctx: click.Context,
    articles: tuple[Path, ...],
    gold: Path,
    by: str,
    errors: int,
    relation: str | None,
    names: tuple[str, ...],
    form: str,
) -> None:
    """Measure extraction on ARTICLES against gold: precision, recall and F1.

    Articles and gold files go together by name; one without the other is left out. Below the table stand the
    qualifiers of matched records, the types of their ends, the codes of countries, the overlap of evidence
    with gold's, and how often claims of a confidence are right. An error comes with its sentence, and a
    missed record with what was found there: mentions, and the patterns that came nearest.

    \b
    Example:
      tradegraph evaluate tests/corpus/dev/articles --gold tests/corpus/dev/gold --errors 5
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.annotation import annotate
    from tradegraph.articles import read_articles
    from tradegraph.commands.sheets import Sheet
    from tradegraph.evaluation import evaluate_documents, read_gold
    from tradegraph.extraction.extractors import DEFAULT, load_extractor

    wanted = {article.id: article for article in read_gold(gold)}
    extractors = {name: load_extractor(name) for name in names or (DEFAULT,)}
    failed: list[str] = []

    def report(path: str, error: Exception) -> None:
        failed.append(path)
        click.echo(f"tradegraph: {error}", err=True)

    found = (article for article in read_articles(articles, on_error=report) if article.id in wanted)
    documents = {article.id: annotate(article) for article in found}
    known = [wanted[name] for name in sorted(documents)]
    scores = {
        name: evaluate_documents(documents.values(), known, extractor=extractor, on_error=report)
        for name, extractor in extractors.items()
    }
    cases = {name: tuple(_choose(each, errors, relation, documents)) for name, each in scores.items()}
    sheet = Sheet(scores, by=by, cases=cases)
    click.echo({"text": sheet.to_text, "csv": sheet.to_csv, "json": sheet.to_json}[form]())
    ctx.exit(1 if failed else 0)


def _choose(
    scores: Scores, number: int, relation: str | None, documents: Mapping[str, Document]
) -> Iterator[Case]:
    """Yield the first mistakes of each kind, with their scenes."""
    from tradegraph.evaluation import find_scene

    for kind in ("missed", "wrong"):
        mistakes = [each for each in scores.mistakes if each.kind == kind and _is_of(each, relation)]
        for mistake in mistakes[:number]:
            yield mistake, find_scene(documents[mistake.article], mistake)


def _is_of(mistake: Mistake, relation: str | None) -> bool:
    return relation is None or mistake.record["relation"] == relation
