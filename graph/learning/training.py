"""Training of the learned parts from the corpus: `python -m tradegraph.learning.training` in a checkout.

Articles that the corpus keeps apart (`blind.txt`) are neither read nor learnt from. The report tells
how models do that were trained without a slice of the corpus, on that slice; a slice is the first part of an
article's name. Training needs NumPy: install `tradegraph[train]`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click
from tradegraph.annotation import annotate
from tradegraph.articles import read_articles
from tradegraph.evaluation import Gold, evaluate, read_gold
from tradegraph.evaluation.calibration import Bin, expected_error
from tradegraph.evaluation.calibration import calibrate as to_bins
from tradegraph.extraction import extract_claims
from tradegraph.facts import to_records
from tradegraph.learning.features import describe_claims
from tradegraph.learning.fitting import Case, calibrate, fit
from tradegraph.learning.model import LinearModel
from tradegraph.model import Claim, Document
from tradegraph.rdf.quads import to_quads

#: Where a checkout keeps the corpus and the models.
CORPUS: Final = Path("tests/corpus")
MODELS: Final = Path("ontology/models")
#: The folders of the corpus that are learnt from.
_FOLDERS: Final = ("train", "varied", "news", "passages")
#: Penalties that are tried; the one whose models foretell other slices best is taken.
_PENALTIES: Final = (15.0, 30.0, 60.0)
#: The share of the log-odds that is kept. Patterns are written with the corpus in view, and are wrong more
#: often elsewhere: on 53 articles that were scored but never read, claims were right about as often as two
#: thirds of the log-odds by other slices say.
_TRUST: Final = 0.62
#: Decimals of a weight in the file.
_DECIMALS: Final = 3

Forecast = tuple[float, bool]


def read_cases(corpus: Path) -> Iterator[Case]:
    """Yield the claims of the rules on the articles to learn from, described, and right or wrong by gold.

    `corpus` holds `blind.txt`, and folders such as `train` with `articles` and `gold`.
    """
    blind = set((corpus / "blind.txt").read_text("utf-8").splitlines())
    folders = [corpus / name for name in _FOLDERS if (corpus / name).is_dir()]
    gold = {
        each.id: each for folder in folders for each in read_gold(folder / "gold") if each.id not in blind
    }
    articles = (path for folder in folders for path in (folder / "articles").iterdir())
    for article in read_articles(sorted(path for path in articles if path.stem in gold)):
        document = annotate(article)
        claims = extract_claims(document, learned=False)
        right = judge_by_gold(document, claims, gold[article.id])
        fold = article.id.split("-")[0]
        for features, is_right in zip(describe_claims(document, claims), right, strict=True):
            yield Case(tuple(features), is_right, article.id, fold)


def judge_by_gold(document: Document, claims: Iterable[Claim], gold: Gold) -> list[bool]:
    """Return for each claim of an article whether gold has it."""
    records = [to_records(to_quads(document.article, [claim]))[0] for claim in claims]
    wrong = {id(each.record) for each in evaluate(records, [gold]).mistakes if each.kind == "wrong"}
    return [id(record) not in wrong for record in records]


def foretell(cases: Sequence[Case], *, penalty: float) -> list[Forecast]:
    """Return for each case the probability by a model of all other slices, and whether it is right."""
    models = {
        fold: fit([case for case in cases if case.fold != fold], penalty=penalty)
        for fold in sorted({case.fold for case in cases})
    }
    return [(models[case.fold].probability(case.features), case.right) for case in cases]


def train(cases: Sequence[Case]) -> tuple[LinearModel, float]:
    """Return the judge of `cases`, calibrated across slices, and the penalty that served it best."""
    trials = {penalty: foretell(cases, penalty=penalty) for penalty in _PENALTIES}
    penalty = min(trials, key=lambda each: (log_loss(trials[each]), each))
    model = fit(cases, penalty=penalty)
    return calibrate(model, trials[penalty], trust=_TRUST), penalty


def log_loss(forecasts: Iterable[Forecast]) -> float:
    """Return the mean surprise at the outcomes, in nats: less is better."""
    losses = [-math.log(chance if right else 1 - chance) for chance, right in forecasts]
    return sum(losses) / len(losses)


def check(cases: Sequence[Case], *, penalty: float) -> list[Forecast]:
    """Return the forecasts for each slice by a model that was fitted and calibrated on all others."""
    raw = foretell(cases, penalty=penalty)
    checked: list[Forecast] = []
    for fold in sorted({case.fold for case in cases}):
        others = [case for case in cases if case.fold != fold]
        known = [forecast for case, forecast in zip(cases, raw, strict=True) if case.fold != fold]
        model = calibrate(fit(others, penalty=penalty), known, trust=_TRUST)
        checked += [(model.probability(case.features), case.right) for case in cases if case.fold == fold]
    return checked


def write_model(model: LinearModel, path: Path) -> None:
    """Write a model, a weight a line, rounded; those that round to nothing are left out."""
    weights = {name: round(weight, _DECIMALS) for name, weight in sorted(model.weights.items())}
    content = {
        "about": "Log-odds that a claim of the rules is right; made by tradegraph.learning.training.",
        "bias": round(model.bias, _DECIMALS),
        "weights": {name: weight for name, weight in weights.items() if weight},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")


def to_lines(bins: Sequence[Bin]) -> Iterator[str]:
    """Yield a table of calibration."""
    yield f"{'confidence':>14}{'claims':>8}{'mean':>8}{'right':>8}"
    for each in bins:
        bounds = f"{each.low:.1f} to {each.high:.1f}"
        yield f"{bounds:>14}{each.claims:8}{each.confidence:8.3f}{each.precision:8.3f}"
    yield f"expected calibration error {expected_error(bins):.3f}"


@click.command(help=__doc__)
@click.argument("corpus", type=click.Path(exists=True, path_type=Path), default=CORPUS)
@click.option("--to", type=click.Path(path_type=Path), default=MODELS, help="Folder for the models.")
def main(corpus: Path, to: Path) -> None:
    """Train the judge and write it, with a report on how it foretells slices that it has not seen."""
    cases = list(read_cases(corpus))
    model, penalty = train(cases)
    to.mkdir(parents=True, exist_ok=True)
    write_model(model, to / "judge.json")
    forecasts = check(cases, penalty=penalty)
    right = sum(case.right for case in cases)
    click.echo(f"{len(cases)} claims, {right} right; penalty {penalty:g}; {len(model.weights)} features")
    click.echo(f"log loss {log_loss(forecasts):.4f} on slices not trained on")
    click.echo("\n".join(to_lines(to_bins(forecasts))))


if __name__ == "__main__":
    main()
