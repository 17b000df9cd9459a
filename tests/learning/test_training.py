"""Training: from the corpus to the same model every time."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tradegraph.learning.fitting import Case, calibrate, fit
from tradegraph.learning.model import LinearModel, read_model
from tradegraph.learning.training import check, foretell, log_loss, main, read_cases, train

CORPUS = Path(__file__).parents[1] / "corpus"
#: Articles of the small corpus, by the names that they have there: two slices.
ARTICLES = {
    "t1-nguyen": "amcham-hanoi-newsletter",
    "t1-melbourne": "australia-india-ecta",
    "t2-berlin": "germany-top-partners",
    "t2-nairobi": "kenya-us-talks",
}


def to_cases(number: int = 200) -> list[Case]:
    """Return cases of four slices where "good" is nearly always right and "noise" says nothing."""
    dice = random.Random(7)
    cases = []
    for index in range(number):
        good, noise = dice.random() < 0.5, dice.random() < 0.5
        features = (*(["good"] if good else []), *(["noise"] if noise else []))
        right = dice.random() < (0.95 if good else 0.3)
        cases.append(Case(features, right, article=f"a{index % 20}", fold=f"t{index % 4}"))
    return cases


def test_a_model_finds_what_tells() -> None:
    model = fit(to_cases(), penalty=1.0)
    assert model.weights["good"] > 1.5
    assert abs(model.weights["noise"]) < 0.6
    assert model.probability(["good"]) > 0.8 > 0.5 > model.probability([])


def test_what_one_article_alone_has_is_left_out() -> None:
    odd = [Case(("good", "odd"), right=True, article="a0", fold="t0") for _ in range(5)]
    assert set(fit([*to_cases(), *odd], penalty=1.0).weights) == {"good", "noise"}


def test_a_penalty_draws_weights_to_nothing() -> None:
    mild, strict = (fit(to_cases(), penalty=penalty).weights["good"] for penalty in (1.0, 100.0))
    assert 0 < strict < mild / 2


def test_calibration_shifts_forecasts_to_what_came_true() -> None:
    forecasts = [(0.9, True), (0.9, False), (0.6, True), (0.6, False), (0.3, False), (0.3, True)] * 20
    model = calibrate(LinearModel(2.0, {"a": 1.0}), forecasts, trust=1.0)
    assert model.probability(["a"]) == pytest.approx(0.5, abs=0.05)
    careful = calibrate(LinearModel(2.0, {"a": 1.0}), forecasts, trust=0.5)
    assert careful.bias == pytest.approx(model.bias / 2)


def test_no_case_is_foretold_by_a_model_that_saw_its_slice() -> None:
    """A feature of one slice alone has no weight in the models of the others."""
    cases = [*to_cases(), *(Case(("local",), True, f"b{n}", "t9") for n in range(30))]
    local = [chance for (chance, _), case in zip(foretell(cases, penalty=1.0), cases, strict=True)][-30:]
    assert set(local) == {fit(to_cases(), penalty=1.0).probability([])}
    assert log_loss(check(to_cases(), penalty=1.0)) < 0.7


def test_of_several_penalties_the_best_is_taken() -> None:
    cases = to_cases()
    model, penalty = train(cases)
    assert penalty in (15.0, 30.0, 60.0)
    assert model.weights["good"] > 0


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Return a corpus of four articles to learn from, and a blind one that nothing could read."""
    for kind, suffix in (("articles", ".md"), ("gold", ".json")):
        folder = tmp_path / "train" / kind
        folder.mkdir(parents=True)
        for name, source in ARTICLES.items():
            text = (CORPUS / "dev" / kind / f"{source}{suffix}").read_text("utf-8")
            (folder / f"{name}{suffix}").write_text(text.replace(f'"{source}"', f'"{name}"'), "utf-8")
    shutil.copy(tmp_path / "train" / "gold" / "t1-nguyen.json", tmp_path / "train" / "gold" / "t2-blind.json")
    blind = tmp_path / "train" / "gold" / "t2-blind.json"
    blind.write_text(blind.read_text("utf-8").replace('"t1-nguyen"', '"t2-blind"'), "utf-8")
    (tmp_path / "train" / "articles" / "t2-blind.md").write_bytes(b"\x00\xff not to be read")
    (tmp_path / "blind.txt").write_text("t2-blind\n", "utf-8")
    return tmp_path


def test_cases_are_judged_by_gold_and_leave_blind_articles_alone(small_corpus: Path) -> None:
    cases = list(read_cases(small_corpus))
    assert {case.article for case in cases} == set(ARTICLES)
    assert {case.fold for case in cases} == {"t1", "t2"}
    assert {case.right for case in cases} == {True, False}


def test_training_twice_gives_the_same_bytes(small_corpus: Path, tmp_path: Path) -> None:
    outcomes = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        result = CliRunner().invoke(main, [str(small_corpus), "--to", str(folder)], catch_exceptions=False)
        assert result.exit_code == 0
        assert "expected calibration error" in result.stdout
        outcomes.append((result.stdout, (folder / "judge.json").read_bytes()))
    assert outcomes[0] == outcomes[1]
    assert read_model(tmp_path / "one" / "judge.json").weights
