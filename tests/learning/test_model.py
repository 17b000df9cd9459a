"""Linear models and their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tradegraph._exceptions import DataError
from tradegraph.learning import model as models
from tradegraph.learning.model import LinearModel, load_model, read_model


def test_a_probability_adds_the_weights_of_what_is_there() -> None:
    model = LinearModel(bias=0.0, weights={"a": 1.0, "b": -1.0})
    assert model.probability([]) == 0.5
    assert model.probability(["a", "b", "unknown"]) == 0.5
    assert model.probability(["a"]) > 0.7 > 0.3 > model.probability(["b"])


@pytest.mark.parametrize("bias", [-1e9, 1e9])
def test_the_surest_is_still_a_probability(bias: float) -> None:
    assert 0 <= LinearModel(bias, {}).probability([]) <= 1


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "toy.json").write_text('{"about": "a toy", "bias": 1, "weights": {"a": -0.5}}', "utf-8")
    assert read_model(tmp_path / "toy.json") == LinearModel(1.0, {"a": -0.5})


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "toy.json: not valid JSON .*train it anew"),
        ("[]", "toy.json: expected an object with `bias` and `weights`"),
        ('{"weights": {}}', "toy.json: bias is not a number"),
        (
            '{"bias": 0, "weights": {"relation": "high"}}',
            "toy.json: relation is not a number",
        ),
        (
            '{"bias": 0, "weights": {"relation": true}}',
            "toy.json: relation is not a number",
        ),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "toy.json").write_text(content, "utf-8")
    with pytest.raises(DataError, match=problem):
        read_model(tmp_path / "toy.json")


def test_an_ontology_may_lack_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "data_folder", lambda: tmp_path)
    assert load_model.__wrapped__("judge") is None


def test_the_packaged_judge_is_small() -> None:
    judge = load_model("judge")
    assert judge is not None
    assert 100 < len(judge.weights) < 20_000
