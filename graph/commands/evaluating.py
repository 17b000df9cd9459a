"""The verb `evaluate`: extraction measured against gold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from tradegraph.evaluation import Mistake, Scores
    from tradegraph.model import Document

_PATH: Final = click.Path(path_type=Path)


@click.command()
@click.argument("articles", nargs=-1, required=True, type=_PATH)
@click.option("--gold", required=True, type=_PATH, help="Folder with one gold file an article.")
@click.option("--by", type=click.Choice(["relation", "article"]), default="relation", help="What a row is.")
@click.option("--errors", type=click.IntRange(min=0), default=0, help="Show N missed and N wrong records.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@click.pass_context
def evaluate(
    ctx: click.Context, articles: tuple[Path, ...], gold: Path, by: str, errors: int, form: str
) -> None:
    """Measure extraction on ARTICLES against gold: precision, recall and F1.

    Articles and gold files go together by name; one without the other is left out.

    \b
    Example:
      tradegraph evaluate tests/corpus/dev/articles --gold tests/corpus/dev/gold --errors 5
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
    from tradegraph.annotation import annotate
    from tradegraph.articles import read_articles
    from tradegraph.evaluation import evaluate_documents, read_gold

    wanted = {article.id: article for article in read_gold(gold)}
    unread: list[str] = []

    def report(path: str, error: Exception) -> None:
        unread.append(path)
        click.echo(f"tradegraph: {error}", err=True)

    found = (article for article in read_articles(articles, on_error=report) if article.id in wanted)
    documents = {article.id: annotate(article) for article in found}
    scores = evaluate_documents(documents.values(), [wanted[name] for name in sorted(documents)])
    sheet = _Sheet(scores, by=by, mistakes=tuple(_choose(scores, errors)), documents=documents)
    click.echo({"text": sheet.to_text, "csv": sheet.to_csv, "json": sheet.to_json}[form]())
    ctx.exit(1 if unread else 0)


def _choose(scores: Scores, number: int) -> Iterator[Mistake]:
    for kind in ("missed", "wrong"):
        yield from [mistake for mistake in scores.mistakes if mistake.kind == kind][:number]


@dataclass(frozen=True)
class _Sheet:
    """Scores as they are printed; a mistake comes with the sentence that it was made on."""

    scores: Scores
    by: str
    mistakes: tuple[Mistake, ...]
    documents: Mapping[str, Document]

    def rows(self) -> list[dict[str, Any]]:
        from tradegraph.evaluation import to_row

        tallies = self.scores.by_relation if self.by == "relation" else self.scores.by_article
        return [to_row(name, tally) for name, tally in [*tallies.items(), ("all", self.scores.overall)]]

    def to_text(self) -> str:
        width = max(24, *(len(row["name"]) + 1 for row in self.rows()))
        lines = [f"{self.by:{width}}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
        for row in self.rows():
            shares = f"{row['precision']:7.3f}{row['recall']:7.3f}{row['f1']:7.3f}"
            lines.append(f"{row['name']:{width}}{shares}{row['gold']:7}{row['predicted']:7}")
        agreed = (f"{name} {right}/{given}" for name, (right, given) in self.scores.qualifiers.items())
        lines += ["", f"qualifiers of matched records: {', '.join(agreed) or 'none'}"]
        lines += [f"F1 {self.scores.overall.f1:.3f} over {self.scores.articles} articles"]
        for mistake in self.mistakes:
            lines += ["", f"{mistake.kind} in {mistake.article}: {_to_line(mistake)}"]
            lines += [f"    {self._sentence(mistake) or 'the words are not in the text'}"]
        return "\n".join(lines)

    def to_csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.rows()[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows())
        return text.getvalue().rstrip("\n")

    def to_json(self) -> str:
        mistakes = [{**asdict(mistake), "sentence": self._sentence(mistake)} for mistake in self.mistakes]
        qualifiers = {name: {"right": a, "given": b} for name, (a, b) in self.scores.qualifiers.items()}
        content = {
            "articles": self.scores.articles,
            "rows": self.rows(),
            "qualifiers": qualifiers,
            "mistakes": mistakes,
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str)

    def _sentence(self, mistake: Mistake) -> str | None:
        from tradegraph.evaluation import find_sentence

        return find_sentence(self.documents[mistake.article], mistake.record)


def _to_line(mistake: Mistake) -> str:
    """Return a mistake's record as its filled fields, without the evidence that the sentence shows."""
    shown = {"subject", "object", "relation", "value", "unit", "flow", "period", "status", "scope"}
    return " ".join(f"{name}={value}" for name, value in mistake.record.items() if name in shown)
