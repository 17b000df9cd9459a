"""Fitting of logistic models that penalise large weights, by Newton's method: exact, so always the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tradegraph.learning.model import LinearModel

_Array = NDArray[np.float64]
#: A feature must occur in so many articles: what one article alone has says nothing of others.
_ARTICLES: Final = 2
_ROUNDS: Final = 50
#: A penalty that only keeps the equations solvable.
_LEAST: Final = 1e-6
_TOLERANCE: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to learn from: its features, whether it is right, and the article and the fold it is from."""

    features: tuple[str, ...]
    right: bool
    article: str
    fold: str


def fit(cases: Sequence[Case], *, penalty: float) -> LinearModel:
    """Return the logistic model of `cases` whose squared weights are penalised by half of `penalty`."""
    names = _frequent(cases)
    matrix = _to_matrix((case.features for case in cases), names)
    right = np.array([case.right for case in cases], dtype=np.float64)
    solution = _minimise(matrix, right, penalty)
    weights = {name: float(solution[column]) for name, column in names.items()}
    return LinearModel(float(solution[-1]), weights)


def calibrate(model: LinearModel, forecasts: Sequence[tuple[float, bool]], *, trust: float) -> LinearModel:
    """Return `model` with its log-odds stretched and shifted so that it foretells other articles well.

    `forecasts` are probabilities for cases that the model, or one like it, was not fitted to, and whether
    these were right. `trust`, 0 to 1, is the share of the log-odds that is kept. Platt, "Probabilistic
    Outputs for Support Vector Machines" (1999).
    """
    odds = np.array([np.log(p / (1 - p)) for p, _ in forecasts])
    right = np.array([each for _, each in forecasts], dtype=np.float64)
    columns = np.stack([odds, np.ones_like(odds)], axis=1)
    slope, shift = (float(each) * trust for each in _minimise(columns, right, _LEAST))
    weights = {name: weight * slope for name, weight in model.weights.items()}
    return LinearModel(slope * model.bias + shift, weights)


def _frequent(cases: Iterable[Case]) -> Mapping[str, int]:
    """Return the features of several articles, each with its column."""
    seen: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for feature in case.features:
            seen[feature].add(case.article)
    names = sorted(name for name, articles in seen.items() if len(articles) >= _ARTICLES)
    return {name: column for column, name in enumerate(names)}


def _to_matrix(rows: Iterable[Iterable[str]], names: Mapping[str, int]) -> _Array:
    """Return a row a case, with 1 where it has a feature; the last column is the constant."""
    columns = [[names[feature] for feature in row if feature in names] for row in rows]
    matrix = np.zeros((len(columns), len(names) + 1))
    for row, present in enumerate(columns):
        matrix[row, present] = 1
    matrix[:, -1] = 1
    return matrix


def _minimise(matrix: _Array, right: _Array, penalty: float) -> _Array:
    """Return the weights of least loss by Newton's method; that of the last column is hardly penalised."""
    ridge = np.full(matrix.shape[1], penalty)
    ridge[-1] = _LEAST
    weights = np.zeros(matrix.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (chances - right) + ridge * weights
        spread = chances * (1 - chances)
        curve = (matrix * spread[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if float(np.abs(step).max()) < _TOLERANCE:
            break
    return weights
