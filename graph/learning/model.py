"""Linear models: a weight for each feature, kept as a readable file under `ontology/models`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Final

from tradegraph._exceptions import DataError
from tradegraph.ontology.lexicon import data_folder

#: Beyond this a probability is 0 or 1 for every purpose, and exp would overflow.
_LIMIT: Final = 30.0
_WAY_OUT: Final = "train it anew: python -m tradegraph.learning.training"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic model over features that are there or not; those without a weight count for nothing.

    >>> model = LinearModel(bias=1.0, weights={"carried": -2.0})
    >>> round(model.probability(["carried", "unseen"]), 3)
    0.269
    """

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        """Return how likely what has these features is right, between 0 and 1."""
        weights = self.weights
        total = self.bias + sum(weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-_LIMIT, min(_LIMIT, total))))


@cache
def load_model(name: str) -> LinearModel | None:
    """Return the model `ontology/models/<name>.json`; None where the ontology has no such file.

    Raises DataError naming the file where it is not a model.
    """
    file = data_folder() / "models" / f"{name}.json"
    return read_model(file) if file.is_file() else None


def read_model(file: Traversable) -> LinearModel:
    """Return the model of a file; DataError names the file and what is wrong with it."""
    try:
        content = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise DataError(f"{file.name}: not valid JSON ({error}); {_WAY_OUT}") from error
    if not isinstance(content, dict) or not isinstance(content.get("weights"), dict):
        raise DataError(f"{file.name}: expected an object with `bias` and `weights`; {_WAY_OUT}")
    wrong = (key for key, value in _numbers(content) if type(value) not in (float, int))
    if (key := next(wrong, None)) is not None:
        raise DataError(f"{file.name}: {key} is not a number; {_WAY_OUT}")
    return LinearModel(float(content["bias"]), {key: float(each) for key, each in content["weights"].items()})


def _numbers(content: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return [("bias", content.get("bias")), *content["weights"].items()]
